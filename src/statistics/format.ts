import { formatNumber } from '../ui/format.ts';
import type { Locale } from '../ui/texts.ts';
import { MEASURES, type MeasureKey, measureOf, type Unit } from './measures.ts';
import type { Shown } from './protect.ts';
import type { RowLabel } from './query.ts';
import { statisticsTexts } from './texts.ts';

const MONTHS = {
  sv: [
    'januari',
    'februari',
    'mars',
    'april',
    'maj',
    'juni',
    'juli',
    'augusti',
    'september',
    'oktober',
    'november',
    'december',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;

/** `2026-10` → oktober 2026 */
export function monthName(month: string, locale: Locale, year = true): string {
  const name = MONTHS[locale][Number(month.slice(5, 7)) - 1] ?? month;
  return year ? `${name} ${month.slice(0, 4)}` : name;
}
export const shortMonth = (month: string, locale: Locale): string =>
  monthName(month, locale, false).slice(0, 3);

const decimals = (value: number, digits: number, locale: Locale) =>
  new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

/** `12,4 %` */
export function formatShare(share: number, locale: Locale): string {
  return `${decimals(share * 100, 1, locale)}${locale === 'sv' ? '\u00a0' : ''}%`;
}

/** `+3,2 %`; the minus is a minus. */
export function formatChange(change: number, locale: Locale): string {
  const rounded = Math.round(change * 1000) / 1000;
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '±';
  return `${sign}${formatShare(Math.abs(rounded), locale)}`;
}

/** `8 min 20 s`, `45 s`; from an hour `1 h 5 min`; from two days `3 dygn 4 h`. */
export function formatSeconds(seconds: number, locale: Locale): string {
  const t = statisticsTexts[locale].time;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  if (whole < 3600) {
    const rest = whole % 60;
    return rest === 0
      ? `${Math.floor(whole / 60)}\u00a0min`
      : `${Math.floor(whole / 60)}\u00a0min\u00a0${rest}\u00a0s`;
  }
  const minutes = Math.round(whole / 60);
  if (minutes < 2 * 24 * 60)
    return `${Math.floor(minutes / 60)}\u00a0${t.hours}\u00a0${minutes % 60}\u00a0min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)}\u00a0${t.days}\u00a0${hours % 24}\u00a0${t.hours}`;
}

export function formatValue(value: number, unit: Unit, locale: Locale): string {
  switch (unit) {
    case 'count':
      return formatNumber(value, locale);
    case 'share':
      return formatShare(value, locale);
    case 'seconds':
      return formatSeconds(value, locale);
    default:
      return decimals(value, 1, locale);
  }
}

export const unitOf = (key: MeasureKey): Unit => measureOf(key)?.unit ?? 'count';

/** What is added up, by the measure that begins with it, else by one that rests on it; what no measure rests on by its own name. */
export function columnName(column: string, locale: Locale): string {
  const columns = ({ versions }: (typeof MEASURES)[number]): readonly string[] => versions.at(-1)!.columns;
  const of =
    MEASURES.find((measure) => columns(measure)[0] === column) ??
    MEASURES.find((measure) => columns(measure).includes(column));
  return of === undefined ? column : of.versions.at(-1)!.name[locale];
}

/** What a cell says in words: its number, that it is withheld, or that there is none. */
export function formatShown(cell: Shown | undefined, unit: Unit, locale: Locale): string {
  const t = statisticsTexts[locale];
  if (cell === undefined) return t.none;
  if (cell.hidden) return t.hidden;
  return cell.value === null ? t.none : formatValue(cell.value, unit, locale);
}

/** By how much of what it was; null when it cannot be said: nothing before, or one of them withheld. */
export function changeOf(now: Shown | undefined, before: Shown | undefined): number | null {
  if (now === undefined || before === undefined || now.hidden || before.hidden) return null;
  if (now.value === null || before.value === null || before.value === 0) return null;
  return now.value / before.value - 1;
}

/** What a number changed by: of counts and times in per cent, of shares in percentage points, of an index in points. */
export function formatDifference(
  now: Shown | undefined,
  before: Shown | undefined,
  unit: Unit,
  locale: Locale,
): string {
  const t = statisticsTexts[locale];
  if (now?.hidden || before?.hidden) return t.hidden;
  if (now?.value == null || before?.value == null) return t.none;
  if (unit === 'share' || unit === 'index') {
    const points = (now.value - before.value) * (unit === 'share' ? 100 : 1);
    const rounded = Math.round(points * 10) / 10;
    const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '±';
    return `${sign}${decimals(Math.abs(rounded), 1, locale)} ${unit === 'share' ? t.percentagePoints : t.points}`;
  }
  const change = changeOf(now, before);
  return change === null ? t.none : formatChange(change, locale);
}

export function rowName(label: RowLabel, locale: Locale): string {
  const t = statisticsTexts[locale];
  switch (label.kind) {
    case 'total':
      return t.total;
    case 'day':
      return label.day;
    case 'month':
      return monthName(label.month, locale);
    case 'year':
      return String(label.year);
    case 'hour-weekday':
      return `${t.weekdays.split(' ')[label.weekday - 1]} ${hourName(label.hour)}`;
    case 'task':
      return locale === 'sv' ? label.sv : label.en;
    case 'no-area':
      return t.noArea;
    case 'channel':
      return t.channels[label.channel];
    case 'level':
      return t.levels[label.level];
    case 'help-form':
      return t.helpForms[label.helpForm];
    default:
      return label.name;
  }
}
/** `09–10` */
export const hourName = (hour: number): string =>
  `${String(hour).padStart(2, '0')}–${String((hour + 1) % 24).padStart(2, '0')}`;
