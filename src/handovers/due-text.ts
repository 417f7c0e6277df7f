import type { PlainDate } from '../kernel/plain-date.ts';
import { formatDay } from '../ui/format.ts';
import type { Locale } from '../ui/texts.ts';
import { lateness } from './rules/deadlines.ts';
import type { State } from './rules/steps.ts';
import { handOverTexts } from './texts.ts';

const weekdays = Object.fromEntries(
  (['sv', 'en'] as const).map((locale) => [
    locale,
    new Intl.DateTimeFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }),
  ]),
) as Record<Locale, Intl.DateTimeFormat>;

/** `tisdag 1 december`; with the year when it is another. */
export function dayText(day: PlainDate, today: PlainDate, locale: Locale): string {
  const written = formatDay(day, locale);
  const plain = day.slice(0, 4) === today.slice(0, 4) ? written.replace(/ \d{4}$/, '') : written;
  return `${weekdays[locale].format(new Date(`${day}T00:00:00Z`))} ${plain}`;
}

/** `senast tisdag 1 december (4 arbetsdagar)` */
export function dueText(due: PlainDate, today: PlainDate, locale: Locale): string {
  const t = handOverTexts[locale].due;
  const { is, days } = lateness(due, today);
  const day = dayText(due, today, locale);
  if (is === 'late') return t.late(day, -days);
  if (is === 'today') return t.today(day);
  return is === 'next' ? t.next(day) : t.ahead(day, days);
}

/** How near the day is, for a list where the day stands beside it: `4 arbetsdagar kvar`. */
export function howNear(due: PlainDate, today: PlainDate, locale: Locale): string {
  const t = handOverTexts[locale].due.inList;
  const { is, days } = lateness(due, today);
  if (is === 'late') return t.late(-days);
  return is === 'ahead' ? t.ahead(days) : t[is];
}

/** What the deadline is for: `Svar`, `Första svar`, `Kontoret svarar`. */
export function dueWhat(state: State, firstAnswered: boolean, locale: Locale): string {
  const t = handOverTexts[locale].due;
  if (state === 'asked') return t.frontDesk;
  if (state === 'refused' || state === 'returned') return t.cameBack;
  if (state === 'answered') return t.tellPerson;
  return firstAnswered ? t.answer : t.firstAnswer;
}
