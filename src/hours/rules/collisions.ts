import { addDays, contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from './languages.ts';
import { type HoursException, type OfficeHours, ordinaryDay } from './open.ts';
import {
  isBridgeDay,
  isHoliday,
  type SpecialDayName,
  specialDay,
  type Weekday,
  weekdayOf,
} from './special-days.ts';
import { type DayHours, type Span, spansOf, type Week } from './week.ts';

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

/** Closed on days that the type is to be open on: klämdagar, and weeks in summer, for a type that closes on neither. */
export function breachesOfException({ type }: OfficeHours, { period, hours }: HoursException) {
  if (hours !== null) return [];
  const found: ('bridge-days' | 'summer-closing')[] = [];
  let summerDays = 0;
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
    if (/-0[678]-/.test(day)) summerDays++;
    if (type.openOnBridgeDays && isBridgeDay(day) && !found.includes('bridge-days'))
      found.push('bridge-days');
  }
  if (summerDays >= 7 && summerDays > type.summerClosingWeeks * 7) found.push('summer-closing');
  return found;
}
