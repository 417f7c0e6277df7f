import { addDays, contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from './languages.ts';
import { type HoursException, type OfficeHours, officeDay, ordinaryDay, weekOn } from './open.ts';
import {
  isBridgeDay,
  isHoliday,
  type SpecialDayName,
  specialDay,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from './special-days.ts';
import { type DayHours, type Span, SUMMER, spansOf, type Week } from './week.ts';

/** Hours in a language on a weekday. */
export interface LanguageHours {
  readonly id: number;
  readonly language: Language;
  readonly weekday: Weekday;
  readonly span: Span;
  readonly valid: { readonly from: PlainDate; readonly to: PlainDate | null };
}

/** What a change meets: told before it is saved, and kept with it. */
export type Collision =
  | { readonly kind: 'exception'; readonly from: PlainDate; readonly to: PlainDate }
  | { readonly kind: 'planned-week'; readonly from: PlainDate }
  | { readonly kind: 'language'; readonly language: Language; readonly weekday: Weekday }
  | { readonly kind: 'holiday'; readonly day: PlainDate; readonly name: SpecialDayName }
  | { readonly kind: 'bridge-day'; readonly day: PlainDate }
  | { readonly kind: 'closed-anyway'; readonly from: PlainDate; readonly to: PlainDate };

/** Whether a span lies within the hours of a day. */
export function within(span: Span, hours: DayHours | null | undefined): boolean {
  return (
    hours !== null &&
    hours !== undefined &&
    spansOf(hours).some(({ from, to }) => from <= span.from && span.to <= to)
  );
}

/** What a new week from a day on meets: planned weeks after it, exceptions from then on, hours in languages that it has no room for. */
export function collisionsOfWeek(
  rules: OfficeHours,
  languages: readonly LanguageHours[],
  from: PlainDate,
  week: Week,
): Collision[] {
  return [
    ...(isHoliday(from) ? [{ kind: 'holiday' as const, day: from, name: specialDay(from)!.name }] : []),
    ...rules.weeks
      .filter(({ valid }) => valid.from > from)
      .map(({ valid }) => ({ kind: 'planned-week' as const, from: valid.from })),
    ...rules.exceptions
      .filter(({ period }) => period.to >= from)
      .map(({ period }) => ({ kind: 'exception' as const, ...period })),
    ...languages
      .filter(
        ({ valid, weekday, span }) =>
          (valid.to === null || valid.to >= from) && !within(span, week.days[weekday]),
      )
      .map(({ language, weekday }) => ({ kind: 'language' as const, language, weekday })),
  ];
}

/** What an exception meets: holidays and klämdagar in it, a planned week that begins in it, hours in languages that fall away. */
export function collisionsOfException(
  rules: OfficeHours,
  languages: readonly LanguageHours[],
  { period, hours }: HoursException,
): Collision[] {
  const days: PlainDate[] = [];
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) days.push(day);
  const found: Collision[] = days.flatMap((day): Collision[] => {
    const special = specialDay(day);
    if (isHoliday(day) && special !== null) return [{ kind: 'holiday', day, name: special.name }];
    return isBridgeDay(day) ? [{ kind: 'bridge-day', day }] : [];
  });
  if (hours === null && days.every((day) => ordinaryDay(rules, day).spans.length === 0))
    found.push({ kind: 'closed-anyway', ...period });
  for (const { valid } of rules.weeks)
    if (valid.from > period.from && valid.from <= period.to)
      found.push({ kind: 'planned-week', from: valid.from });
  for (const { language, weekday, span, valid } of languages)
    if (
      days.some(
        (day) =>
          weekdayOf(day) === weekday &&
          contains(valid, day) &&
          ordinaryDay(rules, day).spans.length > 0 &&
          !within(span, hours),
      )
    )
      found.push({ kind: 'language', language, weekday });
  return found;
}

/** Closed on days that the type is to be open on: klämdagar, and more weeks of a summer than the type may close. */
export function breachesOfException(rules: OfficeHours, exception: HoursException) {
  const { period, hours } = exception;
  if (hours !== null) return [];
  const found: ('bridge-days' | 'summer-closing')[] = [];
  for (let day = period.from; day <= period.to; day = addDays(day, 1))
    if (rules.type.openOnBridgeDays && isBridgeDay(day) && !found.includes('bridge-days'))
      found.push('bridge-days');
  const after = { ...rules, exceptions: [...rules.exceptions, exception] };
  for (const year of yearsOf(period.from, period.to))
    if (tooLongInSummer(after, year) > tooLongInSummer(rules, year) && !found.includes('summer-closing'))
      found.push('summer-closing');
  return found;
}

/**
 * Whether a week from a day on and the exceptions that there are close more weeks of a summer than the type may. The week
 * alone: `breachesOf`.
 */
export function closesTooLongInSummer(rules: OfficeHours, from: PlainDate, week: Week): boolean {
  const after = { ...rules, weeks: [{ valid: { from, to: null }, week }] };
  const last = rules.exceptions.reduce((day, { period }) => (period.to > day ? period.to : day), from);
  return yearsOf(from, last).some((year) => tooLongInSummer(after, year) > 0);
}

/** How many weeks of a summer the office is closed beyond what its type may be. */
function tooLongInSummer(rules: OfficeHours, year: number): number {
  return Math.max(0, weeksClosedInSummer(rules, year) - rules.type.summerClosingWeeks);
}

/** In how many weeks of a summer (weeks 23–34) an office that would be open some day keeps closed all of them. */
export function weeksClosedInSummer(rules: OfficeHours, year: number): number {
  const monday = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const first = monday.subtract({ days: monday.dayOfWeek - 1 });
  let closed = 0;
  for (let number = SUMMER.from; number <= SUMMER.to; number++) {
    const days = WEEKDAYS.map(
      (day) => first.add({ weeks: number - 1, days: day - 1 }).toString() as PlainDate,
    );
    const usual = days.filter(
      (day) =>
        contains(rules.open, day) &&
        !isHoliday(day) &&
        weekOn(rules, day).week.days[weekdayOf(day)] !== undefined,
    );
    if (usual.length > 0 && usual.every((day) => officeDay(rules, day).spans.length === 0)) closed++;
  }
  return closed;
}

function yearsOf(from: PlainDate, to: PlainDate): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
}
