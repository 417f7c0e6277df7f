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
  const there = at.toZonedDateTimeISO('Europe/Stockholm');
  return `${there.toPlainDate().toString()} ${there.toPlainTime().toString().slice(0, 5)}`;
}

/** `2024-01-01–2026-12-31`, or with "tills vidare". */
export function formatPeriod(period: Period, locale: Locale): string {
  const open = { sv: 'tills vidare', en: 'until further notice' }[locale];
  return period.to === null ? `${period.from} – ${open}` : `${period.from} – ${period.to}`;
}
