import { hasRole } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import type { RepresentationView } from '../contacts/representation.ts';
import { representationsJson } from '../contacts/representations.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Definition, DefinitionSchema } from './definition.ts';
import type { Answers } from './rules/answers.ts';
import type { Decision, Way } from './rules/way.ts';
import { codeHash } from './secret.server.ts';
import { wayOf } from './way.server.ts';

export const FILTERS = ['waiting', 'seen-to', 'all'] as const;
export type Filter = (typeof FILTERS)[number];
export const STATES = ['waiting', 'taken', 'decided', 'received', 'handed-over', 'junk'] as const;
export type ApplicationState = (typeof STATES)[number];

export interface ApplicationRow {
  readonly id: string;
  readonly reference: string;
  readonly titleSv: string;
  readonly titleEn: string;
  readonly authority: string;
  readonly authorityShort: string;
  readonly office: string;
  readonly cameBy: 'web' | 'desk';
  readonly sentAt: Temporal.Instant;
  readonly state: ApplicationState;
}

/** Who may come to applications at all. Throws Problem `forbidden`. */
export function maySeeApplications({ actor }: Pick<Context, 'actor'>): void {
  if (!(['officer', 'receiver', 'coordinator'] as const).some((role) => hasRole(actor, role)))
    throw new Problem('forbidden');
}

const state = sql`case when o.kind is not null then o.kind when v.closed_as = 'junk' then 'junk'
  when s.matter_id is not null then 'taken' else 'waiting' end`;
const from = sql`form_submission s join form_version w on w.definition_id = s.definition_id and w.version = s.version
  join authority a on a.id = s.authority_id join office f on f.id = s.office_id left join visit v on v.id = s.visit_id
  left join form_outcome o on o.submission_id = s.id`;

const A_PAGE = 50;

/** Applications at the actor's offices and to the authorities that the actor receives for, the newest first. */
export async function listApplications(
  ctx: Context,
  asked: { readonly filter: Filter; readonly page: number; readonly reference?: string | undefined },
): Promise<{ total: number; page: number; pages: number; rows: ApplicationRow[] }> {
  maySeeApplications(ctx);
  const where =
    asked.reference !== undefined
      ? sql`s.reference = ${asked.reference}`
      : asked.filter === 'all'
        ? sql`true`
        : asked.filter === 'waiting'
          ? sql`o.submission_id is null and v.closed_as is distinct from 'junk'`
          : sql`o.submission_id is not null`;
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(
      sql`select count(*) as total from ${from} where ${where}`,
    );
    const pages = Math.max(1, Math.ceil(total / A_PAGE));
    const page = Math.min(Math.max(1, asked.page), pages);
    const rows = await db.many<ApplicationRow>(sql`
      select s.id, s.reference, w.content -> 'title' ->> 'sv' as "titleSv", w.content -> 'title' ->> 'en' as "titleEn",
        a.name as authority, a.short_name as "authorityShort", f.name as office, s.came_by as "cameBy", s.sent_at as "sentAt",
        ${state} as state
      from ${from} where ${where} order by s.sent_at desc, s.id limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`);
    return { total, page, pages, rows };
  });
}

export interface ApplicationFile {
  readonly id: string;
  readonly question: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
}
export interface ApplicationOutcome {
  readonly kind: 'decided' | 'received' | 'handed-over';
  readonly at: Temporal.Instant;
  readonly arrivedOn: PlainDate;
  readonly officer: string;
  readonly decision: Decision | null;
  readonly reasons: string | null;
  readonly appeal: string | null;
  readonly handOverId: string | null;
  readonly number: string | null;
  /** Who spoke for the person in it; null: the person, or it is not the reader's to see. */
  readonly represented: string | null;
}
export interface Application extends Omit<ApplicationRow, 'titleSv' | 'titleEn'> {
  readonly definitionId: number;
  readonly version: number;
  readonly form: Definition;
  readonly taskId: number;
  readonly authorityId: number;
  readonly officeId: number;
  readonly visitId: string;
  readonly matterId: string | null;
  /** Null: another authority's officer may not see the contact. */
  readonly channel: string | null;
  readonly takenBy: string | null;
  readonly contactOpen: boolean;
  readonly sentOn: PlainDate;
  readonly filledBy: string | null;
  readonly applicant: string | null;
  readonly language: 'sv' | 'en';
  readonly answers: Answers;
  /** Who may speak for the person, as it is noted in the matter. */
  readonly representations: readonly RepresentationView[];
  readonly files: readonly ApplicationFile[];
  readonly outcome: ApplicationOutcome | null;
}

type Row = Omit<Application, 'form' | 'files' | 'outcome'> & { readonly content: unknown };

/** What who is barred from an application by a conflict of interest is told: that there is one. Undefined: they are not barred. */
function barredFrom(
  db: Db,
  id: string,
): Promise<{ reference: string; authority: string; declaredAt: Temporal.Instant } | undefined> {
  return db.maybe(sql`
    select reference, authority, declared_at as "declaredAt" from application_barred(${id}) where reference is not null`);
}
export type Barred = NonNullable<Awaited<ReturnType<typeof barredFrom>>>;

const conflictOfInterest = () => new Problem('not-possible', { reason: 'conflict-of-interest' });

/** Of an application that the actor does not see. */
export async function whyNotSeen(db: Db, id: string): Promise<Problem> {
  return (await barredFrom(db, id)) === undefined ? new Problem('not-found') : conflictOfInterest();
}

/**
 * Throws Problem `not-found` for who neither has it nor is its authority's, `not-possible` (`conflict-of-interest`) for who is
 * barred from its matter.
 */
export async function applicationIn(db: Db, id: string): Promise<Application> {
  const row = await db.maybe<Row>(sql`
    select s.id, s.reference, a.name as authority, a.short_name as "authorityShort", f.name as office, s.came_by as "cameBy",
      s.sent_at as "sentAt", ${state} as state, s.definition_id as "definitionId", s.version, w.content, s.task_id as "taskId",
      s.authority_id as "authorityId", s.office_id as "officeId", s.visit_id as "visitId", s.matter_id as "matterId", v.channel,
      (select t.name from officer t where t.id = v.taken_by) as "takenBy", coalesce(v.closed_at is null, false) as "contactOpen",
      s.sent_on as "sentOn", (select n.name from officer n where n.id = s.filled_by) as "filledBy", s.applicant, s.language, s.answers,
      ${representationsJson(sql`s.matter_id`)} as representations
    from ${from} where s.id = ${id}`);
  if (row === undefined) throw await whyNotSeen(db, id);
  const { content, ...rest } = row;
  const files = await db.many<ApplicationFile>(sql`
    select id, question, file_name as "fileName", media_type as "mediaType", octet_length(content) as size
    from form_file where submission_id = ${id} order by id`);
  const outcome = await db.maybe<ApplicationOutcome>(sql`
    select o.kind, o.at, o.arrived_on as "arrivedOn", w.name as officer, o.decision, o.reasons, o.appeal,
      o.hand_over_id as "handOverId", o.number,
      (select r.name from act t join representation r on r.id = t.representation_id where t.id = o.act_id) as represented
    from form_outcome o join officer w on w.id = o.officer_id where o.submission_id = ${id}`);
  return { ...rest, form: DefinitionSchema.parse(content), files, outcome: outcome ?? null };
}

/** Throws Problem `not-possible` (`conflict-of-interest`) for who is barred from a matter. */
export async function mustNotBeBarred(db: Db, matterId: string): Promise<void> {
  const { barred } = await db.one<{ barred: boolean }>(
    sql`select ${matterId} = any (barred_matters()) as barred`,
  );
  if (barred) throw conflictOfInterest();
}

/** Whether the actor is barred from it by a conflict of interest, and since when. */
export function barredFromApplication(ctx: Context, id: string): Promise<Barred | undefined> {
  maySeeApplications(ctx);
  return transaction(ctx, (db) => barredFrom(db, id));
}

/** An application; for an officer of its office also what they may do with it today. */
export async function applicationView(
  ctx: Context,
  id: string,
): Promise<{ readonly application: Application; readonly way: Way | null }> {
  maySeeApplications(ctx);
  return transaction(ctx, async (db) => {
    const application = await applicationIn(db, id);
    const { officer } = ctx.actor;
    const here = ctx.actor.assignments.some(
      (a) => a.role === 'officer' && a.officeId === application.officeId,
    );
    const { officeId, taskId, authorityId } = application;
    const way =
      officer === null || !here
        ? null
        : await wayOf(ctx, db, { officerId: officer.id, officeId, taskId, authorityId });
    return { application, way };
  });
}

/** What was attached, for who may see the application. Throws Problem `not-found`. */
export async function applicationFile(
  ctx: Context,
  id: string,
  fileId: string,
): Promise<{ fileName: string; mediaType: string; content: Uint8Array<ArrayBuffer> }> {
  maySeeApplications(ctx);
  return transaction(ctx, async (db) => {
    const file = await db.maybe<{ fileName: string; mediaType: string; content: Buffer }>(sql`
      select file_name as "fileName", media_type as "mediaType", content from form_file
      where id = ${fileId} and submission_id = ${id}`);
    if (file === undefined) throw new Problem('not-found');
    return { ...file, content: new Uint8Array(file.content) };
  });
}

/** What the person sees of it by the code that it was sent with; undefined when there is none. */
export async function applicationOfCode(pool: Pool, code: string): Promise<Application | undefined> {
  const secret = codeHash(code);
  return inTransaction(pool, { secret }, async (db) => {
    const found = await db.maybe<{ id: string }>(
      sql`select id from form_submission where secret_sha256 = ${secret}`,
    );
    return found === undefined ? undefined : applicationIn(db, found.id);
  });
}
