import { authoritiesOf, hasRole } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Draft, DraftSchema } from './draft.ts';

export interface StoredReport {
  readonly id: number;
  readonly authorityId: number;
  readonly year: number;
  readonly revision: number;
  readonly draft: Draft;
}

/** The authorities for which the actor writes reports. Throws Problem `forbidden` for who writes none. */
export function authoredBy(ctx: Context): number[] {
  if (!hasRole(ctx.actor, 'report-author')) throw new Problem('forbidden');
  return authoritiesOf(ctx.actor, 'report-author');
}

/**
 * A report of an authority for which the actor is report author; a coordinator of the same authority is not.
 * `lock`: `for update` makes who else writes it wait. Throws Problem `forbidden`, or `not-found` for another authority's.
 */
export async function reportOfAuthor(
  ctx: Context,
  db: Db,
  reportId: number,
  lock: Sql = sql``,
): Promise<StoredReport> {
  const mine = authoredBy(ctx);
  const row = await db.maybe<Omit<StoredReport, 'draft'> & { texts: unknown }>(sql`
    select id, authority_id as "authorityId", year, revision, texts from annual_report
    where id = ${reportId} and authority_id = any (${mine}) ${lock}`);
  if (row === undefined) throw new Problem('not-found');
  const { texts, ...report } = row;
  return { ...report, draft: DraftSchema.parse(texts) };
}

/** The authorities whose reports the actor may review: report authors and coordinators. Throws Problem `forbidden`. */
export function reviewedBy(ctx: Context): number[] {
  const mine = authoritiesOf(ctx.actor, 'coordinator', 'report-author');
  if (mine.length === 0) throw new Problem('forbidden');
  return mine;
}

/** A report of an authority that the actor may review for. Throws Problem `forbidden`, `not-found`. */
export async function reportOfReviewer(
  ctx: Context,
  db: Db,
  reportId: number,
  lock: Sql = sql``,
): Promise<StoredReport> {
  const row = await db.maybe<Omit<StoredReport, 'draft'> & { texts: unknown }>(sql`
    select id, authority_id as "authorityId", year, revision, texts from annual_report
    where id = ${reportId} and authority_id = any (${reviewedBy(ctx)}) ${lock}`);
  if (row === undefined) throw new Problem('not-found');
  const { texts, ...report } = row;
  return { ...report, draft: DraftSchema.parse(texts) };
}
