import { describe, expect, it } from 'vitest';
import { looksLikeIdentityNumber } from '../kernel/identity-number.ts';
import { COLUMNS, columnText, exampleCsv, IMPORT_KINDS } from './columns.ts';
import { readInstant } from './instants.ts';
import { PROBLEM_CODES, Problems } from './problems.ts';
import { readTable } from './read-table.ts';
import { problemSentence } from './texts.ts';

describe('instants', () => {
  it.each([
    ['2026-03-02T10:15', '2026-03-02T09:15:00Z', '2026-03-02'],
    ['2026-07-02 10:15:30', '2026-07-02T08:15:30Z', '2026-07-02'],
    ['2026-07-02T10:15:30.25', '2026-07-02T08:15:30.25Z', '2026-07-02'],
    ['2026-07-01T22:30Z', '2026-07-01T22:30:00Z', '2026-07-02'],
    ['2026-12-31T23:30Z', '2026-12-31T23:30:00Z', '2027-01-01'],
    ['2026-01-01T00:30+05:30', '2025-12-31T19:00:00Z', '2025-12-31'],
    ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00Z', '2026-10-25'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00Z', '2026-03-29'],
  ])('reads %s', (text, instant, day) => {
    const { epochMilliseconds } = Temporal.Instant.from(instant);
    expect(readInstant(text)).toEqual({ epochMilliseconds, day });
  });

  it.each([
    '2026-02-30T10:00',
    '2026-03-29T02:30',
    '10:15',
    '2026-03-02',
    '2026-03-02T24:00',
    '2026-03-02T10:15+15:00',
    '',
  ])('does not read %s', (text) => expect(readInstant(text)).toBe('not-a-time'));
  it('asks for an offset in the hour that comes twice', () =>
    expect(readInstant('2026-10-25T02:30')).toBe('time-is-ambiguous'));
});

describe('identity numbers', () => {
  it.each([
    '19900101-1234',
    '900101-1234',
    '9001011234',
    'x: 900101+1234.',
    '199001611234',
    '900101 1234',
    '20100229-0000',
    'B-20261102-0007',
  ])('sees one in %s', (text) => expect(looksLikeIdentityNumber(text)).toBe(true));
  it.each([
    '202100-6453',
    '212000-0084',
    '2019-00518-1.8',
    '2026-11-02T10:15',
    '59.0101011234',
    'D900101',
    '9013011234',
    'SSC-0001',
  ])('sees none in %s', (text) => expect(looksLikeIdentityNumber(text)).toBe(false));
});

describe('texts and columns', () => {
  const facts = {
    value: 'v',
    line: 2,
    from: '1',
    to: '2',
    reason: 'no-mandate',
    provision: '5 §',
    day: '2026-01-01',
  };
  it.each(PROBLEM_CODES)('%s has a sentence in both languages that says what to do', (code) => {
    for (const locale of ['sv', 'en'] as const) {
      const sentence = problemSentence({ line: 1, field: null, code, facts }, locale);
      expect(sentence).toMatch(/[.}\]]$/);
      expect(sentence.length).toBeGreaterThan(12);
    }
  });
  it('gives the law’s own words for a refusal', () =>
    expect(problemSentence({ line: 1, field: 'level', code: 'refused-by-law', facts }, 'sv')).toContain(
      'Det saknas ett personligt uppdrag från myndigheten.',
    ));

  it.each(IMPORT_KINDS)(
    'every column of %s is told, and its example is a file that can be read',
    async (kind) => {
      for (const { name } of COLUMNS[kind])
        for (const locale of ['sv', 'en'] as const) expect(columnText(kind, name, locale), name).not.toBe('');
      const problems = new Problems();
      expect(
        await readTable(COLUMNS[kind], { format: 'csv', content: exampleCsv(kind) }, problems),
      ).toHaveLength(1);
      expect(problems.listed).toEqual([]);
    },
  );
});
