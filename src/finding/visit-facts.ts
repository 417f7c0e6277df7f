import { z } from 'zod';
import { LANGUAGE_CODES, type Language } from '../hours/rules/languages.ts';

/** Where an office lies and how visitors are met there. What is null is not known. */
export interface VisitFacts {
  readonly address: { readonly street: string; readonly postcode: string; readonly town: string } | null;
  readonly directionsSv: string | null;
  readonly directionsEn: string | null;
  /** From the street to the desk without a step. */
  readonly stepFree: boolean | null;
  /** Besides Swedish, at any hour. */
  readonly languages: readonly Language[];
}

/** An office of which nobody has told anything. */
export const NOTHING_KNOWN: VisitFacts = {
  ...{ address: null, directionsSv: null, directionsEn: null, stepFree: null, languages: [] },
};

const text = (least: number, most: number) =>
  z.string().trim().min(least, { error: 'too-short-text' }).max(most, { error: 'too-long' });

export const VisitFactsSchema = z.object({
  address: z
    .object({
      street: text(3, 120),
      postcode: z
        .string()
        .trim()
        .regex(/^\d{3} ?\d{2}$/, { error: 'not-a-postcode' })
        .transform((digits) => `${digits.slice(0, 3)} ${digits.slice(-2)}`)
        .meta({ pattern: '^\\d{3} ?\\d{2}$', example: '136 40' }),
      town: text(2, 60),
    })
    .nullable()
    .meta({ description: 'null: not known' }),
  directionsSv: text(3, 600).nullable(),
  directionsEn: text(3, 600).nullable(),
  stepFree: z.boolean().nullable().meta({ description: 'null: not known' }),
  languages: z.array(z.enum(LANGUAGE_CODES)).max(LANGUAGE_CODES.length),
});
export type NewVisitFacts = z.output<typeof VisitFactsSchema>;
