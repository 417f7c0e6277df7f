import { sumMayBeTold, type Told, tellTable } from './withhold.ts';

// One office seen from outside it: whoever sees all the offices together, and each of the others, can subtract.

/** How many asked a question at an office. */
export interface AtOffice {
  /** In the period that is asked about. */
  readonly period: number;
  readonly lastYear: number;
  /** In each of the last thirteen weeks, the oldest first. */
  readonly weekly: readonly number[];
}

/** What may be told of a question at one of the offices. */
export interface ToldAtOffice {
  readonly period: Told;
  readonly now: Told;
  readonly before: Told;
  readonly lastYear: Told;
  readonly weekly: readonly Told[];
}

/** The weeks before, the four before, the last four. */
const PARTS = [
  [0, -8],
  [-8, -4],
  [-4, undefined],
] as const;
const add = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

/**
 * What may be told of each question at one office where the same is told of all the offices together: `counts` by question and office,
 * `office` the place of the one. `isChart`: the period is the thirteen weeks.
 */
export function tellAtOffice(
  counts: readonly (readonly AtOffice[])[],
  office: number,
  isChart: boolean,
): ToldAtOffice[] {
  const each = <T>(of: (at: AtOffice) => T) => counts.map((row) => row.map(of));
  const partOf = (at: AtOffice, [from, to]: (typeof PARTS)[number]) => at.weekly.slice(from, to);
  const period = tellTable(
    each((at) => at.period),
    each((at) => isChart && !sumMayBeTold(PARTS.map((part) => add(partOf(at, part))))),
  );
  // A question that is withheld is withheld wherever it stands.
  const hidden = period.map((row) => row.map((told) => told === 'withheld'));
  const parts = PARTS.map((part) =>
    tellTable(
      each((at) => add(partOf(at, part))),
      hidden,
    ),
  );
  const lastYear = tellTable(
    each((at) => at.lastYear),
    hidden,
  );
  return counts.map((row, question) => {
    const toldOf = (table: readonly (readonly Told[])[]) => table[question]?.[office] ?? 'withheld';
    const weekly = PARTS.flatMap((part, index) => {
      const weeks = row.map((at) => partOf(at, part));
      const none = row.map((_, at) => weeks[at]!.map(() => parts[index]?.[question]?.[at] === 'withheld'));
      return tellTable(weeks, none)[office] ?? [];
    });
    return {
      period: toldOf(period),
      ...{ before: toldOf(parts[1]!), now: toldOf(parts[2]!), lastYear: toldOf(lastYear), weekly },
    };
  });
}
