import { z } from 'zod';
import type { PlainDate } from '../kernel/plain-date.ts';
import { correctionFrom, each, text, Value } from './fields.ts';

// What an office answers about its own part, item by item (3a–3g), as it is kept in report_office_answer.answer. The names
// of the form's fields are the paths in here: `comments.visitors`, `corrections.visitors.reason`.

/** 3a, 3b, 3c, 3e, 3f, 3g; 3d is the number of offices, which no office knows. */
export const OFFICE_COMMENTS = [
  'authorityTasks',
  'personalDataTasks',
  'surplusAccess',
  'place',
  'fullTimeEquivalents',
  'visitors',
] as const;
export type OfficeComment = (typeof OFFICE_COMMENTS)[number];
/** The figures of its part that the office may hold to be others, with a reason. */
export const OFFICE_FIGURES = ['surplusAccess', 'fullTimeEquivalents', 'visitors'] as const;
export type OfficeFigure = (typeof OFFICE_FIGURES)[number];

const LONGEST_COMMENT = 4000;

export const AnswerSchema = z.object({
  comments: each(OFFICE_COMMENTS, () => text(LONGEST_COMMENT)),
  corrections: each(OFFICE_FIGURES, (figure) =>
    z
      .object({ value: Value(figure), reason: text(2000).pipe(z.string().min(1, { error: 'required' })) })
      .nullable(),
  ),
});
export type Answer = z.infer<typeof AnswerSchema>;

/** An answer in the report: by whom and when, and what it says. */
export interface OfficeAnswer extends Answer {
  readonly by: string;
  readonly on: PlainDate;
}

/** What is answered rests on the answer that was seen: 0 for none. */
export const GiveAnswerSchema = AnswerSchema.extend({ after: z.coerce.number().int().min(0) });

/** A posted form in the shape of GiveAnswerSchema. A field that is not there is refused, never read as emptied. */
export const AnswerFormSchema = z.preprocess((form) => {
  const flat = form as Record<string, unknown>;
  return {
    after: flat.after,
    comments: Object.fromEntries(OFFICE_COMMENTS.map((item) => [item, flat[`comments.${item}`]])),
    corrections: Object.fromEntries(OFFICE_FIGURES.map((figure) => [figure, correctionFrom(flat, figure)])),
  };
}, GiveAnswerSchema);

/** An answer as the form's fields show it; nothing answered yet is empty. */
export function answerValues(answer: Answer | null): Record<string, string> {
  const values: Record<string, string> = {};
  for (const item of OFFICE_COMMENTS) values[`comments.${item}`] = answer?.comments[item] ?? '';
  for (const figure of OFFICE_FIGURES) {
    const correction = answer?.corrections[figure] ?? null;
    values[`corrections.${figure}.value`] =
      correction === null ? '' : String(correction.value).replace('.', ',');
    values[`corrections.${figure}.reason`] = correction?.reason ?? '';
  }
  return values;
}
