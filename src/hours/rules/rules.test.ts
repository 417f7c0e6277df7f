import fc from 'fast-check';
import OpeningHours from 'opening_hours';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, swedishDay } from '../../kernel/plain-date.ts';
import { breachesOfException, closesTooLongInSummer, weeksClosedInSummer } from './collisions.ts';
import { nextOpening, officeDay, openAt, openIntervals } from './open.ts';
import { toOpeningHours } from './opening-hours-text.ts';
import { isBridgeDay, isHoliday, specialDay } from './special-days.ts';
import { hours, officeHours, TYPES } from './test-hours.ts';
import { breachesOf, type DayHours, dayFault, defaultWeek, type TypeRules, type Week } from './week.ts';

const at = (text: string) => Temporal.Instant.from(text);
const HORIZON = { from: plainDate('2024-01-01'), to: plainDate('2030-12-31') };
function* days({ from, to } = HORIZON) {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

// opening_hours reckons in the zone of the process: one without summer time has every hour of every day.
process.env.TZ = 'UTC';

describe('special days', () => {
  it.each([
    ['2026-06-19', 'midsummerEve', true],
    ['2026-06-20', 'midsummerDay', true],
    ['2026-06-06', 'swedishNationalDay', true],
    ['2026-12-24', 'christmasEve', true],
    ['2026-04-30', 'walpurgisNight', false],
    ['2026-04-02', 'maundyThursday', false],
    ['2008-05-01', 'ascensionDay', true],
  ])('%s is %s, closed: %s', (day, name, closed) => {
    expect(isHoliday(plainDate(day))).toBe(closed);
    if (day !== '2008-05-01') expect(specialDay(plainDate(day))?.name).toBe(name);
  });
  it('has the klämdagar between days that are off', () => {
    const found = (year: number) =>
      [...days({ from: plainDate(`${year}-01-01`), to: plainDate(`${year}-12-31`) })].filter(isBridgeDay);
    expect(found(2015)).toEqual(['2015-01-02', '2015-01-05', '2015-05-15']);
    expect(found(2021)).toEqual(['2021-05-14']);
    expect(found(2026)).toEqual(['2026-01-02', '2026-01-05', '2026-05-15']);
    expect(found(2030)).toEqual(['2030-05-31', '2030-06-07', '2030-12-23', '2030-12-27', '2030-12-30']);
  });
});

const TEN_TO_FOUR: DayHours = { opens: '10:00', closes: '16:00', lunch: null };
const LUNCH = { from: '12:00', to: '13:00' };
const week = (days: number, day: DayHours = TEN_TO_FOUR, more: Partial<Week> = {}): Week => ({
  days: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].slice(0, days).map((weekday) => [weekday, day])),
  ...{ closedOnBridgeDays: false, summerWeeks: null, ...more },
});

describe('what a type allows', () => {
  it.each(Object.values<TypeRules>(TYPES))('nothing is wrong with its own hours: $code', (type) => {
    expect(breachesOf(defaultWeek(type), type)).toEqual([]);
  });
  it.each([
    ['medium', week(4), ['too-few-days']],
    ['medium', week(6), ['too-many-days']],
    ['large', week(5, { ...TEN_TO_FOUR, opens: '09:00', closes: '18:00' }), []],
    ['large', week(5, { ...TEN_TO_FOUR, opens: '10:30' }), ['opens-late-or-closes-early']],
    ['large', week(5, { ...TEN_TO_FOUR, lunch: LUNCH }), ['lunch-closing']],
    ['medium', week(5, TEN_TO_FOUR, { closedOnBridgeDays: true }), ['bridge-days']],
    ['medium', week(5, TEN_TO_FOUR, { summerWeeks: { from: 28, to: 28 } }), ['summer-closing']],
    ['small', week(1, { ...TEN_TO_FOUR, opens: '13:00' }, { closedOnBridgeDays: true }), []],
    ['small', week(5, TEN_TO_FOUR, { summerWeeks: { from: 28, to: 31 } }), []],
    ['small', week(5, TEN_TO_FOUR, { summerWeeks: { from: 27, to: 31 } }), ['summer-closing']],
    ['small', week(0), ['too-few-days']],
    ['flexible', week(2, { opens: '10:00', closes: '15:00', lunch: LUNCH }), []],
    [
      'flexible',
      week(4, { opens: '10:00', closes: '15:00', lunch: null }),
      ['too-many-days', 'no-lunch-closing'],
    ],
  ] as const)('%s, case %#: %j', (type, given, codes) => {
    expect(breachesOf(given, TYPES[type]).map(({ code }) => code)).toEqual(codes);
  });
  it.each([
    [{ opens: '16:00', closes: '10:00', lunch: null }, 'closes-before-it-opens'],
    [{ opens: '10:00', closes: '10:00', lunch: null }, 'closes-before-it-opens'],
    [{ ...TEN_TO_FOUR, lunch: { from: '09:00', to: '11:00' } }, 'lunch-outside-hours'],
    [{ ...TEN_TO_FOUR, lunch: { from: '15:00', to: '16:00' } }, 'lunch-outside-hours'],
    [{ ...TEN_TO_FOUR, lunch: { from: '13:00', to: '12:00' } }, 'lunch-ends-before-it-begins'],
    [{ ...TEN_TO_FOUR, lunch: LUNCH }, null],
  ])('%j: %s', (day, fault) => {
    expect(dayFault(day)).toBe(fault);
  });
});

describe('open or closed', () => {
  const medium = hours(TYPES.medium);
  it.each([
    ['2026-11-18T08:59:59Z', false],
    ['2026-11-18T09:00:00Z', true],
    ['2026-11-18T14:59:59Z', true],
    ['2026-11-18T15:00:00Z', false],
    // Summer time begins on Sunday 29 March 2026 and ends on Sunday 25 October 2026.
    ['2026-03-27T08:59:00Z', false],
    ['2026-03-30T08:00:00Z', true],
    ['2026-03-30T07:59:00Z', false],
    ['2026-10-23T08:00:00Z', true],
    ['2026-10-26T08:59:00Z', false],
    ['2026-10-26T09:00:00Z', true],
    ['2026-06-19T10:00:00Z', false],
    ['2026-05-15T10:00:00Z', true],
  ])('%s: %s', (instant, open) => {
    expect(openAt(medium, at(instant))).toBe(open);
  });
  it('is right on the days of 23 and 25 hours, also across the hour that is skipped or comes twice', () => {
    const sunday = hours(TYPES.medium, {
      weeks: [
        {
          valid: { from: plainDate('2026-01-01'), to: null },
          week: { ...week(7, { opens: '01:00', closes: '04:00', lunch: null }) },
        },
      ],
    });
    const lasts = (day: string) => {
      const [only] = openIntervals(sunday, plainDate(day));
      return only?.from.until(only.to).total('hours');
    };
    expect([lasts('2026-03-22'), lasts('2026-03-29'), lasts('2026-10-25')]).toEqual([3, 2, 4]);
  });
  it('says when it opens next: after lunch, after a holiday, never', () => {
    const small = hours(TYPES.small);
    expect(nextOpening(small, at('2026-11-18T11:30:00Z'))?.from.toString()).toBe('2026-11-18T12:00:00Z');
    expect(nextOpening(medium, at('2026-12-23T15:00:00Z'))?.from.toString()).toBe('2026-12-28T09:00:00Z');
    const ended = hours(TYPES.medium, {
      open: { from: plainDate('2019-06-01'), to: plainDate('2026-11-18') },
    });
    expect(nextOpening(ended, at('2026-11-18T09:00:00Z'))).toBeNull();
  });
  it('lets an exception of one day open a red day, and one of several days leave closed days closed', () => {
    const exception = (from: string, to: string) =>
      hours(TYPES.medium, {
        exceptions: [
          {
            period: { from: plainDate(from), to: plainDate(to) },
            hours: { opens: '11:00', closes: '12:00', lunch: null },
          },
        ],
      });
    expect(officeDay(exception('2026-06-06', '2026-06-06'), plainDate('2026-06-06')).spans).toHaveLength(1);
    const several = exception('2026-06-05', '2026-06-08');
    expect(
      ['2026-06-05', '2026-06-06', '2026-06-08'].map(
        (day) => officeDay(several, plainDate(day)).spans[0]?.from,
      ),
    ).toEqual(['11:00', undefined, '11:00']);
  });

  const instant = fc
    .integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2030, 11, 31) })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  it('is open exactly in its intervals, which follow each other within their day', () => {
    fc.assert(
      fc.property(officeHours, instant, (rules, now) => {
        const intervals = openIntervals(rules, swedishDay(now));
        const ms = now.epochMilliseconds;
        expect(openAt(rules, now)).toBe(
          intervals.some(({ from, to }) => from.epochMilliseconds <= ms && ms < to.epochMilliseconds),
        );
        for (const [i, { from, to }] of intervals.entries()) {
          // An opening that lies wholly in the skipped hour lasts no time.
          expect(from.epochMilliseconds).toBeLessThanOrEqual(to.epochMilliseconds);
          expect(swedishDay(from)).toBe(swedishDay(now));
          const next = intervals[i + 1];
          if (next) expect(to.epochMilliseconds).toBeLessThanOrEqual(next.from.epochMilliseconds);
        }
      }),
    );
  });
  it('opens next at an instant when it is open, with nothing in between', () => {
    fc.assert(
      fc.property(officeHours, instant, (rules, now) => {
        const next = nextOpening(rules, now);
        if (next === null) return;
        expect(next.from.epochMilliseconds).toBeGreaterThan(now.epochMilliseconds);
        if (next.from.epochMilliseconds < next.to.epochMilliseconds)
          expect(openAt(rules, next.from)).toBe(true);
        const between = [...days({ from: swedishDay(now), to: swedishDay(next.from) })].flatMap((day) =>
          openIntervals(rules, day),
        );
        expect(
          between.filter(
            ({ from }) =>
              from.epochMilliseconds > now.epochMilliseconds &&
              from.epochMilliseconds < next.from.epochMilliseconds,
          ),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the text for OpenStreetMap', () => {
  const local = (day: string, clock: string) => {
    const [y = 0, m = 0, d = 0] = day.split('-').map(Number);
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return new Date(y, m - 1, d, hour, minute);
  };
  const clockOf = (date: Date) =>
    `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  const differences = (rules: Parameters<typeof toOpeningHours>[0]) => {
    const text = toOpeningHours(rules, HORIZON);
    const read = new OpeningHours(text, { lat: 59, lon: 18, address: { country_code: 'se', state: '' } });
    const theirs = new Map<string, string[]>();
    for (const [from, to] of read.getOpenIntervals(
      local('2024-01-01', '00:00'),
      local('2031-01-01', '00:00'),
    )) {
      const day = `${from.getFullYear()}-${String(from.getMonth() + 1).padStart(2, '0')}-${String(from.getDate()).padStart(2, '0')}`;
      theirs.set(day, [...(theirs.get(day) ?? []), `${clockOf(from)}-${clockOf(to)}`]);
    }
    let open = 0;
    const wrong = [...days()].flatMap((day) => {
      const ours = officeDay(rules, day).spans.map(({ from, to }) => `${from}-${to}`);
      if (ours.length > 0) open++;
      return ours.join() === (theirs.get(day) ?? []).join() ? [] : [{ day, ours, theirs: theirs.get(day) }];
    });
    return { wrong, open, text };
  };

  it.each(Object.values<TypeRules>(TYPES))(
    'is read by opening_hours as every day of 2024–2030: $code',
    (type) => {
      const { wrong, open } = differences(hours(type));
      expect(wrong).toEqual([]);
      expect(open).toBeGreaterThan(600);
    },
  );
  it('is read so whatever an office has set', () => {
    fc.assert(
      fc.property(officeHours, (rules) => {
        const { wrong, text } = differences(rules);
        expect(wrong, text).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
  it('is short where there is little to say', () => {
    const year = { from: plainDate('2027-01-01'), to: plainDate('2027-12-31') };
    expect(toOpeningHours(hours(TYPES.medium), year)).toBe(
      'Mo-Fr 10:00-16:00; PH off; Jun 19-25 Fr off; Dec 24,Dec 31 off',
    );
    expect(toOpeningHours(hours(TYPES.flexible), year)).toBe(
      'Tu,Th 10:00-12:00,13:00-15:00; PH off; Jun 19-25 Fr off; Dec 24,Dec 31 off',
    );
  });
});

describe('weeks closed in summer are counted together', () => {
  const closed = (from: string, to: string) => ({
    period: { from: plainDate(from), to: plainDate(to) },
    hours: null,
  });
  it('working weeks as weeks; other hours and single days as none', () => {
    const rules = hours(TYPES.medium, { exceptions: [closed('2027-07-05', '2027-07-09')] });
    expect(weeksClosedInSummer(rules, 2027)).toBe(1);
    expect(
      weeksClosedInSummer(hours(TYPES.medium, { exceptions: [closed('2027-07-05', '2027-07-08')] }), 2027),
    ).toBe(0);
    expect(weeksClosedInSummer(rules, 2028)).toBe(0);
  });
  it.each([
    ['medium', '2027-07-05', '2027-07-09', ['summer-closing']],
    ['medium', '2027-07-05', '2027-07-08', []],
    ['small', '2027-07-05', '2027-07-30', []],
    ['small', '2027-07-05', '2027-08-06', ['summer-closing']],
    ['medium', '2027-02-01', '2027-02-26', []],
  ] as const)('%s closed %s–%s departs from its type: %j', (type, from, to, breaches) =>
    expect(breachesOfException(hours(TYPES[type]), closed(from, to))).toEqual(breaches),
  );
  it('in parts, and with the weeks of the ordinary week', () => {
    const four = hours(TYPES.small, { exceptions: [closed('2027-07-05', '2027-07-30')] });
    expect(breachesOfException(four, closed('2027-08-02', '2027-08-06'))).toEqual(['summer-closing']);
    const week = { ...defaultWeek(TYPES.small), summerWeeks: { from: 31, to: 31 } };
    expect(closesTooLongInSummer(four, plainDate('2027-01-04'), week)).toBe(true);
    expect(closesTooLongInSummer(four, plainDate('2027-01-04'), { ...week, summerWeeks: null })).toBe(false);
  });
});
