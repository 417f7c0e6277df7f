import { authoritiesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { AccessState } from './rules/reconcile.ts';
import { reconcileSystem } from './store.server.ts';

export interface SystemRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly authorityId: number;
  readonly authority: string;
  /** The newest list; null where none was ever taken in. */
  readonly listTakenOn: PlainDate | null;
  readonly right: number;
  readonly surplus: number;
  readonly missing: number;
}

interface System {
  readonly id: number;
  readonly authorityId: number;
}

/** The systems of the authorities that the actor coordinates, with what is wrong in each today. Throws `forbidden`. */
export async function systems(ctx: Context): Promise<SystemRow[]> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  return transaction(ctx, async (db) => {
    const rows = await db.many<Omit<SystemRow, AccessState>>(sql`
      select s.id, s.code, s.name, s.authority_id as "authorityId", p.name as authority,
        (select max(l.taken_on) from access_list l where l.system_id = s.id) as "listTakenOn"
      from authority_system s join authority p on p.id = s.authority_id
      where s.authority_id = any (${mine}) order by p.name, s.name`);
    const all: SystemRow[] = [];
    for (const row of rows) {
      const found = await reconcileSystem(db, row, today);
      const unknown = (await unknownIn(db, row)).length;
      const count = (state: AccessState) => found.filter((one) => one.state === state).length;
      all.push({
        ...row,
        ...{ right: count('right'), surplus: count('surplus') + unknown, missing: count('missing') },
      });
    }
    return all;
  });
}

export interface AccessRow {
  readonly officerCode: string;
  /** Null: the register of officers knows no such code. */
  readonly officerId: number | null;
  readonly officer: string | null;
  readonly office: string | null;
  readonly state: AccessState;
  readonly since: PlainDate | null;
  readonly mandates: readonly number[];
  /** What is done about it: the newest word that no list has answered yet, or that it is kept. */
  readonly work: Work | null;
}
export interface Work {
  readonly kind: 'asked' | 'done' | 'kept';
  readonly on: PlainDate;
  /** Who was asked; empty when nobody said. */
  readonly to: string;
  readonly note: string;
}

/** Whether somebody has to do something about it: it is wrong, and nobody has said why it stays so. */
export const isToDo = ({ state, work }: AccessRow) => state !== 'right' && work?.kind !== 'kept';

/** Codes of the newest list that the register of officers does not know. */
function unknownIn(db: Db, system: Pick<System, 'id'>): Promise<{ code: string }[]> {
  return db.many<{ code: string }>(sql`
    select r.officer_code as code from access_list_row r where r.officer_id is null and r.list_id =
      ${newestList(system.id)}`);
}

/** The newest list of a system, as SQL: null before the first. */
export function newestList(systemId: number): Sql {
  return sql`(select l.id from access_list l where l.system_id = ${systemId}
    order by l.taken_on desc, l.recorded_at desc limit 1)`;
}

/** Every officer of a system: surplus first, then missing, then right. */
async function officersIn(db: Db, system: System, at: PlainDate): Promise<AccessRow[]> {
  const state = await reconcileSystem(db, system, at);
  const unknown = await unknownIn(db, system);
  const named = await db.many<Omit<AccessRow, 'state' | 'mandates'> & { officerCode: string }>(sql`
    with wanted as (
        select o.id, o.code, o.name, f.name as office from officer o join office f on f.id = o.home_office_id
          where o.id = any (${state.map((one) => one.officerId)}::int[])
        union all select null, code, null, null from unnest(${unknown.map((one) => one.code)}::text[]) as code)
    select w.id as "officerId", w.code as "officerCode", w.name as officer, w.office, g.since,
      case when r.kind = 'kept' and (g.since is null or r.requested_on >= g.since)
          or r.kind <> 'kept' and r.after_list is not distinct from ${newestList(system.id)}
        then json_build_object('kind', case when r.kind in ('done', 'kept') then r.kind else 'asked' end,
          'on', coalesce(r.done_on, r.requested_on), 'to', r.assigned_to, 'note', r.note) end as work
    from wanted w
      left join lateral (select lower(x.granted) as since from access_grant x where x.officer_id = w.id
        and x.system_id = ${system.id} and x.granted @> ${at}::date limit 1) g on true
      left join lateral (select q.* from access_request q
        where q.system_id = ${system.id} and q.officer_code = w.code
        order by q.recorded_at desc, q.id desc limit 1) r on true`);
  const byId = new Map(state.map((one) => [one.officerId, one]));
  const order = { surplus: 0, missing: 1, right: 2 } as const;
  return named
    .map((row): AccessRow => {
      const one = row.officerId === null ? undefined : byId.get(row.officerId);
      return { ...row, state: one?.state ?? 'surplus', mandates: one?.mandates ?? [] };
    })
    .sort((a, b) => order[a.state] - order[b.state] || byName.compare(a.officer ?? '', b.officer ?? ''));
}

const byName = new Intl.Collator('sv');

/** What is wrong in a system on a day. */
export async function deviations(db: Db, system: System, at: PlainDate): Promise<AccessRow[]> {
  return (await officersIn(db, system, at)).filter(({ state }) => state !== 'right');
}

export interface ListRow {
  readonly id: string;
  readonly takenOn: PlainDate;
  readonly fileName: string;
  readonly officers: number;
  readonly begun: number;
  readonly ended: number;
  readonly surplus: number;
  readonly missing: number;
  readonly by: string;
}
export interface SystemView extends System {
  readonly code: string;
  readonly name: string;
  readonly authority: string;
  readonly officers: readonly AccessRow[];
  readonly lists: readonly ListRow[];
}

/** A system with all its officers and its lists. Throws Problem `forbidden`, `not-found` for another authority's. */
export async function systemView(ctx: Context, systemId: number): Promise<SystemView> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const system = await db.maybe<Omit<SystemView, 'officers' | 'lists'>>(sql`
      select s.id, s.authority_id as "authorityId", s.code, s.name, p.name as authority
      from authority_system s join authority p on p.id = s.authority_id
      where s.id = ${systemId} and s.authority_id = any (${mine})`);
    if (system === undefined) throw new Problem('not-found');
    const lists = await db.many<ListRow>(sql`
      select l.id, l.taken_on as "takenOn", l.file_name as "fileName", l.officers, l.begun, l.ended, l.surplus, l.missing,
        coalesce(u.name, l.recorded_by) as by
      from access_list l left join account_user u on u.id = l.recorded_by
      where l.system_id = ${systemId} order by l.taken_on desc, l.recorded_at desc limit 100`);
    return { ...system, lists, officers: await officersIn(db, system, swedishDay(ctx.clock())) };
  });
}
