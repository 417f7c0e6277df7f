import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { codeHash, newCode } from '../reference.server.ts';
import { lockHandOver } from '../store.server.ts';

/** Another code for who has lost theirs; the old one opens nothing more. Throws Problem `not-found`, `forbidden`. */
export async function newCodeFor(ctx: Context, id: string): Promise<string> {
  const code = newCode();
  await transaction(ctx, async (db) => {
    const { officeId, principalId } = await lockHandOver(db, id);
    if (!officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
    await db.run(sql`update hand_over set code_sha256 = ${codeHash(code)} where id = ${id}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'hand-over-code-renewed',
      subject: 'hand-over',
      subjectId: id,
      authorityId: principalId,
      officeId,
    });
  });
  return code;
}
