import type { PlainDate } from '../kernel/plain-date.ts';
import type { FieldError } from '../platform/problem.ts';
import { dutyOf } from './agreements-of-year.ts';
import type { DerivedFigure, ReportContent } from './content.ts';
import type { Derived } from './derived.ts';
import { CONTACT_FIELDS, type Draft, FIGURES, type Figure } from './draft.ts';
import type { OfficeAnswer } from './office-answer.ts';

/** The report as it stands: what the registers say today, what has been written, and the offices' answers by office. */
export function contentOf(
  derived: Derived,
  draft: Draft,
  demonstration: boolean,
  answers: ReadonlyMap<number, OfficeAnswer> = new Map(),
): ReportContent {
  return {
    schema: 3,
    year: derived.year,
    language: 'sv',
    demonstration,
    authority: { name: derived.authority.name, orgNumber: derived.authority.orgNumber },
    duty: dutyOf(derived.agreements),
    contact: draft.contact,
    agreements: derived.agreements.map(({ id: _, duty: __, ...agreement }) => agreement),
    offices: derived.offices.map(({ id, ...office }) => ({ ...office, answer: answers.get(id) ?? null })),
    surplusDuring: derived.surplusDuring,
    performed: derived.performed,
    totals: Object.fromEntries(FIGURES.map((figure) => [figure, figureOf(derived, draft, figure)])) as Record<
      Figure,
      DerivedFigure
    >,
    texts: draft.texts,
    supplements: null,
  };
}

function figureOf(derived: Derived, draft: Draft, figure: Figure): DerivedFigure {
  const correction = draft.corrections[figure];
  return {
    derived: derived.figures[figure],
    corrected: correction?.value ?? null,
    reason: correction?.reason ?? '',
  };
}

/** Words that Kammarkollegiet asks for and that no register knows; the other texts may be left out. */
const ASKED_FOR = ['activity', 'finances', 'effectiveness'] as const;

/**
 * What has to be there before the report can be frozen: contact details, the account of the activity, its finances and
 * its effect; an explanation where there is surplus access; and the year itself, since the report speaks of its last day.
 */
export function missingIn(content: ReportContent, today: PlainDate): FieldError[] {
  const { contact, texts, totals, year } = content;
  const missing: FieldError[] = [];
  if (today <= `${year}-12-31`) missing.push({ field: 'year', code: 'year-not-over' });
  for (const field of CONTACT_FIELDS)
    if (contact[field] === '') missing.push({ field: `contact.${field}`, code: 'required' });
  for (const item of ASKED_FOR)
    if (texts[item] === '') missing.push({ field: `texts.${item}`, code: 'required' });
  const surplus = totals.surplusAccess.corrected ?? totals.surplusAccess.derived;
  if (surplus > 0 && texts.surplusAccess === '')
    missing.push({ field: 'texts.surplusAccess', code: 'required' });
  return missing;
}
