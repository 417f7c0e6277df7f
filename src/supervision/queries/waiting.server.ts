import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { requireDesk } from '../desk.server.ts';
import { lateReports } from './duties.server.ts';

export interface LateAuthority {
  readonly authorityId: number;
  readonly authority: string;
  /** Annual reports of the last year that have not come though their day has passed. */
  readonly reports: number;
  /** Agreements that the authority's own report names and owes a copy of, and of which none has come. */
  readonly copies: number;
}

/** What waits for the desk, for its start page. */
export interface Waiting {
  readonly copies: number;
  readonly reports: number;
  readonly suggested: number;
  /** Those with most to send first. */
  readonly late: readonly LateAuthority[];
}

/** Throws Problem `forbidden`. */
export async function waiting(ctx: Context): Promise<Waiting> {
  requireDesk(ctx);
  const today = swedishDay(ctx.clock());
  const year = Number(today.slice(0, 4)) - 1;
  return transaction(ctx, async (db) => {
    const counts = await db.one<Omit<Waiting, 'late'>>(sql`
      select (select count(*) from agreement_copy where state = 'sent') as copies,
        (select count(*) from (select from annual_report_dispatch group by report_id, version
          having max(diary_number) is null) fresh) as reports,
        (select count(*) from supervision_deviation where state = 'suggested') as suggested`);
    const absent = await lateReports(db, year, today);
    const missing = await missingCopies(db);
    const ids = new Set([...absent, ...missing].map(({ authorityId }) => authorityId));
    const late = [...ids].map((authorityId): LateAuthority => {
      const reports = absent.filter((each) => each.authorityId === authorityId);
      const copies = missing.filter((each) => each.authorityId === authorityId);
      const authority = [...reports, ...copies][0]?.authority ?? '';
      return { authorityId, authority, reports: reports.length, copies: copies.length };
    });
    late.sort(
      (a, b) => b.reports + b.copies - a.reports - a.copies || a.authority.localeCompare(b.authority, 'sv'),
    );
    return { ...counts, late };
  });
}

export interface MissingCopy {
  readonly authorityId: number;
  readonly authority: string;
  readonly diaryNumber: string;
  readonly name: string;
  readonly provision: string;
}

/**
 * Agreements that the newest report of each authority names, that owe a copy, and of which none has come. Nothing else is
 * known here of what was not sent (ADR 10).
 */
export async function missingCopies(db: Db): Promise<MissingCopy[]> {
  const law = await loadLaw(db);
  const named = await db.many<Omit<MissingCopy, 'provision'> & { regime: string; directed: boolean }>(sql`
    with newest as (
      select distinct on (d.authority_id) d.authority_id, d.report_id, d.version from annual_report_dispatch d
      order by d.authority_id, d.year desc, d.version desc),
    -- Materialized: what is compared with the copies is a column, so that their walls let the index answer.
    named as materialized (
      select n.authority_id as "authorityId", a.name as authority, x ->> 'diaryNumber' as "diaryNumber",
        x ->> 'name' as name, x ->> 'regime' as regime,
        coalesce((x ->> 'governmentDirected')::boolean, false) as directed
      from newest n join authority a on a.id = n.authority_id
        join annual_report_version v on v.report_id = n.report_id and v.version = n.version
        cross join jsonb_array_elements(v.content::jsonb -> 'agreements') x)
    select * from named n where not exists (select from agreement_copy c where c.state in ('sent', 'acknowledged')
      and c.sent_diary_number = n."diaryNumber")
    order by n.authority, 3`);
  return named.flatMap(({ regime, directed, ...row }) => {
    const rules = law.regimes.get(regime)?.rules;
    const copy = rules?.provisions.copy;
    if (rules === undefined || rules.copyTo === null || copy == null) return [];
    return directed && rules.directedExempt ? [] : [{ ...row, provision: copy.ref }];
  });
}
