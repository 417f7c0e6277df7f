import type { Line } from './suppress.ts';

/** What stands in each line of what is withheld: its parts, and its total with the other sign. Row n is from `starts[n]` on. */
interface Rows {
  readonly starts: Int32Array;
  readonly at: Int32Array;
  readonly sign: Int8Array;
}

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
  const starts = [0];
  const places: number[] = [];
  const signs: number[] = [];
  for (const { total, parts } of lines) {
    for (const [id, sign] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      const at = column.get(id);
      if (at === undefined) continue;
      places.push(at);
      signs.push(sign);
    }
    if (places.length > starts.at(-1)!) starts.push(places.length);
  }
  const drawn = Float64Array.from(ids, (_, at) => drawnAt(at));
  const left = lessWhatLinesTell(drawn, {
    starts: Int32Array.from(starts),
    at: Int32Array.from(places),
    sign: Int8Array.from(signs),
  });
  return ids.filter((_, at) => Math.abs(left[at]!) < NOTHING);
}

/** The drawn numbers less what of them the lines tell: what adds up to nothing in every line. */
function lessWhatLinesTell(drawn: Float64Array, rows: Rows): Float64Array {
  const lines = rows.starts.length - 1;
  const left = drawn.slice();
  const enough = CONVERGED * drawn.length;
  // As conjugate gradients reach it, and again from there for what rounding has left.
  for (let round = 0; round < 3; round++) {
    const rest = inLines(left, rows);
    const towards = rest.slice();
    let size = dot(rest, rest);
    for (let step = 0; size > enough && step < 10 * lines + 50; step++) {
      const moved = inCells(towards, rows, drawn.length);
      const by = size / dot(moved, moved);
      for (let at = 0; at < left.length; at++) left[at]! -= by * moved[at]!;
      const back = inLines(moved, rows);
      for (let line = 0; line < lines; line++) rest[line]! -= by * back[line]!;
      const next = dot(rest, rest);
      for (let line = 0; line < lines; line++) towards[line] = rest[line]! + (next / size) * towards[line]!;
      size = next;
    }
  }
  return left;
}

/** What cells add up to in each line. */
function inLines(cells: Float64Array, { starts, at, sign }: Rows): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let line = 0; line < sums.length; line++)
    for (let n = starts[line]!; n < starts[line + 1]!; n++) sums[line]! += sign[n]! * cells[at[n]!]!;
  return sums;
}

/** What each cell is, that is so much in each line that it stands in. */
function inCells(times: Float64Array, { starts, at, sign }: Rows, length: number): Float64Array {
  const cells = new Float64Array(length);
  for (let line = 0; line < times.length; line++)
    for (let n = starts[line]!; n < starts[line + 1]!; n++) cells[at[n]!]! += sign[n]! * times[line]!;
  return cells;
}

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
