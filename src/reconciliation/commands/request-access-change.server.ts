import { z } from 'zod';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { deviations, newestList } from '../queries.server.ts';
import { ownSystem } from './take-access-list.server.ts';

const code = z.string().trim().min(1).max(100);

export const AccessChangeSchema = z.object({
  /** Codes of officers, one or several. */
  officers: z.preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(code, { error: 'required' }).min(1, { error: 'required' }).max(5_000),
  ),
  note: z.string().trim().max(500, { error: 'too-long' }).default(''),
});
export type AccessChange = z.output<typeof AccessChangeSchema>;

/**
 * Notes that those who keep the system were asked to close what is surplus or to open what is missing. It is done when the
 * next list says so. What was asked for already since the newest list is not asked for again. Returns how many were new.
 * Throws Problem `forbidden`, `not-found`, `invalid` when one of them is right as it is, or all were asked for already.
 */
export async function requestAccessChange(
  ctx: Context,
  systemId: number,
  { officers, note }: AccessChange,
): Promise<number> {
  return transaction(ctx, async (db) => {
    const system = await ownSystem(ctx, db, systemId);
    const wrong = new Map(
      (await deviations(db, system, swedishDay(ctx.clock()))).map((d) => [d.officerCode, d]),
    );
    const asked = [...new Set(officers)];
    if (asked.some((officer) => !wrong.has(officer)))
      throw new Problem('invalid', {}, [{ field: 'officers', code: 'access-is-right' }]);
    const today = swedishDay(ctx.clock());
    const fresh: string[] = [];
    for (const officer of asked) {
      const added = await db.run(sql`
        insert into access_request (system_id, officer_code, kind, note, requested_on, requested_by, after_list)
        values (${systemId}, ${officer}, ${wrong.get(officer)?.state === 'missing' ? 'grant' : 'remove'}, ${note}, ${today},
          ${ctx.actor.userId}, ${newestList(systemId)})
        on conflict do nothing`);
      if (added === 1) fresh.push(officer);
    }
    if (fresh.length === 0)
      throw new Problem('invalid', {}, [{ field: 'officers', code: 'already-requested' }]);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'access-change-requested',
      subject: 'authority-system',
      subjectId: systemId,
      authorityId: system.authorityId,
      details: { officers: fresh, note },
    });
    return fresh.length;
  });
}
