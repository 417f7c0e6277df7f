import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS, IMPORT_KINDS } from './columns.ts';
import { PROBLEM_CODES } from './problems.ts';
import { csv, SAMPLE } from './sample-files.ts';
import { type ImportTest, importTest } from './test-database.ts';
import { problemSentence } from './texts.ts';

const NASTY = [
  '',
  ' ',
  'null',
  '"',
  '\u0000',
  'x'.repeat(3000),
  '2026-02-30',
  '1900-01-01',
  '9999-12-31',
  '2026-11-02T10:15',
  '-1',
  '1e9',
  'NaN',
  '99999999999',
  '10000',
  '0',
  '\ud800',
  '😀',
  '{}',
  '{a,b}',
  "'); drop table visit; --",
  '=1+1',
  'all',
  ';',
  'a:b',
  ':authority',
  'yes',
  '202100-5448;202100-6453',
  '__proto__',
  'constructor',
  'toString',
];

describe('any file', () => {
  let test: ImportTest;
  beforeAll(async () => {
    test = await importTest();
    for (const kind of IMPORT_KINDS) if (kind !== 'visits') await test.take(kind, SAMPLE[kind]);
  });
  afterAll(() => test.close());

  it.each(IMPORT_KINDS)('of %s is taken or refused with sentences; nothing is thrown', async (kind) => {
    const cell = (name: string) => {
      const good = SAMPLE[kind].map((row) => (row as Record<string, unknown>)[name] ?? '');
      return fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...good) },
        { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
      );
    };
    const row = fc.record(Object.fromEntries(COLUMNS[kind].map(({ name }) => [name, cell(name)])));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), fc.boolean(), async (rows, asCsv) => {
        const result = await test.take(kind, asCsv ? csv(rows) : rows);
        if (result.ok) return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of result.problems) {
          expect(PROBLEM_CODES).toContain(problem.code);
          expect(problem.code).not.toBe('refused-by-database');
          expect(problemSentence(problem, 'sv')).not.toMatch(/undefined/);
          expect(problemSentence(problem, 'en')).not.toMatch(/undefined/);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('of bytes without meaning is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await test.take('systems', bytes)).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
