import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import type { Advice } from '../deviation.ts';

/**
 * Keeps advice that was given (6 § förordningen (2019:214)), or the correction of an earlier one, which stays as it was.
 * Throws Problem `forbidden`, `not-found`, `invalid` for a day to come or what is corrected already.
 */
export async function giveAdvice(
  ctx: Context,
  advice: Advice,
  corrects: number | null = null,
): Promise<number> {
  requireDesk(ctx);
  if (advice.givenOn > swedishDay(ctx.clock()))
    throw new Problem('invalid', {}, [{ field: 'givenOn', code: 'in-the-future' }]);
  return transaction(ctx, async (db) => {
    if (corrects !== null) {
      const earlier = await db.maybe(sql`select from supervision_advice where id = ${corrects}`);
      if (earlier === undefined) throw new Problem('not-found');
    }
    const added = await db.maybe<{ id: number }>(sql`
      insert into supervision_advice (asked_by, asked_on, question, answer, given_on, provisions, corrects, recorded_at,
        recorded_by)
      values (${advice.askedBy}, ${advice.askedOn}, ${advice.question}, ${advice.answer}, ${advice.givenOn},
        ${advice.provisions}, ${corrects}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (corrects) do nothing returning id`);
    if (added === undefined)
      throw new Problem('invalid', {}, [{ field: 'answer', code: 'already-corrected' }]);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: corrects === null ? 'advice-given' : 'advice-corrected',
      subject: 'supervision-advice',
      subjectId: added.id,
      details: corrects === null ? {} : { corrects },
    });
    return added.id;
  });
}
