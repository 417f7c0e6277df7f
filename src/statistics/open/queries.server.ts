import { type Db, type Pool, sql, unscoped } from '../../platform/database.server.ts';
import type { Dataset } from './refresh.server.ts';

export interface OpenFigure {
  readonly measure: string;
  readonly version: number;
  readonly period: string;
  readonly part: number;
  readonly name: string;
  readonly value: number | null;
  readonly base: number | null;
  readonly withheld: boolean;
}

/** A data set, or one part of it, in the order of time. Anybody may ask. */
export function openFigures(pool: Pool, dataset: Dataset, part: number | null = null): Promise<OpenFigure[]> {
  return unscoped(pool).many<OpenFigure>(sql`
    select measure, version, period, part_id as part, part_name as name, value, base::int as base, withheld
    from open_figure where dataset = ${dataset} and (${part}::int is null or part_id = ${part})
    order by measure, version, period, part_name collate "sv-x-icu", part_id`);
}

export interface Reported {
  readonly year: number;
  readonly visits: number;
  readonly note: string;
  readonly source: string;
}
export function reportedYears(pool: Pool): Promise<Reported[]> {
  return unscoped(pool).many<Reported>(
    sql`select year, visits, note, source from reported_visits order by year, source`,
  );
}

/** Who publishes: who runs most of the offices; null before there is any. And when the figures were written. */
export async function publisher(
  db: Db,
): Promise<{ readonly name: string; readonly orgNumber: string } | null> {
  return (
    (await db.maybe<{ name: string; orgNumber: string }>(sql`
      select a.name, a.org_number as "orgNumber" from office f join authority a on a.id = f.operator_id
      group by a.id order by count(*) desc, a.id limit 1`)) ?? null
  );
}

/** First and last month that is open. */
export function openSpan(
  pool: Pool,
): Promise<{ readonly first: string | null; readonly last: string | null }> {
  return unscoped(pool).one(sql`
    select min(period) as first, max(period) as last from open_figure where dataset = 'country' and length(period) = 7`);
}
