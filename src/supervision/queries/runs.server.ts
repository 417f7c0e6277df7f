import type { LawContent } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { lawSha256 } from '../law-asked.server.ts';
import { RULES_VERSION } from '../rules/rules-version.ts';

/** A time when the rules were asked of a document. */
export interface Run {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly by: string | null;
  readonly rulesVersion: string;
  readonly lawSha256: string;
  /** How many findings it had, and how many of them became suggestions then. */
  readonly found: number;
  readonly added: number;
  /** Whether the rules and the law content are those of today. */
  readonly current: boolean;
}

/** A document that is registered: a copy by its agreement, or a report. */
export interface Unasked {
  readonly kind: 'copy' | 'report';
  readonly id: number;
  readonly version: number;
}

/** Every time that the rules were asked of a document, newest first. */
export function runsOf(db: Db, law: LawContent, { kind, id, version }: Unasked): Promise<Run[]> {
  const of =
    kind === 'copy'
      ? sql`r.about = 'copy' and r.copy_agreement_id = ${id} and r.copy_version = ${version}`
      : sql`r.about = 'report' and r.report_id = ${id} and r.report_version = ${version}`;
  return db.many<Run>(sql`
    select r.id, r.at, u.name as by, r.rules_version as "rulesVersion", r.law_sha256 as "lawSha256",
      jsonb_array_length(r.found) as found, (select count(*) from supervision_deviation d where d.run_id = r.id) as added,
      r.rules_version = ${RULES_VERSION} and r.law_sha256 = ${lawSha256(law)} as current
    from supervision_run r left join account_user u on u.id = r.actor where ${of} order by r.id desc`);
}

/** What is registered and has not been asked of by today's rules with today's law content, oldest first. */
export async function unasked(
  db: Db,
  law: LawContent,
  most: number,
): Promise<{ readonly rows: readonly Unasked[]; readonly total: number }> {
  const current = sql`r.rules_version = ${RULES_VERSION} and r.law_sha256 = ${lawSha256(law)}`;
  const rows = await db.many<Unasked & { total: number }>(sql`
    select kind, id, version, count(*) over () as total from (
      select 'copy' as kind, c.agreement_id as id, c.version, c.sent_on from agreement_copy c
      where c.state = 'acknowledged' and c.content is not null and not exists (select from supervision_run r
        where r.about = 'copy' and r.copy_agreement_id = c.agreement_id and r.copy_version = c.version and ${current})
      union all
      select 'report', d.report_id, d.version, min(d.sent_on) from annual_report_dispatch d
      where d.diary_number is not null and not exists (select from supervision_run r
        where r.about = 'report' and r.report_id = d.report_id and r.report_version = d.version and ${current})
      group by d.report_id, d.version) waiting
    order by sent_on, kind, id, version limit ${most}`);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
