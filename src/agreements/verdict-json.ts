import { z } from '@hono/zod-openapi';
import { CONDITIONS } from '../law/content.ts';
import { type Ground, type Verdict, warns } from '../law/verdict.ts';
import { groundSentence } from '../law/verdict-texts.ts';
import type { Locale } from '../ui/texts.ts';

export const GroundSchema = z
  .object({
    code: z.string().openapi({ description: 'What the ground is about' }),
    holds: z.boolean(),
    warns: z.boolean().openapi({ description: 'Stands in nobody’s way, and is not as it should be' }),
    reason: z.string().openapi({ description: 'Why it holds or does not' }),
    provision: z.string(),
    reading: z.boolean().openapi({ description: 'True where the answer rests on our reading of the text' }),
    sentence: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .openapi('Ground');

export const VerdictSchema = z
  .object({
    permitted: z.boolean(),
    conditions: z.array(z.enum(CONDITIONS)),
    grounds: z.array(GroundSchema),
    basis: z
      .object({
        agreementId: z.number().int(),
        diaryNumber: z.string(),
        version: z.number().int(),
        mandateId: z.number().int().nullable(),
        catalogueItem: z.string().nullable(),
        catalogueVersion: z.number().int().nullable(),
      })
      .nullable(),
  })
  .openapi('Verdict');

export function groundJson(ground: Ground, locale: Locale): z.infer<typeof GroundSchema> {
  return {
    code: ground.code,
    holds: ground.holds,
    warns: warns(ground),
    reason: ground.reason,
    provision: ground.provision.ref,
    reading: ground.provision.reading ?? false,
    sentence: groundSentence(ground, locale),
    facts: { ...ground.facts },
  };
}

/** A verdict as the API tells it: codes and facts for programs, sentences for people. */
export function verdictJson(verdict: Verdict, locale: Locale): z.infer<typeof VerdictSchema> {
  const basis = verdict.permitted ? verdict.basis : null;
  return {
    permitted: verdict.permitted,
    conditions: verdict.permitted ? [...verdict.conditions] : [],
    grounds: verdict.grounds.map((ground) => groundJson(ground, locale)),
    basis:
      basis === null
        ? null
        : {
            agreementId: basis.agreement.agreementId,
            diaryNumber: basis.agreement.diaryNumber,
            version: basis.agreement.version,
            mandateId: basis.mandate?.id ?? null,
            catalogueItem: basis.item?.code ?? null,
            catalogueVersion: basis.item?.version ?? null,
          },
  };
}
