import { type Context, transaction } from '../../access/context.server.ts';
import { loadLaw } from '../../law/store.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import type { MissingItem } from '../deviation.ts';
import { receivedReport } from '../queries/reports.server.ts';
import { accountProvision } from '../rules/report-deviations.ts';
import { suggestionSentence } from '../sentence.ts';
import { decide } from './decide-deviation.server.ts';
import { columnsOf } from './keep-suggestions.server.ts';

/**
 * An item that a report lacks becomes a confirmed deviation at once: the rules' suggestion where there is one, else a
 * person's own. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid` for the item that may be left out,
 * `already-recorded` when the item has been decided before.
 */
export async function confirmMissingItem(
  ctx: Context,
  reportId: number,
  version: number,
  { item, note }: MissingItem,
): Promise<number> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const report = await receivedReport(db, reportId, version);
    if (item === 'other') throw new Problem('invalid', {}, [{ field: 'item', code: 'optional-item' }]);
    const about = { kind: 'report', reportId, version } as const;
    const known = await db.maybe<{ id: number; state: string }>(sql`
      select id, state from supervision_deviation where report_id = ${reportId} and report_version = ${version}
        and code = 'item-missing' and subject = ${item} order by id desc limit 1`);
    if (known !== undefined && known.state !== 'suggested') throw new Problem('already-recorded');
    const provision = accountProvision(report.content, await loadLaw(db));
    const what = suggestionSentence({ code: 'item-missing', subject: item, facts: {} }, 'sv');
    const made =
      known ??
      (await db.maybe<{ id: number }>(sql`
        insert into supervision_deviation (about, copy_agreement_id, copy_version, report_id, report_version, authority_ids,
          year, code, subject, provision, reading, what, origin, noted_at, noted_by)
        values (${columnsOf(about)}, ${[report.authorityId]}, ${report.year}, 'item-missing', ${item}, ${provision}, true,
          ${what}, 'own', ${ctx.clock()}, ${ctx.actor.userId})
        on conflict do nothing returning id`));
    if (made === undefined) throw new Problem('already-recorded');
    await decide(ctx, db, made.id, { was: 'suggested', state: 'confirmed', reason: note });
    return made.id;
  });
}
