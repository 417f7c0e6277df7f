import { type Context, read, transaction } from '../access/context.server.ts';
import type { Outcome } from '../contacts/act.ts';
import type { Channel } from '../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import type { Extent, Handling, Mapping } from './mapping.ts';
import { extentOf, handlingOf } from './rules/extent.ts';

/** Days after a study during which what was forgotten can still be noted. Ours. */
export const DAYS_AFTER = 7;

/** A contact that has been open longer was put aside meanwhile: what the form begins with is not taken from it. Ours. */
const MOST_MINUTES = 120;

/** A contact during a study: what is noted of it, and what the form begins with. */
export interface MappingAt {
  readonly study: string;
  readonly lastOn: PlainDate;
  readonly channel: Channel;
  readonly open: boolean;
  /** It came from the queue, and is ended there. */
  readonly ofQueue: boolean;
  /** Null: not mapped yet. */
  readonly entry: Mapping | null;
  /** Measured; null where it says nothing (mail, web, letter, one that was put aside). */
  readonly minutes: number | null;
  readonly extent: Extent | null;
  readonly handling: Handling | null;
}

/** The studies that a contact (alias `v`) is mapped in on a day, the first first: the rows of a subquery. */
export const ofStudy = (today: PlainDate): Sql => sql`
  (select s.name, s.last_on from mapping_study_office o join mapping_study s on s.id = o.study_id
    where o.office_id = v.office_id and v.opened_on between s.first_on and s.last_on
      and ${today}::date <= s.last_on + ${DAYS_AFTER}::int
      and (not exists (select from mapping_study_principal p where p.study_id = s.id) or exists (
        select from mapping_study_principal p join matter m on m.principal_id = p.principal_id
        where p.study_id = s.id and m.visit_id = v.id))
    order by s.id limit 1)`;

/** Minutes that the officer was occupied: a visit of the queue is measured by it, other visits and calls from opening to closing. */
export const measuredMinutes = (now: Temporal.Instant): Sql => sql`
  case when v.channel in ('visit', 'phone') then coalesce((
    select extract(epoch from sum(coalesce(until, coalesce(v.closed_at, ${now})) - at)) / 60 from (
      select e.at, e.state, lead(e.at) over (order by e.seq) as until
      from ticket_visit x join queue_event e on e.ticket_id = x.ticket_id where x.visit_id = v.id and e.state is not null) phase
    where state = 'serving'), extract(epoch from coalesce(v.closed_at, ${now}) - v.opened_at) / 60) end`;

/** What stands at a contact of the officer's office; null when no study goes on for it. */
export async function mappingAt(ctx: Context, visitId: string): Promise<MappingAt | null> {
  const [found] = await read<
    Omit<MappingAt, 'extent' | 'handling'> & { readonly outcomes: readonly Outcome[] }
  >(
    ctx,
    sql`
      select s.name as study, s.last_on as "lastOn", v.channel, v.closed_at is null as open,
        exists (select from ticket_visit x where x.visit_id = v.id) as "ofQueue",
        case when e.visit_id is not null then jsonb_build_object('kind', e.kind, 'extent', e.extent, 'handling', e.handling,
          'complexity', e.complexity, 'suits', e.suits) end as entry,
        (${measuredMinutes(ctx.clock())})::float8 as minutes,
        array(select (array_agg(a.outcome order by a.acted_at desc, a.id desc))[1] from act a where a.visit_id = v.id
          group by a.matter_id) as outcomes
      from visit v cross join lateral ${ofStudy(swedishDay(ctx.clock()))} s left join mapping_entry e on e.visit_id = v.id
      where v.id = ${visitId}`,
  );
  if (found === undefined) return null;
  const { outcomes, minutes: measured, ...rest } = found;
  // One that was left open says when it was looked at again, not how long it took.
  const minutes = measured !== null && measured > MOST_MINUTES && rest.open ? null : measured;
  return {
    ...rest,
    minutes: minutes === null ? null : Math.max(0, Math.floor(minutes)),
    extent: minutes === null ? null : extentOf(Math.max(0, minutes)),
    handling: handlingOf(outcomes),
  };
}

export interface UnmappedContact {
  readonly id: string;
  readonly reference: string;
  readonly channel: Channel;
  readonly closedAt: Temporal.Instant;
}

/** What the officer has closed during a study and not mapped, the latest first: at most twenty. */
export async function unmappedOfMine(ctx: Context): Promise<UnmappedContact[]> {
  const { officer } = ctx.actor;
  if (officer === null) return [];
  const today = swedishDay(ctx.clock());
  return transaction(ctx, (db) =>
    db.many<UnmappedContact>(sql`
      select v.id, v.reference, v.channel, v.closed_at as "closedAt" from visit v cross join lateral ${ofStudy(today)} s
      where v.closed_by = ${officer.id} and v.opened_on >= ${today}::date - 184 - ${DAYS_AFTER}::int and v.closed_as is distinct from 'junk'
        and not exists (select from mapping_entry e where e.visit_id = v.id)
      order by v.closed_at desc limit 20`),
  );
}
