import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import type { Note } from '../deviation.ts';
import { receivedCopy } from '../queries/copies.server.ts';
import { lateReports } from '../queries/duties.server.ts';
import { receivedReport } from '../queries/reports.server.ts';
import { absentReport } from '../rules/report-deviations.ts';
import { columnsOf, keepSuggestions } from './keep-suggestions.server.ts';

/** A person's own observation about a copy or a report; decided like a rule's. Throws Problem `forbidden`, `not-found`. */
export async function noteDeviation(ctx: Context, note: Note): Promise<number> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const { about } = note;
    const to = await addressees(db, note);
    const { id } = await db.one<{ id: number }>(sql`
      insert into supervision_deviation (about, copy_agreement_id, copy_version, report_id, report_version, authority_ids, year, code, provision,
        what, origin, noted_at, noted_by)
      values (${columnsOf(about)}, ${to.authorityIds}, ${to.year}, 'own', ${note.provision}, ${note.what}, 'own', ${ctx.clock()}, ${ctx.actor.userId})
      returning id`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: 'deviation-noted',
      subject: 'supervision-deviation',
      subjectId: id,
    });
    return id;
  });
}

/** Who is told, and in which year it counts: the year reported on, or the year in which the copy was sent. */
async function addressees(
  db: Db,
  { about }: Note,
): Promise<{ readonly authorityIds: readonly number[]; readonly year: number }> {
  if (about.kind === 'copy') {
    const { authorityIds, sentOn } = await receivedCopy(db, about.agreementId, about.version);
    return { authorityIds, year: Number(sentOn.slice(0, 4)) };
  }
  const { authorityId, year } = await receivedReport(db, about.reportId, about.version);
  return { authorityIds: [authorityId], year };
}

/**
 * That a report which was owed has not come. Throws Problem `forbidden`, `invalid` when it is not owed, not late or has
 * come, `already-recorded`.
 */
export async function noteAbsence(ctx: Context, authorityId: number, year: number): Promise<void> {
  requireDesk(ctx);
  await transaction(ctx, async (db) => {
    const late = (await lateReports(db, year, swedishDay(ctx.clock()))).find(
      (each) => each.authorityId === authorityId,
    );
    if (late === undefined) throw new Problem('invalid', {}, [{ field: 'authorityId', code: 'not-owed' }]);
    const found = [absentReport(year, late.due, late.provision)];
    const to = { authorityIds: [authorityId], year };
    if ((await keepSuggestions(ctx, db, { kind: 'absence' }, to, { found, law: await loadLaw(db) })) === 0)
      throw new Problem('already-recorded');
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: 'absence-noted',
      subject: 'authority',
      subjectId: authorityId,
      details: { year },
    });
  });
}
