import { nextOpening, type OfficeHours, openingAt } from '../hours/rules/open.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { swedishDay } from '../kernel/plain-date.ts';

/** Whether visitors can take tickets by themselves now; and if not, when the office opens. */
export type Arrival =
  | { readonly open: true }
  | {
      readonly open: false;
      readonly why: 'closed' | 'closed-early';
      readonly opens: Temporal.Instant | null;
    };

/** As `issueTicket` decides: open, or about to open within a quarter of an hour. */
export function arrivalAt(
  hours: OfficeHours,
  closedEarly: { readonly at: string | null; readonly day: PlainDate },
  now: Temporal.Instant,
): Arrival {
  const opens = nextOpening(hours, now)?.from ?? null;
  // What is closed early opens with the next day, also when no step has begun it yet.
  if (closedEarly.at !== null && closedEarly.day >= swedishDay(now))
    return { open: false, why: 'closed-early', opens: opensAfter(hours, now) };
  const open = openingAt(hours, now) !== null || openingAt(hours, now.add({ minutes: 15 })) !== null;
  return open ? { open } : { open: false, why: 'closed', opens };
}

/** The first opening of a later day. */
function opensAfter(hours: OfficeHours, now: Temporal.Instant): Temporal.Instant | null {
  let next = nextOpening(hours, now);
  while (next !== null && swedishDay(next.from) === swedishDay(now)) next = nextOpening(hours, next.from);
  return next?.from ?? null;
}

interface Choosable {
  readonly id: number;
  readonly sign: string;
  readonly tasks: readonly unknown[];
}

/** The need of who would rather not say: the one that is marked as it, else the last that asks nothing of who calls; or none. */
export function unsaidNeed<N extends Choosable>(needs: readonly N[]): N | null {
  return (
    needs.find(({ sign }) => sign === 'unsaid') ?? needs.findLast(({ tasks }) => tasks.length === 0) ?? null
  );
}

/** How many large needs a screen has. */
const LARGE = 6;

/** The needs of one of the kiosk's screens; the first leaves room for the way to the next. */
export function screenOf<N>(
  needs: readonly N[],
  screen: number,
): { readonly needs: readonly N[]; readonly more: boolean } {
  if (needs.length <= LARGE) return { needs, more: false };
  const from = (screen - 1) * (LARGE - 1);
  return { needs: needs.slice(from, from + LARGE - 1), more: from + LARGE - 1 < needs.length };
}
