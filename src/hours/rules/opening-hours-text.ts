import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import { type OfficeHours, officeDay, ordinaryDay, weekOn } from './open.ts';
import { isHoliday, WEEKDAYS, type Weekday, weekdayOf } from './special-days.ts';
import { type Span, spansOf, type Week } from './week.ts';

const DAYS = ['', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const MONTHS = [
  '',
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/**
 * The hours as OpenStreetMap writes them (specification of the key opening_hours), right for every day of `horizon`: what
 * that language has no word for (klämdagar, weeks of ours, exceptions) stands as dates. `PH` are Sweden's public holidays.
 */
export function toOpeningHours(rules: OfficeHours, horizon: { from: PlainDate; to: PlainDate }): string {
  const parts: string[] = [];
  for (const { period, week } of segments(rules, horizon)) {
    const always = period.from === horizon.from && period.to === horizon.to;
    const prefix = always ? '' : `${range(period.from, period.to)} `;
    parts.push(...weekParts(week).map((part) => prefix + part));
  }
  if (parts.length === 0) return 'off';
  parts.push('PH off', 'Jun 19-25 Fr off', 'Dec 24,Dec 31 off');
  parts.push(...departures(rules, horizon));
  return parts.join('; ');
}

/** The horizon, cut where another week begins; days before the office's first and after its last are left out. */
function segments(rules: OfficeHours, horizon: { from: PlainDate; to: PlainDate }) {
  const first = horizon.from > rules.open.from ? horizon.from : rules.open.from;
  const last = rules.open.to !== null && rules.open.to < horizon.to ? rules.open.to : horizon.to;
  const cuts = rules.weeks.flatMap(({ valid }) => [
    valid.from,
    ...(valid.to === null ? [] : [addDays(valid.to, 1)]),
  ]);
  const starts = [...new Set([first, ...cuts.filter((day) => day > first && day <= last)])].sort();
  if (first > last) return [];
  return starts.map((from, index) => {
    const next = starts[index + 1];
    const period = { from, to: next === undefined ? last : addDays(next, -1) } satisfies Period;
    return { period, week: weekOn(rules, from).week };
  });
}

/** Weekdays with the same hours together: `Mo-Th 10:00-16:00`. */
function weekParts(week: Week): string[] {
  const byHours = new Map<string, Weekday[]>();
  for (const day of WEEKDAYS) {
    const hours = week.days[day];
    if (hours === undefined) continue;
    const text = spansText(spansOf(hours));
    byHours.set(text, [...(byHours.get(text) ?? []), day]);
  }
  return [...byHours].map(([text, days]) => `${runs(days)} ${text}`);
}

function runs(days: readonly Weekday[]): string {
  const found: [Weekday, Weekday][] = [];
  for (const day of days) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else found.push([day, day]);
  }
  return found
    .map(([a, b]) => (a === b ? DAYS[a] : `${DAYS[a]}${b - a === 1 ? ',' : '-'}${DAYS[b]}`))
    .join(',');
}

/**
 * The days that are not as the week and the public holidays say. Closed days are told as one range when no open day lies
 * between them, others when they follow each other.
 */
function departures(rules: OfficeHours, horizon: { from: PlainDate; to: PlainDate }): string[] {
  const found: { from: PlainDate; to: PlainDate; text: string }[] = [];
  let goesOn = false;
  for (let day = horizon.from; day <= horizon.to; day = addDays(day, 1)) {
    const text = spansText(officeDay(rules, day).spans);
    const last = found.at(-1);
    if (text === said(rules, day)) {
      goesOn = goesOn && text === 'off' && last?.text === 'off';
    } else {
      if (goesOn && last?.text === text) last.to = day;
      else found.push({ from: day, to: day, text });
      goesOn = true;
    }
  }
  return found.map(({ from, to, text }) => `${from === to ? dateText(from) : range(from, to)} ${text}`);
}

/** What the text says of a day before any departure. */
function said(rules: OfficeHours, day: PlainDate): string {
  const { reason } = ordinaryDay(rules, day);
  if (reason === 'not-open-yet' || reason === 'ended' || isHoliday(day)) return 'off';
  const hours = weekOn(rules, day).week.days[weekdayOf(day)];
  return hours === undefined ? 'off' : spansText(spansOf(hours));
}

function spansText(spans: readonly Span[]): string {
  return spans.length === 0 ? 'off' : spans.map(({ from, to }) => `${from}-${to}`).join(',');
}
function dateText(day: PlainDate): string {
  const [year, month, date] = day.split('-');
  return `${year} ${MONTHS[Number(month)]} ${date}`;
}
function range(from: PlainDate, to: PlainDate): string {
  return `${dateText(from)}-${dateText(to)}`;
}
