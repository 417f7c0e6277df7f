import type { z } from 'zod';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { withFreeDiaryNumber } from '../../post/diary-number.ts';
import type { AcknowledgedSchema, CopyItem } from '../items.ts';
import { dayFault } from '../rules/copy-state.ts';
import { auditCopy, lockedCopy } from './locked-copy.server.ts';

/**
 * Registers that Kammarkollegiet has acknowledged a copy, with its diary number. Throws Problem `forbidden`, `not-found` for
 * others' agreements, `stale` for what is not sent or already acknowledged, `invalid` with `on` for a day before it was sent
 * or that has not been, with `diaryNumber` for a number that is another document's.
 */
export async function acknowledgeCopy(
  ctx: Context,
  item: CopyItem,
  { diaryNumber, on }: z.output<typeof AcknowledgedSchema>,
): Promise<void> {
  await transaction(ctx, async (db) => {
    const copy = await lockedCopy(ctx, db, item);
    if (copy.state !== 'sent' || copy.sentOn === null) throw new Problem('stale', { state: copy.state });
    const fault = dayFault(on, { earliest: copy.sentOn, today: swedishDay(ctx.clock()) });
    if (fault !== null)
      throw new Problem('invalid', { earliest: copy.sentOn }, [{ field: 'on', code: fault }]);
    await withFreeDiaryNumber(() =>
      db.run(sql`
        update agreement_copy set state = 'acknowledged', diary_number = ${diaryNumber}, acknowledged_on = ${on},
          acknowledged_by = ${ctx.actor.userId}
        where agreement_id = ${item.agreementId} and version = ${item.version}`),
    );
    await auditCopy(ctx, db, 'copy-acknowledged', copy, { diaryNumber, on });
  });
}
