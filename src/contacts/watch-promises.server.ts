import { isWorkingDay } from '../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import { formatMoment } from '../ui/format.ts';
import { promiseWarningTexts } from './promise-warning-texts.ts';
import { instantOf, SOON_MINUTES } from './rules/promise.ts';

export interface Watch {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  /** Where people reach this installation, without a slash at the end. */
  readonly origin: string;
}

/** As the background works: over all offices, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;
/** The morning's mail goes from this Swedish hour, on working days. */
const MORNING = 7;
/** Of one broken so long ago nobody is told by mail any more; it stands on the page. */
const FORGOTTEN_DAYS = 14;
const t = promiseWarningTexts.sv;

/**
 * Mail before a promise breaks, when it has, and in the morning. Each goes once: its key says which promise, and which warning.
 * One that is kept or moved meanwhile is not told of.
 */
export async function watchPromises(watch: Watch): Promise<void> {
  await inTransaction(watch.pool, SCOPE, async (db) => {
    for (const what of ['soon', 'broken'] as const) await warn(watch, db, what);
  });
  const now = watch.clock();
  const today = swedishDay(now);
  const { hour } = now.toZonedDateTimeISO('Europe/Stockholm');
  if (isWorkingDay(today) && hour >= MORNING)
    await inTransaction(watch.pool, SCOPE, (db) => morning(watch, db, today));
}

/** A promise for soon is warned of when half its time has passed. */
async function warn({ clock, origin }: Watch, db: Db, what: 'soon' | 'broken'): Promise<void> {
  const now = clock();
  const due =
    what === 'soon'
      ? sql`p.due_at > ${now} and p.due_at <= ${now.add({ minutes: SOON_MINUTES })}
          and p.due_at - least(make_interval(mins => ${SOON_MINUTES}), (p.due_at - p.promised_at) / 2) <= ${now}`
      : sql`p.due_at <= ${now} and p.due_at > ${now.subtract({ hours: FORGOTTEN_DAYS * 24 })}`;
  const rows = await db.many<{
    id: string;
    contactId: string;
    reference: string;
    dueAt: Temporal.Instant;
    officer: string;
    officeId: number;
    office: string;
    to: string[] | null;
  }>(sql`
    select p.id, p.visit_id as "contactId", v.reference, p.due_at as "dueAt", o.name as officer, f.id as "officeId", f.name as office,
      (select array_agg(distinct u.email) from account_user u
        join role_assignment r on r.user_id = u.id and r.office_id = p.office_id and r.ended_at is null
        where r.role = 'officer' and exists (select from user_officer w where w.user_id = u.id and w.officer_id = p.officer_id)
          or ${what} = 'broken' and r.role = 'office-manager') as to
    from promise p join visit v on v.id = p.visit_id join officer o on o.id = p.officer_id join office f on f.id = p.office_id
    where p.kept_at is null and p.moved_at is null and ${due}
      and not exists (select from outgoing_mail m where m.mail_key = 'promise:' || p.id || ':' || ${what})
    order by p.due_at limit 500`);
  for (const { id, contactId, reference, dueAt, officer, officeId, office, to } of rows) {
    if (to === null) continue;
    const when = formatMoment(dueAt);
    await queueMail(db, {
      key: `promise:${id}:${what}`,
      ...{ about: 'promise', aboutId: id, authorityId: null, officeId, to: to.slice(0, 50) },
      subject: what === 'soon' ? t.soonSubject(reference, when) : t.brokenSubject(reference, when),
      text: t[what](officer, when, office, `${origin}/kontakter/${contactId}#lofte`),
    });
  }
}

/** To each who has something to keep today, or has broken something: once a day. */
async function morning({ clock, origin }: Watch, db: Db, today: PlainDate): Promise<void> {
  const now = clock();
  const tonight = instantOf(swedishDay(now.add({ hours: 24 })), '00:00');
  const officers = await db.many<{
    officerId: number;
    officeId: number;
    to: string[] | null;
    promises: { dueAt: string; reference: string }[];
  }>(sql`
    select p.officer_id as "officerId", p.office_id as "officeId",
      (select array_agg(distinct u.email) from user_officer w join account_user u on u.id = w.user_id
        join role_assignment r on r.user_id = u.id and r.role = 'officer' and r.office_id = p.office_id and r.ended_at is null
        where w.officer_id = p.officer_id) as to,
      jsonb_agg(jsonb_build_object('dueAt', p.due_at, 'reference', v.reference) order by p.due_at) as promises
    from promise p join visit v on v.id = p.visit_id
    where p.kept_at is null and p.moved_at is null and p.due_at < ${tonight}
      and not exists (select from outgoing_mail m where m.mail_key = 'promises:' || p.officer_id || ':' || p.office_id || ':' || ${today}::text)
    group by p.officer_id, p.office_id limit 500`);
  for (const { officerId, officeId, to, promises } of officers) {
    if (to === null) continue;
    const rows = promises.slice(0, 100).map(({ dueAt, reference }) => {
      const due = Temporal.Instant.from(dueAt);
      const late = Temporal.Instant.compare(due, now) < 0;
      return { late, text: t.row(formatMoment(due), reference, late) };
    });
    const late = rows.filter((row) => row.late).length;
    await queueMail(db, {
      key: `promises:${officerId}:${officeId}:${today}`,
      ...{ about: 'promises', aboutId: today, authorityId: null, officeId, to: to.slice(0, 50) },
      subject: t.morningSubject(today, rows.length - late, late),
      text: t.morning(rows.map(({ text }) => text).join('\n'), `${origin}/loften`),
    });
  }
}
