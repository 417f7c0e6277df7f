import type { ReportContent } from '../../reports/content.ts';
import type { ItemFinding } from '../suggestion.ts';

/** What Kammarkollegiet asks for, item by item (domain §1.9, seed 000). */
export const REPORT_ITEMS = [
  'year',
  'agreements',
  'contact',
  'activity',
  'agreement-count',
  'counterparties',
  'agreement-list',
  'authority-tasks',
  'personal-data-tasks',
  'surplus-access',
  'offices',
  'localities',
  'full-time-equivalents',
  'visitors',
  'finances',
  'effectiveness',
  'other',
] as const;
export type ReportItem = (typeof REPORT_ITEMS)[number];

/** How each stands in Kammarkollegiet's own list. */
export const ITEM_NUMBER: Readonly<Record<ReportItem, string>> = {
  year: '1',
  agreements: '1',
  contact: '1',
  activity: '2',
  'agreement-count': '2',
  counterparties: '2',
  'agreement-list': '2',
  'authority-tasks': '3 a',
  'personal-data-tasks': '3 b',
  'surplus-access': '3 c',
  offices: '3 d',
  localities: '3 e',
  'full-time-equivalents': '3 f',
  visitors: '3 g',
  finances: '4',
  effectiveness: '4',
  other: '4',
};

/** Each item of a report that was received: answered or not. The person at the desk has the last word. */
export function itemsOf(content: ReportContent): readonly ItemFinding[] {
  const { agreements, contact, offices, texts, totals, year } = content;
  const said = (text: string) => text.trim() !== '';
  const has = (figure: { readonly derived: number; readonly corrected: number | null }) =>
    Number.isFinite(figure.corrected ?? figure.derived);
  // A table with no row says nothing where there are offices: then the words must.
  const told = (kind: 'authorityTasks' | 'personalDataTasks') => offices.length > 0 || said(texts[kind]);
  const surplus = totals.surplusAccess.corrected ?? totals.surplusAccess.derived;
  const fulfilled: Readonly<Record<ReportItem, boolean>> = {
    year: Number.isInteger(year),
    agreements: agreements.length > 0,
    contact: [contact.address, contact.person, contact.email, contact.phone, content.authority.name].every(
      said,
    ),
    activity: said(texts.activity),
    'agreement-count': agreements.length > 0,
    counterparties: agreements.length > 0 && agreements.every((each) => each.counterparties.length > 0),
    'agreement-list': agreements.length > 0 && agreements.every((each) => said(each.diaryNumber)),
    'authority-tasks': told('authorityTasks'),
    'personal-data-tasks': told('personalDataTasks'),
    'surplus-access': has(totals.surplusAccess) && (surplus === 0 || said(texts.surplusAccess)),
    offices: has(totals.offices),
    localities:
      has(totals.localities) && (offices.length === 0 || offices.some((each) => said(each.locality))),
    'full-time-equivalents': has(totals.fullTimeEquivalents),
    visitors: has(totals.visitors),
    finances: said(texts.finances),
    effectiveness: said(texts.effectiveness),
    other: said(texts.other),
  };
  return REPORT_ITEMS.map((item) => ({ item, fulfilled: fulfilled[item], optional: item === 'other' }));
}
