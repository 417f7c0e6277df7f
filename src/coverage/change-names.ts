import { formatDay } from '../ui/format.ts';
import type { Locale } from '../ui/texts.ts';
import { askTexts } from './ask-texts.ts';
import { changeTexts, type Named } from './change-texts.ts';
import type { Change } from './rules/change.ts';

/** The names of a question, whatever the change. */
export interface NamesAsked
  extends Omit<Named, 'otherOffice' | 'otherLevel' | 'otherDay' | 'diaryNumber' | 'item' | 'mandate'> {
  /** The names of offices by id. */
  readonly offices: ReadonlyMap<number, string>;
}

/** The names that the sentence of a change needs. */
export function namesOf(change: Change, named: NamesAsked, locale: Locale): Named {
  const diaryNumber = 'diaryNumber' in change ? change.diaryNumber : '';
  return {
    ...named,
    otherOffice: change.kind === 'another-office' ? (named.offices.get(change.office.id) ?? '') : '',
    otherLevel: change.kind === 'lower-level' ? askTexts[locale].level1[change.level] : '',
    otherDay: change.kind === 'another-day' ? formatDay(change.day, locale) : '',
    diaryNumber: diaryNumber === '' ? changeTexts[locale].newAgreement : diaryNumber,
    item: change.kind === 'name-item' ? change.item : 'row' in change ? (change.row.catalogueCode ?? '') : '',
    mandate: 'mandateId' in change ? String(change.mandateId) : '',
  };
}
