import { z } from 'zod';
import { type ReportContent, TEXT_ITEMS, type TextItem } from './content.ts';
import { correctionFrom, each, text, tidy, Value } from './fields.ts';

// What the author writes, as it is kept in annual_report.texts. The names of the form's fields are the paths in here, so
// that the page and the API speak of a field by one name: `contact.email`, `corrections.visitors.reason`.

/** The derived figures that the author may correct, with a reason. */
export const FIGURES = [
  'offices',
  'localities',
  'fullTimeEquivalents',
  'visitors',
  'surplusAccess',
] as const satisfies readonly (keyof ReportContent['totals'])[];
export type Figure = (typeof FIGURES)[number];

export const CONTACT_FIELDS = ['address', 'person', 'email', 'phone'] as const;
export const LONGEST_TEXT = 20_000;

export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

export const DraftSchema = z.object({
  texts: each<TextItem, ReturnType<typeof text>>(TEXT_ITEMS, () => text(LONGEST_TEXT)),
  contact: z.object({
    address: text(500),
    person: text(200),
    email: z.preprocess(
      tidy,
      z
        .string()
        .refine((given) => given === '' || z.email().safeParse(given).success, { error: 'not-an-email' }),
    ),
    phone: text(60),
  }),
  corrections: each(FIGURES, (figure) =>
    z
      .object({
        value: Value(figure),
        reason: z.preprocess(tidy, z.string().min(1, { error: 'required' }).max(2000, { error: 'too-long' })),
      })
      .nullable(),
  ),
});
export type Draft = z.infer<typeof DraftSchema>;

export function emptyDraft(): Draft {
  const all = <K extends string, V>(keys: readonly K[], value: V) =>
    Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>;
  return { texts: all(TEXT_ITEMS, ''), contact: all(CONTACT_FIELDS, ''), corrections: all(FIGURES, null) };
}

export const RevisionSchema = z.object({
  /** The revision that what is sent was written on; an older one than the stored is refused as `stale`. */
  revision: z.coerce.number().int().positive(),
});
export const SaveSchema = RevisionSchema.extend(DraftSchema.shape);

/** A posted form in the shape of SaveSchema. A field that is not there is refused, never read as emptied. */
export const SaveFormSchema = z.preprocess(nested, SaveSchema);

function nested(form: unknown): unknown {
  const flat = form as Record<string, unknown>;
  return {
    revision: flat.revision,
    texts: Object.fromEntries(TEXT_ITEMS.map((item) => [item, flat[`texts.${item}`]])),
    contact: Object.fromEntries(CONTACT_FIELDS.map((field) => [field, flat[`contact.${field}`]])),
    corrections: Object.fromEntries(FIGURES.map((figure) => [figure, correctionFrom(flat, figure)])),
  };
}

/** A draft as the form's fields show it. */
export function formValues(draft: Draft): Record<string, string> {
  const values: Record<string, string> = {};
  for (const item of TEXT_ITEMS) values[`texts.${item}`] = draft.texts[item];
  for (const field of CONTACT_FIELDS) values[`contact.${field}`] = draft.contact[field];
  for (const figure of FIGURES) {
    const correction = draft.corrections[figure];
    values[`corrections.${figure}.value`] =
      correction === null ? '' : String(correction.value).replace('.', ',');
    values[`corrections.${figure}.reason`] = correction?.reason ?? '';
  }
  return values;
}
