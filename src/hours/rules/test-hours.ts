import fc from 'fast-check';
import { addDays, type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import types from '../../offices/reference/office-types.json' with { type: 'json' };
import type { HoursException, OfficeHours } from './open.ts';
import { WEEKDAYS } from './special-days.ts';
import { type DayHours, dayFault, type TypeRules, type Week } from './week.ts';

/** The types as they are shipped. */
export const TYPES = Object.fromEntries(types.map((type) => [type.code, type as TypeRules])) as Readonly<
  Record<'large' | 'medium' | 'small' | 'flexible', TypeRules>
>;

export function hours(type: TypeRules, more: Partial<OfficeHours> = {}): OfficeHours {
  return { open: { from: plainDate('2019-06-01'), to: null }, type, weeks: [], exceptions: [], ...more };
}

const clock = fc
  .integer({ min: 0, max: 24 * 4 - 1 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const span = fc
  .tuple(clock, clock)
  .filter(([a, b]) => a < b)
  .map(([from, to]) => ({ from, to }));
const dayHours: fc.Arbitrary<DayHours> = fc
  .record({ whole: span, lunch: fc.option(span) })
  .map(({ whole, lunch }) => ({ opens: whole.from, closes: whole.to, lunch }))
  .map((day) => (dayFault(day) === null ? day : { ...day, lunch: null }));
const week: fc.Arbitrary<Week> = fc.record({
  days: fc
    .tuple(...WEEKDAYS.map(() => fc.option(dayHours)))
    .map((all) => Object.fromEntries(all.flatMap((day, i) => (day === null ? [] : [[i + 1, day]])))),
  closedOnBridgeDays: fc.boolean(),
  summerWeeks: fc.option(
    fc
      .tuple(fc.integer({ min: 23, max: 34 }), fc.integer({ min: 0, max: 3 }))
      .map(([from, more]) => ({ from, to: Math.min(34, from + more) })),
  ),
});
const day = (from: string, days: number) =>
  fc.integer({ min: 0, max: days }).map((ahead) => addDays(plainDate(from), ahead));

/** Whatever an office can have set between 2023 and 2031. */
export const officeHours: fc.Arbitrary<OfficeHours> = fc
  .record({
    type: fc.constantFrom(...Object.values(TYPES)),
    open: fc.record({ from: day('2023-06-01', 900), to: fc.option(day('2028-01-01', 900)) }),
    cuts: fc.uniqueArray(day('2023-01-01', 2900), { maxLength: 3 }),
    weeks: fc.array(week, { minLength: 3, maxLength: 3 }),
    first: fc.uniqueArray(day('2023-01-01', 2900), { maxLength: 5 }),
    rest: fc.array(fc.record({ days: fc.integer({ min: 0, max: 20 }), hours: fc.option(dayHours) }), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  .map(({ type, open, cuts, weeks, first, rest }) => {
    const starts = cuts.toSorted();
    const begins = first.toSorted();
    const until = (from: PlainDate, days: number, next: PlainDate | undefined) => {
      const last = addDays(from, days);
      return next !== undefined && last >= next ? addDays(next, -1) : last;
    };
    return {
      ...{ type, open },
      weeks: starts.map((from, i) => {
        const next = starts[i + 1];
        return { valid: { from, to: next === undefined ? null : addDays(next, -1) }, week: weeks[i]! };
      }),
      exceptions: begins.map(
        (from, i): HoursException => ({
          period: { from, to: until(from, rest[i]!.days, begins[i + 1]) },
          hours: rest[i]!.hours,
        }),
      ),
    };
  });
