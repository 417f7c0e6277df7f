import type { Weekday } from './special-days.ts';
import { WEEKDAYS } from './special-days.ts';

/** Clock time in Sweden, `HH:MM`; sorts as text. */
export type Clock = string;
export interface Span {
  readonly from: Clock;
  readonly to: Clock;
}
/** When a day opens and closes, with its lunch closing. */
export interface DayHours {
  readonly opens: Clock;
  readonly closes: Clock;
  readonly lunch: Span | null;
}
/** The hours of an ordinary week, and when the office does not keep them. */
export interface Week {
  /** A weekday that is not there is closed. */
  readonly days: Readonly<Partial<Record<Weekday, DayHours | undefined>>>;
  readonly closedOnBridgeDays: boolean;
  /** ISO weeks in which it is closed every summer; first and last. */
  readonly summerWeeks: { readonly from: number; readonly to: number } | null;
}

/** What a type of office says of hours: the row of office_type. */
export interface TypeRules {
  readonly code: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly daysFrom: number;
  readonly daysTo: number;
  readonly opens: Clock;
  readonly closes: Clock;
  readonly lunchClosing: 'never' | 'as a rule' | 'always';
  readonly summerClosingWeeks: number;
  readonly openOnBridgeDays: boolean;
  readonly source: string;
}

/** Closed in summer may be weeks 23 to 34: June to August. Our reading of "under sommaren". */
export const SUMMER = { from: 23, to: 34 } as const;

/** The lunch closing when nobody has said another: no source gives the time. */
const LUNCH: Span = { from: '12:00', to: '13:00' };

/**
 * What holds while an office has registered nothing: the type's own hours. On three days where the type may have fewer
 * than five ("normalt öppet 3 dagar", seed 001), two where it has at most three. Which days, no source says: midweek.
 */
export function defaultWeek(type: TypeRules): Week {
  const days: readonly Weekday[] =
    type.daysFrom === 5 ? [1, 2, 3, 4, 5] : type.daysTo <= 3 ? [2, 4] : [2, 3, 4];
  const lunch = type.lunchClosing === 'never' ? null : LUNCH;
  return {
    days: Object.fromEntries(days.map((day) => [day, { opens: type.opens, closes: type.closes, lunch }])),
    closedOnBridgeDays: !type.openOnBridgeDays,
    summerWeeks: null,
  };
}

/** The spans in which a day is open. */
export function spansOf({ opens, closes, lunch }: DayHours): readonly Span[] {
  if (lunch === null) return [{ from: opens, to: closes }];
  return [
    { from: opens, to: lunch.from },
    { from: lunch.to, to: closes },
  ];
}

export const DAY_FAULTS = [
  'closes-before-it-opens',
  'lunch-outside-hours',
  'lunch-ends-before-it-begins',
] as const;
/** What no day can be, whatever the type. */
export function dayFault({ opens, closes, lunch }: DayHours): (typeof DAY_FAULTS)[number] | null {
  if (opens >= closes) return 'closes-before-it-opens';
  if (lunch === null) return null;
  if (lunch.from >= lunch.to) return 'lunch-ends-before-it-begins';
  return lunch.from <= opens || lunch.to >= closes ? 'lunch-outside-hours' : null;
}

export const BREACHES = [
  'too-few-days',
  'too-many-days',
  'opens-late-or-closes-early',
  'lunch-closing',
  'no-lunch-closing',
  'summer-closing',
  'bridge-days',
] as const;
export type BreachCode = (typeof BREACHES)[number];
/** Where a week departs from its type; the source is the type's. */
export interface Breach {
  readonly code: BreachCode;
  /** The weekdays that it is about; none: the whole week. */
  readonly days: readonly Weekday[];
}

/**
 * Where a week is not what its type says. Longer hours are none: the types say what is normal, not the most. For a small
 * office the source states no times, so times cannot depart from it.
 */
export function breachesOf(week: Week, type: TypeRules): Breach[] {
  const open = WEEKDAYS.filter((day) => week.days[day] !== undefined);
  const where = (code: BreachCode, test: (day: DayHours) => boolean): Breach[] => {
    const days = open.filter((day) => test(week.days[day]!));
    return days.length === 0 ? [] : [{ code, days }];
  };
  const whole = (code: BreachCode, holds: boolean): Breach[] => (holds ? [{ code, days: [] }] : []);
  const { summerWeeks } = week;
  const weeks = summerWeeks === null ? 0 : summerWeeks.to - summerWeeks.from + 1;
  return [
    ...whole('too-few-days', open.length < type.daysFrom),
    ...whole('too-many-days', open.length > type.daysTo),
    ...(type.code === 'small'
      ? []
      : where('opens-late-or-closes-early', (day) => day.opens > type.opens || day.closes < type.closes)),
    ...(type.lunchClosing === 'never' ? where('lunch-closing', (day) => day.lunch !== null) : []),
    ...(type.lunchClosing === 'always'
      ? where(
          'no-lunch-closing',
          (day) => day.lunch === null && day.opens < LUNCH.from && day.closes > LUNCH.to,
        )
      : []),
    ...whole('summer-closing', weeks > type.summerClosingWeeks),
    ...whole('bridge-days', type.openOnBridgeDays && week.closedOnBridgeDays),
  ];
}
