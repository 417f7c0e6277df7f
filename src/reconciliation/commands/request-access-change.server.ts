import { z } from 'zod';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { deviations, newestList } from '../queries.server.ts';
import { ownSystem } from './take-access-list.server.ts';

const code = z.string().trim().min(1).max(100);
const words = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().max(max, { error: 'too-long' }));

/** What is done about a deviation: somebody is asked, says that it is done, or it is kept as it is and why. */
export const ACCESS_STEPS = ['request', 'done', 'keep'] as const;

export const AccessChangeSchema = z
  .object({
    /** Codes of officers, one or several. */
    officers: z.preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z.array(code, { error: 'required' }).min(1, { error: 'required' }).max(5_000),
    ),
    do: z.enum(ACCESS_STEPS).default('request'),
    /** Who keeps the system and was asked. */
    assignedTo: words(200).default(''),
    /** Of `done`; an empty field of the form is none. */
    doneOn: z.preprocess((given) => (given === '' ? null : given), PlainDateSchema.nullable().default(null)),
    note: words(500).default(''),
  })
  .refine((change) => change.do !== 'done' || change.doneOn !== null, { path: ['doneOn'], error: 'required' })
  .refine((change) => change.do !== 'keep' || change.note !== '', {
    path: ['note'],
    error: 'reason-required',
  });
export type AccessChange = z.output<typeof AccessChangeSchema>;

/**
 * Notes what is done about what is surplus or missing. What is asked for or said to be done is so when the next list says
 * it; what is kept stays a deviation, and a surplus in the report (item 3c), but is no longer to do. What was asked for
 * already since the newest list is not asked for again. Returns how many were new. Throws Problem `forbidden`, `not-found`,
 * `invalid` when one of them is right as it is, for a day that has not come, or when all were asked for already.
 */
export async function requestAccessChange(
  ctx: Context,
  systemId: number,
  { officers, do: step, assignedTo, doneOn, note }: AccessChange,
): Promise<number> {
  const today = swedishDay(ctx.clock());
  if (step === 'done' && doneOn !== null && doneOn > today)
    throw new Problem('invalid', {}, [{ field: 'doneOn', code: 'in-the-future' }]);
  return transaction(ctx, async (db) => {
    const system = await ownSystem(ctx, db, systemId);
    const wrong = new Map((await deviations(db, system, today)).map((d) => [d.officerCode, d]));
    const asked = [...new Set(officers)];
    if (asked.some((officer) => !wrong.has(officer)))
      throw new Problem('invalid', {}, [{ field: 'officers', code: 'access-is-right' }]);
    const given = asked.map((officer) => ({
      officer,
      kind: step === 'keep' ? 'kept' : step === 'done' ? 'done' : KIND[wrong.get(officer)!.state],
    }));
    const added = await db.many<{ officer: string }>(sql`
      insert into access_request (system_id, officer_code, kind, note, assigned_to, done_on, requested_on, requested_by,
        after_list)
      select ${systemId}::int, x.officer, x.kind, ${note}, ${assignedTo}, ${step === 'done' ? doneOn : null}::date,
        ${today}::date, ${ctx.actor.userId}, ${newestList(systemId)}
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x(officer text, kind text)
      on conflict do nothing returning officer_code as officer`);
    const fresh = added.map(({ officer }) => officer);
    if (fresh.length === 0)
      throw new Problem('invalid', {}, [{ field: 'officers', code: 'already-requested' }]);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: { request: 'access-change-requested', done: 'access-change-done', keep: 'access-kept' }[step],
      subject: 'authority-system',
      subjectId: systemId,
      authorityId: system.authorityId,
      details: {
        officers: fresh,
        note,
        ...(assignedTo === '' ? {} : { assignedTo }),
        ...(step === 'done' ? { doneOn } : {}),
      },
    });
    return fresh.length;
  });
}

const KIND = { missing: 'grant', surplus: 'remove', right: 'remove' } as const;
