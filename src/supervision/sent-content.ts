import { z } from 'zod';
import { PeriodSchema, PlainDateSchema } from '../kernel/plain-date.schema.ts';
import type { SentAgreement } from './sent-agreement.ts';

const Party = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: z.enum(['state', 'municipality', 'region', 'social-insurance-office']),
});
const day = PlainDateSchema.nullable();
const Content = z.object({
  diaryNumber: z.string(),
  name: z.string(),
  regimeId: z.string(),
  signedOn: PlainDateSchema,
  governmentDirected: z.boolean(),
  approvedOn: day,
  approvalRevokedOn: day,
  termEndsOn: day,
  version: z.number().int(),
  decidedOn: PlainDateSchema,
  valid: PeriodSchema,
  summary: z.string().default(''),
  parties: z.array(Party),
  offices: z.union([z.literal('all'), z.array(z.string())]),
  tasks: z.array(
    z.object({
      task: z.object({
        id: z.number().int(),
        code: z.string(),
        sphere: z.enum(['state', 'municipal', 'regional']),
        authorityId: z.number().int().nullable(),
      }),
      name: z.string(),
      principalId: z.number().int(),
      performerId: z.number().int(),
      exercisesAuthority: z.boolean(),
      requiresPersonalData: z.boolean(),
      listedSeparately: z.boolean(),
      performersNamed: z.boolean(),
      catalogueCode: z.string().nullable(),
      access: z.array(z.string()),
    }),
  ),
});

/** The content that went with a copy; null when there is none, or none that can be read: then the PDF is what there is. */
export function readSentContent(content: unknown): SentAgreement | null {
  return Content.safeParse(content).data ?? null;
}
