import { type Db, sql } from '../../platform/database.server.ts';
import { unitOf } from '../format.ts';
import type { Days, FigureColumn } from '../query.ts';
import { isWholeYear, monthsOf } from '../rules/spans.ts';
import type { Counted } from '../rules/suppress.ts';

/** What everybody can add up from the open figures of a span and some offices; null: it cannot be told from them. */
export type Known = (
  bucket: number,
  column: number,
  offices: readonly { readonly id: number }[],
) => Counted | null;

interface Row {
  readonly dataset: 'country' | 'offices';
  readonly measure: string;
  readonly period: string;
  readonly part: number;
  readonly value: number | null;
  readonly base: number | null;
  readonly withheld: boolean;
}

/** The open figures of months and whole years, as they stand. */
export async function knownToAll(
  db: Db,
  buckets: readonly Days[],
  columns: readonly FigureColumn[],
): Promise<Known> {
  const periods = buckets.map((days) => {
    if (isWholeYear(days)) return days.from.slice(0, 4);
    const months = monthsOf(days);
    return months.length === 1 ? months[0]! : '';
  });
  const rows = await db.many<Row>(sql`
    select dataset, measure, period, part_id as part, value, base::int as base, withheld from open_figure
    where dataset in ('country', 'offices') and period = any (${periods}) and measure = any (${columns.map(({ measure }) => measure)})`);
  const whole = new Map<string, Counted>();
  const offices = new Map<string, Row>();
  for (const row of rows) {
    if (row.dataset === 'offices' && row.part !== 0)
      offices.set(`${row.period} ${row.measure} ${row.part}`, row);
    else if (!row.withheld && row.base !== null)
      whole.set(`${row.period} ${row.measure}`, {
        count: row.base,
        part:
          unitOf(row.measure as FigureColumn['measure']) === 'share'
            ? Math.round((row.value ?? 0) * row.base)
            : null,
      });
  }
  const all = new Set([...offices.values()].map(({ part }) => part));
  return (bucket, column, of) => {
    const at = `${periods[bucket]} ${columns[column]!.measure}`;
    const everything = whole.get(at);
    if (everything === undefined) return null;
    const ids = new Set(of.map(({ id }) => id));
    if ([...all].every((id) => ids.has(id))) return everything;
    const asked = of.flatMap(({ id }) => offices.get(`${at} ${id}`) ?? []);
    if (asked.some(({ withheld }) => withheld)) return null;
    return asked.length === 0 ? null : { count: asked.reduce((sum, { base }) => sum + (base ?? 0), 0) };
  };
}
