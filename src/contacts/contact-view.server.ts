import { type Context, read, transaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Draft } from './commands/draft.server.ts';
import type { Direction, EndedAs, SourceKind, Way } from './contact.ts';
import { type VisitView, visitView } from './queries.server.ts';
import type { AsksFor } from './representation.ts';
import { type ContactOutcome, contactOutcome } from './rules/outcome.ts';

export interface TextView {
  readonly id: string;
  readonly direction: Direction;
  readonly at: Temporal.Instant;
  /** Null: it came in by itself. */
  readonly author: string | null;
  readonly principalId: number | null;
  readonly principal: string | null;
  readonly body: string;
  /** It came by mail from another address than the person's, to one that was open: whoever knows a reference can write. */
  readonly byAnother: boolean;
}
export interface PersonView {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly preferred: Way | null;
  readonly mayMail: boolean;
  readonly protected: boolean;
}
export interface PromiseView {
  readonly id: string;
  readonly dueAt: Temporal.Instant;
  readonly what: string;
  readonly officer: string;
  readonly officerId: number;
  readonly keptAt: Temporal.Instant | null;
  readonly keptHow: Way | null;
  readonly movedAt: Temporal.Instant | null;
  readonly movedWhy: string | null;
}
export interface SourceView {
  readonly kind: SourceKind;
  readonly detail: string;
}
export interface ContactView {
  readonly visit: VisitView;
  readonly takenBy: { readonly id: number; readonly name: string; readonly at: Temporal.Instant } | null;
  readonly closedAs: EndedAs | null;
  /** The office that answers it, or did. */
  readonly awayTo: string | null;
  readonly outcome: ContactOutcome | null;
  readonly cameBackOf: { readonly id: string; readonly reference: string } | null;
  /** The contacts that come back of this one. */
  readonly cameBackAs: readonly { readonly id: string; readonly reference: string }[];
  readonly person: PersonView | null;
  /** For whom they said that they write: not looked up. */
  readonly asksFor: AsksFor | null;
  readonly texts: readonly TextView[];
  readonly promises: readonly PromiseView[];
  readonly sources: readonly SourceView[];
  readonly draft: Draft | null;
  readonly draftSavedAt: Temporal.Instant | null;
  readonly templates: readonly { readonly id: number; readonly name: string; readonly body: string }[];
  readonly colleagues: readonly { readonly id: number; readonly name: string }[];
}

interface Extra {
  readonly takenById: number | null;
  readonly takenBy: string | null;
  readonly takenAt: Temporal.Instant | null;
  readonly closedAs: EndedAs | null;
  readonly awayTo: string | null;
  readonly cameBackOf: ContactView['cameBackOf'];
  readonly cameBackAs: ContactView['cameBackAs'];
}

/**
 * A contact with all that the office knows of it, its matters with their ladders, and the actor's draft. Throws Problem `forbidden`
 * for who is no officer, `not-found` for another office's.
 */
export async function contactView(ctx: Context, contactId: string): Promise<ContactView> {
  const visit = await visitView(ctx, contactId);
  return transaction(ctx, async (db) => {
    const [extra, person, asksFor, texts, promises, sources, draft, templates, colleagues] =
      await Promise.all([
        db.maybe<Extra>(sql`
        select v.taken_by as "takenById", o.name as "takenBy", v.taken_at as "takenAt", v.closed_as as "closedAs",
          (select f.name from office f where f.id = v.away_to) as "awayTo",
          (select jsonb_build_object('id', b.id, 'reference', b.reference) from visit b where b.id = v.came_back_of) as "cameBackOf",
          (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'reference', b.reference) order by b.opened_at), '[]')
            from visit b where b.came_back_of = v.id) as "cameBackAs"
        from visit v left join officer o on o.id = v.taken_by where v.id = ${contactId}`),
        db.maybe<PersonView>(sql`
        select name, phone, email, language, preferred, may_mail as "mayMail", protected from contact_person
        where visit_id = ${contactId}`),
        db.maybe<AsksFor>(
          sql`select whom, as_what as "asWhat" from contact_asks_for where visit_id = ${contactId}`,
        ),
        db.many<TextView>(sql`
        select t.id, t.direction, t.at, o.name as author, t.principal_id as "principalId", p.short_name as principal, t.body,
          exists (select from incoming_mail i where i.visit_id = t.visit_id and i.text_id = t.id and i.state = 'thread' and not exists (
            select from contact_person n where n.visit_id = t.visit_id and lower(n.email) in (i.answer_to, i.from_address)))
            as "byAnother"
        from contact_text t left join officer o on o.id = t.author_id left join authority p on p.id = t.principal_id
        where t.visit_id = ${contactId} order by t.at, t.id limit 500`),
        promisesOf(db, contactId),
        db.many<SourceView>(
          sql`select kind, detail from contact_source where visit_id = ${contactId} order by id`,
        ),
        db.maybe<{ content: Draft; savedAt: Temporal.Instant }>(sql`
        select content, saved_at as "savedAt" from contact_draft
        where user_id = ${ctx.actor.userId} and visit_id = ${contactId}`),
        templatesOf(db, visit.officeId),
        colleaguesOf(db, visit.officeId),
      ]);
    if (extra === undefined) throw new Problem('not-found');
    const { takenById, takenBy, takenAt, ...more } = extra;
    const outcomes = visit.matters.flatMap((matter) => matter.acts.at(-1)?.outcome ?? []);
    return {
      visit,
      ...more,
      takenBy:
        takenById === null || takenBy === null || takenAt === null
          ? null
          : { id: takenById, name: takenBy, at: takenAt },
      outcome: contactOutcome({ closedAs: extra.closedAs, outcomes, cameBack: extra.cameBackAs.length > 0 }),
      ...{
        person: person ?? null,
        asksFor: asksFor ?? null,
        texts,
        promises,
        sources,
        templates,
        colleagues,
      },
      ...{ draft: draft?.content ?? null, draftSavedAt: draft?.savedAt ?? null },
    };
  });
}

export function promisesOf(db: Db, contactId: string): Promise<PromiseView[]> {
  return db.many<PromiseView>(sql`
    select p.id, p.due_at as "dueAt", p.what, o.name as officer, p.officer_id as "officerId", p.kept_at as "keptAt",
      p.kept_how as "keptHow", p.moved_at as "movedAt", p.moved_why as "movedWhy"
    from promise p join officer o on o.id = p.officer_id where p.visit_id = ${contactId} order by p.promised_at, p.id`);
}

export function templatesOf(db: Db, officeId: number): Promise<{ id: number; name: string; body: string }[]> {
  return db.many(sql`
    select id, name, body from contact_template where office_id = ${officeId} and ended_at is null order by name, id limit 200`);
}

/** Who works at the office now, by name. */
export function colleaguesOf(db: Db, officeId: number): Promise<{ id: number; name: string }[]> {
  return db.many(sql`
    select distinct o.id, o.name from role_assignment r join user_officer u on u.user_id = r.user_id join officer o on o.id = u.officer_id
    where r.office_id = ${officeId} and r.role = 'officer' and r.ended_at is null order by o.name`);
}

/** What the actor has begun to write of a new contact. */
export async function newDraft(ctx: Context): Promise<Draft | null> {
  const [draft] = await read<{ content: Draft }>(
    ctx,
    sql`select content from contact_draft where user_id = ${ctx.actor.userId} and visit_id is null`,
  );
  return draft?.content ?? null;
}
