import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import { isHoliday, weekdayOf } from './special-days.ts';

/**
 * Arbetsdag: Monday to Friday that is no allmän helgdag (1 § lagen (1989:253)). Midsommarafton, julafton and nyårsafton
 * are none either. That is our reading: the law of 1989 does not name them, 2 § lagen (1930:173) om beräkning av lagstadgad
 * tid and 3 a § semesterlagen (1977:480) treat them as holidays, and authorities keep closed.
 */
export function isWorkingDay(day: PlainDate): boolean {
  return weekdayOf(day) <= 5 && !isHoliday(day);
}

/**
 * The day that is `days` working days after `day`; the day itself is not counted, whatever it is. Negative counts back.
 * With 0: the day itself when it is a working day, else the next one that is.
 */
export function addWorkingDays(day: PlainDate, days: number): PlainDate {
  if (!Number.isInteger(days)) throw new RangeError(`not a number of days: ${days}`);
  let at = day;
  if (days === 0) while (!isWorkingDay(at)) at = addDays(at, 1);
  for (let left = Math.abs(days); left > 0; ) {
    at = addDays(at, Math.sign(days));
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** How many working days lie after `from`, up to and with `to`; negative when `to` lies before it. */
export function workingDaysBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return 0 - workingDaysBetween(to, from);
  const [first, last] = [yearOf(from), yearOf(to)];
  let found = upTo(to) - upTo(from);
  for (let year = first; year < last; year++) found += counted(year).at(-1) ?? 0;
  return found;
}

/** Lists ask it of every row: how many working days each year has up to and with each of its days, held by year. */
const years = new Map<number, readonly number[]>();

function counted(year: number): readonly number[] {
  const held = years.get(year);
  if (held !== undefined) return held;
  const counts: number[] = [];
  let found = 0;
  for (let day = newYear(year); yearOf(day) === year; day = addDays(day, 1)) {
    if (isWorkingDay(day)) found += 1;
    counts.push(found);
  }
  years.set(year, counts);
  return counts;
}

function upTo(day: PlainDate): number {
  const year = yearOf(day);
  const nth = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${newYear(year)}T00:00:00Z`)) / 86_400_000;
  return counted(year)[nth] ?? 0;
}

function yearOf(day: PlainDate): number {
  return Number(day.slice(0, 4));
}

function newYear(year: number): PlainDate {
  return `${String(year).padStart(4, '0')}-01-01` as PlainDate;
}
