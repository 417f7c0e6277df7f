import type { StepKind, TicketState } from '../ticket.ts';
import { inOrder } from './order.ts';
import { canStep, canUndo } from './steps.ts';

/** What is wrong with a history. Each can only come from a fault in the program or from somebody's hand in the database. */
export type Wrong =
  | 'gap'
  | 'not-issued-first'
  | 'issued-twice'
  | 'called-twice'
  | 'wrong-step'
  | 'wrong-undo'
  | 'two-at-a-desk'
  | 'passed';

/** An event of an office, with what of its ticket decides the place in the line. */
export interface Recorded {
  readonly seq: number;
  readonly kind: string;
  readonly ticketId: string | null;
  readonly about: number | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly after: {
    readonly state: TicketState;
    readonly needId: number;
    /** ISO 8601. */
    readonly joinedAt: string;
    readonly priority: number;
    readonly sessionId: number | null;
    readonly oneAtATime: boolean;
    readonly forDeskId: number | null;
    readonly forOfficerId: number | null;
  } | null;
  readonly ordinal: number | null;
  /** Asks to be met in a way that not every desk offers: may rightly be passed by others. */
  readonly special: boolean | null;
}

export interface Found {
  readonly wrong: Wrong;
  readonly seq: number;
  readonly ticketId: string | null;
  readonly about: string;
}

interface Standing {
  readonly seq: number;
  readonly kind: string;
  readonly after: NonNullable<Recorded['after']>;
}
interface Known {
  now: Recorded & { readonly after: NonNullable<Recorded['after']> };
  /** The steps that stand, without those that were undone. */
  readonly steps: Standing[];
}

/** Goes through the events of one office in their order, and says of each what is wrong. */
export class Replay {
  readonly found: Found[] = [];
  readonly kinds = new Map<string, number>();
  readonly #tickets = new Map<string, Known>();
  readonly #waiting = new Set<string>();
  readonly #atDesk = new Map<number, Set<string>>();
  #seq = 0;

  take(event: Recorded): void {
    if (event.seq !== this.#seq + 1) this.#say('gap', event, `${event.seq} comes after ${this.#seq}`);
    this.#seq = event.seq;
    this.kinds.set(event.kind, (this.kinds.get(event.kind) ?? 0) + 1);
    if (event.ticketId === null || event.after === null) return;
    const now = { ...event, after: event.after };
    const known = this.#tickets.get(event.ticketId);
    if (known === undefined) this.#first(event.ticketId, now);
    else this.#next(known, now);
    this.#place(event.ticketId, now);
  }

  #first(id: string, now: Known['now']): void {
    if (now.kind !== 'issued') this.#say('not-issued-first', now, now.kind);
    this.#tickets.set(id, { now, steps: [now] });
  }

  #next(known: Known, now: Known['now']): void {
    const before = known.now.after.state;
    if (now.kind === 'issued') this.#say('issued-twice', now, `was ${before}`);
    else if (now.kind === 'undone') this.#undo(known, now);
    else if (now.kind === 'time-not-real') {
      if (now.after.state !== before) this.#say('wrong-step', now, `${before} became ${now.after.state}`);
    } else {
      if (now.kind === 'called' && before !== 'waiting') this.#say('called-twice', now, `was ${before}`);
      else if (!canStep(now.kind as StepKind, before))
        this.#say('wrong-step', now, `${now.kind} from ${before}`);
      if (now.kind === 'called') this.#passes(known, now);
      known.steps.push(now);
    }
    known.now = now;
  }

  #undo(known: Known, now: Known['now']): void {
    const undone = known.steps.pop();
    const back = known.steps.at(-1);
    if (undone?.seq !== now.about || !canUndo((undone?.kind ?? '') as StepKind))
      this.#say('wrong-undo', now, `of ${now.about}, the last that stood is ${undone?.seq}`);
    else if (back?.after.state !== now.after.state)
      this.#say('wrong-undo', now, `${now.after.state} instead of ${back?.after.state}`);
  }

  /** Nobody is called before somebody with the same need whose place is before, unless chosen with a reason. */
  #passes(known: Known, now: Known['now']): void {
    if (now.details.chosen === true || now.details.offline === true) return;
    const called = placed(known.now);
    // Who was in the share of another desk, which may have called them without line: the call itself says so.
    const kept = new Set(Array.isArray(now.details.kept) ? now.details.kept : []);
    for (const id of this.#waiting) {
      const other = this.#tickets.get(id)?.now;
      if (other === undefined || other.ticketId === now.ticketId || kept.has(other.ticketId)) continue;
      const { needId, forDeskId, forOfficerId } = other.after;
      if (needId !== known.now.after.needId || other.special !== false) continue;
      if (forDeskId !== null || forOfficerId !== null) continue;
      if (inOrder(placed(other), called) < 0) this.#say('passed', now, `${other.ticketId} was before`);
    }
  }

  #place(id: string, { after, ...event }: Known['now']): void {
    if (after.state === 'waiting') this.#waiting.add(id);
    else this.#waiting.delete(id);
    for (const tickets of this.#atDesk.values()) tickets.delete(id);
    if (after.sessionId === null || !after.oneAtATime) return;
    if (after.state !== 'called' && after.state !== 'serving') return;
    const here = this.#atDesk.get(after.sessionId) ?? new Set();
    this.#atDesk.set(after.sessionId, here.add(id));
    if (here.size > 1)
      this.#say('two-at-a-desk', event, `session ${after.sessionId}: ${[...here].join(', ')}`);
  }

  #say(wrong: Wrong, { seq, ticketId }: Pick<Recorded, 'seq' | 'ticketId'>, about: string): void {
    this.found.push({ wrong, seq, ticketId, about });
  }
}

function placed({ after, ordinal }: Known['now']) {
  return {
    joinedAt: Temporal.Instant.from(after.joinedAt),
    priority: after.priority,
    ordinal: ordinal ?? 0,
  };
}
