import type { Figure } from '../measures.ts';
import { type Counted, type Line, type Owners, suppress } from '../rules/suppress.ts';

/** A figure of a whole, a month or a year and a part of the country, before anything is withheld. */
export interface RawFigure {
  /** `2026` or `2026-10` */
  readonly period: string;
  readonly part: number;
  readonly name: string;
  readonly figure: Figure;
}

export interface OpenRow extends Omit<RawFigure, 'figure'> {
  readonly value: number | null;
  readonly base: number | null;
  readonly withheld: boolean;
}

const WHOLE = 0;

/**
 * One measure of one data set as everybody may see it. First each month by itself: its parts and their sum. Then each year, where
 * the months that are shown are known: where they and the year would tell a month that is withheld, the year is withheld, so that
 * nothing that was published is taken back when the year is over. `ownersOf`: who sees a part whole without these figures, so that
 * an authority's coordinator or an office's people do not find another's by taking away their own.
 */
export function openRows(
  raw: readonly RawFigure[],
  ownersOf: (part: number) => readonly string[],
): OpenRow[] {
  const owners: Owners = (id) => ownersOf(Number(id.split(' ')[1]));
  const hidden = new Set<string>();
  const months = Map.groupBy(
    raw.filter(({ period }) => period.length === 7),
    ({ period }) => period,
  );
  for (const of of months.values()) for (const id of withheldIn(of, owners)) hidden.add(id);
  const years = Map.groupBy(
    raw.filter(({ period }) => period.length === 4),
    ({ period }) => period,
  );
  for (const [year, of] of years) {
    const its = [...months].filter(([month]) => month.startsWith(year)).flatMap(([, figures]) => figures);
    const cells = new Map<string, Counted>([...its, ...of].map((one) => [idOf(one), counted(one)]));
    const lines: Line[] = [];
    for (const one of of) {
      const parts = its.filter(({ part }) => part === one.part).map(idOf);
      if (parts.length > 0) lines.push({ total: idOf(one), parts });
    }
    for (const time of [of, ...Map.groupBy(its, ({ period }) => period).values()]) {
      const line = wholeAndParts(time);
      if (line !== null) lines.push(line);
    }
    const known = new Set(its.map(idOf).filter((id) => !hidden.has(id)));
    for (const id of suppress(
      cells,
      lines,
      known,
      its.map(idOf).filter((one) => hidden.has(one)),
      owners,
    ))
      hidden.add(id);
  }
  return raw.map(({ figure, ...row }) => {
    const withheld = hidden.has(idOf(row));
    return { ...row, value: withheld ? null : figure.value, base: withheld ? null : figure.base, withheld };
  });
}

const idOf = ({ period, part }: Pick<RawFigure, 'period' | 'part'>) => `${period} ${part}`;
const counted = ({ figure }: RawFigure): Counted => ({ count: figure.base, part: figure.part });

function wholeAndParts(of: readonly RawFigure[]): Line | null {
  const whole = of.find(({ part }) => part === WHOLE);
  const parts = of.filter(({ part }) => part !== WHOLE).map(idOf);
  return whole === undefined || parts.length === 0 ? null : { total: idOf(whole), parts };
}

function withheldIn(of: readonly RawFigure[], owners: Owners): Set<string> {
  const line = wholeAndParts(of);
  const cells = new Map(of.map((one) => [idOf(one), counted(one)]));
  return suppress(cells, line === null ? [] : [line], new Set(), [], owners);
}
