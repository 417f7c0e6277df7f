import { type Context, transaction } from '../access/context.server.ts';
import { addDays, type PlainDate, plainDate, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import type { Kind } from './rule.ts';
import { inTime } from './rules/times.ts';
import { areaAsked } from './store.server.ts';

export interface MoveRow {
  readonly id: string;
  readonly ruleId: number;
  readonly kind: Kind;
  readonly reference: string;
  readonly fromOffice: number;
  readonly toOffice: number;
  readonly movedAt: Temporal.Instant;
  readonly waitedMinutes: number;
  readonly dueAt: Temporal.Instant | null;
  readonly state: 'there' | 'answered' | 'sent-back' | 'taken-back';
  readonly why: string | null;
  /** null: not answered yet, or never there. */
  readonly inTime: boolean | null;
}

export interface Counts {
  readonly moved: number;
  readonly there: number;
  readonly answered: number;
  readonly inTime: number;
  /** Sent back or taken back. */
  readonly returned: number;
}
export interface OfficeEffect {
  readonly officeId: number;
  readonly sent: Counts;
  readonly received: Counts;
}
export interface WeekEffect {
  /** Its Monday. */
  readonly week: PlainDate;
  readonly came: number;
  readonly moved: number;
  /** Half of what came that week had been taken after so many minutes by the clock; null: nothing has been. */
  readonly medianMinutes: number | null;
}
export interface Effect {
  readonly from: PlainDate;
  readonly total: Counts;
  readonly offices: readonly OfficeEffect[];
  /** Of the offices that help is for: what came by mail, web and letter, oldest week first, also weeks without any. */
  readonly weeks: readonly { readonly officeId: number; readonly weeks: readonly WeekEffect[] }[];
  /** The newest first, at most 50. */
  readonly newest: readonly MoveRow[];
}

/** So many weeks are looked back on, with the one under way. */
export const WEEKS = 8;
const MOST = 20_000;

type Stored = Omit<MoveRow, 'inTime'> & {
  readonly arrivedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
};

/** What came of moving in an area in the last weeks. Throws Problem `forbidden`, `not-found`. */
export async function effectOf(ctx: Context, areaId: number): Promise<Effect> {
  const area = await areaAsked(ctx, areaId);
  const today = swedishDay(ctx.clock());
  const monday = addDays(today, 1 - Temporal.PlainDate.from(today).dayOfWeek);
  const from = addDays(monday, -7 * (WEEKS - 1));
  const ids = area.offices.map(({ id }) => id);
  const [moves, waits] = await transaction(ctx, async (db) => [
    await db.many<Stored>(sql`
      select id, rule_id as "ruleId", kind, reference, from_office as "fromOffice", to_office as "toOffice", moved_at as "movedAt",
        waited_minutes as "waitedMinutes", due_at as "dueAt", state, why, arrived_at as "arrivedAt", answered_at as "answeredAt"
      from overflow_move where moved_at >= (${from}::date)::timestamp at time zone 'Europe/Stockholm'
        and (from_office = any (${ids}) or to_office = any (${ids})) order by moved_at desc limit ${MOST}`),
    await db.many<{ officeId: number; week: string; came: number; medianMinutes: number | null }>(sql`
      select office_id as "officeId", week, came, median_minutes as "medianMinutes" from overflow_waits(${areaId}, ${from})`),
  ]);
  const rows = moves.map(({ arrivedAt, answeredAt, ...move }) => ({
    ...move,
    inTime: answeredAt === null ? null : inTime({ arrivedAt, dueAt: move.dueAt, answeredAt }),
  }));
  const took = ids.filter((id) => rows.some(({ fromOffice }) => fromOffice === id));
  const allWeeks = Array.from({ length: WEEKS }, (_, at) => addDays(from, 7 * at));
  return {
    from,
    total: countsOf(rows),
    offices: ids
      .map((officeId) => ({
        officeId,
        sent: countsOf(rows.filter(({ fromOffice }) => fromOffice === officeId)),
        received: countsOf(rows.filter(({ toOffice }) => toOffice === officeId)),
      }))
      .filter(({ sent, received }) => sent.moved + received.moved > 0),
    weeks: took.map((officeId) => ({
      officeId,
      weeks: allWeeks.map((week) => {
        const found = waits.find((each) => each.officeId === officeId && plainDate(each.week) === week);
        const moved = rows.filter(
          ({ fromOffice, movedAt }) => fromOffice === officeId && mondayOf(movedAt) === week,
        ).length;
        return { week, came: found?.came ?? 0, moved, medianMinutes: found?.medianMinutes ?? null };
      }),
    })),
    newest: rows.slice(0, 50),
  };
}

function mondayOf(at: Temporal.Instant): PlainDate {
  const day = swedishDay(at);
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

function countsOf(rows: readonly MoveRow[]): Counts {
  const of = (...states: readonly MoveRow['state'][]) =>
    rows.filter(({ state }) => states.includes(state)).length;
  return {
    moved: rows.length,
    there: of('there'),
    answered: of('answered'),
    inTime: rows.filter(({ inTime: good }) => good === true).length,
    returned: of('sent-back', 'taken-back'),
  };
}
