import type { Context } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { within } from '../rules/collisions.ts';
import { weekOn } from '../rules/open.ts';
import type { Weekday } from '../rules/special-days.ts';
import type { AddLanguage } from '../schemas.ts';
import { changerOf, changing, officeForChange, recordChange, requireNotPassed } from '../store.server.ts';

/**
 * Hours on a weekday when visitors are met in a language, from a day on (12 § lagen (2009:724) for Finnish, Meänkieli and
 * Sami). They lie within the hours of the week that holds then. Returns their id. Throws Problem `forbidden`, `not-found`,
 * `invalid` with `day-has-passed`, `outside-opening-hours`, `language-has-that-day`.
 */
export function addLanguageHours(ctx: Context, officeId: number, given: AddLanguage): Promise<number> {
  const { language, span, from } = given;
  const weekday = given.weekday as Weekday;
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    requireNotPassed(from, swedishDay(ctx.clock()), 'from');
    if (!within(span, weekOn(office, from).week.days[weekday]))
      throw new Problem('invalid', {}, [{ field: 'span.from', code: 'outside-opening-hours' }]);
    const same = office.languages.filter(
      (other) =>
        other.language === language &&
        other.weekday === weekday &&
        (other.valid.to === null || other.valid.to >= from),
    );
    if (same.length > 0)
      throw new Problem('invalid', {}, [{ field: 'weekday', code: 'language-has-that-day' }]);
    const { id } = await db.one<{ id: number }>(sql`
      insert into office_language_hours (office_id, language, weekday, from_time, to_time, valid, recorded_at, recorded_by)
      values (${officeId}, ${language}, ${weekday}, ${span.from}, ${span.to}, ${daterange({ from, to: null })},
        ${ctx.clock()}, ${ctx.actor.userId})
      returning id`);
    await recordChange(db, changerOf(ctx, officeId), officeId, {
      kind: 'language-added',
      details: { hours: id, language, weekday, span, from },
    });
    return id;
  });
}

/**
 * Gives hours in a language their last day, today or later. Those that have
 * not begun by then are withdrawn. Throws Problem `forbidden`, `not-found`, `invalid` with `day-has-passed`.
 */
export function endLanguageHours(
  ctx: Context,
  officeId: number,
  { id, lastDay }: { readonly id: number; readonly lastDay: PlainDate },
): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const hours = office.languages.find((each) => each.id === id);
    if (hours === undefined) throw new Problem('not-found');
    requireNotPassed(lastDay, swedishDay(ctx.clock()), 'lastDay');
    await db.run(
      lastDay < hours.valid.from
        ? sql`update office_language_hours set withdrawn_at = ${ctx.clock()} where id = ${id}`
        : sql`update office_language_hours set valid = ${daterange({ from: hours.valid.from, to: lastDay })} where id = ${id}`,
    );
    const { language, weekday, span } = hours;
    await recordChange(db, changerOf(ctx, officeId), officeId, {
      kind: 'language-ended',
      details: { hours: id, language, weekday, span, lastDay },
    });
  });
}
