import { addWorkingDays } from '../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import { formatDay } from '../ui/format.ts';
import { mailTexts } from './mail-texts.ts';
import { WARN_BEFORE } from './rules/answer-duty.ts';

/**
 * Mails an authority's coordinators of answers that are due within two working days, and of those that are late: once each
 * for a day that was promised. Where there is no coordinator the pages show the same.
 */
export function warnOfAnswers({
  pool,
  clock,
  origin,
}: {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly origin: string;
}): Promise<void> {
  const today = swedishDay(clock());
  return inTransaction(pool, { registers: true, actor: 'system' }, async (db) => {
    const due = await db.many<{
      id: string;
      reference: string;
      authorityId: number;
      authority: string;
      dueOn: PlainDate;
      people: string[];
    }>(sql`
      select c.id, c.reference, c.authority_id as "authorityId", a.name as authority, c.due_on as "dueOn",
        array(select distinct u.email from role_assignment r join account_user u on u.id = r.user_id
          where r.authority_id = c.authority_id and r.role = 'coordinator' and r.ended_at is null order by 1 limit 50) as people
      from complaint c join authority a on a.id = c.authority_id
      where c.answered_at is null and c.due_on <= ${addWorkingDays(today, WARN_BEFORE)}
        and not exists (select from outgoing_mail m where m.mail_key =
          'complaint-' || case when c.due_on < ${today} then 'late' else 'due' end || ':' || c.id || ':' || c.due_on)
      order by c.due_on limit 500`);
    const t = mailTexts.sv;
    for (const { id, reference, authorityId, authority, dueOn, people } of due) {
      if (people.length === 0) continue;
      const late = dueOn < today;
      await queueMail(db, {
        key: `complaint-${late ? 'late' : 'due'}:${id}:${dueOn}`,
        ...{ about: 'complaint', aboutId: id, authorityId, to: people },
        subject: t.dueSubject(reference),
        text: t.due(
          reference,
          authority,
          formatDay(dueOn, 'sv'),
          late,
          `${origin}/felanmalningar/synpunkter/${reference}`,
        ),
      });
    }
  });
}
