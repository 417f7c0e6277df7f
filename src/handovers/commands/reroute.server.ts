import { officesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { addMatterIn } from '../../contacts/commands/add-matter.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Reroute } from '../schemas.ts';
import { lockHandOver } from '../store.server.ts';
import { type Given, type Offered, offerIn, readably } from './offer.server.ts';
import { asAccount, stepIn } from './take-step.server.ts';

/** What goes on: the person keeps the reference and the code that they have. */
export type Rerouted = Omit<Offered, 'code'>;

/**
 * Sends what came back on to where it belongs: a matter of that task and authority is added to the same contact, which may have
 * been closed meanwhile, and is handed over with the reference and the code that the person has. Throws as `offer` does, and
 * `not-possible` (`not-in-this-state`) for one that has not come back, (`goes-to-itself`) for the same task and authority.
 */
export async function reroute(ctx: Context, from: string, asked: Reroute): Promise<Rerouted> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const { taskId, principalId, ...wish } = asked;
  return readably(() =>
    transaction(ctx, async (db) => {
      const { visitId, officeId, state, reroutedTo } = await lockHandOver(db, from);
      if (!officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
      // The same request again, after it had been seen to.
      if (asked.id !== undefined && asked.id === reroutedTo) {
        const { reference } = await db.one<{ reference: string }>(
          sql`select reference from hand_over where id = ${reroutedTo}`,
        );
        return { id: reroutedTo, reference, repeated: true };
      }
      if (state !== 'refused' && state !== 'returned')
        throw new Problem('not-possible', { reason: 'not-in-this-state' });
      const matterId = await matterThatGoesOn(ctx, db, from, { visitId, taskId, principalId });
      const given = await db.one<Given>(sql`
        select id as continues, reference, code_sha256 as "codeHash", follow_mail as "followMail",
          follow_language as "followLanguage", answer_in as "answerIn" from hand_over where id = ${from}`);
      const made = await offerIn(ctx, db, { ...wish, matterId }, given);
      await stepIn(db, asAccount(ctx), from, 'reroute', {
        kind: 'rerouted',
        audience: 'citizen',
        detail: given.reference,
        reroutedTo: made.id,
      });
      return made;
    }),
  );
}

/** The contact's matter of that task and authority, added when it has none: after it was closed for this alone. */
async function matterThatGoesOn(
  ctx: Context,
  db: Db,
  from: string,
  to: { readonly visitId: string; readonly taskId: number; readonly principalId: number },
): Promise<string> {
  const there = await db.maybe<{ id: string; same: boolean }>(sql`
    select m.id, m.id = h.matter_id as same from hand_over h join matter m on m.visit_id = h.visit_id
    where h.id = ${from} and m.task_id = ${to.taskId} and m.principal_id = ${to.principalId}`);
  if (there?.same === true) throw new Problem('not-possible', { reason: 'goes-to-itself' });
  return there?.id ?? addMatterIn(ctx, db, to.visitId, { ...to, goesOnFrom: from });
}
