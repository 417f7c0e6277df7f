import { type PlainDate, parsePlainDate } from '../kernel/plain-date.ts';

/** An instant as a file gives it, with its Swedish day. Temporal alone is too slow for millions of them. */
export interface DatedInstant {
  readonly epochMilliseconds: number;
  readonly day: PlainDate;
}

const SHAPE =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads `2026-03-02T10:15`, with seconds if wanted, and an offset (`Z`, `+01:00`); without one it is Swedish local time.
 * The hour that comes twice when summer time ends needs an offset.
 */
export function readInstant(text: string): DatedInstant | 'not-a-time' | 'time-is-ambiguous' {
  const found = SHAPE.exec(text);
  if (found === null) return 'not-a-time';
  const [, date = '', hour = '', minute, second, fraction, zone] = found;
  const midnight = dayStart(date);
  if (midnight === null) return 'not-a-time';
  const local =
    midnight +
    Number(hour) * HOUR +
    Number(minute) * MINUTE +
    Number(second ?? 0) * 1000 +
    Number((fraction ?? '').padEnd(3, '0'));
  const offset = zone === undefined ? swedishOffset(date, hour) : statedOffset(zone);
  if (typeof offset === 'string') return offset;
  const epochMilliseconds = local - offset;
  // Without an offset the text is Swedish already: its day is the Swedish day.
  return {
    epochMilliseconds,
    day: zone === undefined ? (date as PlainDate) : swedishDayOf(epochMilliseconds),
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function statedOffset(zone: string): number | 'not-a-time' {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 14 || minutes > 59) return 'not-a-time';
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

const starts = new Map<string, number | null>();

function dayStart(date: string): number | null {
  let start = starts.get(date);
  if (start === undefined) {
    start = parsePlainDate(date) === null ? null : Date.parse(`${date}T00:00Z`);
    remember(starts, date, start);
  }
  return start;
}

const offsets = new Map<string, number | 'not-a-time' | 'time-is-ambiguous'>();

/** Sweden changes its clocks on the whole hour: all minutes of an hour have the same offset. */
function swedishOffset(date: string, hour: string): number | 'not-a-time' | 'time-is-ambiguous' {
  const key = `${date}T${hour}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const local = Temporal.PlainDateTime.from(`${key}:30`);
    const [early, late] = [
      local.toZonedDateTime('Europe/Stockholm', { disambiguation: 'earlier' }),
      local.toZonedDateTime('Europe/Stockholm', { disambiguation: 'later' }),
    ];
    if (early.epochMilliseconds === late.epochMilliseconds) offset = early.offsetNanoseconds / 1e6;
    else offset = early.toPlainDateTime().equals(local) ? 'time-is-ambiguous' : 'not-a-time';
    remember(offsets, key, offset);
  }
  return offset;
}

const days = new Map<number, PlainDate>();

function swedishDayOf(epochMilliseconds: number): PlainDate {
  const hour = Math.floor(epochMilliseconds / HOUR);
  let day = days.get(hour);
  if (day === undefined) {
    const instant = Temporal.Instant.fromEpochMilliseconds(hour * HOUR);
    day = instant.toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString() as PlainDate;
    remember(days, hour, day);
  }
  return day;
}

/** Years of hours fit; a file that names every hour there ever was does not fill the memory. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.size > 100_000) map.clear();
  map.set(key, value);
}
