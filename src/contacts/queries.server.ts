import { type Context, read, scopeOf, transaction } from '../access/context.server.ts';
import { factsOf, loadFacts } from '../agreements/facts.server.ts';
import { whileRegistersStand } from '../agreements/while-registers-stand.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { Level, ServiceLevel } from '../law/facts.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { HelpForm, Outcome } from './act.ts';
import { type Alternatives, alternativesTo } from './alternatives.server.ts';
import type { Channel } from './contact.ts';
import { firstRefused, ladder, type Step } from './ladder.ts';
import type { RepresentationView } from './representation.ts';
import { representationsJson } from './representations.server.ts';

export interface VisitRow {
  readonly id: string;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  readonly matters: number;
}

/** The open visits of an office, oldest first; who came by another channel is no visitor. */
export async function openVisits(ctx: Context, officeId: number): Promise<VisitRow[]> {
  return transaction(ctx, (db) =>
    db.many<VisitRow>(sql`
      select v.id, v.opened_at as "openedAt", o.name as "openedBy",
        (select count(*) from matter m where m.visit_id = v.id) as matters
      from visit v join officer o on o.id = v.opened_by
      where v.office_id = ${officeId} and v.closed_at is null and v.channel = 'visit' order by v.opened_at limit 200`),
  );
}

export interface ActView {
  readonly id: string;
  readonly level: Level;
  readonly helpForm: HelpForm;
  readonly outcome: Outcome;
  readonly actedAt: string;
  readonly officer: string;
  /** Who spoke for the person in it; null: the person themself. */
  readonly represented: string | null;
}

export interface MatterView {
  readonly id: string;
  readonly taskId: number;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly principalId: number;
  readonly principal: string;
  readonly principalShort: string;
  /** What the authority tells the front desk of the task; null: nothing. */
  readonly guidance: string | null;
  readonly acts: readonly ActView[];
  /** Whether its authority has a form for it here, and the application that was made in it. */
  readonly hasForm: boolean;
  readonly applicationId: string | null;
  readonly representations: readonly RepresentationView[];
  /** When the officer who asks declared a conflict of interest that stands; null: they have not. */
  readonly barredAt: string | null;
  readonly steps: readonly Step[];
  /** What to do about the first step that is refused. */
  readonly alternatives: Alternatives | null;
}

export interface VisitView {
  readonly id: string;
  readonly channel: Channel;
  readonly reference: string;
  readonly subject: string | null;
  readonly office: string;
  readonly officeId: number;
  readonly openedAt: Temporal.Instant;
  /** Null: it came in, and nobody has taken it yet. */
  readonly openedBy: string | null;
  readonly closedAt: Temporal.Instant | null;
  readonly closedBy: string | null;
  readonly today: PlainDate;
  readonly matters: readonly MatterView[];
}

type Row = Omit<VisitView, 'today' | 'matters'> & {
  readonly revision: number;
  readonly matters: readonly Omit<MatterView, 'steps' | 'alternatives'>[];
};

/**
 * A visit with its matters and, for each, the ladder of the officer who asks: what may be done here today and on what
 * it rests. Throws Problem `not-found` for another office's visit.
 */
export async function visitView(ctx: Context, visitId: string): Promise<VisitView> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  const [visit] = await read<Row>(
    ctx,
    sql`
      select v.id, v.channel, v.reference, v.subject, f.name as office, f.id as "officeId", v.opened_at as "openedAt", v.closed_at as "closedAt",
        (select revision from register_revision) as revision,
        o.name as "openedBy", (select c.name from officer c where c.id = v.closed_by) as "closedBy",
        (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'taskId', t.id, 'taskSv', t.name_sv, 'taskEn', t.name_en,
            'principalId', p.id, 'principal', p.name, 'principalShort', p.short_name,
            'hasForm', exists (select from form_definition d
              where d.task_id = m.task_id and d.authority_id = m.principal_id and d.ended_on is null),
            'applicationId', (select s.id from form_submission s where s.matter_id = m.id),
            'guidance', (select g.body from guidance_note g where g.task_id = t.id and g.principal_id = p.id
              order by g.version desc limit 1),
            'acts', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'level', a.level, 'helpForm', a.help_form,
                'outcome', a.outcome, 'actedAt', a.acted_at, 'officer', w.name,
                'represented', (select r.name from representation r where r.id = a.representation_id)) order by a.acted_at), '[]')
              from act a join officer w on w.id = a.officer_id where a.matter_id = m.id),
            'barredAt', (select c.declared_at from conflict_of_interest c
              where c.matter_id = m.id and c.user_id = ${ctx.actor.userId} and c.lifted_at is null),
            'representations', ${representationsJson(sql`m.id`)}) order by m.added_at), '[]')
          from matter m join task t on t.id = m.task_id join authority p on p.id = m.principal_id
          where m.visit_id = v.id) as matters
      from visit v join office f on f.id = v.office_id left join officer o on o.id = v.opened_by where v.id = ${visitId}`,
  );
  if (visit === undefined) throw new Problem('not-found');
  const { revision, officeId } = visit;
  const standing = <T>(question: readonly unknown[], load: () => Promise<T>) =>
    whileRegistersStand(
      { scope: scopeOf(ctx.actor), revision, question: [...question, officer.id, officeId] },
      load,
    );
  const taskIds = visit.matters.map((matter) => matter.taskId);
  const loaded = await standing(['facts', taskIds], () =>
    transaction(ctx, (db) => loadFacts(db, { officerId: officer.id, officeId, taskIds })),
  );
  const matters: MatterView[] = [];
  for (const matter of visit.matters) {
    const { taskId, principalId } = matter;
    const factsAt = (level: ServiceLevel) => factsOf(loaded, taskId, principalId, level);
    const steps = await standing(['ladder', today, taskId, principalId], async () => ladder(factsAt, today));
    const refused = visit.closedAt === null ? firstRefused(steps) : null;
    const alternatives =
      refused === null
        ? null
        : await standing(['alternatives', today, taskId, principalId], () =>
            transaction(ctx, (db) => alternativesTo(db, factsAt(refused.level), refused, today)),
          );
    matters.push({ ...matter, steps, alternatives });
  }
  return { ...visit, today, matters };
}

export interface TaskChoice {
  readonly taskId: number;
  readonly principalId: number;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly principal: string;
  readonly principalShort: string;
}

/**
 * Tasks that a word finds: name in either language, everyday words ("leg", "vab"), or the authority. A municipal task is
 * offered for each municipality with an agreement that the actor's employer performs. At most 12, best first.
 */
export async function findTasks(ctx: Context, word: string): Promise<TaskChoice[]> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const wanted = word.replaceAll('\0', '').trim().toLowerCase().slice(0, 100);
  if (wanted === '') return [];
  return transaction(ctx, (db) =>
    db.many<TaskChoice>(sql`
      select t.id as "taskId", p.id as "principalId", t.name_sv as "nameSv", t.name_en as "nameEn", p.name as principal,
        p.short_name as "principalShort"
      from task t
        join authority p on p.id = t.authority_id or (t.authority_id is null and exists (
          select from agreement_task at where at.task_id = t.id and at.principal_id = p.id)),
        lateral (select lower(concat_ws(' ', t.name_sv, t.name_en, t.words, p.name, p.short_name)) as text) searched
      where position(${wanted} in text) > 0
      order by starts_with(lower(t.name_sv), ${wanted}) desc,
        (' ' || text || ' ') like '% ' || replace(replace(${wanted}, '%', ''), '_', '') || ' %' desc,
        position(${wanted} in text), t.name_sv
      limit 12`),
  );
}
