import { describe, expect, it } from 'vitest';
import { day, law } from '../../law/test-facts.ts';
import type { ReportContent } from '../../reports/content.ts';
import { emptyContent, sampleContent } from '../test-desk.ts';
import { absentReport, reportDeviations } from './report-deviations.ts';
import { itemsOf, REPORT_ITEMS, type ReportItem } from './report-items.ts';

const full = sampleContent(2);
const missing = (content: ReportContent) =>
  itemsOf(content)
    .filter((each) => !each.fulfilled)
    .map(({ item }) => item);
const text = (name: keyof ReportContent['texts']) => ({ ...full, texts: { ...full.texts, [name]: ' ' } });
const surplus = (count: number, words: string): ReportContent => ({
  ...full,
  totals: { ...full.totals, surplusAccess: { derived: count, corrected: null, reason: '' } },
  texts: { ...full.texts, surplusAccess: words },
});

describe('the list of what a report must contain (§1.9)', () => {
  it('is there in a written report, but for what is optional', () =>
    expect(missing(full)).toEqual(['other']));

  it('has every item once', () => {
    expect(itemsOf(full).map(({ item }) => item)).toEqual([...REPORT_ITEMS]);
  });

  it.each([
    ['contact', { ...full, contact: { ...full.contact, phone: '' } }],
    ['activity', text('activity')],
    ['finances', text('finances')],
    ['effectiveness', text('effectiveness')],
    ['surplus-access', surplus(2, '')],
    [
      'counterparties',
      { ...full, agreements: full.agreements.map((each) => ({ ...each, counterparties: [] })) },
    ],
  ] satisfies [ReportItem, ReportContent][])('misses %s', (item, content) => {
    expect(missing(content)).toEqual(expect.arrayContaining([item]));
  });

  it('misses nearly all in an empty one', () => {
    expect(missing(emptyContent())).toEqual(
      expect.arrayContaining(['agreements', 'agreement-list', 'authority-tasks', 'finances']),
    );
  });
});

describe('what in a report does not agree with the law (R7, R9)', () => {
  const received = new Set(full.agreements.map((each) => each.diaryNumber));
  const codes = (content: ReportContent, sentOn = '2026-03-31', known: ReadonlySet<string> = received) =>
    reportDeviations({ content, sentOn: day(sentOn) }, law, known).map(({ code }) => code);
  const clean = surplus(0, '');

  it('is nothing when all is there in time', () => expect(codes(clean)).toEqual([]));
  it('R9: it came after the day', () => expect(codes(clean, '2026-04-01')).toEqual(['report-late']));
  it('R9: it is not late when it is not owed', () => {
    expect(codes({ ...clean, duty: { ...clean.duty, owed: false } }, '2026-04-01')).toEqual([]);
  });
  it('R7: surplus access is answered yes', () => {
    const [found] = reportDeviations(
      { content: surplus(3, 'Byte av uppgifter.'), sentOn: day('2026-03-01') },
      law,
      received,
    );
    expect(found).toMatchObject({ code: 'surplus-access', facts: { count: 3 } });
    expect(found?.provision).toContain('6 § lagen (2019:212)');
    expect(found?.provision).toContain('9 § lagen (2004:543)');
  });
  it('an item is missing', () => {
    expect(codes({ ...clean, texts: { ...clean.texts, finances: '' } })).toEqual(['item-missing']);
  });
  it('R5: no copy of an agreement has come; directed activity owes none', () => {
    const owing = clean.agreements.filter((each) => !each.governmentDirected);
    const found = reportDeviations({ content: clean, sentOn: day('2026-03-01') }, law, new Set());
    expect(found.map(({ subject }) => subject)).toEqual(owing.map((each) => each.diaryNumber));
    expect(owing.length).toBeLessThan(clean.agreements.length);
  });
  it('R9: nothing was sent', () => {
    expect(absentReport(2025, day('2026-03-31'), '4 §')).toMatchObject({
      code: 'report-not-sent',
      subject: '2025',
    });
  });
});
