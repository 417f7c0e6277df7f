import { type Db, join, raw, sql } from '../platform/database.server.ts';
import { type OfficeDay, type OfficeDays, pairs } from './office-days.server.ts';
import { FACTS, TIME_COLUMNS } from './sums.server.ts';

type Counted = ReadonlyMap<
  string,
  { readonly key: readonly [string, number, string, number, number]; readonly sums: Record<string, number> }
>;

/** The columns of office-days, as their facts have them. */
export async function columnsOf(db: Db, days: OfficeDays): Promise<Counted> {
  const found = new Map<
    string,
    { key: readonly [string, number, string, number, number]; sums: Record<string, number> }
  >();
  if (days.offices.length === 0) return found;
  for (const { name, facts, dims, columns } of FACTS) {
    const authority = dims.length > 1 ? sql`f.authority` : sql`0`;
    const rows = await db.many<Record<string, number> & { officeId: number; on: string }>(sql`
      select f.office_id as "officeId", f.day as "on", ${authority} as "ofAuthority", f.channel as "byChannel",
        ${join(
          Object.entries(columns).map(([column, of]) => sql`sum(${raw(of)}) as ${raw(column)}`),
          ', ',
        )}
      from ${facts} f join (${pairs(days)}) a using (office_id, day) group by 1, 2, 3, 4`);
    for (const { officeId, on, ofAuthority = 0, byChannel = 0, ...sums } of rows) {
      const key = [name, officeId, on, ofAuthority, byChannel] as const;
      found.set(key.join(' '), { key, sums });
    }
  }
  return found;
}

export async function noteCorrections(
  db: Db,
  days: OfficeDays,
  before: Counted,
  now: Temporal.Instant,
): Promise<number> {
  const after = await columnsOf(db, days);
  const lines: [string, number, string, number, number, string, number, number][] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    const is = after.get(id);
    const key = was?.key ?? is?.key;
    if (key === undefined) continue;
    for (const column of Object.keys({ ...was?.sums, ...is?.sums })) {
      const [from, to] = [was?.sums[column] ?? 0, is?.sums[column] ?? 0];
      if (from !== to) lines.push([...key, column, from, to]);
    }
  }
  if (lines.length === 0) return 0;
  const list = (at: number) => lines.map((line) => line[at]);
  await db.run(sql`
    insert into figure_correction (family, office_id, day, authority, channel, "column", "from", "to", noted_at)
    select *, ${now}::timestamptz from unnest(${list(0)}::text[], ${list(1)}::int[], ${list(2)}::date[], ${list(3)}::int[],
      ${list(4)}::smallint[], ${list(5)}::text[], ${list(6)}::bigint[], ${list(7)}::bigint[])`);
  return lines.length;
}

/**
 * Of marked office-days those that stood as nothing: later days of the office are among the figures, and what has come is no file of
 * past visits; or the month is closed.
 */
export function emptyThatStood(db: Db, days: OfficeDays): Promise<OfficeDay[]> {
  return db.many(sql`
    select a.office_id as "officeId", a.day from (${pairs(days)}) a
    where not exists (select from figure_day d where d.office_id = a.office_id and d.day = a.day)
      and (exists (select from closed_month m where a.office_id = any (m.offices) and a.day >= m.month
          and a.day < m.month + interval '1 month')
        or (exists (select from figure_day d where d.office_id = a.office_id and d.day > a.day and d.added_at is not null)
          and (exists (select from visit v where v.office_id = a.office_id and v.opened_on = a.day and v.import_id is null)
            or exists (select from ticket t where t.office_id = a.office_id and t.day = a.day))))`);
}

interface TimeCount {
  readonly officeId: number;
  readonly day: string;
  readonly kind: string;
  readonly seconds: number;
  readonly count: number;
}

export async function timesOf(db: Db, days: OfficeDays): Promise<TimeCount[]> {
  if (days.offices.length === 0) return [];
  return db.many<TimeCount>(sql`
    select f.office_id as "officeId", f.day, x.kind, x.s as seconds, count(*) as count
    from contact_fact f join (${pairs(days)}) a using (office_id, day) cross join lateral (values ${join(
      Object.entries(TIME_COLUMNS).map(([kind, column]) => sql`(${raw(`'${kind}'`)}, f.${raw(column)})`),
      ', ',
    )}) as x(kind, s)
    where x.s is not null group by 1, 2, 3, 4`);
}

export async function noteTimes(
  db: Db,
  days: OfficeDays,
  before: readonly TimeCount[],
  now: Temporal.Instant,
): Promise<void> {
  const change = new Map<string, { of: TimeCount; change: number }>();
  const put = (list: readonly TimeCount[], sign: number) => {
    for (const of of list) {
      const key = `${of.officeId} ${of.day} ${of.kind} ${of.seconds}`;
      change.set(key, { of, change: (change.get(key)?.change ?? 0) + sign * of.count });
    }
  };
  put(before, -1);
  put(await timesOf(db, days), 1);
  const lines = [...change.values()].filter((line) => line.change !== 0);
  if (lines.length === 0) return;
  await db.run(sql`
    insert into figure_time_correction (office_id, day, kind, seconds, change, noted_at)
    select *, ${now}::timestamptz from unnest(${lines.map(({ of }) => of.officeId)}::int[], ${lines.map(({ of }) => of.day)}::date[],
      ${lines.map(({ of }) => of.kind)}::text[], ${lines.map(({ of }) => of.seconds)}::int[], ${lines.map((line) => line.change)}::int[])`);
}
