import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { secretHash, ticketSecret } from '../../queue/secret.server.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import { type DayDesk, type DayNeed, type MadeDay, queueDays } from '../queue-days.ts';
import { seeded } from '../random.ts';
import type { Story } from './teller.server.ts';

/** Of a hundred visitors. */
const SHARES: Readonly<Record<string, number>> = { A: 34, B: 22, C: 16, D: 18, E: 10 };

interface Place {
  readonly officeId: number;
  readonly needs: readonly { readonly id: number; readonly prefix: string; readonly minutes: number }[];
  readonly desks: readonly { readonly id: number; readonly name: string; readonly officerId: number }[];
}

/**
 * Six weeks of the queue in Haninge, invented: every step is a row that the database makes an event of, in the order in which
 * they were taken, and says of itself that it is the demonstration's. A transaction for each day.
 */
export const queueHistoryStory: Story = async (teller) => {
  const { pool } = await teller.as('kontorschef', '2026-11-20T16:00:00+01:00');
  const officeId = await teller.office(DEMO_MAIN_OFFICE);
  const needs = await teller.many<Place['needs'][number]>(sql`
    select id, prefix, usual_minutes as minutes from queue_need where office_id = ${officeId} order by position`);
  const desks = await teller.many<Place['desks'][number]>(sql`
    select d.id, d.name, o.id as "officerId"
    from (select *, row_number() over (order by name) as at from desk where office_id = ${officeId} and kind = 'desk') d
      join (select o.id, row_number() over (order by o.code) as at from officer o
        where o.code in ('SSC-0001', 'SSC-0002', 'SSC-0003')) o using (at)`);
  const all = new Set(needs.map(({ prefix }) => prefix));
  const withoutCards = new Set([...all].filter((prefix) => prefix !== 'A'));
  const places: DayDesk[] = desks.map(({ name }) => ({ name, needs: name === '2' ? withoutCards : all }));
  const made: DayNeed[] = needs.map((need) => ({ ...need, share: SHARES[need.prefix] ?? 10 }));
  for (const day of queueDays(made, places)) await writeDay(pool, { officeId, needs, desks }, day);
};

const instant = (day: string, seconds: number) =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: 'Europe/Stockholm' })
    .add({ seconds })
    .toInstant()
    .toString();

/** The same ids each time, in the form of the seventh version: the first part is the time. */
function ids(day: MadeDay): string[] {
  const random = seeded(Number(day.day.replaceAll('-', '')));
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += Math.floor(random() * 16).toString(16);
    return text;
  };
  return day.tickets.map((_, at) => {
    const since = Temporal.Instant.from(instant(day.day, 36_000 + at)).epochMilliseconds.toString(16);
    const time = since.padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
  });
}

async function writeDay(pool: Pool, { officeId, needs, desks }: Place, made: MadeDay): Promise<void> {
  const { day, tickets } = made;
  const ticketIds = ids(made);
  const hashes = await Promise.all(ticketIds.map(async (id) => secretHash(await ticketSecret(pool, id))));
  const needOf = new Map(needs.map(({ id, prefix }) => [prefix, id]));
  await inTransaction(pool, { actor: 'demonstration', registers: true }, async (db) => {
    await db.run(sql`update queue_office set day = ${day} where office_id = ${officeId}`);
    const sessions = await openDesks(db, { officeId, desks, day });
    const ends = new Map(
      made.steps.flatMap(({ kind, ticket, at }) =>
        kind === 'finished' ? [[ticket, instant(day, at)] as const] : [],
      ),
    );
    const steps = made.steps.map(({ kind, ticket, at, desk }) => {
      const where = sessions.get(desk ?? '');
      const { prefix = '', number, source, estimateLow, estimateHigh } = tickets[ticket] ?? {};
      return {
        ...{ kind, at: instant(day, at), id: ticketIds[ticket] },
        ...(kind === 'started' ? { ends: ends.get(ticket) } : {}),
        ...(where === undefined
          ? {}
          : { session: where.sessionId, desk: where.id, officer: where.officerId }),
        ...(kind === 'issued'
          ? {
              prefix,
              number,
              source,
              low: estimateLow,
              high: estimateHigh,
              need: needOf.get(prefix),
              hash: hashes[ticket],
            }
          : {}),
      };
    });
    await takeSteps(db, { officeId, day, steps });
    for (const prefix of needOf.keys()) {
      const last = Math.max(
        0,
        ...tickets.filter((each) => each.prefix === prefix).map(({ number }) => number),
      );
      await db.run(sql`
        insert into queue_number (office_id, day, prefix, run_from, next) values (${officeId}, ${day}, ${prefix}, 1, ${last + 1})`);
    }
  });
}

async function openDesks(
  db: Db,
  {
    officeId,
    desks,
    day,
  }: { readonly officeId: number; readonly desks: Place['desks']; readonly day: string },
) {
  const [opened, closed] = [instant(day, 9.75 * 3600), instant(day, 17 * 3600)];
  const sessions = await db.many<{ deskId: number; sessionId: number }>(sql`
    insert into desk_session (office_id, desk_id, officer_id, state, state_at, on_floor, opened_at, closed_at)
    select ${officeId}, x.id, x."officerId", 'open', ${opened}::timestamptz, false, ${opened}::timestamptz, ${closed}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(desks)}::jsonb) as x(id int, "officerId" int)
    returning id as "sessionId", desk_id as "deskId"`);
  return new Map(
    desks.map((desk) => [
      desk.name,
      { ...desk, sessionId: sessions.find(({ deskId }) => deskId === desk.id)?.sessionId },
    ]),
  );
}

/** One after the other in the database: the order of the rows is the order of the events. */
async function takeSteps(
  db: Db,
  {
    officeId,
    day,
    steps,
  }: { readonly officeId: number; readonly day: string; readonly steps: readonly object[] },
): Promise<void> {
  await db.run(
    sql`select set_config('demonstration.steps', ${JSON.stringify({ officeId, day, steps })}, true)`,
  );
  await db.run(sql`
    do $$
    declare
      given jsonb = current_setting('demonstration.steps')::jsonb;
      step record;
      visit_id uuid;
    begin
      for step in select * from jsonb_to_recordset(given -> 'steps') as s(kind text, at timestamptz, id uuid, session int, desk int,
        officer int, prefix text, number int, source text, low int, high int, need int, hash text, ends timestamptz)
      loop
        if step.kind = 'issued' then
          insert into ticket (id, office_id, day, need_id, prefix, number, source, issued_at, joined_at, secret_hash, state,
            state_at, estimate_low, estimate_high, step_kind, step_at, step_actor, step_role, step_details)
          values (step.id, (given ->> 'officeId')::int, (given ->> 'day')::date, step.need, step.prefix, step.number, step.source,
            step.at, step.at, step.hash, 'waiting', step.at, step.low, step.high, 'issued', step.at, 'demonstration', 'visitor',
            '{"demonstration": true}');
        else
          update ticket set state = case step.kind when 'called' then 'called' when 'started' then 'serving'
              when 'finished' then 'finished' when 'missed' then 'missed' else 'left' end,
            session_id = coalesce(step.session, session_id), desk_id = coalesce(step.desk, desk_id),
            officer_id = coalesce(step.officer, officer_id), step_kind = step.kind, step_at = step.at,
            step_actor = case step.kind when 'day-ended' then 'system' else 'demonstration' end,
            step_role = case step.kind when 'day-ended' then 'system' when 'left' then 'visitor' else 'officer' end,
            step_details = '{"demonstration": true}'
          where id = step.id;
        end if;
        if step.kind = 'started' then
          insert into visit (office_id, opened_by, opened_at, opened_on, closed_at, closed_by)
          values ((given ->> 'officeId')::int, step.officer, step.at, (given ->> 'day')::date, step.ends, step.officer)
          returning visit.id into visit_id;
          insert into ticket_visit (ticket_id, visit_id, office_id) values (step.id, visit_id, (given ->> 'officeId')::int);
        end if;
      end loop;
    end $$`);
}
