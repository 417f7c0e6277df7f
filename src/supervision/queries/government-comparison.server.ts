import type { Context } from '../../access/context.server.ts';
import { transaction } from '../../access/context.server.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import { type Difference, difference } from '../government-difference.ts';
import type { GovernmentContent } from '../government-report.ts';
import { governmentDraft, yearExists } from './government.server.ts';

/** `v2`: a frozen version; `u3`: a kept draft, by its revision; `nu`: what the report would say this moment. */
export const SIDE = /^(?:nu|[vu][1-9]\d{0,5})$/;

export interface Side {
  readonly key: string;
  /** Null for this moment. */
  readonly at: Temporal.Instant | null;
}
export interface GovernmentComparison {
  readonly before: Side;
  readonly after: Side;
  /** What can be compared: this moment, and all that is kept, newest first. */
  readonly sides: readonly Side[];
  readonly difference: Difference;
  readonly regimes: ReadonlyMap<string, string>;
}

/**
 * Two states of a year's report side by side: the last that is kept and today's facts, unless others are asked for. Throws
 * Problem `forbidden`, `not-found` for a state that there is not.
 */
export async function governmentComparison(
  ctx: Context,
  year: number,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<GovernmentComparison> {
  requireDesk(ctx);
  yearExists(ctx, year);
  return transaction(ctx, async (db) => {
    const kept = await db.many<Side & { at: Temporal.Instant }>(sql`
      select 'v' || version as key, frozen_at as at from government_report_version where year = ${year}
      union all select 'u' || revision, made_at from government_report_draft where year = ${year}
      order by at desc, 1 desc limit 100`);
    const from = asked.from ?? kept.find(({ key }) => key !== asked.to)?.key;
    if (from === undefined) throw new Problem('not-found', { reason: 'nothing-kept' });
    const to = asked.to ?? 'nu';
    const side = (key: string): Side => kept.find((each) => each.key === key) ?? { key, at: null };
    const law = await loadLaw(db);
    return {
      before: side(from),
      after: side(to),
      sides: [{ key: 'nu', at: null }, ...kept],
      difference: difference(await contentOf(ctx, db, year, from), await contentOf(ctx, db, year, to)),
      regimes: new Map([...law.regimes.values()].map(({ id, name }) => [id, name])),
    };
  });
}

async function contentOf(ctx: Context, db: Db, year: number, key: string): Promise<GovernmentContent> {
  if (key === 'nu') return (await governmentDraft(ctx, db, year)).content;
  const number = Number(key.slice(1));
  const row = await db.maybe<{ content: string }>(
    key.startsWith('v')
      ? sql`select content from government_report_version where year = ${year} and version = ${number}`
      : sql`select content from government_report_draft where year = ${year} and revision = ${number}`,
  );
  if (row === undefined) throw new Problem('not-found');
  return JSON.parse(row.content);
}
