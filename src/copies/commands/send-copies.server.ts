import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { CopyItem } from '../items.ts';
import { canBeSent } from '../rules/copy-state.ts';
import { auditCopy, inOneOrder, lockedCopy } from './locked-copy.server.ts';

/**
 * Orders copies to be sent by mail: those named, or all that are due. The background makes each document and mail
 * (make-mails.server.ts). Returns how many. Those that somebody has sent meanwhile are passed over; of a single one that is told.
 * Throws Problem `forbidden`, `not-found` for others' agreements, `stale`.
 */
export async function sendCopies(ctx: Context, items: readonly CopyItem[] | 'all-due'): Promise<number> {
  if (authoritiesOf(ctx.actor, 'coordinator').length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const chosen = items === 'all-due' ? await allDue(ctx, db) : inOneOrder(items);
    let ordered = 0;
    for (const item of chosen) {
      const copy = await lockedCopy(ctx, db, item);
      if (!canBeSent(copy.state)) {
        if (chosen.length === 1) throw new Problem('stale', { state: copy.state });
        continue;
      }
      await db.run(sql`
        update agreement_copy set state = 'queued', how = 'mail', asked_by = ${ctx.actor.userId},
          sender_id = ${copy.senderId}, mail_id = null, failure = null
        where agreement_id = ${item.agreementId} and version = ${item.version}`);
      await auditCopy(ctx, db, 'copy-ordered', copy, { was: copy.state });
      ordered += 1;
    }
    return ordered;
  });
}

/** In one order for all: two who order at once wait for each other, and do not stand in each other's way. */
function allDue(ctx: Context, db: Db): Promise<CopyItem[]> {
  return db.many<CopyItem>(sql`
    select c.agreement_id as "agreementId", c.version from agreement_copy c
    where c.state = 'due' and exists (select from agreement_party p where p.agreement_id = c.agreement_id
      and p.authority_id = any (${authoritiesOf(ctx.actor, 'coordinator')}))
    order by c.agreement_id, c.version`);
}
