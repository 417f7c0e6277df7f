import { authoritiesOf } from '../access/actor.ts';
import { recordEvent } from '../access/audit.server.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { type Db, inTransaction, join, type Pool, raw, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { Asker, asking } from './ask.server.ts';
import { cellOf } from './closed-content.ts';
import { type Column, TIMES, type TimeKind, type Times } from './columns.ts';
import { MEASURE_KEYS, MEASURES, versionsDuring } from './measures.ts';
import type { ShownCells } from './protect.ts';
import { ROLL_UP_LOCK, rollUpAll } from './roll-up.server.ts';
import { monthOf } from './rules/whole-months.ts';
import { FACTS, type Family } from './sums.server.ts';

export interface ClosedMonth {
  readonly id: number;
  readonly operatorId: number;
  /** Its first day. */
  readonly month: PlainDate;
  readonly sha256: string;
  readonly closedAt: Temporal.Instant;
  readonly closedBy: string;
  /** How many corrections of its days have come since. */
  readonly laterCorrections: number;
}

/** What a figure of a month is counted of, and up to which correction. */
interface Standing {
  readonly operatorId: number;
  readonly month: PlainDate;
  readonly offices: readonly number[];
  readonly afterCorrection: number;
  readonly afterTimeCorrection: number;
}

/**
 * Freezes the figures of a month that is over, for the offices that an authority runs: every sum of every office, by channel and
 * authority, and every measure of each office and of all, in its version. Returns the id. Throws Problem `forbidden` for who does
 * not analyse for it, `not-possible` (`month-not-over`, `month-closed`, `nothing-recorded`).
 */
export async function closeMonth(ctx: Context, operatorId: number, month: PlainDate): Promise<number> {
  if (!authoritiesOf(ctx.actor, 'analyst').includes(operatorId)) throw new Problem('forbidden');
  const now = ctx.clock();
  const first = Temporal.PlainDate.from(month).with({ day: 1 });
  const next = first.add({ months: 1 }).toString() as PlainDate;
  if (swedishDay(now) < next) throw new Problem('not-possible', { reason: 'month-not-over' });
  const day = first.toString() as PlainDate;
  const standing = await settled(ctx.pool, now, day, async (db) => {
    const row = await db.one<Omit<Standing, 'operatorId' | 'month'>>(sql`
      select (select coalesce(array_agg(id order by id), '{}') from office where operator_id = ${operatorId}) as offices,
        (select coalesce(max(id), 0) from figure_correction) as "afterCorrection",
        (select coalesce(max(id), 0) from figure_time_correction) as "afterTimeCorrection"`);
    const stands = { operatorId, month: day, ...row };
    return { stands, content: await contentOf(db, stands) };
  });
  const { stands, content } = standing;
  if (content === null) throw new Problem('not-possible', { reason: 'nothing-recorded' });
  const withheld = await withheldOutside(ctx, operatorId, day);
  return transaction(ctx, async (db) => {
    const closed = await db.maybe<{ id: number }>(sql`
      insert into closed_month (operator_id, month, content, sha256, offices, after_correction, after_time_correction, closed_at, closed_by,
        withheld)
      values (${operatorId}, ${day}, ${content}, ${sha256(content)}, ${stands.offices}, ${stands.afterCorrection},
        ${stands.afterTimeCorrection}, ${now}, ${ctx.actor.userId}, ${withheld})
      on conflict on constraint a_month_is_closed_once do nothing returning id`);
    if (closed === undefined) throw new Problem('not-possible', { reason: 'month-closed' });
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: 'analyst', kind: 'month-closed', subject: 'month', subjectId: day },
      authorityId: operatorId,
    });
    return closed.id;
  });
}

/** What views withhold of a month's measures, of each office and of all, from who only analyses for who runs them. */
function withheldOutside(ctx: Context, operatorId: number, month: PlainDate): Promise<string[]> {
  return asking(ctx, async ({ db, offices, now }) => {
    const sees = { offices: [], areas: [], operators: [operatorId], authorities: [] };
    const { rows, total, columns } = await new Asker(db, sees, offices, now).table({
      ...{ measures: MEASURE_KEYS, place: { kind: 'operator', id: operatorId }, by: 'office' },
      period: daysOf(month),
    });
    const of = (cells: ShownCells, office: number | 'all') =>
      columns.flatMap(({ measure, version }, at) =>
        cells[at]?.hidden === false ? [] : [cellOf(measure, version.version, office)],
      );
    return [
      ...of(total.cells, 'all'),
      ...rows.flatMap(({ label, cells }) => (label.kind === 'office' ? of(cells, label.id) : [])),
    ];
  });
}

const daysOf = (month: PlainDate) => monthOf(month.slice(0, 7));

/**
 * The bytes of a closed month, made again from the figures of today with everything that was corrected since undone. Equal to
 * what was frozen, or something is wrong. Works as the background jobs do: the caller has made sure who may ask.
 */
export async function reproduceMonth(
  pool: Pool,
  id: number,
  now: Temporal.Instant,
): Promise<{ frozen: string; again: string | null }> {
  const closed = await inTransaction(pool, { registers: true }, (db) =>
    db.maybe<Standing & { readonly content: string }>(sql`
      select operator_id as "operatorId", month, offices, after_correction as "afterCorrection",
        after_time_correction as "afterTimeCorrection", content from closed_month where id = ${id}`),
  );
  if (closed === undefined) throw new Problem('not-found');
  return settled(pool, now, closed.month, async (db) => ({
    frozen: closed.content,
    again: await contentOf(db, closed),
  }));
}

/** Closed months that the actor sees, newest first. */
export function closedMonthsOf(
  db: Db,
  months?: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<ClosedMonth[]> {
  return db.many<ClosedMonth>(sql`
    select m.id, m.operator_id as "operatorId", m.month, m.sha256, m.closed_at as "closedAt", m.closed_by as "closedBy",
      (select count(*) from figure_correction c where c.id > m.after_correction and c.office_id = any (m.offices)
        and c.day >= m.month and c.day < m.month + interval '1 month') as "laterCorrections"
    from closed_month m ${months === undefined ? sql`` : sql`where m.month between ${months.from} and ${months.to}`}
    order by m.month desc, m.operator_id`);
}

const TRIES = 20;

/** Works while nothing of a month is on its way to the figures, and nothing can come. */
async function settled<T>(
  pool: Pool,
  now: Temporal.Instant,
  month: PlainDate,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  for (let nth = 0; nth < TRIES; nth++) {
    await rollUpAll(pool, now);
    const result = await inTransaction(pool, { registers: true }, async (db) => {
      await db.one(sql`select pg_advisory_xact_lock(${ROLL_UP_LOCK})`);
      const { busy } = await db.one<{ busy: boolean }>(sql`
        select exists (select from figure_stale where day >= ${month} and day < ${month}::date + interval '1 month')
          or exists (select from figure_day where added_at is null and day >= ${month} and day < ${month}::date + interval '1 month') as busy`);
      return busy ? null : { done: await work(db) };
    });
    if (result !== null) return result.done;
  }
  throw new Problem('unavailable');
}

type Row = { readonly office: number; readonly authority: number; readonly channel: number } & Record<
  string,
  number
>;

/** Null when nothing is recorded of the month. */
async function contentOf(db: Db, standing: Standing): Promise<string | null> {
  const { offices, month, operatorId } = standing;
  const sums = new Map<number, Record<string, number>>();
  const rows: Record<string, readonly Row[]> = {};
  for (const family of FACTS) {
    const of = await rowsOf(db, family, standing);
    rows[family.name] = of;
    for (const { office, authority: _, channel: __, ...columns } of of)
      for (const key of [office, 0]) {
        const all = sums.get(key) ?? {};
        sums.set(key, all);
        for (const [column, value] of Object.entries(columns)) all[column] = (all[column] ?? 0) + value;
      }
  }
  if (sums.size === 0) return null;
  const times = await timesOf(db, standing);
  const codes = await db.many<{ id: number; code: string }>(
    sql`select id, code from office where id = any (${offices}) order by id`,
  );
  const measures = (key: number) =>
    MEASURES.flatMap((measure) =>
      versionsDuring(measure, daysOf(month)).map((version) => ({
        ...{ measure: measure.key, version: version.version },
        ...version.of((sums.get(key) ?? {}) as Partial<Record<Column, number>>, times(key, version.times)),
      })),
    );
  return canonicalJson({
    format: 'samtjanst-closed-month-1',
    operator: operatorId,
    month: month.slice(0, 7),
    measures: measures(0),
    offices: codes.map(({ id, code }) => ({ id, code, measures: measures(id) })),
    sums: rows,
  });
}

async function rowsOf(db: Db, family: Family, { offices, month, afterCorrection }: Standing): Promise<Row[]> {
  const columns = Object.keys(family.columns);
  const authority = family.dims.length > 1 ? sql`g.authority` : sql`0`;
  const stored = await db.many<Row>(sql`
    select (g.place - 1) / 8 as office, ${authority} as authority, g.channel, ${join(
      columns.map((column) => sql`g.${raw(column)}`),
      ', ',
    )}
    from ${family.figures} g where g.tier = 'm' and g.period = ${month}
      and g.place = any (select office_place(id) from unnest(${offices}::int[]) as o(id))`);
  const later = await db.many<{
    office: number;
    authority: number;
    channel: number;
    column: string;
    change: number;
  }>(sql`
    select office_id as office, authority, channel, "column", sum("to" - "from") as change from figure_correction
    where id > ${afterCorrection} and family = ${family.name} and office_id = any (${offices})
      and day >= ${month} and day < ${month}::date + interval '1 month'
    group by 1, 2, 3, 4`);
  const all = new Map<string, Record<string, number>>();
  const at = (row: { office: number; authority: number; channel: number }) => {
    const key = `${row.office} ${row.authority} ${row.channel}`;
    const there = all.get(key) ?? { office: row.office, authority: row.authority, channel: row.channel };
    all.set(key, there);
    return there;
  };
  for (const row of stored) Object.assign(at(row), row);
  for (const { column, change, ...row } of later) {
    const there = at(row);
    there[column] = (there[column] ?? 0) - change;
  }
  return [...all.values()]
    .filter((row) => columns.some((column) => (row[column] ?? 0) !== 0))
    .map((row) => ({ ...Object.fromEntries(columns.map((column) => [column, 0])), ...row }) as Row)
    .sort((a, b) => a.office - b.office || a.authority - b.authority || a.channel - b.channel);
}

async function timesOf(db: Db, { offices, month, afterTimeCorrection }: Standing) {
  const counted = await db.many<{ office: number; kind: TimeKind; seconds: number; count: number }>(sql`
    select office, kind, seconds, sum(n)::int as count from (
      select (g.place - 1) / 8 as office, g.kind, x.s as seconds, x.n from time_figure g
        cross join lateral unnest(g.seconds, g.counts) as x(s, n)
      where g.tier = 'm' and g.period = ${month} and g.place = any (select office_place(id) from unnest(${offices}::int[]) as o(id))
      union all
      select office_id, kind, seconds, -change from figure_time_correction
      where id > ${afterTimeCorrection} and office_id = any (${offices}) and day >= ${month} and day < ${month}::date + interval '1 month'
    ) all_of group by 1, 2, 3 having sum(n) <> 0`);
  const lists = new Map<string, Map<number, number>>();
  for (const { office, kind, seconds, count } of counted)
    for (const key of [office, 0]) {
      const list = lists.get(`${key} ${kind}`) ?? new Map<number, number>();
      lists.set(`${key} ${kind}`, list);
      list.set(seconds, (list.get(seconds) ?? 0) + count);
    }
  return (key: number, kind: TimeKind = TIMES[0]): Times => {
    const sorted = [...(lists.get(`${key} ${kind}`) ?? [])].sort(([a], [b]) => a - b);
    return { seconds: sorted.map(([second]) => second), counts: sorted.map(([, count]) => count) };
  };
}
