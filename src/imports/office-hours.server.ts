import { z } from 'zod';
import { exceptionFault, exceptionMeets, writeException } from '../hours/commands/exceptions.server.ts';
import { weekFault, weekMeets, writeWeek } from '../hours/commands/set-week.server.ts';
import { WEEKDAYS } from '../hours/rules/special-days.ts';
import { type DayHours, dayFault, SUMMER, type Week } from '../hours/rules/week.ts';
import { type AddException, CAUSES, type SetWeek } from '../hours/schemas.ts';
import {
  type HoursFault,
  type HoursOfOffice,
  hoursOfOffices,
  officeForChange,
} from '../hours/store.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { type Cells, type CheckFile, endsInTime, type Store } from './check.ts';
import { day, Fault, field, integer, oneOf, optional, type Read, reference, text, yesNo } from './fields.ts';
import type { Problems } from './problems.ts';
import { inParts, readRows } from './read-rows.ts';
import { offices } from './registers.server.ts';

// Files of opening hours: by the same rules as the forms of src/hours. What a row meets there (a holiday, hours in a
// language) is no fault of the file: it is written with the change.

const CLOCK = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** `10:00-16:00`, or `10:00-12:00;13:00-16:00` when it is closed for lunch. */
const dayHours: Read<DayHours> = (cell) => {
  const fault = new Fault('not-hours', { value: cell.slice(0, 60) });
  const clocks = cell.split(';').map((span) =>
    span
      .trim()
      .split(/\s*[-–]\s*/)
      .map((clock) => CLOCK.exec(clock))
      .map((match) => (match === null ? '' : `${match[1]!.padStart(2, '0')}:${match[2]}`)),
  );
  if (clocks.length > 2 || clocks.some((span) => span.length !== 2 || span.includes(''))) return fault;
  const [[opens, closes], after] = clocks as [[string, string], [string, string] | undefined];
  const hours =
    after === undefined
      ? { opens, closes, lunch: null }
      : { opens, closes: after[1], lunch: { from: closes, to: after[0] } };
  const wrong = dayFault(hours);
  return wrong === null ? hours : new Fault('hours-refused', { reason: wrong });
};
const reason: Read<string> = (cell) => (cell.length < 3 ? new Fault('required') : text(500)(cell));
const summerWeek: Read<number> = integer(SUMMER.from, SUMMER.to);
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Tells why a row cannot be. `same`: the id of what stands there already; minus its line when it came in this file. */
function refuse(problems: Problems, line: number, { field: at, code }: HoursFault, same = 0): void {
  const column = at.replace('period.', '');
  if (!code.startsWith('another-')) problems.add(line, column, 'hours-refused', { reason: code });
  else if (same < 0) problems.add(line, column, 'twice-in-file', { line: -same });
  else problems.add(line, column, 'already-there');
}

export const checkOfficeWeeks: CheckFile = async (source, { db, problems, step, now, who }) => {
  const known = await offices(db);
  const hours = optional(dayHours);
  const Row = z.object({
    office: field(reference(known, 'unknown-office')),
    from: field(day),
    ...{ monday: hours, tuesday: hours, wednesday: hours, thursday: hours },
    ...{ friday: hours, saturday: hours, sunday: hours },
    closedOnBridgeDays: optional(yesNo),
    summerFromWeek: optional(summerWeek),
    summerToWeek: optional(summerWeek),
    reason: optional(reason),
  } satisfies Cells<'office-weeks'>);
  const rows = await readRows(Row, source, problems, step);
  const inFile = await hoursOfOffices(db, [...new Set(rows.map(({ row }) => row.office.id))]);
  const state = new Map<number, HoursOfOffice>(inFile.map((office) => [office.id, office]));
  const changes: { readonly officeId: number; readonly change: Omit<SetWeek, 'seen'> }[] = [];
  for (const { line, row } of rows) {
    const office = state.get(row.office.id)!;
    const { summerFromWeek: first, summerToWeek: last } = row;
    if ((first === null) !== (last === null))
      problems.add(line, first === null ? 'summerFromWeek' : 'summerToWeek', 'required');
    if (first !== null && last !== null && last < first)
      problems.add(line, 'summerToWeek', 'ends-before-it-begins', { from: first, to: last });
    const week: Week = {
      days: Object.fromEntries(
        WEEKDAYS.flatMap((weekday) => {
          const open = row[DAYS[weekday - 1]!];
          return open === null ? [] : [[weekday, open]];
        }),
      ),
      closedOnBridgeDays: row.closedOnBridgeDays ?? false,
      summerWeeks: first === null || last === null ? null : { from: first, to: last },
    };
    const change = { from: row.from, week, ...(row.reason === null ? {} : { reason: row.reason }) };
    if (Object.keys(week.days).length === 0)
      problems.add(line, 'monday', 'hours-refused', { reason: 'no-day-open' });
    const fault = weekFault(office, change, swedishDay(now));
    if (fault !== null) {
      const same = office.weeks.find(({ valid }) => valid.from === row.from);
      refuse(problems, line, fault, same?.id);
      continue;
    }
    const { breaches } = weekMeets(office, change);
    if (row.reason === null)
      needsReason(
        problems,
        line,
        breaches.map(({ code }) => code),
      );
    // What the next row of the same office meets.
    const added = { id: -line, valid: { from: row.from, to: null }, week, breaches: [], reason: null };
    state.set(office.id, { ...office, weeks: [...office.weeks, added] });
    changes.push({ officeId: office.id, change });
  }
  return writeEach(changes, async ({ officeId, change }) =>
    writeWeek(db, { ...who, at: now }, await officeForChange(db, officeId), change),
  );
};

export const checkOfficeExceptions: CheckFile = async (source, { db, problems, step, now, who }) => {
  const known = await offices(db);
  const Row = z.object({
    office: field(reference(known, 'unknown-office')),
    from: field(day),
    to: optional(day),
    hours: optional(dayHours),
    cause: field(oneOf(CAUSES)),
    reason: optional(reason),
  } satisfies Cells<'office-exceptions'>);
  const rows = await readRows(Row, source, problems, step);
  const inFile = await hoursOfOffices(db, [...new Set(rows.map(({ row }) => row.office.id))]);
  const state = new Map<number, HoursOfOffice>(inFile.map((office) => [office.id, office]));
  const changes: { readonly officeId: number; readonly change: Omit<AddException, 'seen'> }[] = [];
  for (const { line, row } of rows) {
    const office = state.get(row.office.id)!;
    const period = { from: row.from, to: row.to ?? row.from };
    if (!endsInTime(problems, line, 'to', period.from, period.to)) continue;
    const { hours, cause } = row;
    const change = { period, hours, cause, ...(row.reason === null ? {} : { reason: row.reason }) };
    const fault = exceptionFault(office, change, swedishDay(now));
    if (fault !== null) {
      const same = office.exceptions.find(
        (other) => other.period.from <= period.to && other.period.to >= period.from,
      );
      refuse(problems, line, fault, same?.id);
      continue;
    }
    const { breaches } = exceptionMeets(office, change);
    if (row.reason === null) needsReason(problems, line, breaches);
    const added = { id: -line, period, hours, cause, breaches: [], reason: null };
    state.set(office.id, { ...office, exceptions: [...office.exceptions, added] });
    changes.push({ officeId: office.id, change });
  }
  return writeEach(changes, async ({ officeId, change }) =>
    writeException(db, { ...who, at: now }, await officeForChange(db, officeId), change),
  );
};

/** What the type of the office does not allow is taken in with a reason. */
function needsReason(problems: Problems, line: number, breaches: readonly string[]): void {
  if (breaches.length > 0)
    problems.add(line, 'reason', 'hours-refused', {
      reason: 'breach-needs-reason',
      breaches: breaches.join(' '),
    });
}

/** Writes each change by the room's own command; a hundred at a time, so that others have their turn. */
function writeEach<Change>(changes: readonly Change[], write: (change: Change) => Promise<unknown>): Store {
  return async (_batch, done) =>
    inParts(
      changes,
      done,
      async (part) => {
        for (const change of part) await write(change);
      },
      100,
    );
}
