import type { PlainDate } from '../kernel/plain-date.ts';
import { rangeOf, USUAL_SPREAD, WALKING } from '../queue/rules/estimate.ts';
import { workingDays } from './calendar.ts';
import { pick, poisson, seeded, weighted, whole } from './random.ts';

/** A need as the days are made of it: minutes that serving takes, and how many of a hundred visitors ask for it. */
export interface DayNeed {
  readonly prefix: string;
  readonly minutes: number;
  readonly share: number;
}
/** A desk by its name, and the needs that its officer may serve. */
export interface DayDesk {
  readonly name: string;
  readonly needs: ReadonlySet<string>;
}

/** One step of a made-up day; of `issued` also what the ticket says. */
export interface MadeStep {
  readonly kind: 'issued' | 'called' | 'started' | 'finished' | 'missed' | 'left' | 'day-ended';
  /** Which of the day's tickets, from 0. */
  readonly ticket: number;
  /** Seconds after midnight in Sweden; of `day-ended` the next midnight. */
  readonly at: number;
  /** The desk, of what is done there. */
  readonly desk: string | null;
}
export interface MadeTicket {
  readonly prefix: string;
  readonly number: number;
  readonly source: 'kiosk' | 'phone' | 'reception';
  readonly estimateLow: number;
  readonly estimateHigh: number;
}
export interface MadeDay {
  readonly day: PlainDate;
  readonly tickets: readonly MadeTicket[];
  readonly steps: readonly MadeStep[];
}

const FIRST = '2026-10-12';
const MIDNIGHT = 24 * 3600;
/** Visitors in each hour from 10, and how much busier or calmer the days of the week are. */
const BY_HOUR = [20, 16, 12, 17, 9, 11];
const BY_WEEKDAY = [0, 1.1, 1.03, 0.95, 1, 0.9];

/** Six weeks of an invented queue at an office that is open 10–16: the same every time. */
export function queueDays(needs: readonly DayNeed[], desks: readonly DayDesk[]): MadeDay[] {
  const random = seeded(54_000);
  return workingDays()
    .filter(({ day }) => day >= FIRST)
    .map(({ day, weekday }) => oneDay(random, { day, needs, desks, busy: BY_WEEKDAY[weekday] ?? 1 }));
}

interface Visitor {
  readonly id: number;
  readonly need: DayNeed;
  readonly cameAt: number;
  /** When they go if nobody has called them; most stay. */
  readonly goesAt: number;
}

function oneDay(
  random: () => number,
  {
    day,
    needs,
    desks,
    busy,
  }: {
    readonly day: PlainDate;
    readonly needs: readonly DayNeed[];
    readonly desks: readonly DayDesk[];
    readonly busy: number;
  },
): MadeDay {
  const tickets: MadeTicket[] = [];
  const steps: MadeStep[] = [];
  const next = new Map<string, number>();
  const waiting: Visitor[] = [];
  const missed: number[] = [];
  const freeAt = new Map(desks.map((desk) => [desk, 0]));

  /** Desks that are free call whom they may until a moment, each the first in the line. */
  const serveUntil = (now: number) => {
    for (;;) {
      const calls = desks.flatMap((desk) => {
        const first = waiting.find(({ need }) => desk.needs.has(need.prefix));
        return first === undefined
          ? []
          : [{ desk, visitor: first, at: Math.max(freeAt.get(desk) ?? 0, first.cameAt + 5) }];
      });
      const soonest = calls.toSorted((a, b) => a.at - b.at)[0];
      const gone = waiting.toSorted((a, b) => a.goesAt - b.goesAt)[0];
      if (gone !== undefined && gone.goesAt <= now && (soonest === undefined || gone.goesAt < soonest.at)) {
        waiting.splice(waiting.indexOf(gone), 1);
        steps.push({ kind: 'left', ticket: gone.id, at: gone.goesAt, desk: null });
        continue;
      }
      if (soonest === undefined || soonest.at > now) return;
      const { desk, visitor, at } = soonest;
      waiting.splice(waiting.indexOf(visitor), 1);
      const step = (kind: MadeStep['kind'], when: number) =>
        steps.push({ kind, ticket: visitor.id, at: when, desk: desk.name });
      step('called', at);
      if (random() < 0.03) {
        step('missed', at + 120);
        missed.push(visitor.id);
        freeAt.set(desk, at + 130);
        continue;
      }
      const started = at + whole(random, 15, 60);
      const finished =
        started + Math.round(visitor.need.minutes * 60 * (0.4 + random() * 0.9 + random() * 0.4));
      step('started', started);
      step('finished', finished);
      freeAt.set(desk, finished + whole(random, 10, 50));
    }
  };

  for (const cameAt of arrivals(random, busy)) {
    serveUntil(cameAt);
    const need = weighted(
      random,
      needs.map((each) => [each.share, each] as const),
    );
    const id = tickets.length;
    const number = (next.get(need.prefix) ?? 0) + 1;
    next.set(need.prefix, number);
    const work = waiting.reduce((sum, visitor) => sum + visitor.need.minutes * 60 + WALKING, 0);
    const left = [...freeAt.values()].map((at) => Math.max(0, at - cameAt));
    const expected =
      waiting.length === 0
        ? Math.min(...left)
        : (work + left.reduce((sum, each) => sum + each, 0)) / desks.length;
    const { low, high } = rangeOf(expected, { serving: new Map(), spread: USUAL_SPREAD });
    tickets.push({
      ...{ prefix: need.prefix, number, estimateLow: low, estimateHigh: high },
      source: pick(random, ['kiosk', 'kiosk', 'kiosk', 'phone', 'reception']),
    });
    steps.push({ kind: 'issued', ticket: id, at: cameAt, desk: null });
    const goesAt = random() < 0.05 ? cameAt + whole(random, 600, 2400) : Number.POSITIVE_INFINITY;
    waiting.push({ id, need, cameAt, goesAt });
  }
  serveUntil(MIDNIGHT - 1);
  for (const ticket of [...missed, ...waiting.map(({ id }) => id)])
    steps.push({ kind: 'day-ended', ticket, at: MIDNIGHT, desk: null });
  // What a desk does is written when it is done, not when it was begun.
  return { day, tickets, steps: steps.toSorted((a, b) => a.at - b.at) };
}

/** Seconds after midnight at which somebody takes a ticket. */
function arrivals(random: () => number, busy: number): number[] {
  return BY_HOUR.flatMap((mean, hour) =>
    Array.from(
      { length: poisson(random, mean * busy) },
      () => (10 + hour) * 3600 + Math.floor(random() * 3600),
    ),
  ).toSorted((a, b) => a - b);
}
