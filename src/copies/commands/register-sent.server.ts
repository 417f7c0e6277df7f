import type { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { documentOf, sentContent } from '../document.server.ts';
import type { CopyItem, SentSchema } from '../items.ts';
import { canBeSent, dayFault } from '../rules/copy-state.ts';
import { auditCopy, inOneOrder, lockedCopy } from './locked-copy.server.ts';

/**
 * Registers that copies have gone some other way than by the system's mail: as letters, whose document is then kept, or
 * long ago. All or none. Throws Problem `forbidden`, `not-found` for others' agreements, `stale` for what is on its way or
 * sent, `invalid` with `sentOn` for a day before one of the versions was concluded or that has not been.
 */
export async function registerSent(
  ctx: Context,
  items: readonly CopyItem[],
  { sentOn, how }: z.output<typeof SentSchema>,
): Promise<number> {
  if (authoritiesOf(ctx.actor, 'coordinator').length === 0) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  return transaction(ctx, async (db) => {
    for (const item of inOneOrder(items)) {
      const copy = await lockedCopy(ctx, db, item);
      if (!canBeSent(copy.state)) throw new Problem('stale', { ...item, state: copy.state });
      const fault = dayFault(sentOn, { earliest: copy.dueSince, today });
      if (fault !== null)
        throw new Problem('invalid', { ...item, earliest: copy.dueSince }, [
          { field: 'sentOn', code: fault },
        ]);
      const file =
        how === 'letter' ? await documentOf(db, item.agreementId, item.version, ctx.clock()) : null;
      await db.run(sql`
        update agreement_copy set state = 'sent', how = ${how}, asked_by = ${ctx.actor.userId},
          sender_id = ${copy.senderId}, mail_id = null, failure = null, sent_on = ${sentOn},
          file_name = ${file?.fileName ?? null}, document = ${file === null ? null : Buffer.from(file.content)},
          content = ${await sentContent(db, item.agreementId, item.version)}::jsonb
        where agreement_id = ${item.agreementId} and version = ${item.version}`);
      await auditCopy(ctx, db, 'copy-registered-as-sent', copy, { sentOn, how });
    }
    return items.length;
  });
}
