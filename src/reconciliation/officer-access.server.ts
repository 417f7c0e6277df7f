import { authoritiesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { AccessState } from './rules/reconcile.ts';
import { reconcileSystem } from './store.server.ts';

export interface OfficerSystem {
  readonly id: number;
  readonly authorityId: number;
  readonly authority: string;
  readonly name: string;
  readonly state: AccessState;
  readonly mandates: readonly number[];
}
export const ACCESS_EVENTS = [
  'access-begins',
  'access-ends',
  'on-list',
  'remove',
  'grant',
  'done',
  'kept',
  'mandate-begins',
  'mandate-ends',
  'mandate-withdrawn',
] as const;

/** What happened to an officer's access in a system. */
export interface AccessEvent {
  readonly on: PlainDate;
  readonly kind: (typeof ACCESS_EVENTS)[number];
  readonly system: string;
  /** The list, the note or the reason. */
  readonly note: string;
  readonly by: string | null;
  readonly to: string;
  readonly mandateId: number | null;
}

export interface OfficerAccess {
  readonly code: string;
  /** Null: the register of officers knows no such code. */
  readonly officer: { readonly id: number; readonly name: string; readonly office: string } | null;
  /** Systems where something is switched on or ought to be. */
  readonly systems: readonly OfficerSystem[];
  /** Newest first. */
  readonly history: readonly AccessEvent[];
}

/**
 * One officer in all systems of the authorities that the actor coordinates: right, surplus or missing, and what happened.
 * Throws Problem `forbidden`, `not-found` for a code that neither the register nor any list knows.
 */
export async function officerAccess(ctx: Context, code: string): Promise<OfficerAccess> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  return transaction(ctx, async (db) => {
    const officer = await db.maybe<{ id: number; name: string; office: string }>(sql`
      select o.id, o.name, f.name as office from officer o join office f on f.id = o.home_office_id where o.code = ${code}`);
    const systems = await db.many<Omit<OfficerSystem, 'state' | 'mandates'> & { listed: boolean }>(sql`
      select s.id, s.authority_id as "authorityId", p.name as authority, s.name, exists (select from access_list_row r
        where r.officer_code = ${code} and r.officer_id is null and r.list_id = (select l.id from access_list l
          where l.system_id = s.id order by l.taken_on desc, l.recorded_at desc limit 1)) as listed
      from authority_system s join authority p on p.id = s.authority_id
      where s.authority_id = any (${mine}) order by p.name, s.name`);
    const found: OfficerSystem[] = [];
    for (const { listed, ...system } of systems) {
      const [one] = officer === undefined ? [] : await reconcileSystem(db, system, today, officer.id);
      if (one !== undefined) found.push({ ...system, state: one.state, mandates: one.mandates });
      else if (listed) found.push({ ...system, state: 'surplus', mandates: [] });
    }
    const ids = systems.map(({ id }) => id);
    const history = await db.many<AccessEvent>(sql`
      select e.at as "on", e.kind, s.name as system, e.note, coalesce(u.name, e.by) as by, e.assigned as "to",
        e.mandate as "mandateId"
      from (
        select g.system_id, lower(g.granted) as at, 'access-begins' as kind, g.source as note, null as by, '' as assigned,
          null::int as mandate, 1 as place
        from access_grant g where g.officer_id = ${officer?.id ?? 0}
        union all select g.system_id, upper(g.granted), 'access-ends', '', null, '', null, 5
        from access_grant g where g.officer_id = ${officer?.id ?? 0} and upper(g.granted) <= ${today}::date
        union all select l.system_id, l.taken_on, 'on-list', l.file_name, l.recorded_by, '', null, 2
        from access_list_row r join access_list l on l.id = r.list_id
        where r.officer_code = ${code} and r.officer_id is null
        union all select q.system_id, coalesce(q.done_on, q.requested_on), q.kind, q.note, q.requested_by, q.assigned_to, null, 3
        from access_request q where q.officer_code = ${code}
        union all select x.system_id, lower(m.valid), 'mandate-begins', '', null, '', m.id, 0
        from mandate m join mandate_access x on x.mandate_id = m.id
        where m.officer_id = ${officer?.id ?? 0} and lower(m.valid) <= ${today}::date
        union all select x.system_id, upper(m.valid), 'mandate-ends', '', null, '', m.id, 4
        from mandate m join mandate_access x on x.mandate_id = m.id
        where m.officer_id = ${officer?.id ?? 0} and upper(m.valid) <= ${today}::date and m.withdrawn_on is null
        union all select x.system_id, m.withdrawn_on, 'mandate-withdrawn', coalesce(m.withdrawn_reason, ''), null, '', m.id, 4
        from mandate m join mandate_access x on x.mandate_id = m.id
        where m.officer_id = ${officer?.id ?? 0} and m.withdrawn_on is not null
      ) e join authority_system s on s.id = e.system_id left join account_user u on u.id = e.by
      where e.system_id = any (${ids}) order by e.at desc, e.place desc, s.name limit 500`);
    if (officer === undefined && history.length === 0) throw new Problem('not-found');
    return { code, officer: officer ?? null, systems: found, history };
  });
}
