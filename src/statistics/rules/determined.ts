import type { Line } from './suppress.ts';

/** What stands in a line of what is withheld: its parts, and its total with the other sign. */
type Row = readonly (readonly [at: number, sign: 1 | -1])[];

/** Below this a part of the projection is nothing: what is undetermined has some hundredths, what is determined 1e-9. */
const NOTHING = 1e-7;
const CONVERGED = 1e-20;

/**
 * The withheld cells that all lines together determine: whoever solves the equations finds them, however many lines it takes. A cell is
 * determined when it is nothing in each of the ways in which the withheld could be otherwise and every line still add up. One such
 * way, drawn at large, is found by projecting on all of them (conjugate gradients on the lines, which are nearly empty: thousands of
 * cells take milliseconds, where reducing the equations takes seconds). What is drawn is always the same.
 */
export function determined(lines: readonly Line[], hidden: ReadonlySet<string>): string[] {
  const ids = [...hidden];
  const column = new Map(ids.map((id, index) => [id, index]));
  const rows = lines.flatMap(({ total, parts }): Row[] => {
    const row: [number, 1 | -1][] = parts.flatMap((id) => {
      const at = column.get(id);
      return at === undefined ? [] : [[at, 1]];
    });
    const whole = column.get(total);
    if (whole !== undefined) row.push([whole, -1]);
    return row.length === 0 ? [] : [row];
  });
  if (rows.length === 0) return [];
  const drawn = Float64Array.from(ids, (_, at) => drawnAt(at));
  const left = lessWhatLinesTell(drawn, rows);
  return ids.filter((_, at) => Math.abs(left[at]!) < NOTHING);
}

/** The drawn numbers less what of them the lines tell: what adds up to nothing in every line. */
function lessWhatLinesTell(drawn: Float64Array, rows: readonly Row[]): Float64Array {
  const across = (cells: Float64Array) =>
    Float64Array.from(rows, (row) => row.reduce((sum, [at, sign]) => sum + sign * cells[at]!, 0));
  const left = drawn.slice();
  const subtract = (times: Float64Array, by: number) => {
    for (const [index, row] of rows.entries())
      for (const [at, sign] of row) left[at]! -= by * sign * times[index]!;
  };
  const cellsOf = (times: Float64Array) => {
    const cells = new Float64Array(drawn.length);
    for (const [index, row] of rows.entries())
      for (const [at, sign] of row) cells[at]! += sign * times[index]!;
    return cells;
  };
  // As conjugate gradients reach it, and once more from there for what rounding has left.
  for (let round = 0; round < 3; round++) {
    let rest = across(left);
    let size = dot(rest, rest);
    const enough = CONVERGED * drawn.length;
    let towards = rest.slice();
    for (let step = 0; size > enough && step < 10 * rows.length + 50; step++) {
      const moved = cellsOf(towards);
      const by = size / dot(moved, moved);
      subtract(towards, by);
      rest = rest.map((value, at) => value - by * across1(rows[at]!, moved));
      const next = dot(rest, rest);
      towards = rest.map((value, at) => value + (next / size) * towards[at]!);
      size = next;
    }
  }
  return left;
}

const across1 = (row: Row, cells: Float64Array) =>
  row.reduce((sum, [at, sign]) => sum + sign * cells[at]!, 0);
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Between a half and one and a half, of either sign, as if by chance (Knuth's multiplicative hash). */
function drawnAt(at: number): number {
  const mixed = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(at + 7, 0x85ebca6b);
  const chance = ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  return (at % 2 === 0 ? 1 : -1) * (0.5 + chance);
}
