import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import { type ReceivedCopy, receivedCopy, receivedDiaryNumbers } from '../queries/copies.server.ts';
import { type ReceivedReport, receivedReport } from '../queries/reports.server.ts';
import { type Unasked, unasked } from '../queries/runs.server.ts';
import { copyDeviations } from '../rules/copy-deviations.ts';
import { reportDeviations } from '../rules/report-deviations.ts';
import { keepSuggestions } from './keep-suggestions.server.ts';

/** Asks the rules of a copy and keeps what they find. Returns how many suggestions are new. */
export async function askOfCopy(ctx: Context, db: Db, copy: ReceivedCopy): Promise<number> {
  const law = await loadLaw(db);
  const found = copy.agreement === null ? [] : copyDeviations(copy.agreement, law, copy.sentOn);
  const about = { kind: 'copy', agreementId: copy.agreementId, version: copy.version } as const;
  const to = { authorityIds: copy.authorityIds, year: Number(copy.sentOn.slice(0, 4)) };
  return keepSuggestions(ctx, db, about, to, { found, law });
}

/** The same of a version of an annual report. */
export async function askOfReport(ctx: Context, db: Db, report: ReceivedReport): Promise<number> {
  const law = await loadLaw(db);
  const found = reportDeviations(report, law, await receivedDiaryNumbers(db));
  const about = { kind: 'report', reportId: report.reportId, version: report.version } as const;
  const to = { authorityIds: [report.authorityId], year: report.year };
  return keepSuggestions(ctx, db, about, to, { found, law });
}

/**
 * Asks the rules again of what is registered: the law content or the rules may have changed since. New findings become
 * suggestions; what was suggested and decided before stays. Returns how many are new. Throws Problem `forbidden`,
 * `not-found`, `not-possible` (`not-registered`) for what has no diary number yet.
 */
export async function askRulesAgain(ctx: Context, { kind, id, version }: Unasked): Promise<number> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    // Two who ask at once wait for each other: each run is one after the other.
    await db.one(sql`select pg_advisory_xact_lock(2019214, ${id})`);
    const document =
      kind === 'copy'
        ? { kind, ...(await receivedCopy(db, id, version)) }
        : { kind, ...(await receivedReport(db, id, version)) };
    if (document.diaryNumber === null) throw new Problem('not-possible', { reason: 'not-registered' });
    const added =
      document.kind === 'copy' ? await askOfCopy(ctx, db, document) : await askOfReport(ctx, db, document);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: 'rules-asked-again',
      subject: kind === 'copy' ? 'agreement-copy' : 'annual-report',
      subjectId: `${id}/${version}`,
      details: { suggestions: added },
    });
    return added;
  });
}

/** So many documents are asked about at once, a transaction each. */
export const MOST_AT_ONCE = 200;

/** Asks of all that today's rules and law content have not been asked of, oldest first, `MOST_AT_ONCE` at a time. */
export async function askRulesOfAll(
  ctx: Context,
): Promise<{ readonly asked: number; readonly added: number; readonly left: number }> {
  requireDesk(ctx);
  const { rows, total } = await transaction(ctx, async (db) => unasked(db, await loadLaw(db), MOST_AT_ONCE));
  let added = 0;
  for (const row of rows) added += await askRulesAgain(ctx, row);
  return { asked: rows.length, added, left: total - rows.length };
}
