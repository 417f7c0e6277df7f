import { recordEvent } from '../access/audit.server.ts';
import type { Context } from '../access/context.server.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { isDemonstration } from '../platform/setting.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import type { ReportContent } from './content.ts';
import { contentOf } from './content-of.ts';
import { deriveReport } from './derive.server.ts';
import type { Derived } from './derived.ts';
import { asVersion2 } from './frozen-content.ts';
import { takenAnswers } from './office-answers.server.ts';
import type { StoredReport } from './report-of-author.server.ts';
import type { SentMail } from './sending.ts';
import type { Standing, Step, StepKind } from './workflow.ts';
import { standingOf } from './workflow.ts';

/** What stands in a report now. */
export interface Standstill {
  readonly derived: Derived;
  readonly content: ReportContent;
  /** SHA-256 of the canonical content: what a review is of. */
  readonly sha256: string;
  /** The same as the content's version before had it: a version frozen then is still the same as this. */
  readonly sha256Before: string;
}

/** The report as it stands: registers, words, and the offices' answers that were taken in. */
export async function currentContent(db: Db, report: StoredReport): Promise<Standstill> {
  const derived = await deriveReport(db, report.authorityId, report.year);
  const answers = await takenAnswers(db, report.id);
  const content = contentOf(derived, report.draft, await isDemonstration(db), answers);
  return {
    derived,
    content,
    sha256: sha256(canonicalJson(content)),
    sha256Before: sha256(canonicalJson(asVersion2(content))),
  };
}

/** What happened to a report, oldest first. */
export async function loadSteps(db: Db, reportId: number): Promise<Step[]> {
  return db.many<Step>(sql`
    select e.id, e.kind, e.content_sha256 as "contentSha256", e.version, e.note, e.at, e.actor, u.name as by
    from report_event e left join account_user u on u.id = e.actor where e.report_id = ${reportId} order by e.id`);
}

/** A dispatch `d` with its mail `m` stands: it was posted, or its mail was neither refused nor bounced (as migration 0033). */
export const hasGone = sql`(m.state is null or m.state not in ('failed', 'cancelled') or d.received_on is not null)`;

/** The mail of a version, as JSON; null when it was not mailed, came in, or went as a letter afterwards. */
export const mailOf = (reportId: Sql, version: Sql): Sql => sql`(
  select jsonb_build_object('id', x.id, 'state', x.state, 'lastError', x.last_error)
  from annual_report_dispatch y join outgoing_mail x on x.id = y.mail_id
  where y.report_id = ${reportId} and y.version = ${version} and y.received_on is null and not exists (
    select from annual_report_dispatch z where z.report_id = y.report_id and z.version = y.version and z.how = 'letter'))`;

interface NewestVersion {
  readonly version: number;
  readonly sent: boolean;
  readonly received: boolean;
  readonly mail: SentMail | null;
}

/** The newest frozen version and what was sent of it; null before the first. */
export async function newestVersion(db: Db, reportId: number): Promise<NewestVersion | null> {
  const row = await db.maybe<NewestVersion>(sql`
    select v.version, count(d.how) filter (where ${hasGone}) > 0 as sent,
      coalesce(bool_or(d.received_on is not null), false) as received, ${mailOf(sql`v.report_id`, sql`v.version`)} as mail
    from annual_report_version v left join annual_report_dispatch d using (report_id, version)
      left join outgoing_mail m on m.id = d.mail_id
    where v.report_id = ${reportId} group by v.report_id, v.version order by v.version desc limit 1`);
  return row ?? null;
}

/** The stage of a report whose content is known. */
export async function standing(
  db: Db,
  reportId: number,
  now: Pick<Standstill, 'sha256' | 'sha256Before'>,
): Promise<Standing & { readonly steps: readonly Step[] }> {
  const steps = await loadSteps(db, reportId);
  return { ...standingOf(steps, { ...now, newest: await newestVersion(db, reportId) }), steps };
}

/** Appends a step, and its audit, in the transaction that takes it. Returns the step's id. */
export async function recordStep(
  db: Db,
  ctx: Context,
  report: Pick<StoredReport, 'id' | 'authorityId' | 'year'>,
  step: {
    readonly kind: StepKind;
    readonly role: 'report-author' | 'coordinator' | 'supervisor';
    readonly contentSha256?: string;
    readonly version?: number;
    readonly note?: string;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<number> {
  const { kind, role, contentSha256 = null, version = null, note = '', details = {} } = step;
  const { id } = await db.one<{ id: number }>(sql`
    insert into report_event (report_id, authority_id, year, kind, content_sha256, version, note, at, actor)
    values (${report.id}, ${report.authorityId}, ${report.year}, ${kind}, ${contentSha256}, ${version}, ${note},
      ${ctx.clock()}, ${ctx.actor.userId}) returning id`);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role,
    kind: `report-${kind}`,
    subject: 'annual-report',
    subjectId: report.id,
    authorityId: report.authorityId,
    details: { ...(version === null ? {} : { version }), ...details },
  });
  return id;
}
