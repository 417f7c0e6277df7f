import { z } from 'zod';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction, transaction } from '../../access/context.server.ts';
import { actorOfAccount } from '../../access/who-asks.server.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { fieldErrors } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { asking } from '../ask.server.ts';
import { FILE_FORMATS, type FigureFile, type FileFormat, fileOf } from '../exports/files.server.ts';
import { ownFileOf } from '../exports/own-file.server.ts';
import { ownWork } from '../own.server.ts';
import { pageTexts } from '../page-texts.ts';
import { namesOf, periodName } from '../pages/names.server.ts';
import { addressOf, type Days, FigureAddress, type FigureQuery } from '../query.ts';
import { addressesOf, EVERY, type Every, nextOn, periodBefore, sameOrganisation } from '../rules/schedule.ts';
import { scheduleTexts } from '../schedule-texts.ts';
import { statisticsTexts } from '../texts.ts';

export const NewSchedule = z.object({
  every: z.enum(EVERY, { error: 'required' }),
  format: z.enum(FILE_FORMATS, { error: 'required' }),
  to: z.string().min(1, { error: 'required' }).max(2000, { error: 'too-long' }),
});

const MOST = 20;

/** What an officer has done, for that officer alone: the address that it is scheduled by. */
export const OWN_WORK = 'vy=jag';
/** A view of figures, or one's own work. */
export type Scheduled = FigureQuery | typeof OWN_WORK;

/** Where a scheduled view is read. */
export const pathOf = (address: string) =>
  address === OWN_WORK ? '/statistik/jag' : `/statistik/visa?${address}`;

/**
 * Has a view mailed when each week or month is over. Throws Problem `invalid` (to: `not-an-email`, `other-organisation`,
 * `too-many-addresses`, `own-alone`; every: `weeks-not-outside`), and what `ask` throws of a view that is not the actor's.
 */
export async function addSchedule(
  ctx: Context,
  view: Scheduled,
  { every, format, to }: z.infer<typeof NewSchedule>,
  locale: Locale,
): Promise<void> {
  const recipients = addressesOf(to);
  const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);
  if (recipients.length > 10) throw wrong('to', 'too-many-addresses');
  if (recipients.length === 0 || !recipients.every((one) => z.email().safeParse(one).success))
    throw wrong('to', 'not-an-email');
  if (!recipients.every((one) => sameOrganisation(ctx.actor.email, one)))
    throw wrong('to', 'other-organisation');
  if (view === OWN_WORK && recipients.some((one) => one !== ctx.actor.email.toLowerCase()))
    throw wrong('to', 'own-alone');
  const today = swedishDay(ctx.clock());
  // Asked once now, so that what can never be sent is told at once.
  const title = await titleOf(ctx, view, periodBefore(every, nextOn(every, today)), locale).catch((error) => {
    if (error instanceof Problem && error.errors.some(({ code }) => code === 'whole-months'))
      throw wrong('every', 'weeks-not-outside');
    throw error;
  });
  await transaction(ctx, async (db) => {
    // One at a time for each account: two sent at once cannot both be the twentieth.
    await db.run(
      sql`select pg_advisory_xact_lock(hashtextextended(${`figure-schedule ${ctx.actor.userId}`}, 0))`,
    );
    const { running } = await db.one<{ running: number }>(sql`
      select count(*)::int as running from figure_schedule where user_id = ${ctx.actor.userId} and stopped_at is null`);
    if (running >= MOST) throw wrong('to', 'too-many-schedules');
    const { id } = await db.one<{ id: number }>(sql`
      insert into figure_schedule (user_id, address, title, every, format, recipients, locale, next_on)
      values (${ctx.actor.userId}, ${view === OWN_WORK ? OWN_WORK : addressOf(view).toString()}, ${title.slice(0, 300)}, ${every}, ${format}, ${recipients},
        ${locale}, ${nextOn(every, today)}) returning id`);
    await audit(db, ctx.actor.userId, 'figures-scheduled', id, { every, recipients });
  });
}

/** What a view is called; asks it of a period as it will be asked when it is sent. */
async function titleOf(ctx: Context, view: Scheduled, period: Days, locale: Locale): Promise<string> {
  if (view === OWN_WORK) {
    await ownWork(ctx);
    return pageTexts[locale].own.title;
  }
  return asking(ctx, async (asker) => {
    const table = await asker.table({ ...view, period });
    const names = await namesOf(asker.db, asker.offices, locale);
    return statisticsTexts[locale].generic.title(table.columns[0]!.version.name[locale], names.scope(view));
  });
}

/** Throws Problem `not-found` for one that is not the actor's, or stopped already. */
export async function stopSchedule(ctx: Context, id: number): Promise<void> {
  await transaction(ctx, async (db) => {
    const stopped = await db.maybe<{ id: number }>(sql`
      update figure_schedule set stopped_at = ${ctx.clock()}, stopped_because = 'by-owner'
      where id = ${id} and user_id = ${ctx.actor.userId} and stopped_at is null returning id`);
    if (stopped === undefined) throw new Problem('not-found');
    await audit(db, ctx.actor.userId, 'figures-schedule-stopped', id, {});
  });
}

const audit = (
  db: Parameters<typeof recordEvent>[0],
  actor: string,
  kind: string,
  id: number,
  details: Record<string, unknown>,
) =>
  recordEvent(db, {
    actor,
    role: 'reader of figures',
    kind,
    subject: 'figure_schedule',
    subjectId: id,
    details,
  });

export interface Schedule {
  readonly id: number;
  readonly address: string;
  readonly title: string;
  readonly every: Every;
  readonly format: FileFormat;
  readonly recipients: readonly string[];
  readonly nextOn: PlainDate;
  readonly stoppedBecause: 'by-owner' | 'no-longer-seen' | 'account-closed' | null;
}

const columns = sql`id, address, title, every, format, recipients, next_on as "nextOn", stopped_because as "stoppedBecause"`;

/** The actor's own, those that run first. */
export function schedulesOf(ctx: Context): Promise<Schedule[]> {
  return transaction(ctx, (db) =>
    db.many<Schedule>(sql`
      select ${columns} from figure_schedule where user_id = ${ctx.actor.userId}
      order by (stopped_at is not null), next_on, id desc limit 200`),
  );
}

interface Due extends Schedule {
  readonly userId: string;
  readonly locale: Locale;
}

/**
 * Mails the views whose day has come: each asked anew as its owner, under what they may see now. What they may no longer see is
 * not sent; the mailing is stopped, and its owner told. The mail and the next day are one transaction. Returns how many were sent.
 */
export async function sendDueFigures(works: {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly origin: string;
}): Promise<number> {
  const { pool, clock, origin } = works;
  const today = swedishDay(clock());
  const due = await inTransaction(pool, { registers: true }, (db) =>
    db.many<Due>(sql`
      select ${columns}, user_id as "userId", locale from figure_schedule
      where stopped_at is null and next_on <= ${today} order by id`),
  );
  let sent = 0;
  for (const one of due) {
    const actor = await actorOfAccount(pool, one.userId);
    const made = actor === null ? null : await fileFor({ pool, clock, actor, requestId: 'figures' }, one);
    sent += await registersTransaction({ pool, actor: { userId: 'system' } }, async (db) => {
      // As it stands now: its owner may have stopped it, or another process have sent it, meanwhile.
      const still = await db.maybe(sql`
        select id from figure_schedule where id = ${one.id} and stopped_at is null and next_on = ${one.nextOn} for update`);
      if (still === undefined) return 0;
      const t = scheduleTexts[one.locale];
      if (made === null) {
        await db.run(sql`
          update figure_schedule set stopped_at = ${clock()},
            stopped_because = ${actor === null ? 'account-closed' : 'no-longer-seen'} where id = ${one.id}`);
        if (actor !== null)
          await queueMail(db, {
            key: `figures-stopped:${one.id}`,
            about: 'figures',
            aboutId: String(one.id),
            authorityId: null,
            to: [actor.email],
            subject: t.stoppedSubject(one.title),
            text: t.stoppedBody(one.title),
          });
        return 0;
      }
      await queueMail(db, {
        key: `figures:${one.id}:${one.nextOn}`,
        about: 'figures',
        aboutId: String(one.id),
        authorityId: null,
        to: one.recipients,
        subject: t.subject(one.title, made.period),
        text: t.body(one.title, made.period, `${origin}${pathOf(made.address)}`),
        attachments: [{ fileName: made.file.name, mediaType: made.file.type, content: made.file.bytes }],
      });
      await db.run(
        sql`update figure_schedule set next_on = ${nextOn(one.every, today)} where id = ${one.id}`,
      );
      return 1;
    });
  }
  return sent;
}

/** The view of the week or month that is over, as its owner may see it (own work: of its weeks); null when they no longer may. */
async function fileFor(
  ctx: Context,
  { address, every, format, locale, title, nextOn: on }: Due,
): Promise<{ readonly file: FigureFile; readonly period: string; readonly address: string } | null> {
  try {
    if (address === OWN_WORK) {
      const work = await ownWork(ctx);
      const period = { from: work.weeks[0]!.monday, to: addDays(on, -1) };
      return { file: await ownFileOf(work, format, locale), period: periodName(period, locale), address };
    }
    const read = FigureAddress.safeParse(Object.fromEntries(new URLSearchParams(address)));
    if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
    const query = { ...read.data, period: periodBefore(every, on) };
    const table = await asking(ctx, (asker) => asker.table(query));
    const period = periodName(query.period, locale);
    return {
      file: await fileOf(table, `${title}, ${period}`, format, locale),
      period,
      address: addressOf(query).toString(),
    };
  } catch (error) {
    if (error instanceof Problem && ['not-found', 'forbidden', 'invalid'].includes(error.code)) return null;
    throw error;
  }
}
