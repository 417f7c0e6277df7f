import { hasRole, managedOfficesOf } from '../access/actor.ts';
import { type AuditEntry, recordEvent } from '../access/audit.server.ts';
import { type Context, registersTransaction, transaction } from '../access/context.server.ts';
import type { Period, PlainDate } from '../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { type FieldError, Problem } from '../platform/problem.ts';
import type { Collision, LanguageHours } from './rules/collisions.ts';
import type { HoursException, OfficeHours } from './rules/open.ts';
import type { BreachCode, Week } from './rules/week.ts';
import type { Cause } from './schemas.ts';

export interface StoredWeek {
  readonly id: number;
  readonly valid: Period;
  readonly week: Week;
  readonly breaches: readonly BreachCode[];
  readonly reason: string | null;
}
export interface StoredException extends HoursException {
  readonly id: number;
  readonly cause: Cause;
  readonly breaches: readonly BreachCode[];
  readonly reason: string | null;
}
/** An office with everything that decides its hours. */
export interface HoursOfOffice extends OfficeHours {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly locality: string;
  readonly municipality: string;
  readonly weeks: readonly StoredWeek[];
  readonly exceptions: readonly StoredException[];
  readonly languages: readonly LanguageHours[];
}

const dayHours = (
  row: Sql,
) => sql`jsonb_build_object('opens', left(${row}.opens::text, 5), 'closes', left(${row}.closes::text, 5),
  'lunch', case when ${row}.lunch_from is null then null
    else jsonb_build_object('from', left(${row}.lunch_from::text, 5), 'to', left(${row}.lunch_to::text, 5)) end)`;

/** Loads an office's hours as they are known now, or as they were known at an instant. Throws Problem `not-found`. */
export async function hoursOf(
  db: Db,
  office: { readonly id: number } | { readonly code: string },
  known?: Temporal.Instant,
): Promise<HoursOfOffice> {
  const which = 'id' in office ? sql`f.id = ${office.id}` : sql`f.code = ${office.code}`;
  const [found] = await db.many<HoursOfOffice>(hoursWhere(which, known));
  if (found === undefined) throw new Problem('not-found');
  return found;
}

/** The same for every office, by name; `ids` narrows it. */
export function hoursOfOffices(db: Db, ids?: readonly number[]): Promise<HoursOfOffice[]> {
  return db.many<HoursOfOffice>(
    sql`${hoursWhere(ids === undefined ? sql`true` : sql`f.id = any (${ids})`)} order by f.name collate "sv-x-icu"`,
  );
}

function hoursWhere(which: Sql, known?: Temporal.Instant): Sql {
  const weeks = known === undefined ? sql`office_week` : sql`office_week_as_known(${known})`;
  const exceptions =
    known === undefined ? sql`office_hours_exception` : sql`office_hours_exception_as_known(${known})`;
  const languages =
    known === undefined ? sql`office_language_hours` : sql`office_language_hours_as_known(${known})`;
  const offices = known === undefined ? sql`office` : sql`office_as_known(${known})`;
  return sql`
    select f.id, f.code, f.name, f.locality, m.name as municipality, ${periodOf(sql`f.open`)} as open,
      jsonb_build_object('code', y.code, 'nameSv', y.name_sv, 'nameEn', y.name_en, 'daysFrom', y.days_from,
        'daysTo', y.days_to, 'opens', left(y.opens::text, 5), 'closes', left(y.closes::text, 5),
        'lunchClosing', y.lunch_closing, 'summerClosingWeeks', y.summer_closing_weeks,
        'openOnBridgeDays', y.open_on_bridge_days, 'source', y.source) as type,
      (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'valid', ${periodOf(sql`w.valid`)},
          'breaches', to_jsonb(w.breaches), 'reason', w.reason,
          'week', jsonb_build_object('closedOnBridgeDays', w.closed_on_bridge_days,
            'summerWeeks', case when w.summer_from_week is null then null
              else jsonb_build_object('from', w.summer_from_week, 'to', w.summer_to_week) end,
            'days', (select coalesce(jsonb_object_agg(d.weekday, ${dayHours(sql`d`)}), '{}')
              from office_week_day d where d.week_id = w.id))) order by lower(w.valid)), '[]')
        from ${weeks} w where w.office_id = f.id and w.withdrawn_at is null) as weeks,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'period', ${periodOf(sql`x.period`)}, 'cause', x.cause,
          'breaches', to_jsonb(x.breaches), 'reason', x.reason,
          'hours', case when x.opens is null then null else ${dayHours(sql`x`)} end) order by lower(x.period)), '[]')
        from ${exceptions} x where x.office_id = f.id and x.withdrawn_at is null) as exceptions,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'language', l.language, 'weekday', l.weekday,
          'valid', ${periodOf(sql`l.valid`)},
          'span', jsonb_build_object('from', left(l.from_time::text, 5), 'to', left(l.to_time::text, 5)))
          order by l.language, l.weekday, lower(l.valid)), '[]')
        from ${languages} l where l.office_id = f.id and l.withdrawn_at is null) as languages
    from ${offices} f join office_type y on y.code = f.type_code join municipality m on m.code = f.municipality_code
    where ${which}`;
}

/** Whether the actor may change the hours of an office. */
export function mayChange(ctx: Context, officeId: number): boolean {
  return hasRole(ctx.actor, 'administrator') || managedOfficesOf(ctx.actor).includes(officeId);
}

/** A transaction in which what needs the office's manager or an administrator can be done. Throws Problem `forbidden`. */
export function changing<T>(ctx: Context, officeId: number, work: (db: Db) => Promise<T>): Promise<T> {
  if (managedOfficesOf(ctx.actor).includes(officeId)) return transaction(ctx, work);
  if (hasRole(ctx.actor, 'administrator')) return registersTransaction(ctx, work);
  throw new Problem('forbidden');
}

/**
 * The office for a change: one change of an office at a time, so that what was shown is what is met. Throws Problem
 * `forbidden`, `not-found`.
 */
export async function officeForChange(db: Db, officeId: number): Promise<HoursOfOffice> {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('office-hours'), ${officeId})`);
  return hoursOf(db, { id: officeId });
}

export interface Change {
  readonly kind:
    | 'week-set'
    | 'week-withdrawn'
    | 'exception-added'
    | 'exception-withdrawn'
    | 'exception-cut'
    | 'language-added'
    | 'language-ended';
  readonly details: Readonly<Record<string, unknown>>;
}

/** Who changes hours, as the audit has it, and when. */
export interface Changer {
  readonly userId: string;
  readonly role: string;
  readonly at: Temporal.Instant;
}
export function changerOf(ctx: Context, officeId: number): Changer {
  const role = managedOfficesOf(ctx.actor).includes(officeId) ? 'office-manager' : 'administrator';
  return { userId: ctx.actor.userId, role, at: ctx.clock() };
}

/** Writes a change to the office's own list and to the audit. */
export async function recordChange(db: Db, who: Changer, officeId: number, change: Change): Promise<void> {
  await db.run(sql`
    insert into office_hours_event (office_id, at, actor, kind, details)
    values (${officeId}, ${who.at}, ${who.userId}, ${change.kind}, ${JSON.stringify(change.details)})`);
  const entry: AuditEntry = {
    ...{ actor: who.userId, role: who.role },
    kind: `office-hours-${change.kind}`,
    subject: 'office',
    subjectId: officeId,
    officeId,
    details: change.details,
  };
  await recordEvent(db, entry);
}

/** What a change meets and departs from must have been seen: by this mark, which is another when anything of it is. */
export function seenMark(collisions: readonly Collision[], breaches: readonly unknown[]): string {
  return JSON.stringify([collisions, breaches]);
}

/**
 * Throws Problem `invalid` with `needs-to-be-seen` and what it is about, unless the caller says that it has been seen. A
 * change that meets nothing needs nothing.
 */
export function requireSeen(
  seen: string | undefined,
  collisions: readonly Collision[],
  breaches: readonly unknown[],
): void {
  if (collisions.length === 0 && breaches.length === 0) return;
  const mark = seenMark(collisions, breaches);
  if (seen !== mark)
    throw new Problem('invalid', { collisions, breaches, seen: mark }, [
      { field: 'seen', code: 'needs-to-be-seen' },
    ]);
}

export interface HoursEvent {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly by: string | null;
  readonly kind: Change['kind'];
  // biome-ignore lint/suspicious/noExplicitAny: as it was written, by kind
  readonly details: any;
}

/** A page of the changes of an office, newest first. */
export function hoursEvents(ctx: Context, officeId: number, before: number | null, count: number) {
  return changing(ctx, officeId, (db) =>
    db.many<HoursEvent>(sql`
      select e.id, e.at, u.name as by, e.kind, e.details from office_hours_event e
        left join account_user u on u.id = e.actor
      where e.office_id = ${officeId} and e.id < ${before ?? Number.MAX_SAFE_INTEGER} order by e.id desc limit ${count}`),
  );
}

/** What is wrong with a change, at which field. */
export type HoursFault = Required<Pick<FieldError, 'field' | 'code'>>;

/** The day before which nothing can be set. */
export function requireNotPassed(day: PlainDate, today: PlainDate, field: string): void {
  if (day < today) throw new Problem('invalid', { today }, [{ field, code: 'day-has-passed' }]);
}
