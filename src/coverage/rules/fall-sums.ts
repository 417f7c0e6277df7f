import type { ServiceLevel } from '../../law/facts.ts';

/** What is summed up of one office, task and level that fewer may. */
export interface Fallen {
  readonly office: { readonly id: number };
  readonly task: { readonly task: { readonly id: number }; readonly principalId: number };
  readonly level: ServiceLevel;
  readonly left: number;
  readonly beforeHere: number;
  readonly leftHere: number;
  readonly acts: number;
}

/** Of one task, or one office: how many of its rows nobody is left for, nobody here, or only fewer. */
export interface FallSum<Row extends Fallen> {
  /** One of them, for its names. */
  readonly of: Row;
  readonly rows: number;
  readonly nobody: number;
  readonly nobodyHere: number;
  readonly acts: number;
}

/** Summed up by task and by office; what loses most comes first, and of those what was done most. */
export function fallSums<Row extends Fallen>(
  rows: readonly Row[],
): { readonly tasks: FallSum<Row>[]; readonly offices: FallSum<Row>[] } {
  return {
    tasks: summed(rows, (row) => `${row.task.principalId} ${row.task.task.id}`),
    offices: summed(rows, (row) => String(row.office.id)),
  };
}

function summed<Row extends Fallen>(rows: readonly Row[], keyOf: (row: Row) => string): FallSum<Row>[] {
  return [...Map.groupBy(rows, keyOf).values()]
    .map(
      (of): FallSum<Row> => ({
        of: of[0]!,
        rows: of.length,
        nobody: of.filter((row) => row.left === 0).length,
        nobodyHere: of.filter((row) => row.left > 0 && row.beforeHere > 0 && row.leftHere === 0).length,
        acts: of.reduce((sum, row) => sum + row.acts, 0),
      }),
    )
    .sort((a, b) => b.nobody - a.nobody || b.nobodyHere - a.nobodyHere || b.acts - a.acts || b.rows - a.rows);
}
