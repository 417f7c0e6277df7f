import { type Context, registersTransaction, transaction } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import { formatDay } from '../ui/format.ts';
import { calendarEntries } from './entries.server.ts';
import { type CalendarEntry, remindersDue } from './entries.ts';
import { calendarTexts } from './texts.ts';

/** How many days before the account wants to be reminded; empty for never. */
export async function reminderDays(ctx: Context): Promise<readonly number[]> {
  const row = await transaction(ctx, (db) =>
    db.maybe<{ days: number[] }>(sql`
      select days_before as days from calendar_reminder where user_id = ${ctx.actor.userId}`),
  );
  return row?.days ?? [];
}

/** Sets the days, or turns reminders off. Throws Problem `invalid` for what is not one to five numbers of days. */
export async function setReminderDays(ctx: Context, text: string): Promise<void> {
  const days = text.split(',').map((part) => part.trim());
  if (
    text.trim() !== '' &&
    (days.length > 5 || !days.every((day) => /^\d{1,3}$/.test(day) && Number(day) <= 365))
  )
    throw new Problem('invalid', {}, [{ field: 'days', code: 'not-day-numbers' }]);
  const numbers = text.trim() === '' ? [] : [...new Set(days.map(Number))].sort((a, b) => b - a);
  await transaction(ctx, (db) =>
    numbers.length === 0
      ? db.run(sql`delete from calendar_reminder where user_id = ${ctx.actor.userId}`)
      : db.run(sql`
          insert into calendar_reminder (user_id, days_before) values (${ctx.actor.userId}, ${numbers})
          on conflict (user_id) do update set days_before = excluded.days_before, changed_at = clock_timestamp()`),
  );
}

/**
 * Queues at most one mail to each account that asked for reminders, with all that has come near since the last. What is
 * told of is written in the same transaction as the mail: each entry once for each number of days. Returns how many mails.
 */
export async function remindOfCalendar(pool: Pool, clock: () => Temporal.Instant): Promise<number> {
  const today = swedishDay(clock());
  const wanting = await inTransaction(pool, { registers: true }, (db) =>
    db.many<{ userId: string }>(sql`select user_id as "userId" from calendar_reminder order by user_id`),
  );
  let mails = 0;
  for (const { userId } of wanting) {
    const actor = await actorOfAccount(pool, userId);
    if (actor === null) continue;
    const entries = await entriesOf({ pool, actor, clock, requestId: 'calendar' });
    mails += await registersTransaction({ pool, actor: { userId: 'system' } }, async (db) => {
      // As it is wanted now: somebody may have changed it, or turned it off, since the list was read.
      const wanted = await db.maybe<{ days: number[] }>(sql`
        select days_before as days from calendar_reminder where user_id = ${userId} for update`);
      if (wanted === undefined) return 0;
      const told = await db.many<{ entry: string; days: number }>(sql`
        select entry, days_before as days from calendar_reminded where user_id = ${userId}`);
      const known = new Set(told.map((one) => `${one.days} ${one.entry}`));
      const due = remindersDue(entries, wanted.days, today, (entry, before) =>
        known.has(`${before} ${dated(entry)}`),
      );
      if (due.length === 0) return 0;
      for (const { entry, days: before } of due)
        await db.run(sql`
          insert into calendar_reminded (user_id, entry, days_before) values (${userId}, ${dated(entry)}, ${before})`);
      const t = calendarTexts.sv.remind;
      await queueMail(db, {
        // By what it tells of: the same things are never told twice, whatever the clock says.
        key: `calendar:${userId}:${sha256(due.map(({ entry, days: before }) => `${before} ${dated(entry)}`).join('\n'))}`,
        about: 'calendar',
        aboutId: userId,
        authorityId: null,
        to: [actor.email],
        subject: t.subject(due.length),
        text: [t.intro, '', ...due.map(({ entry }) => line(entry)), '', t.outro].join('\n'),
      });
      return 1;
    });
  }
  return mails;
}

/** A thing that has come to lie on another day is told of anew. */
function dated(entry: CalendarEntry): string {
  return `${entry.key} ${entry.day}`;
}

function line(entry: CalendarEntry): string {
  const t = calendarTexts.sv;
  return `${formatDay(entry.day, 'sv')}: ${entry.authority}: ${t.says[entry.kind](entry.about, entry.count)}`;
}

/** Nothing for an account whose roles have ended. */
async function entriesOf(ctx: Context): Promise<CalendarEntry[]> {
  try {
    return await calendarEntries(ctx);
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') return [];
    throw error;
  }
}
