import { hasRole, managedOfficesOf } from '../access/actor.ts';
import { type Context, registersTransaction, scopeOf, transaction } from '../access/context.server.ts';
import { mayChange } from '../hours/store.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import type { Db, Scope } from '../platform/database.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { mayServe } from './may-serve.server.ts';
import { type Need, needsOf } from './store.server.ts';

/** A desk as it is set up. */
export interface DeskSettings {
  readonly id: number;
  readonly name: string;
  readonly kind: 'desk' | 'floor' | 'remote';
  readonly stepFree: boolean;
  readonly calm: boolean;
  readonly link: string | null;
}

/** A need as it is set up, with how many officers of the office may serve it today. */
export interface NeedSettings extends Need {
  readonly sign: string;
  readonly mayServe: number;
}

/** Everything that is set for a queue. */
export interface Settings {
  readonly officeId: number;
  readonly office: string;
  /** null: the office has no queue. */
  readonly queue: {
    readonly keepOvernight: boolean;
    readonly returnWithinMinutes: number;
    readonly ticketsAMinute: number;
  } | null;
  readonly needs: readonly NeedSettings[];
  readonly desks: readonly DeskSettings[];
}

/** Throws Problem `forbidden` for who neither manages the office nor administers the installation, `not-found`. */
export function settingsOf(ctx: Context, officeId: number): Promise<Settings> {
  if (!mayChange(ctx, officeId)) return Promise.reject(new Problem('forbidden'));
  const managed = managedOfficesOf(ctx.actor).includes(officeId);
  const scope: Scope = managed ? scopeOf(ctx.actor) : { actor: ctx.actor.userId, registers: true };
  const work = async (db: Db): Promise<Settings> => {
    const row = await db.maybe<Omit<Settings, 'needs'> & { signs: Readonly<Record<string, string>> }>(sql`
      select f.id as "officeId", f.name as office,
        (select jsonb_build_object('keepOvernight', keep_overnight, 'returnWithinMinutes', return_within_minutes,
          'ticketsAMinute', tickets_a_minute) from queue_office where office_id = f.id) as queue,
        (select coalesce(jsonb_object_agg(id, sign), '{}') from queue_need where office_id = f.id) as signs,
        (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'kind', d.kind, 'stepFree', d.step_free,
          'calm', d.calm, 'link', d.link) order by d.name), '[]')
          from desk d where d.office_id = f.id and d.ended_at is null) as desks
      from office f where f.id = ${officeId}`);
    if (row === undefined) throw new Problem('not-found');
    const { signs, ...settings } = row;
    const needs = await needsOf(db, officeId);
    const officers = await officersWhoMay(ctx, db, scope, officeId, needs);
    return {
      ...settings,
      needs: needs.map((need) => ({
        ...need,
        sign: signs[need.id] ?? '',
        mayServe: officers.filter((may) => may.includes(need.id)).length,
      })),
    };
  };
  return managed ? transaction(ctx, work) : registersTransaction(ctx, work);
}

/** What each officer who works at the office today may serve there: the law is asked for each. */
async function officersWhoMay(
  ctx: Context,
  db: Db,
  scope: Scope,
  officeId: number,
  needs: readonly Need[],
): Promise<number[][]> {
  const now = ctx.clock();
  const day = swedishDay(now);
  const { revision } = await db.one<{ revision: number }>(sql`select revision from register_revision`);
  const officers = await db.many<{ id: number }>(sql`
    select distinct o.id from role_assignment r join user_officer x on x.user_id = r.user_id join officer o on o.id = x.officer_id
    where r.role = 'officer' and r.office_id = ${officeId} and r.ended_at is null and o.employed @> ${day}::date`);
  const line = {
    officeId,
    now,
    day,
    revision,
    returnWithinMinutes: 0,
    ticketsAMinute: 0,
    closedEarlyAt: null,
  };
  const asker = { pool: ctx.pool, clock: ctx.clock, scope, actor: ctx.actor.userId, role: 'system' } as const;
  const all: number[][] = [];
  for (const { id } of officers) all.push(await mayServe(db, { ...asker, officerId: id }, line, needs));
  return all;
}

/** A task for an authority as a need can ask for it: agreed upon at the office today. */
export interface TaskChoice {
  readonly taskId: number;
  readonly principalId: number;
  readonly task: string;
  readonly taskEn: string;
  readonly authority: string;
}

/** The tasks that agreements let the office do today, by authority. */
export function taskChoices(ctx: Context, officeId: number): Promise<TaskChoice[]> {
  const day = swedishDay(ctx.clock());
  const work = (db: Db) =>
    db.many<TaskChoice>(sql`
      select t.id as "taskId", p.id as "principalId", t.name_sv as task, t.name_en as "taskEn", p.name as authority
      from (
        select at.task_id, at.principal_id from agreement_task at
          join agreement_version v on v.agreement_id = at.agreement_id and v.version = at.version
          join office f on f.id = ${officeId} and f.operator_id = at.performer_id
        where v.valid @> ${day}::date and (v.office_scope = 'all' or exists (select from agreement_version_office o
          where o.agreement_id = v.agreement_id and o.version = v.version and o.office_id = f.id))
        union
        -- What a need asks for already, also when its agreement has ended.
        select x.task_id, x.principal_id from queue_need_task x join queue_need n on n.id = x.need_id
        where n.office_id = ${officeId} and n.ended_at is null
      ) x join task t on t.id = x.task_id join authority p on p.id = x.principal_id
      order by p.name, t.name_sv`);
  return hasRole(ctx.actor, 'administrator') ? registersTransaction(ctx, work) : transaction(ctx, work);
}

export interface SettingsEvent {
  readonly at: Temporal.Instant;
  readonly by: string | null;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const EVENTS = 20;

/** The latest changes of the settings, and what the manager has done, newest first; of the kinds that are asked for. */
export function settingsEvents(
  ctx: Context,
  officeId: number,
  kinds: readonly string[],
): Promise<SettingsEvent[]> {
  if (!mayChange(ctx, officeId)) return Promise.reject(new Problem('forbidden'));
  return transaction(ctx, (db) =>
    db.many<SettingsEvent>(sql`
      select e.at, u.name as by, e.kind, e.details from event e left join account_user u on u.id = e.actor
      where e.office_id = ${officeId} and e.subject in ('queue', 'queue-need', 'desk-session', 'ticket')
        and e.kind = any (${kinds})
      order by e.id desc limit ${EVENTS}`),
  );
}
