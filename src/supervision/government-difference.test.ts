import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, lineDifference } from './government-difference.ts';
import { type GovernmentContent, NO_TEXTS } from './government-report.ts';

const report = (over: Partial<GovernmentContent['figures']> = {}, texts = {}): GovernmentContent => ({
  schema: 1,
  year: 2026,
  language: 'sv',
  demonstration: false,
  figures: {
    byRegime: [{ key: 'SA-2019', total: 2, concluded: 1, amended: 0 }],
    byKind: [{ key: 'state+state', total: 2, concluded: 1, amended: 0 }],
    reports: { owed: 3, received: 2, late: 0, absent: 1 },
    deviations: [{ provision: '2 §', count: 1, authorities: ['Skatteverket'] }],
    undecided: 0,
    advice: 1,
    ...over,
  },
  texts: { ...NO_TEXTS, ...texts },
});

describe('two states of the report to the Government', () => {
  it('that say the same differ in nothing', () => {
    expect(difference(report(), report())).toMatchObject({ changes: 0 });
  });

  it('tell each figure that changed, came or went, and the words line by line', () => {
    const found = difference(
      report({}, { summary: 'Ett.\n\nTvå.' }),
      report(
        {
          byRegime: [{ key: 'STJ-2009', total: 1, concluded: 0, amended: 1 }],
          deviations: [],
          advice: 4,
        },
        { summary: 'Ett.\nTre.' },
      ),
    );
    expect(
      found.figures
        .filter(({ changed }) => changed)
        .map(({ key, figure, before, after }) => [key, figure, before, after]),
    ).toEqual([
      ['SA-2019', 'total', 2, null],
      ['SA-2019', 'concluded', 1, null],
      ['SA-2019', 'amended', 0, null],
      ['STJ-2009', 'total', null, 1],
      ['STJ-2009', 'concluded', null, 0],
      ['STJ-2009', 'amended', null, 1],
      ['2 §', 'count', 1, null],
      ['', 'count', 1, 4],
    ]);
    expect(found.texts[0]).toEqual({
      name: 'summary',
      changed: true,
      lines: [
        { kind: 'same', text: 'Ett.' },
        { kind: 'removed', text: 'Två.' },
        { kind: 'added', text: 'Tre.' },
      ],
    });
    expect(found.changes).toBe(9);
  });

  it('hold every line of both, in order', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before.join('\n'), after.join('\n'));
        const of = (other: string) => lines.filter(({ kind }) => kind !== other).map((line) => line.text);
        expect(of('added')).toEqual(before);
        expect(of('removed')).toEqual(after);
      }),
    );
  });
});
