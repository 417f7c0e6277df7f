import { swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import { reportDuties } from './duties.server.ts';
import { daysUntil, reminderDue } from './duties.ts';

/**
 * Queues a mail to the report authors of each authority whose report is not sent, 60, 30 and 7 days before its day, each
 * once. After days without a run only the nearest goes out. A report that the Government decides the day of has none.
 * Returns how many were due.
 */
export async function remindOfReports(pool: Pool, clock: () => Temporal.Instant): Promise<number> {
  const today = swedishDay(clock());
  return inTransaction(pool, { actor: 'system', registers: true }, async (db) => {
    const owing = await reportDuties(db, Number(today.slice(0, 4)) - 1);
    const authors = Map.groupBy(
      await db.many<{ authorityId: number; email: string }>(sql`
        select distinct r.authority_id as "authorityId", u.email from role_assignment r join account_user u on u.id = r.user_id
        where r.role = 'report-author' and r.ended_at is null order by u.email`),
      (row) => row.authorityId,
    );
    let due = 0;
    for (const row of owing) {
      const reminder = row.due === null || row.state !== 'not-sent' ? null : reminderDue(row.due, today);
      const to = authors.get(row.authorityId)?.map(({ email }) => email) ?? [];
      if (reminder === null || row.due === null || to.length === 0) continue;
      due++;
      const left = daysUntil(row.due, today);
      await queueMail(db, {
        key: `report-reminder:${row.authorityId}:${row.year}:${reminder}`,
        about: 'report-reminder',
        aboutId: `${row.authorityId}:${row.year}`,
        authorityId: row.authorityId,
        to: to.slice(0, 50),
        subject: `Verksamhetsrapporten för ${row.year} ska vara inne ${row.due}`,
        text: [
          `${row.authority} ska redovisa verksamheten under ${row.year} enligt ${row.provisions.join(' och ')}.`,
          left === 0
            ? 'Rapporten ska ha kommit in i dag.'
            : `Rapporten ska ha kommit in senast ${row.due}: ${left} dagar kvar.`,
          'Den är inte skickad. Den skrivs, granskas av en andra person, fastställs och skickas under Årsrapporter i Samtjänst.',
        ].join('\n\n'),
      });
    }
    return due;
  });
}
