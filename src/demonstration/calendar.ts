import { addDays, type PlainDate } from '../kernel/plain-date.ts';

export const FIRST_DAY = '2024-11-21' as PlainDate;
export const LAST_DAY = '2026-11-20' as PlainDate;

/** Weekdays of these two years that are public holidays (lagen (1989:253)) or eves on which offices are closed. */
const CLOSED = new Set(
  `2024-12-24 2024-12-25 2024-12-26 2024-12-31 2025-01-01 2025-01-06 2025-04-18 2025-04-21 2025-05-01 2025-05-29
   2025-06-06 2025-06-20 2025-12-24 2025-12-25 2025-12-26 2025-12-31 2026-01-01 2026-01-06 2026-04-03 2026-04-06
   2026-05-01 2026-05-14 2026-06-19`.split(/\s+/),
);
/** Weekdays between two days off: large and medium-sized offices are open. */
const BRIDGE = new Set([
  '2024-12-27',
  '2024-12-30',
  '2025-01-02',
  '2025-01-03',
  '2025-05-02',
  '2025-05-30',
  '2026-01-02',
  '2026-01-05',
  '2026-05-15',
]);

export interface WorkingDay {
  readonly day: PlainDate;
  /** Monday = 1. */
  readonly weekday: number;
  readonly month: number;
  readonly bridge: boolean;
  /** The four weeks in July when small offices may close. */
  readonly summer: boolean;
}

/** The days on which some office is open. */
export function workingDays(): WorkingDay[] {
  const days: WorkingDay[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY; day = addDays(day, 1)) {
    const { dayOfWeek, month, weekOfYear } = Temporal.PlainDate.from(day);
    if (dayOfWeek > 5 || CLOSED.has(day)) continue;
    const week = weekOfYear ?? 0;
    days.push({ day, weekday: dayOfWeek, month, bridge: BRIDGE.has(day), summer: week >= 28 && week <= 31 });
  }
  return days;
}
