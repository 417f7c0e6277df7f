import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { ListKind } from '../plan.ts';
import { type Derived, derivedItems, type Situation } from '../rules/checklist.ts';
import { type DraftOffice, loadRegisters } from './registers.server.ts';

export interface AgreementHead {
  readonly id: number;
  readonly name: string;
  readonly diaryNumber: string;
  readonly version: number;
  readonly lastDay: PlainDate | null;
  readonly officeScope: 'all' | 'listed';
  readonly offices: readonly number[];
  readonly parties: readonly { readonly id: number; readonly name: string }[];
  /** Parties that the actor coordinates. */
  readonly mine: readonly { readonly id: number; readonly name: string }[];
}

/** The agreement as these pages name it. Throws Problem `forbidden`, `not-found` for who coordinates none of its parties. */
export async function agreementHead(ctx: Context, db: Db, id: number): Promise<AgreementHead> {
  const mine = coordinated(ctx.actor);
  const row = await db.maybe<Omit<AgreementHead, 'mine'>>(sql`
    select a.id, a.name, a.diary_number as "diaryNumber", v.version, upper(v.valid) - 1 as "lastDay",
      v.office_scope as "officeScope", array(select office_id from agreement_version_office x
        where x.agreement_id = a.id and x.version = v.version order by 1) as offices,
      (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name collate "sv-x-icu")
        from agreement_party ap join authority p on p.id = ap.authority_id where ap.agreement_id = a.id) as parties
    from agreement a join agreement_version v on v.agreement_id = a.id
    where a.id = ${id} order by v.version desc limit 1`);
  const own = row?.parties.filter((party) => mine.includes(party.id)) ?? [];
  if (row === undefined || own.length === 0) throw new Problem('not-found');
  return { ...row, mine: own };
}

export interface Step {
  readonly id: number;
  readonly plannedOn: PlainDate;
  readonly title: string;
  readonly remaining: string;
  readonly state: 'planned' | 'done' | 'cancelled';
  readonly draftId: number | null;
  readonly author: string;
  readonly mine: boolean;
  readonly offices: readonly { readonly id: number; readonly name: string }[];
}

export interface PlanView extends AgreementHead {
  readonly steps: readonly Step[];
  /** Offices that are not in the agreement yet. */
  readonly available: readonly DraftOffice[];
  readonly now: PlainDate;
  /** How many offices the version of today lists; null: none applies today. */
  readonly officesNow: number | 'all' | null;
  /** Its last day has passed: nothing joins it any more. */
  readonly ended: boolean;
}

/** The coming steps of an agreement. Throws Problem `forbidden`, `not-found`. */
export async function planOf(ctx: Context, id: number): Promise<PlanView> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  return transaction(ctx, async (db) => {
    const head = await agreementHead(ctx, db, id);
    const steps = await db.many<Step>(sql`
      select s.id, s.planned_on as "plannedOn", s.title, s.remaining, s.state,
        (select d.id from agreement_draft d where d.id = s.draft_id and d.state <> 'discarded') as "draftId",
        p.name as author, s.author_id = any (${mine}) as mine,
        (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name collate "sv-x-icu"), '[]')
          from agreement_step_office x join office o on o.id = x.office_id where x.step_id = s.id) as offices
      from agreement_step s join authority p on p.id = s.author_id where s.agreement_id = ${id}
      order by s.planned_on, s.id`);
    const { offices } = await loadRegisters(db);
    const parties = head.parties.map((party) => party.id);
    const available =
      head.officeScope === 'all'
        ? []
        : [...offices.values()].filter(
            (office) => parties.includes(office.operatorId) && !head.offices.includes(office.id),
          );
    const now = swedishDay(ctx.clock());
    const current = await db.maybe<{ offices: number | 'all' }>(sql`
      select case when v.office_scope = 'all' then '"all"'::jsonb else (select to_jsonb(count(*)) from agreement_version_office x
        where (x.agreement_id, x.version) = (v.agreement_id, v.version)) end as offices
      from agreement_version v where v.agreement_id = ${id} and v.valid @> ${now}::date`);
    const officesNow = current?.offices ?? null;
    return { ...head, officesNow, steps, available, now, ended: head.lastDay !== null && head.lastDay < now };
  });
}

export interface OwnItem {
  readonly id: number;
  readonly code: string | null;
  readonly title: string;
  readonly responsible: string;
  readonly dueOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  readonly doneBy: string | null;
}

export interface ChecklistView extends AgreementHead {
  readonly list: ListKind;
  readonly authorityId: number;
  readonly derived: readonly Derived[];
  readonly items: readonly OwnItem[];
}

/** What is left before an authority has joined or left. `authorityId` null: the first that the actor coordinates. */
export async function checklistOf(
  ctx: Context,
  id: number,
  list: ListKind,
  authorityId: number | null,
): Promise<ChecklistView> {
  return transaction(ctx, async (db) => {
    const head = await agreementHead(ctx, db, id);
    const own = head.mine.find((party) => party.id === authorityId) ?? head.mine[0];
    if (own === undefined) throw new Problem('not-found');
    const items = await db.many<OwnItem>(sql`
      select i.id, i.code, i.title, i.responsible, i.due_on as "dueOn", i.done_on as "doneOn",
        (select u.name from account_user u where u.id = i.done_by) as "doneBy"
      from checklist_item i where i.agreement_id = ${id} and i.authority_id = ${own.id} and i.list = ${list}
      order by i.due_on nulls last, i.id`);
    const exit = { ...head, lastDay: await exitDay(db, head, own.id) };
    const situation = await situationOf(db, exit, own.id, swedishDay(ctx.clock()));
    return { ...head, list, authorityId: own.id, derived: derivedItems(list, situation, id), items };
  });
}

/**
 * The last day on which the authority has a part in the agreement: who leaves by an amendment of an agreement that goes on
 * between the others has its own, the last day of the last version with a task that it is responsible for or performs.
 */
async function exitDay(
  db: Db,
  { id, lastDay }: AgreementHead,
  authorityId: number,
): Promise<PlainDate | null> {
  const last = await db.maybe<{ day: PlainDate | null }>(sql`
    select upper(v.valid) - 1 as day from agreement_version v where v.agreement_id = ${id}
      and exists (select from agreement_task t where t.agreement_id = v.agreement_id and t.version = v.version
        and ${authorityId} in (t.principal_id, t.performer_id))
    order by v.version desc limit 1`);
  return last === undefined ? lastDay : last.day;
}

function situationOf(
  db: Db,
  { id, version, lastDay }: AgreementHead,
  authorityId: number,
  today: PlainDate,
): Promise<Situation> {
  // Without a last day every mandate and every access reaches past it.
  const past = lastDay ?? '1900-01-01';
  const own = sql`m.agreement_id = ${id} and m.principal_id = ${authorityId}`;
  const current = sql`m.withdrawn_on is null and m.signed_by_principal_on is not null
    and (m.kind = 'delegation' or m.signed_by_officer_on is not null) and (upper(m.valid) is null or upper(m.valid) > ${today}::date)`;
  return db.one<Situation>(sql`
    select ${lastDay}::date as "lastDay",
      (select count(*) from agreement_task t where t.agreement_id = ${id} and t.version = ${version}
        and ${authorityId} in (t.principal_id, t.performer_id)) as tasks,
      exists (select from agreement_task t where t.agreement_id = ${id} and t.version = ${version}
        and t.principal_id = ${authorityId} and (t.exercises_authority or t.requires_personal_data)) as "wantsMandates",
      (select count(distinct x.system_id) from agreement_task_access x where x.agreement_id = ${id}
        and x.version = ${version} and x.principal_id = ${authorityId}) as systems,
      (select count(*) from mandate m where ${own} and ${current}) as mandates,
      (select count(*) from mandate m where ${own} and ${current}
        and (upper(m.valid) is null or upper(m.valid) - 1 > ${past}::date)) as "mandatesPast",
      (select count(*) from mandate m join mandate_access x on x.mandate_id = m.id where ${own} and ${current}
        and not exists (select from access_grant g where g.officer_id = m.officer_id and g.system_id = x.system_id
          and (upper(g.granted) is null or upper(g.granted) > ${today}::date))) as "grantsMissing",
      (select count(*) from access_grant g join authority_system s on s.id = g.system_id
        where s.authority_id = ${authorityId} and (upper(g.granted) is null or upper(g.granted) - 1 > ${past}::date)
          and (upper(g.granted) is null or upper(g.granted) > ${today}::date)
          and exists (select from mandate m where ${own} and m.officer_id = g.officer_id)
          and not exists (select from mandate m join mandate_access x on x.mandate_id = m.id
            where m.officer_id = g.officer_id and x.system_id = g.system_id and m.agreement_id <> ${id}
              and m.withdrawn_on is null and (upper(m.valid) is null or upper(m.valid) > ${today}::date))) as "grantsPast",
      (select v.competence <> 'not-asked' from agreement_version v where v.agreement_id = ${id}
        and v.version = ${version}) as "asksCompetence",
      (select count(distinct m.officer_id) from mandate m join mandate_task x on x.mandate_id = m.id
        where ${own} and ${current} and not exists (select from officer_competence c where c.officer_id = m.officer_id
          and c.principal_id = m.principal_id and c.task_id = x.task_id and c.withdrawn_on is null
          and c.valid @> greatest(${today}::date, lower(m.valid)))) as "competenceMissing",
      (select count(*) from agreement_contact c where c.agreement_id = ${id} and c.version = ${version}
        and c.authority_id = ${authorityId}) as contacts`);
}
