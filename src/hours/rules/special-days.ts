import { getHolidays, type IHolidayNames } from 'swedish-holidays';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';

/**
 * Days with a name. Red: the 13 of 1 § lagen (1989:253) om allmänna helgdagar (Sundays are red too, and need no name here).
 * Off: midsommarafton, julafton, nyårsafton, which that law does not name and 3 a § semesterlagen (1977:480) treats as
 * Sundays; offices keep closed. Eve: named, and open as any day.
 */
export const SPECIAL_DAYS = {
  newYearsDay: 'red',
  twelfthNight: 'eve',
  epiphany: 'red',
  maundyThursday: 'eve',
  goodFriday: 'red',
  holySaturday: 'eve',
  easterSunday: 'red',
  easterMonday: 'red',
  walpurgisNight: 'eve',
  mayFirst: 'red',
  ascensionDay: 'red',
  swedishNationalDay: 'red',
  pentecostEve: 'eve',
  whitSunday: 'red',
  midsummerEve: 'off',
  midsummerDay: 'red',
  allSaintsEve: 'eve',
  allSaintsDay: 'red',
  christmasEve: 'off',
  christmasDay: 'red',
  boxingDay: 'red',
  newYearsEve: 'off',
} as const satisfies Record<keyof IHolidayNames, 'red' | 'off' | 'eve'>;
export type SpecialDayName = keyof typeof SPECIAL_DAYS;
export interface SpecialDay {
  readonly name: SpecialDayName;
  readonly kind: 'red' | 'off' | 'eve';
}

// The library names a day in a language of one's choice: here by key.
const KEYS = Object.fromEntries(
  Object.keys(SPECIAL_DAYS).map((key) => [key, key]),
) as unknown as IHolidayNames;
const years = new Map<number, ReadonlyMap<PlainDate, SpecialDay>>();

/** The named days of a year. Two may fall on one day (1 May and Ascension Day, 2008): the red one counts. */
function specialDays(year: number): ReadonlyMap<PlainDate, SpecialDay> {
  const known = years.get(year);
  if (known !== undefined) return known;
  const days = new Map<PlainDate, SpecialDay>();
  for (const { name, date } of getHolidays(year, KEYS)) {
    // Its `day` and `month` follow the zone of the process; the instant is midnight UTC of the day in every zone.
    const day = date.toISOString().slice(0, 10) as PlainDate;
    const kind = SPECIAL_DAYS[name as SpecialDayName];
    if (days.get(day)?.kind !== 'red') days.set(day, { name: name as SpecialDayName, kind });
  }
  years.set(year, days);
  return days;
}

export function specialDay(day: PlainDate): SpecialDay | null {
  return specialDays(Number(day.slice(0, 4))).get(day) ?? null;
}

/** 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

export function weekdayOf(day: PlainDate): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek as Weekday;
}

/** Red, or midsommar-, jul- or nyårsafton: closed unless an exception says otherwise. */
export function isHoliday(day: PlainDate): boolean {
  const kind = specialDay(day)?.kind;
  return kind === 'red' || kind === 'off';
}

function isOff(day: PlainDate): boolean {
  return weekdayOf(day) > 5 || isHoliday(day);
}

/** Klämdag: a day that is not off between two that are. Ours, not a statute's. */
export function isBridgeDay(day: PlainDate): boolean {
  return !isOff(day) && isOff(addDays(day, -1)) && isOff(addDays(day, 1));
}
