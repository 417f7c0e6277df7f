import { authoritiesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { LATE_AFTER_DAYS } from '../copies/rules/copy-state.ts';
import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { reportDuties } from '../reports/duties.server.ts';
import type { CalendarEntry, EntryKind } from './entries.ts';

/** So far back is told what has ended, and so far ahead what comes; what is still to be done stays until it is done. */
const BACK = 60;
const AHEAD = 366;

/**
 * What ends or falls due for the authorities that the actor coordinates or reports for, by day. Throws Problem
 * `forbidden` for who has no authority.
 */
export async function calendarEntries(ctx: Context): Promise<CalendarEntry[]> {
  const mine = authoritiesOf(ctx.actor, 'coordinator', 'report-author');
  const coordinated = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  const [from, to] = [addDays(today, -BACK), addDays(today, AHEAD)];
  return transaction(ctx, async (db) => {
    const entries = [
      ...(await registered(db, { mine, coordinated }, from, to)),
      ...(await reports(db, mine, today)),
    ];
    return entries
      .filter(({ day }) => day <= to)
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.key < b.key ? -1 : 1));
  });
}

interface Row {
  readonly kind: EntryKind;
  readonly id: string;
  readonly day: PlainDate;
  readonly authority: string;
  readonly about: string;
  readonly count: number | null;
  readonly href: string;
}

/**
 * One statement: each part says what ends, when, whose it is and where one goes. A report author is told of the agreements
 * alone: the rest is a coordinator's to do.
 */
async function registered(
  db: Db,
  { mine, coordinated }: { readonly mine: readonly number[]; readonly coordinated: readonly number[] },
  from: PlainDate,
  to: PlainDate,
): Promise<CalendarEntry[]> {
  const within = sql`between ${from}::date and ${to}::date`;
  const rows = await db.many<Row>(sql`
    with due as (
      select 'agreement-ends' as kind, a.id::text, l.day, p.authority_id, concat_ws(' ', a.diary_number, a.name) as about,
        null::bigint as count, '/avtal/' || a.id as href
      from (select v.agreement_id, nullif(max(coalesce(upper(v.valid), 'infinity')), 'infinity') - 1 as day
          from agreement_version v group by v.agreement_id) v
        join agreement a on a.id = v.agreement_id join agreement_party p on p.agreement_id = a.id
        cross join lateral (select least(v.day, a.term_ends_on) as day) l
      where p.authority_id = any (${mine}) and l.day ${within}
      union all
      select 'mandates-end', m.agreement_id || ':' || (upper(m.valid) - 1), upper(m.valid) - 1, m.principal_id,
        a.diary_number, count(*), '/uppdrag?avtal=' || m.agreement_id
      from mandate m join agreement a on a.id = m.agreement_id
      where m.principal_id = any (${coordinated}) and m.withdrawn_on is null and upper(m.valid) - 1 ${within}
        and not exists (select from mandate n where n.officer_id = m.officer_id and n.agreement_id = m.agreement_id
          and n.principal_id = m.principal_id and n.withdrawn_on is null and lower(n.valid) = upper(m.valid))
      group by m.agreement_id, upper(m.valid), m.principal_id, a.diary_number
      union all
      select 'competence-ends', c.task_id || ':' || (upper(c.valid) - 1), upper(c.valid) - 1, c.principal_id, t.name_sv,
        count(*), '/kompetens'
      from officer_competence c join task t on t.id = c.task_id
      where c.principal_id = any (${coordinated}) and c.withdrawn_on is null and upper(c.valid) - 1 ${within}
        and not exists (select from officer_competence n where n.officer_id = c.officer_id and n.task_id = c.task_id
          and n.principal_id = c.principal_id and n.withdrawn_on is null and n.valid @> upper(c.valid))
      group by c.task_id, upper(c.valid), c.principal_id, t.name_sv
      union all
      select 'copy-due', c.agreement_id || ':' || c.version, c.due_since + ${LATE_AFTER_DAYS}::int, p.authority_id,
        a.diary_number || ' v. ' || c.version, null, '/kopior'
      from agreement_copy c join agreement a on a.id = c.agreement_id join agreement_party p on p.agreement_id = a.id
      where p.authority_id = any (${coordinated}) and c.state in ('due', 'failed')
      union all
      select 'step-planned', s.id::text, s.planned_on, s.author_id, concat_ws(' ', a.diary_number, s.title), null,
        '/avtal/' || a.id || '/plan'
      from agreement_step s join agreement a on a.id = s.agreement_id
      where s.author_id = any (${coordinated}) and s.state = 'planned'
      union all
      select 'checklist-due', i.id::text, i.due_on, i.authority_id, concat_ws(' ', a.diary_number, i.title), null,
        '/avtal/' || a.id || '/checklista'
      from checklist_item i join agreement a on a.id = i.agreement_id
      where i.authority_id = any (${coordinated}) and i.done_on is null and i.due_on is not null)
    select d.kind, d.id, d.day, p.short_name as authority, d.about, d.count, d.href
    from due d join authority p on p.id = d.authority_id
    where d.day ${within} or (d.kind in ('copy-due', 'checklist-due', 'step-planned') and d.day <= ${to}::date)`);
  return rows.map(({ id, ...row }) => ({ ...row, key: `${row.kind}:${id}:${row.authority}` }));
}

/** The annual reports that are owed and not sent: last year's, and this year's. */
async function reports(db: Db, mine: readonly number[], today: PlainDate): Promise<CalendarEntry[]> {
  const year = Number(today.slice(0, 4));
  const owed = [...(await reportDuties(db, year - 1)), ...(await reportDuties(db, year))];
  const short = new Map(
    (
      await db.many<{ id: number; name: string }>(sql`
        select id, short_name as name from authority where id = any (${mine})`)
    ).map(({ id, name }) => [id, name]),
  );
  return owed.flatMap((duty) =>
    duty.due === null || duty.state !== 'not-sent' || !mine.includes(duty.authorityId)
      ? []
      : [
          {
            key: `report-due:${duty.authorityId}:${duty.year}`,
            kind: 'report-due' as const,
            day: duty.due,
            authority: short.get(duty.authorityId) ?? duty.authority,
            about: String(duty.year),
            count: null,
            href: '/rapporter',
          },
        ],
  );
}
