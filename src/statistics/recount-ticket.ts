import type { PlainDate } from '../kernel/plain-date.ts';
import { type Sums, type TimeKind, WITHIN } from './columns.ts';

// What one ticket comes to, counted from its events one by one (recount.server.ts).

/** A ticket with what happened to it, in order. */
export interface TicketRow {
  readonly id: string;
  readonly officeId: number;
  readonly day: PlainDate;
  readonly issuedAt: Temporal.Instant;
  readonly state: string;
  readonly language: string | null;
  readonly interpreter: boolean;
  readonly signLanguage: boolean;
  readonly low: number | null;
  readonly high: number | null;
  readonly moved: boolean;
  readonly events: readonly EventRow[];
}
export interface EventRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly state: string;
  readonly about: number | null;
  readonly languages: readonly string[] | null;
}

const one = (yes: boolean) => (yes ? 1 : 0);

interface Stay {
  readonly state: string;
  readonly from: string;
  to: string | null;
  real: boolean;
  readonly languages: readonly string[];
}

/** Where a visitor was, from event to event. */
function staysOf(events: readonly EventRow[]): Stay[] {
  const undone = new Set(events.filter(({ kind }) => kind === 'undone').map(({ about }) => about));
  const unreal = new Set(events.filter(({ kind }) => kind === 'time-not-real').map(({ about }) => about));
  const stays: Stay[] = [];
  for (const event of events) {
    if (event.kind === 'undone' || event.kind === 'time-not-real' || undone.has(event.seq)) continue;
    const last = stays.at(-1);
    if (last?.state === event.state) continue;
    if (last !== undefined) last.to = event.at;
    stays.push({
      state: event.state,
      from: event.at,
      to: null,
      real: !unreal.has(event.seq),
      languages: event.languages ?? [],
    });
  }
  return stays.filter(({ state }) => !['finished', 'left'].includes(state));
}

/** What a ticket counts, and how long it waited, walked and was served: seconds. */
export function ofTicket(ticket: TicketRow): { sums: Sums; took: Partial<Record<TimeKind, number>> } {
  const stays = staysOf(ticket.events);
  const length = ({ from, to, real }: Stay) =>
    !real || to === null
      ? null
      : Math.max(
          0,
          Math.floor(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('seconds')),
        );
  const took: Partial<Record<TimeKind, number>> = {};
  const [first, second] = stays;
  if (first?.state === 'waiting' && second?.state === 'called') {
    const wait = length(first);
    if (wait !== null) took.wait = wait;
  }
  const walk = stays.find(({ state }, at) => state === 'called' && stays[at + 1]?.state === 'serving');
  const walked = walk === undefined ? null : length(walk);
  if (walked !== null) took.walk = walked;
  const served = stays.filter(({ state }) => state === 'serving');
  const goesOn = stays.some(({ state, to }) => to === null && (state === 'serving' || state === 'held'));
  const lengths = served.map(length).filter((each) => each !== null);
  if (!goesOn && lengths.length > 0) took.serve = lengths.reduce((sum, each) => sum + each, 0);
  const ended = ticket.state === 'missed' || ticket.state === 'left';
  const was = (state: string) => stays.some((stay) => stay.state === state);
  const wasCalled = was('called') || was('missed');
  const speaks = (language: string) => served.some(({ languages }) => languages.includes(language));
  const estimated = ticket.low !== null && ticket.high !== null && took.wait !== undefined;
  const asked = served.length > 0 && ticket.language !== null && ticket.language !== 'sv';
  const needs = ticket.interpreter && !ticket.moved && (served.length > 0 || ended);
  const signs = served.length > 0 && ticket.signLanguage;
  const sums: Record<string, number> = {
    tickets: one(!ticket.moved),
    no_show: one(!ticket.moved && ended && wasCalled && served.length === 0),
    gave_up: one(!ticket.moved && ticket.state === 'left' && !wasCalled),
    language_n: one(asked),
    language_met: one(asked && (ticket.language === 'en' || speaks(ticket.language ?? ''))),
    interpreter_n: one(needs),
    interpreter_served: one(needs && served.length > 0),
    sign_n: one(signs),
    sign_met: one(signs && speaks('swl')),
  };
  for (const [kind, seconds] of Object.entries(took)) {
    sums[`${kind}_n`] = 1;
    sums[`${kind}_s`] = seconds;
    sums[`${kind}_within`] = one(seconds <= WITHIN[kind as TimeKind]);
  }
  if (estimated) {
    const { wait = 0 } = took;
    const [low, high] = [ticket.low ?? 0, ticket.high ?? 0];
    sums.estimate_n = 1;
    // Halves are rounded up.
    sums.estimate_off_s = Math.floor(Math.abs(2 * wait - low - high) / 2 + 0.5);
    sums.estimate_within = one(wait >= low && wait <= high);
  }
  return { sums, took };
}
