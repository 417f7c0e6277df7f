import { randomBytes } from 'node:crypto';
import ical, { ICalEventTransparency } from 'ical-generator';
import { type Context, transaction } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { addDays } from '../kernel/plain-date.ts';
import { type Pool, sql, unscoped } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import type { Locale } from '../ui/texts.ts';
import { calendarEntries } from './entries.server.ts';
import type { CalendarEntry } from './entries.ts';
import { calendarTexts } from './texts.ts';

/** Since when the account has a secret address; null for none. */
export async function feedSince(ctx: Context): Promise<Temporal.Instant | null> {
  const feed = await transaction(ctx, (db) =>
    db.maybe<{ at: Temporal.Instant }>(sql`
      select created_at as at from calendar_feed where user_id = ${ctx.actor.userId} and ended_at is null`),
  );
  return feed?.at ?? null;
}

/** Makes a secret address; an earlier one ends. Returns the secret, which is not kept. */
export async function makeFeed(ctx: Context): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await transaction(ctx, async (db) => {
    // Two presses at once: the second waits, and ends the address of the first.
    await db.one(sql`select pg_advisory_xact_lock(hashtextextended(${ctx.actor.userId}, 5545))`);
    await db.run(sql`
      update calendar_feed set ended_at = ${ctx.clock()} where user_id = ${ctx.actor.userId} and ended_at is null`);
    await db.run(sql`
      insert into calendar_feed (user_id, token_sha256) values (${ctx.actor.userId}, ${sha256(secret)})`);
  });
  return secret;
}

export async function endFeed(ctx: Context): Promise<void> {
  await transaction(ctx, (db) =>
    db.run(sql`
      update calendar_feed set ended_at = ${ctx.clock()} where user_id = ${ctx.actor.userId} and ended_at is null`),
  );
}

/**
 * The calendar behind a secret address, with what the account's roles give now, as RFC 5545 text. Throws Problem
 * `not-found` for an address that is nobody's, has ended, or whose account has no authority any longer.
 */
export async function feedText(
  at: { readonly pool: Pool; readonly clock: () => Temporal.Instant; readonly requestId: string },
  secret: string,
  address: string,
  locale: Locale,
): Promise<string> {
  const { owner } = await unscoped(at.pool).one<{ owner: string | null }>(
    sql`select calendar_feed_owner(${sha256(secret)}) as owner`,
  );
  const actor = owner === null ? null : await actorOfAccount(at.pool, owner);
  if (actor === null) throw new Problem('not-found');
  try {
    return calendarFile(await calendarEntries({ ...at, actor }), at.clock(), address, locale);
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') throw new Problem('not-found');
    throw error;
  }
}

/** Whole days without busy time: a reminder is no meeting. */
function calendarFile(
  entries: readonly CalendarEntry[],
  now: Temporal.Instant,
  address: string,
  locale: Locale,
): string {
  const t = calendarTexts[locale];
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const calendar = ical({
    name: t.feed.name,
    prodId: { company: 'Samtjänst', product: 'Samtjänst' },
    ttl: 3600,
  });
  for (const entry of entries)
    calendar.createEvent({
      id: `${sha256(entry.key).slice(0, 32)}@samtjanst`,
      start: day(entry.day),
      end: day(addDays(entry.day, 1)),
      allDay: true,
      timezone: 'UTC',
      stamp: new Date(now.epochMilliseconds),
      summary: `${entry.authority}: ${t.says[entry.kind](entry.about, entry.count)}`,
      url: `${address}${entry.href}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  // RFC 5545 3.1: each line ends so, also the last; the package leaves that one open.
  return `${calendar.toString()}\r\n`;
}
