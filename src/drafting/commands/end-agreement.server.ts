import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { tellingFields } from '../../agreements/commands/refused-by-database.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { cutVersion } from '../../agreements/store.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import type { EndAgreement } from '../draft.ts';
import { type Ending, loadEnding } from '../queries/ending.server.ts';

export interface Ended {
  /** Mandates that now end with the agreement. */
  readonly cut: number;
  /** Mandates that had not begun by its last day: they were withdrawn. */
  readonly withdrawn: number;
}

/**
 * Ends an agreement by notice: its last version gets a last day, and nothing that rests on it reaches further. Mandates of
 * the actor's authorities that do are cut, or the ending is refused, as was chosen; another authority's are for its own
 * coordinator, and the database refuses while there are any.
 *
 * No copy is owed for it (R5). A reading: 2 § fourth paragraph lagen (2019:212) and its predecessor speak of an agreement that
 * has been concluded or changed, and notice uses what the agreement says without changing it; where the legislator wanted to
 * hear of an early end it said so (5 § lagen (1994:686)). Parties who agree on another last day amend it, and that is a version
 * with a copy of its own. Throws Problem `forbidden`, `not-found`, `invalid`.
 */
export async function endAgreement(ctx: Context, id: number, ending: EndAgreement): Promise<Ended> {
  const mine = coordinated(ctx.actor);
  const work = () =>
    transaction(ctx, async (db) => {
      const locked = await db.maybe(sql`select from agreement where id = ${id} for update`);
      if (locked === undefined) throw new Problem('not-found');
      const now = await loadEnding(ctx, db, id, ending.lastDay);
      const faults = faultsOf(ending, now, swedishDay(ctx.clock()));
      if (faults.length > 0) throw new Problem('invalid', {}, faults);
      const done = await cutMandates(ctx, db, id, mine, ending);
      await cutVersion(db, id, now, ending.lastDay);
      const party = await db.one<{ id: number }>(sql`
        select authority_id as id from agreement_party where agreement_id = ${id} and authority_id = any (${mine}) limit 1`);
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'coordinator',
        kind: 'agreement-ended',
        subject: 'agreement',
        subjectId: id,
        authorityId: party.id,
        details: { lastDay: ending.lastDay, reason: ending.reason, ...done },
      });
      return done;
    });
  return tellingFields(work, { a_mandate_lies_within_its_agreement: 'a_mandate_reaches_further' });
}

/** Why it cannot end so. Empty when it can. */
export function faultsOf(
  { lastDay, mandates }: EndAgreement,
  now: Pick<Ending, 'valid' | 'mayEnd' | 'mandates'>,
  today: string,
): FieldError[] {
  return [
    ...(now.mayEnd ? [] : [{ field: 'lastDay', code: 'changes-others-tasks' }]),
    // Acts rest on the days that have been.
    ...(lastDay < today ? [{ field: 'lastDay', code: 'in-the-past' }] : []),
    ...(lastDay < now.valid.from ? [{ field: 'lastDay', code: 'before-current-version' }] : []),
    ...(now.valid.to !== null && lastDay >= now.valid.to
      ? [{ field: 'lastDay', code: 'not-before-its-end' }]
      : []),
    ...(mandates === 'refuse' && now.mandates.length > 0
      ? [{ field: 'mandates', code: 'mandates-reach-further' }]
      : []),
  ];
}

async function cutMandates(
  ctx: Context,
  db: Db,
  id: number,
  mine: readonly number[],
  { lastDay, reason }: EndAgreement,
): Promise<Ended> {
  const own = sql`agreement_id = ${id} and principal_id = any (${mine})`;
  const cut = await db.run(sql`
    update mandate set valid = daterange(lower(valid), ${lastDay}::date, '[]')
    where ${own} and lower(valid) <= ${lastDay}::date and (upper(valid) is null or upper(valid) - 1 > ${lastDay}::date)`);
  // A mandate's days lie within its agreement's: one that was to begin later keeps a day there, and gives nothing on it.
  const withdrawn = await db.run(sql`
    update mandate set valid = ${daterange({ from: lastDay, to: lastDay })},
      withdrawn_on = coalesce(withdrawn_on, ${swedishDay(ctx.clock())}), withdrawn_reason = coalesce(withdrawn_reason, ${reason})
    where ${own} and lower(valid) > ${lastDay}::date`);
  await mandateEvents(ctx, db, id, lastDay, own);
  return { cut, withdrawn };
}

/** Each mandate that was touched has it in its own history too. */
async function mandateEvents(
  ctx: Context,
  db: Db,
  id: number,
  lastDay: string,
  own: ReturnType<typeof sql>,
): Promise<void> {
  await db.run(sql`
    insert into event (actor, role, kind, subject, subject_id, authority_id, details)
    select ${ctx.actor.userId}, 'coordinator', 'mandate-ended-with-agreement', 'mandate', m.id::text, m.principal_id,
      jsonb_build_object('agreementId', ${id}::int, 'lastDay', ${lastDay}::text)
    from mandate m where m.id in (select id from mandate where ${own} and upper(valid) - 1 = ${lastDay}::date)`);
}
