import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { Party } from '../law/facts.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import type { FieldError } from '../platform/problem.ts';
import { loadVersions, municipalitiesReport } from './agreements.server.ts';
import { dutiesDuring, dutyOf } from './agreements-of-year.ts';
import type { ReportContent } from './content.ts';
import { missingIn } from './content-of.ts';
import type { Derived } from './derived.ts';
import type { Draft } from './draft.ts';
import { loadAsked, type OfficeRow } from './office-answers.server.ts';
import { authoredBy, reportOfAuthor } from './report-of-author.server.ts';
import type { SentMail } from './sending.ts';
import { currentContent, hasGone, mailOf, newestVersion, standing } from './steps.server.ts';
import { isOf, type Standing, type Step } from './workflow.ts';

export interface ReportRow {
  readonly year: number;
  /** Null when nobody has begun it. */
  readonly id: number | null;
  readonly agreements: number;
  readonly duty: ReportContent['duty'];
  /** The newest frozen version. */
  readonly frozen: { readonly version: number; readonly at: Temporal.Instant } | null;
  /** What has become of the newest version's mail; null when it was not mailed, or went as a letter too. */
  readonly mail: SentMail | null;
  /** The day that the first version was sent; null as long as none was, or its mail did not arrive. */
  readonly sentOn: PlainDate | null;
  /** Whether the newest version has been received. */
  readonly received: boolean;
  /** Whether something was saved after that. */
  readonly savedSince: boolean;
}

export interface AuthorityReports {
  readonly id: number;
  readonly name: string;
  /** Newest year first: those with an agreement in force, and those that were begun. */
  readonly years: readonly ReportRow[];
}

interface BegunRow {
  readonly id: number;
  readonly year: number;
  readonly version: number | null;
  readonly frozenAt: Temporal.Instant | null;
  readonly savedSince: boolean;
  readonly sentOn: PlainDate | null;
  readonly received: boolean;
  readonly mail: SentMail | null;
}

/** How far back years are proposed; any other can be opened by its number. */
const PROPOSED_YEARS = 10;

/** The reports of the actor's authorities, begun or not. Throws Problem `forbidden`. */
export async function reportList(ctx: Context): Promise<AuthorityReports[]> {
  const mine = authoredBy(ctx);
  const thisYear = Number(swedishDay(ctx.clock()).slice(0, 4));
  return transaction(ctx, async (db) => {
    const law = await loadLaw(db);
    const municipalities = await municipalitiesReport(db);
    const authorities = await db.many<Party & { name: string }>(
      sql`select id, kind, name from authority where id = any (${mine}) order by name`,
    );
    const lists: AuthorityReports[] = [];
    for (const authority of authorities) {
      const versions = await loadVersions(db, authority.id);
      const begun = await db.many<BegunRow>(sql`
        select r.id, r.year, v.version, v.frozen_at as "frozenAt",
          (select min(d.sent_on) from annual_report_dispatch d left join outgoing_mail m on m.id = d.mail_id
            where d.report_id = r.id and ${hasGone}) as "sentOn",
          ${mailOf(sql`r.id`, sql`v.version`)} as mail,
          exists (select from annual_report_dispatch d where d.report_id = r.id and d.version = v.version
            and d.received_on is not null) as received,
          v.version is not null and exists (
            select from event e where e.subject = 'annual-report' and e.subject_id = r.id::text and e.kind = 'report-saved'
              and e.id > (select max(f.id) from event f where f.subject = 'annual-report'
                and f.subject_id = r.id::text and f.kind = 'report-frozen')) as "savedSince"
        from annual_report r left join lateral (select version, frozen_at from annual_report_version
          where report_id = r.id order by version desc limit 1) v on true
        where r.authority_id = ${authority.id}`);
      const first = Math.min(thisYear, ...versions.map((version) => Number(version.valid.from.slice(0, 4))));
      const years = new Set(begun.map((row) => row.year));
      for (let year = thisYear; year >= Math.max(first, thisYear - PROPOSED_YEARS); year--) years.add(year);
      const rows = [...years]
        .sort((a, b) => b - a)
        .map((year): ReportRow => {
          const agreements = dutiesDuring(versions, law, authority, year, municipalities);
          const report = begun.find((row) => row.year === year);
          const { version = null, frozenAt = null } = report ?? {};
          return {
            year,
            id: report?.id ?? null,
            agreements: agreements.length,
            duty: dutyOf(agreements),
            frozen: version === null || frozenAt === null ? null : { version, at: frozenAt },
            savedSince: report?.savedSince ?? false,
            sentOn: report?.sentOn ?? null,
            received: report?.received ?? false,
            mail: report?.mail ?? null,
          };
        })
        .filter((row) => row.id !== null || row.agreements > 0);
      lists.push({ id: authority.id, name: authority.name, years: rows });
    }
    return lists;
  });
}

export interface VersionRow {
  readonly version: number;
  readonly frozenAt: Temporal.Instant;
  readonly frozenBy: string | null;
  readonly sha256: string;
}

/** What has been frozen of a report, newest first. */
export function loadFrozen(db: Db, reportId: number): Promise<VersionRow[]> {
  return db.many<VersionRow>(sql`
    select v.version, v.frozen_at as "frozenAt", u.name as "frozenBy", v.content_sha256 as sha256
    from annual_report_version v left join account_user u on u.id = v.frozen_by
    where v.report_id = ${reportId} order by v.version desc`);
}

export interface ReportView {
  readonly id: number;
  readonly revision: number;
  readonly draft: Draft;
  readonly derived: Derived;
  readonly content: ReportContent;
  readonly missing: readonly FieldError[];
  /** Newest first. */
  readonly versions: readonly VersionRow[];
  /** Whether what stands now is other than the newest frozen version: text or registers have changed. */
  readonly changed: boolean;
  /** SHA-256 of what stands now: what a review is of. */
  readonly sha256: string;
  readonly standing: Standing;
  /** Oldest first. */
  readonly steps: readonly Step[];
  /** The newest version was sent: the next one supplements it. */
  readonly newestSent: boolean;
  /** What has become of the newest version's mail, as in the list. */
  readonly mail: SentMail | null;
  /** The offices that were asked about their part. */
  readonly asked: readonly OfficeRow[];
  readonly today: PlainDate;
}

/** The report as it stands today. Throws Problem `forbidden`, or `not-found` for another authority's. */
export async function reportView(ctx: Context, reportId: number): Promise<ReportView> {
  const today = swedishDay(ctx.clock());
  return transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId);
    const { id, revision, draft } = report;
    const now = await currentContent(db, report);
    const { derived, content, sha256 } = now;
    const { steps, ...stands } = await standing(db, id, now);
    const newest = await newestVersion(db, id);
    const versions = await loadFrozen(db, id);
    const frozen = steps.findLast((step) => step.kind === 'frozen');
    return {
      id,
      revision,
      draft,
      derived,
      content,
      missing: missingIn(content, today),
      versions,
      changed: versions.length > 0 && (frozen === undefined || !isOf(frozen, now)),
      sha256,
      standing: stands,
      steps,
      newestSent: newest?.sent === true,
      mail: newest?.mail ?? null,
      asked: await loadAsked(db, id),
      today,
    };
  });
}
