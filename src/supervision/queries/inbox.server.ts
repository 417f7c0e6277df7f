import { type Context, transaction } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import { type ReceivedCopy, receivedCopies, receivedCopyPage } from './copies.server.ts';
import { type DeviationRow, deviationsOf } from './deviations.server.ts';
import { type LateReport, lateReports } from './duties.server.ts';
import { type ReceivedRow, receivedReports } from './reports.server.ts';
import { unasked } from './runs.server.ts';
import { type MissingCopy, missingCopies } from './waiting.server.ts';

export type Received =
  | { readonly kind: 'copy'; readonly copy: ReceivedCopy }
  | { readonly kind: 'report'; readonly report: ReceivedRow };

export interface Inbox {
  /** Not registered yet, oldest first. */
  readonly fresh: PageOf<Received>;
  readonly lateYear: number;
  readonly late: readonly (LateReport & { readonly noted: boolean })[];
  /** How many suggestions nobody has decided. */
  readonly suggested: number;
  /** Agreements that a report names and of which no copy has come, the first fifty; and how many there are. */
  readonly missing: { readonly rows: readonly MissingCopy[]; readonly total: number };
  /** How many registered documents today's rules have not been asked of. */
  readonly unasked: number;
}

/** `year`: the year of activity whose late reports are listed; the last one that is over, if none is asked for. */
export async function inbox(
  ctx: Context,
  { page, year }: { readonly page: number; readonly year?: number | undefined },
): Promise<Inbox> {
  requireDesk(ctx);
  const today = swedishDay(ctx.clock());
  const lateYear = year ?? Number(today.slice(0, 4)) - 1;
  return transaction(ctx, async (db) => {
    const fresh = await unregistered(db, page);
    const noted = await db.many<{ id: number }>(sql`
      select unnest(authority_ids) as id from supervision_deviation where about = 'absence' and year = ${lateYear}`);
    const late = await lateReports(db, lateYear, today);
    const missing = await missingCopies(db);
    const { suggested } = await db.one<{ suggested: number }>(
      sql`select count(*) as suggested from supervision_deviation where state = 'suggested'`,
    );
    return {
      fresh,
      lateYear,
      late: late.map((each) => ({ ...each, noted: noted.some(({ id }) => id === each.authorityId) })),
      suggested,
      missing: { rows: missing.slice(0, PAGE_SIZE), total: missing.length },
      unasked: (await unasked(db, await loadLaw(db), 1)).total,
    };
  });
}

/** What has no diary number yet, oldest first: found by its keys, and only what the page shows is read. */
async function unregistered(db: Db, page: number): Promise<PageOf<Received>> {
  const waiting = sql`
    select 'copy' as kind, agreement_id as id, version, sent_on from agreement_copy where state = 'sent'
    union all select 'report', report_id, version, min(sent_on) from annual_report_dispatch
      group by report_id, version having max(diary_number) is null`;
  const { total } = await db.one<{ total: number }>(sql`select count(*) as total from (${waiting}) w`);
  const at = pageAt(page, total);
  const keys = await db.many<{ kind: Received['kind']; id: number; version: number }>(sql`
    select kind, id, version from (${waiting}) w order by sent_on, kind, id, version
    limit ${PAGE_SIZE} offset ${at.offset}`);
  const chosen = (kind: Received['kind']) => JSON.stringify(keys.filter((key) => key.kind === kind));
  const isChosen = (kind: Received['kind'], id: Sql, version: Sql) => sql`(${id}, ${version}) in (
    select x.id, x.version from jsonb_to_recordset(${chosen(kind)}::jsonb) x (id integer, version integer))`;
  const copies = await receivedCopies(db, isChosen('copy', sql`c.agreement_id`, sql`c.version`));
  const reports = await receivedReports(db, isChosen('report', sql`d.report_id`, sql`d.version`));
  const rows = keys.flatMap(({ kind, id, version }): Received[] => {
    if (kind === 'copy')
      return copies.flatMap((copy) =>
        copy.agreementId === id && copy.version === version ? [{ kind, copy }] : [],
      );
    return reports.flatMap((report) =>
      report.reportId === id && report.version === version ? [{ kind, report }] : [],
    );
  });
  return { rows, total, page: at.page, pages: at.pages };
}

export interface AuthorityRow {
  readonly id: number;
  readonly name: string;
  readonly kind: 'state' | 'municipality' | 'region' | 'social-insurance-office';
  readonly copies: number;
  readonly reports: number;
  readonly deviations: number;
  readonly last: PlainDate | null;
}

/** All authorities of which anything has come in, or that something is noted of. Throws Problem `forbidden`. */
export async function authorityList(
  ctx: Context,
  { search, page }: { readonly search: string; readonly page: number },
): Promise<PageOf<AuthorityRow>> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const rows = await authorityRows(db);
    const names = new Set(
      (await db.many<{ id: number }>(sql`select id from authority where name ilike ${like}`)).map(
        (row) => row.id,
      ),
    );
    const found = rows.filter((row) => names.has(row.id));
    const at = pageAt(page, found.length);
    const shown = found.slice(at.offset, at.offset + PAGE_SIZE);
    return { rows: shown, total: found.length, page: at.page, pages: at.pages };
  });
}

/** A copy is every party's. */
function authorityRows(db: Db): Promise<AuthorityRow[]> {
  return db.many<AuthorityRow>(sql`
    with copies as (
      select c.agreement_id, c.version, c.sent_on, unnest(sent_copy_parties(c.agreement_id)) as authority_id
      from agreement_copy c where c.state in ('sent', 'acknowledged')),
    of_copies as (select authority_id, count(*) as n, max(sent_on) as last from copies group by authority_id),
    of_reports as (select authority_id, count(distinct (report_id, version)) as n, max(sent_on) as last
      from annual_report_dispatch group by authority_id),
    of_deviations as (select unnest(authority_ids) as authority_id, count(*) filter (where state = 'confirmed') as n
      from supervision_deviation group by 1)
    select a.id, a.name, a.kind, coalesce(c.n, 0) as copies, coalesce(r.n, 0) as reports,
      coalesce(d.n, 0) as deviations, greatest(c.last, r.last) as last
    from authority a left join of_copies c on c.authority_id = a.id left join of_reports r on r.authority_id = a.id
      left join of_deviations d on d.authority_id = a.id
    where num_nonnulls(c.n, r.n, d.n) > 0 order by a.name collate "sv-x-icu"`);
}

export interface AuthorityView {
  readonly id: number;
  readonly name: string;
  readonly kind: AuthorityRow['kind'];
  /** Newest first. */
  readonly copies: PageOf<ReceivedCopy>;
  readonly reports: readonly ReceivedRow[];
  readonly deviations: readonly DeviationRow[];
}

/** What one authority has sent over the years. Throws Problem `forbidden`, `not-found`. */
export async function authorityView(ctx: Context, id: number, page: number): Promise<AuthorityView> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const authority = await db.maybe<Pick<AuthorityView, 'id' | 'name' | 'kind'>>(
      sql`select id, name, kind from authority where id = ${id}`,
    );
    if (authority === undefined) throw new Problem('not-found');
    const copies = await receivedCopyPage(
      db,
      sql`c.agreement_id in (select sent_agreements_of(${id}))`,
      page,
    );
    const reports = await receivedReports(db, sql`d.authority_id = ${id}`);
    return {
      ...authority,
      copies,
      reports: reports.toReversed(),
      deviations: await deviationsOf(db, id),
    };
  });
}
