import { type Context, transaction } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import { type ReceivedCopy, receivedCopies } from './copies.server.ts';
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
    const copies = await receivedCopies(db, sql`c.diary_number is null`);
    const reports = (await receivedReports(db)).filter((report) => report.diaryNumber === null);
    const all: Received[] = [
      ...copies.map((copy) => ({ kind: 'copy', copy }) as const),
      ...reports.map((report) => ({ kind: 'report', report }) as const),
    ];
    all.sort((a, b) => (sentOn(a) < sentOn(b) ? -1 : sentOn(a) > sentOn(b) ? 1 : 0));
    const at = pageAt(page, all.length);
    const noted = await db.many<{ id: number }>(sql`
      select unnest(authority_ids) as id from supervision_deviation where about = 'absence' and year = ${lateYear}`);
    const late = await lateReports(db, lateYear, today);
    const missing = await missingCopies(db);
    const { suggested } = await db.one<{ suggested: number }>(
      sql`select count(*) as suggested from supervision_deviation where state = 'suggested'`,
    );
    return {
      fresh: {
        rows: all.slice(at.offset, at.offset + PAGE_SIZE),
        total: all.length,
        page: at.page,
        pages: at.pages,
      },
      lateYear,
      late: late.map((each) => ({ ...each, noted: noted.some(({ id }) => id === each.authorityId) })),
      suggested,
      missing: { rows: missing.slice(0, PAGE_SIZE), total: missing.length },
      unasked: (await unasked(db, await loadLaw(db), 1)).total,
    };
  });
}

function sentOn(received: Received): PlainDate {
  return received.kind === 'copy' ? received.copy.sentOn : received.report.sentOn;
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
  readonly copies: readonly ReceivedCopy[];
  readonly reports: readonly ReceivedRow[];
  readonly deviations: readonly DeviationRow[];
}

/** What one authority has sent over the years. Throws Problem `forbidden`, `not-found`. */
export async function authorityView(ctx: Context, id: number): Promise<AuthorityView> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const authority = await db.maybe<Pick<AuthorityView, 'id' | 'name' | 'kind'>>(
      sql`select id, name, kind from authority where id = ${id}`,
    );
    if (authority === undefined) throw new Problem('not-found');
    const copies = await receivedCopies(db, sql`${id} = any (sent_copy_parties(c.agreement_id))`);
    const reports = await receivedReports(db, sql`d.authority_id = ${id}`);
    return {
      ...authority,
      copies: copies.toReversed(),
      reports: reports.toReversed(),
      deviations: await deviationsOf(db, id),
    };
  });
}
