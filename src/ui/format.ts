import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { Locale } from './texts.ts';

const LANGUAGE = { sv: 'sv-SE', en: 'en-GB' } as const;
const numbers = { sv: new Intl.NumberFormat('sv-SE'), en: new Intl.NumberFormat('en-GB') };
const clocks = Object.fromEntries(
  (['sv', 'en'] as const).map((locale) => [
    locale,
    new Intl.DateTimeFormat(LANGUAGE[locale], {
      timeZone: 'Europe/Stockholm',
      hour: '2-digit',
      minute: '2-digit',
    }),
  ]),
) as Record<Locale, Intl.DateTimeFormat>;
const days = Object.fromEntries(
  (['sv', 'en'] as const).map((locale) => [
    locale,
    new Intl.DateTimeFormat(LANGUAGE[locale], {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
  ]),
) as Record<Locale, Intl.DateTimeFormat>;

export function formatNumber(value: number, locale: Locale): string {
  return numbers[locale].format(value);
}

/** `3 maj 2026` */
export function formatDay(day: PlainDate, locale: Locale): string {
  return days[locale].format(new Date(`${day}T00:00:00Z`));
}

/** Swedish clock time, `10:42`. */
export function formatTime(at: Temporal.Instant, locale: Locale): string {
  return clocks[locale].format(at.epochMilliseconds);
}

/** `2026-05-03 10:42`, Swedish time. */
export function formatMoment(at: Temporal.Instant): string {
  const { epochMilliseconds } = at;
  const there = new Date(epochMilliseconds + swedishOffset(epochMilliseconds)).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 16)}`;
}

const HOUR = 3_600_000;
const offsets = new Map<number, number>();

/** How far Swedish clocks are before UTC at an instant, in milliseconds. They change at whole hours: a list asks once for each hour in it. */
function swedishOffset(epochMilliseconds: number): number {
  const hour = Math.floor(epochMilliseconds / HOUR) * HOUR;
  let offset = offsets.get(hour);
  if (offset === undefined) {
    const there = Temporal.Instant.fromEpochMilliseconds(hour).toZonedDateTimeISO('Europe/Stockholm');
    offset = there.offsetNanoseconds / 1_000_000;
    if (offsets.size > 10_000) offsets.clear();
    offsets.set(hour, offset);
  }
  return offset;
}

/** `2024-01-01–2026-12-31`, or with "tills vidare". */
export function formatPeriod(period: Period, locale: Locale): string {
  const open = { sv: 'tills vidare', en: 'until further notice' }[locale];
  return period.to === null ? `${period.from} – ${open}` : `${period.from} – ${period.to}`;
}
