import { describe, expect, it } from 'vitest';
import { type Counted, LEAST, type Line, suppress, tooFew } from './suppress.ts';

/** A table of rows and columns with its sums: `a1` … and `a+`, `+1`, `++`. */
function table(rows: readonly (readonly number[])[]) {
  const cells = new Map<string, Counted>();
  const name = (row: number) => 'abcdefgh'[row]!;
  const wide = rows[0]!.length;
  const columns = Array.from({ length: wide }, (_, index) => index);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const lines: Line[] = [];
  rows.forEach((row, r) => {
    for (const [c, count] of row.entries()) cells.set(`${name(r)}${c + 1}`, { count });
    cells.set(`${name(r)}+`, { count: sum(row) });
    lines.push({ total: `${name(r)}+`, parts: columns.map((c) => `${name(r)}${c + 1}`) });
  });
  for (const c of columns) {
    cells.set(`+${c + 1}`, { count: sum(rows.map((row) => row[c]!)) });
    lines.push({ total: `+${c + 1}`, parts: rows.map((_, r) => `${name(r)}${c + 1}`) });
  }
  cells.set('++', { count: sum(rows.map(sum)) });
  lines.push({ total: '++', parts: rows.map((_, r) => `${name(r)}+`) });
  lines.push({ total: '++', parts: columns.map((c) => `+${c + 1}`) });
  return { cells, lines };
}
const row = (...counts: number[]) => {
  const cells = new Map<string, Counted>(counts.map((count, index) => [`a${index + 1}`, { count }]));
  cells.set('a+', { count: counts.reduce((a, b) => a + b, 0) });
  return { cells, lines: [{ total: 'a+', parts: counts.map((_, index) => `a${index + 1}`) }] };
};
const hiddenOf = ({ cells, lines }: { cells: Map<string, Counted>; lines: Line[] }, known?: Set<string>) =>
  [...suppress(cells, lines, known)].sort();

describe('too few by itself', () => {
  it.each([
    ['nobody', { count: 0 }, false],
    ['one', { count: 1 }, true],
    ['four', { count: 4 }, true],
    ['five', { count: 5 }, false],
    ['a share of four', { count: 4, part: 2 }, true],
    ['a share that three have', { count: 100, part: 3 }, true],
    ['a share that all but two have', { count: 100, part: 98 }, true],
    ['a share that nobody has', { count: 100, part: 0 }, false],
    ['a share that all have', { count: 100, part: 100 }, false],
    ['a share that five have and five lack', { count: 10, part: 5 }, false],
    ['a mean, which has no part', { count: 7, part: null }, false],
  ] as const)('%s', (_, cell, few) => expect(tooFew(cell)).toBe(few));
});

describe('a line with its total', () => {
  it.each([
    ['nothing small: all is shown', [5, 9, 0], []],
    ['one small: it, and the smallest other with it', [3, 8, 20], ['a1', 'a2']],
    ['two small that together are five: they hide each other', [3, 2, 20], ['a1', 'a2']],
    ['two small that together are three: one more', [1, 2, 20, 9], ['a1', 'a2', 'a4']],
    ['an empty one hides badly: a larger one is taken', [3, 0, 20], ['a1', 'a3']],
    ['nothing but it: the total is as small', [3], ['a+', 'a1']],
    ['all small, the total as well', [1, 1], ['a+', 'a1', 'a2']],
    ['all small, the total is not', [4, 4], ['a1', 'a2']],
    ['it and empty ones: the total is as small as it is', [0, 3, 0], ['a+', 'a2']],
  ] as const)('%s', (_, counts, hidden) => expect(hiddenOf(row(...counts))).toEqual(hidden));

  it('withholds another where the total is what the reader sees elsewhere', () => {
    expect(hiddenOf(row(3, 8, 20), new Set(['a+']))).toEqual(['a1', 'a2']);
  });

  it('takes another than one that the reader sees elsewhere', () => {
    expect(hiddenOf(row(3, 8, 20), new Set(['a2']))).toEqual(['a1', 'a3']);
  });
});

describe('rows, columns and their sums', () => {
  it('withholds a rectangle: neither by its row nor by its column is the small one found', () => {
    expect(
      hiddenOf(
        table([
          [3, 8, 20],
          [9, 7, 30],
          [20, 20, 20],
        ]),
      ),
    ).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it.each([
    [
      'one small',
      [
        [3, 8, 20],
        [9, 7, 30],
        [20, 20, 20],
      ],
    ],
    [
      'small ones on a diagonal',
      [
        [1, 50, 60],
        [70, 2, 80],
        [90, 40, 3],
      ],
    ],
    [
      'small ones in an L',
      [
        [2, 3, 40],
        [4, 50, 60],
        [70, 80, 90],
      ],
    ],
    [
      'sparse',
      [
        [0, 0, 3],
        [0, 8, 0],
        [9, 0, 0],
      ],
    ],
    ['a single row', [[1, 9, 30, 4]]],
    ['a single column', [[1], [9], [30]]],
  ] as const)('lets nothing that is small be found by adding and subtracting: %s', (_, rows) => {
    const { cells, lines } = table(rows);
    const hidden = suppress(cells, lines);
    for (const [id, cell] of cells) if (tooFew(cell)) expect(hidden).toContain(id);
    for (const id of hidden) expect(another(cells, lines, hidden, id)).toBe(true);
  });

  it('answers the same for the same numbers in another order', () => {
    const { cells, lines } = table([
      [3, 8, 8],
      [9, 7, 30],
    ]);
    const turned = new Map([...cells].toReversed());
    expect([...suppress(turned, lines.toReversed())].sort()).toEqual([...suppress(cells, lines)].sort());
  });
});

describe('shares', () => {
  it('withholds another when one is small: those who have it add up too', () => {
    const cells = new Map<string, Counted>([
      ['a1', { count: 40, part: 3 }],
      ['a2', { count: 50, part: 20 }],
      ['a3', { count: 60, part: 30 }],
      ['a+', { count: 150, part: 53 }],
    ]);
    const lines = [{ total: 'a+', parts: ['a1', 'a2', 'a3'] }];
    expect([...suppress(cells, lines)].sort()).toEqual(['a1', 'a2']);
  });

  it('looks at those who lack it too: one withheld with another whose all have it is not enough', () => {
    const cells = new Map<string, Counted>([
      ['a1', { count: 40, part: 38 }],
      ['a2', { count: 41, part: 41 }],
      ['a3', { count: 60, part: 30 }],
      ['a+', { count: 141, part: 109 }],
    ]);
    const lines = [{ total: 'a+', parts: ['a1', 'a2', 'a3'] }];
    expect(suppress(cells, lines).size).toBe(3);
  });
});

describe('two views', () => {
  it('an area less the same area without an office: what is left over is a cell of its own', () => {
    // The reader sees the area, and the area without the one that opened this year: 203 − 200 = 3.
    const cells = new Map<string, Counted>([
      ['area', { count: 203 }],
      ['same-offices', { count: 200 }],
      ['opened', { count: 3 }],
    ]);
    const lines = [{ total: 'area', parts: ['same-offices', 'opened'] }];
    expect([...suppress(cells, lines, new Set(['area']))].sort()).toEqual(['opened', 'same-offices']);
  });

  it('what is withheld in one line is not found in another that it also stands in', () => {
    // Office X of an area, and authority F of office X.
    const cells = new Map<string, Counted>([
      ['area', { count: 100 }],
      ['X', { count: 20 }],
      ['Y', { count: 80 }],
      ['X/F', { count: 3 }],
      ['X/S', { count: 17 }],
    ]);
    const lines = [
      { total: 'area', parts: ['X', 'Y'] },
      { total: 'X', parts: ['X/F', 'X/S'] },
    ];
    expect([...suppress(cells, lines)].sort()).toEqual(['X/F', 'X/S']);
  });
});

/** Whether the reader cannot know a withheld cell: moving one from it to others leaves all that is shown as it is. */
function another(
  cells: ReadonlyMap<string, Counted>,
  lines: readonly Line[],
  hidden: ReadonlySet<string>,
  id: string,
): boolean {
  const moves = [...hidden];
  const equations = lines.map(({ total, parts }) =>
    moves.map((one) => (one === total ? -1 : parts.includes(one) ? 1 : 0)),
  );
  // The cell can move when "it moves by one" does not contradict the equations.
  const asked = [...equations.map((row) => [...row, 0]), [...moves.map((one) => (one === id ? 1 : 0)), 1]];
  expect(cells.has(id)).toBe(true);
  return solvable(asked);
}

function solvable(rows: number[][]): boolean {
  const wide = (rows[0]?.length ?? 1) - 1;
  let done = 0;
  for (let c = 0; c < wide; c++) {
    const pivot = rows.findIndex((row, r) => r >= done && Math.abs(row[c]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[done], rows[pivot]] = [rows[pivot]!, rows[done]!];
    const by = rows[done]![c]!;
    rows[done] = rows[done]!.map((value) => value / by);
    rows.forEach((row, r) => {
      if (r !== done) rows[r] = row.map((value, k) => value - row[c]! * rows[done]![k]!);
    });
    done++;
  }
  return rows.every(
    (row) => row.slice(0, -1).some((v) => Math.abs(v) > 1e-9) || Math.abs(row.at(-1)!) < 1e-9,
  );
}

it('the limit is five', () => expect(LEAST).toBe(5));
