import type pg from 'pg';
import { inTransaction, type Pool } from '../../src/platform/database.server.ts';
import { Asker, officesAt } from '../../src/statistics/ask.server.ts';
import { areWholeMonths, mustBeWholeMonths } from '../../src/statistics/rules/whole-months.ts';
import type { Duck } from './duck.ts';
import { rank } from './told.ts';
import { AT, ask, type BenchView, saidBy, scansOf } from './views.ts';

export interface Compared {
  readonly view: BenchView;
  /** Milliseconds: of ours, and the best of the scans. */
  readonly p50: number;
  readonly p95: number;
  /** With what is too few withheld, as an analyst is shown it; null: no view of theirs. The first time, and p95 from then on. */
  readonly outside: { readonly first: number; readonly p95: number } | null;
  readonly postgres: number;
  readonly duckdb: number;
  readonly numbers: number;
  readonly unequal: readonly string[];
}

/** Asks a view of the program and by scanning the facts, and holds every number against the others'. */
export async function compare(
  pool: Pool,
  bare: pg.Client,
  duck: Duck,
  view: BenchView,
  { times, scanTimes }: { times: number; scanTimes: number },
): Promise<Compared> {
  const took: number[] = [];
  let said = new Map<string, number | null>();
  for (let nth = 0; nth < times; nth++) {
    const begun = performance.now();
    const answer = await inTransaction(pool, { registers: true }, (db) => ask(db, view));
    took.push(performance.now() - begun);
    if (nth === 0) said = saidBy(answer);
  }
  const unequal: string[] = [];
  let numbers = 0;
  const check = (who: string, measures: readonly string[], rows: readonly (readonly unknown[])[]) => {
    for (const [key, ...cells] of rows)
      for (const [at, measure] of measures.entries()) {
        numbers++;
        const ours = said.get(`${key} ${measure}`) ?? null;
        const theirs = cells[at] === null ? null : Number(cells[at]);
        const isEqual =
          ours === theirs ||
          (ours !== null && theirs !== null && Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs));
        if (!isEqual) unequal.push(`${view.name}, ${who} ${key} ${measure}: ${ours} ≠ ${theirs}`);
      }
  };
  const scans = scansOf(view);
  let [postgres, duckdb] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let nth = 0; nth < scanTimes; nth++) {
    const begun = performance.now();
    for (const { sql, measures } of scans) {
      const { rows } = await bare.query({ text: sql, rowMode: 'array' });
      if (nth === 0) check('PostgreSQL', measures, rows);
    }
    postgres = Math.min(postgres, performance.now() - begun);
    let ofDuck = 0;
    for (const { sql, measures } of scans) {
      const { rows, ms } = await duck.ask(sql);
      ofDuck += ms;
      if (nth === 0) check('DuckDB', measures, rows);
    }
    duckdb = Math.min(duckdb, ofDuck);
  }
  return {
    ...{ view, p50: rank(took, 0.5), p95: rank(took, 0.95), postgres, duckdb, numbers, unequal },
    outside: await outside(pool, view, times),
  };
}

/** As who analyses for the one who runs all the offices. */
async function outside(pool: Pool, { query }: BenchView, times: number): Promise<Compared['outside']> {
  if (mustBeWholeMonths(query) && (query.by === 'day' || !areWholeMonths(query.period))) return null;
  const sees = { offices: [], areas: [], operators: [1], authorities: [] };
  const took: number[] = [];
  for (let nth = 0; nth <= times; nth++) {
    const begun = performance.now();
    await inTransaction(pool, { registers: true }, async (db) =>
      new Asker(db, sees, await officesAt(db), AT).table(query),
    );
    took.push(performance.now() - begun);
  }
  const [first = 0, ...rest] = took;
  return { first, p95: rank(rest, 0.95) };
}
