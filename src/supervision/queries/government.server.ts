import { type Context, transaction } from '../../access/context.server.ts';
import { plainDate, swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { isDemonstration } from '../../platform/setting.server.ts';
import { reportDuties } from '../../reports/duties.server.ts';
import { daysLate } from '../../reports/duties.ts';
import { requireDesk } from '../desk.server.ts';
import {
  agreementFigures,
  type GovernmentContent,
  type GovernmentFigures,
  type GovernmentTexts,
  kindsOf,
  NO_TEXTS,
} from '../government-report.ts';
import { receivedCopies } from './copies.server.ts';

/** The figures of a year, out of what has come in. */
async function governmentFigures(db: Db, year: number, today: string): Promise<GovernmentFigures> {
  const lastDay = plainDate(`${year}-12-31`);
  const copies = (await receivedCopies(db, sql`c.sent_on <= ${lastDay}`)).flatMap(
    ({ agreement, agreementId }) => (agreement === null ? [] : [{ ...agreement, agreementId }]),
  );
  const duties = (await reportDuties(db, year)).filter(({ to }) => to.includes('kammarkollegiet'));
  const came = duties.filter((duty) => duty.state !== 'not-sent');
  const late = (duty: (typeof duties)[number]) => daysLate(duty, plainDate(today)) > 0;
  const deviations = await db.many<GovernmentFigures['deviations'][number]>(sql`
    select d.provision, count(distinct d.id)::integer as count,
      array_agg(distinct a.name order by a.name) as authorities
    from supervision_deviation d join authority a on a.id = any (d.authority_ids)
    where d.year = ${year} and d.state = 'confirmed' group by d.provision order by count desc, d.provision`);
  const { undecided, advice } = await db.one<{ undecided: number; advice: number }>(sql`
    select (select count(*) from supervision_deviation where year = ${year} and state = 'suggested') as undecided,
      (select count(*) from supervision_advice where given_on between ${`${year}-01-01`} and ${lastDay}
        and corrects is null) as advice`);
  return {
    byRegime: agreementFigures(copies, year, (agreement) => agreement.regimeId),
    byKind: agreementFigures(copies, year, kindsOf),
    reports: {
      owed: duties.length,
      received: came.length,
      late: came.filter(late).length,
      absent: duties.filter((duty) => duty.state === 'not-sent' && late(duty)).length,
    },
    deviations,
    undecided,
    advice,
  };
}

export interface GovernmentDraft {
  readonly content: GovernmentContent;
  /** 0 as long as nothing was saved. */
  readonly revision: number;
}

/** The report as it stands: figures of now, and what has been written. `lock`: `for update`. */
export async function governmentDraft(
  ctx: Context,
  db: Db,
  year: number,
  lock: Sql = sql``,
): Promise<GovernmentDraft> {
  const stored = await db.maybe<{ texts: GovernmentTexts; revision: number }>(
    sql`select texts, revision from government_report where year = ${year} ${lock}`,
  );
  const content: GovernmentContent = {
    schema: 1,
    year,
    language: 'sv',
    demonstration: await isDemonstration(db),
    figures: await governmentFigures(db, year, swedishDay(ctx.clock())),
    texts: { ...NO_TEXTS, ...stored?.texts },
  };
  return { content, revision: stored?.revision ?? 0 };
}

export interface FrozenRow {
  readonly version: number;
  readonly frozenAt: Temporal.Instant;
  readonly frozenBy: string | null;
  readonly sha256: string;
}
/** A draft as it was saved or made again. */
export interface DraftRow {
  readonly revision: number;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string | null;
}
export interface GovernmentView extends GovernmentDraft {
  readonly versions: readonly FrozenRow[];
  /** Newest first, the last fifty. */
  readonly drafts: readonly DraftRow[];
  /** The regimes by their names. */
  readonly regimes: ReadonlyMap<string, string>;
}

/** Throws Problem `forbidden`, `not-found` for a year that no report can be of. */
export async function governmentView(ctx: Context, year: number): Promise<GovernmentView> {
  requireDesk(ctx);
  yearExists(ctx, year);
  return transaction(ctx, async (db) => {
    const law = await loadLaw(db);
    return {
      ...(await governmentDraft(ctx, db, year)),
      regimes: new Map([...law.regimes.values()].map(({ id, name }) => [id, name])),
      versions: await db.many<FrozenRow>(sql`
        select v.version, v.frozen_at as "frozenAt", u.name as "frozenBy", v.content_sha256 as sha256
        from government_report_version v left join account_user u on u.id = v.frozen_by
        where v.year = ${year} order by v.version desc`),
      drafts: await db.many<DraftRow>(sql`
        select d.revision, d.made_at as "madeAt", u.name as "madeBy" from government_report_draft d
          left join account_user u on u.id = d.made_by where d.year = ${year} order by d.revision desc limit 50`),
    };
  });
}

/** The first agreements are of 1994; nobody reports on a year that has not begun. Throws Problem `not-found`. */
export function yearExists(ctx: Context, year: number): void {
  const thisYear = Number(swedishDay(ctx.clock()).slice(0, 4));
  if (!Number.isInteger(year) || year < 1994 || year > thisYear) throw new Problem('not-found');
}

export interface GovernmentYear {
  readonly year: number;
  readonly begun: boolean;
  readonly frozen: { readonly version: number; readonly at: Temporal.Instant } | null;
}

/** The last ten years, and older ones that were begun. Throws Problem `forbidden`. */
export async function governmentYears(ctx: Context): Promise<GovernmentYear[]> {
  requireDesk(ctx);
  const thisYear = Number(swedishDay(ctx.clock()).slice(0, 4));
  const rows = await transaction(ctx, (db) =>
    db.many<{ year: number; version: number | null; at: Temporal.Instant | null }>(sql`
      select r.year, v.version, v.frozen_at as at from government_report r left join lateral (
        select version, frozen_at from government_report_version where year = r.year order by version desc limit 1) v on true`),
  );
  const begun = new Map(rows.map((row) => [row.year, row]));
  const years = new Set([...Array.from({ length: 10 }, (_, back) => thisYear - back), ...begun.keys()]);
  return [...years]
    .sort((a, b) => b - a)
    .map((year) => {
      const row = begun.get(year);
      const frozen = row?.version != null && row.at !== null ? { version: row.version, at: row.at } : null;
      return { year, begun: row !== undefined, frozen };
    });
}

/** What was frozen: the PDF, or its content as canonical JSON. Throws Problem `forbidden`, `not-found`. */
export async function governmentFile(
  ctx: Context,
  year: number,
  version: number,
  kind: 'pdf' | 'content',
): Promise<{
  readonly bytes: Buffer<ArrayBuffer>;
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
}> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const column = kind === 'pdf' ? sql`pdf` : sql`convert_to(content, 'UTF8')`;
    const row = await db.maybe<{ bytes: Buffer<ArrayBuffer>; sha256: string }>(sql`
      select ${column} as bytes, encode(sha256(${column}), 'hex') as sha256 from government_report_version
      where year = ${year} and version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    const ending = kind === 'pdf' ? 'pdf' : 'json';
    const type = kind === 'pdf' ? 'application/pdf' : 'application/json';
    return { ...row, name: `rapport-till-regeringen-${year}-v${version}.${ending}`, type };
  });
}
