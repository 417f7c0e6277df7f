import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clerk, CrowdOffice } from './crowd.ts';

/** A JSON request under /api; null when no answer came (the program or the line went). */
export type Send = (
  method: string,
  path: string,
  token: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: Answer } | null>;
// biome-ignore lint/suspicious/noExplicitAny: the answer of an API under test has any shape
type Answer = any;

/** To a program at an address. */
export function sendTo(url: () => string): Send {
  return async (method, path, token, body) => {
    try {
      const answer = await fetch(`${url()}/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    } catch {
      return null;
    }
  };
}

/** A request that was acknowledged. */
export interface Acknowledged {
  readonly token: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly key: string };
  readonly ticketId: string;
  readonly label: string;
}

/** What happened to all clerks together. */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  readonly counts = new Map<string, number>();
  /** Answers that must never be: a fault, a page of an unknown kind. */
  readonly faults: string[] = [];
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
  get told(): string {
    return [...this.counts].map(([what, count]) => `${count} ${what}`).join(', ');
  }
}

interface Held {
  readonly id: string;
  readonly state: string;
}

/** How often each of several things is done. */
type Mix<T extends string> = readonly (readonly [what: T, share: number])[];
function pick<T extends string>(mix: Mix<T>): T {
  let at = Math.random() * mix.reduce((sum, [, share]) => sum + share, 0);
  for (const [what, share] of mix) {
    at -= share;
    if (at < 0) return what;
  }
  return (mix[0] as readonly [T, number])[0];
}

const FREE = [
  ['issue', 46],
  ['next', 44],
  ['chosen', 4],
  ['resume', 4],
  ['return', 2],
] as const;
const WITH_CALLED = [
  ['start', 70],
  ['no-show', 9],
  ['announce', 5],
  ['put-back', 5],
  ['redirect', 6],
  ['undo', 5],
] as const;
const WITH_SERVED = [
  ['finish', 66],
  ['hold', 8],
  ['redirect', 7],
  ['put-back', 4],
  ['leave', 4],
  ['undo', 7],
  ['finish-undo', 4],
] as const;

/**
 * Somebody at a desk who does everything that can be done there, in no order: issues, calls, chooses, serves, parks, sends on,
 * undoes, clicks twice. A request without an answer is sent again with the same key until there is one.
 */
export class BusyClerk {
  readonly #send: Send;
  readonly #clerk: Clerk;
  readonly #office: CrowdOffice;
  readonly #ledger: Ledger;
  #current: Held | null = null;
  #held: string[] = [];
  #missed: string[] = [];

  constructor(send: Send, clerk: Clerk, office: CrowdOffice, ledger: Ledger) {
    this.#send = send;
    this.#clerk = clerk;
    this.#office = office;
    this.#ledger = ledger;
  }

  async openDesk(): Promise<void> {
    await this.#surely('PUT', `/queues/${this.#office.id}/desk`, { deskId: this.#clerk.deskId });
  }

  /** One step, whatever it may be. */
  async step(): Promise<void> {
    if (this.#current === null) return this.#whenFree(pick(FREE));
    const { id, state } = this.#current;
    if (state === 'called') return this.#with(id, pick(WITH_CALLED));
    return this.#with(id, pick(WITH_SERVED));
  }

  /** Serves until nobody is left whom this desk may serve. */
  async serveAll(): Promise<void> {
    await this.#look();
    for (;;) {
      if (this.#current !== null) {
        await this.#with(this.#current.id, this.#current.state === 'called' ? 'start' : 'finish');
        continue;
      }
      const held = this.#held.pop();
      if (held !== undefined) {
        await this.#with(held, 'finish');
        continue;
      }
      await this.#whenFree('next');
      if (this.#current === null) return;
    }
  }

  async #whenFree(what: (typeof FREE)[number][0]): Promise<void> {
    const { id: office, needs } = this.#office;
    if (what === 'resume') {
      const held = this.#held.pop();
      if (held !== undefined) return this.#with(held, 'resume');
    }
    if (what === 'return') {
      const missed = this.#missed.pop();
      if (missed !== undefined) return this.#with(missed, 'return');
    }
    if (what === 'chosen') {
      const waiting = (await this.#queue()).tickets.filter((t: Held) => t.state === 'waiting');
      const chosen = waiting[Math.floor(Math.random() * waiting.length)];
      if (chosen !== undefined)
        return this.#done(
          await this.#keyed(`/queues/${office}/tickets/${chosen.id}/call`, {
            reason: 'har bråttom till tåget',
          }),
        );
    }
    if (what === 'issue') {
      const needId = needs[Math.floor(Math.random() * needs.length)];
      const more = Math.random();
      const issued = await this.#keyed(`/queues/${office}/tickets`, {
        needId,
        ...(more < 0.1
          ? { priority: 1, priorityReason: 'svårt att stå' }
          : more < 0.15
            ? { calm: true }
            : {}),
      });
      if (issued?.status === 201) this.#ledger.count('issued');
      return;
    }
    const called = await this.#keyed(`/queues/${office}/call-next`, {});
    if (called?.status === 200 && called.body.ticket === null) {
      this.#ledger.count(called.body.why);
      return;
    }
    this.#done(called);
  }

  async #with(ticket: string, what: string): Promise<void> {
    const path = `/queues/${this.#office.id}/tickets/${ticket}`;
    if (what === 'finish-undo') {
      await this.#with(ticket, 'finish');
      return this.#with(ticket, 'undo');
    }
    const answer = await this.#keyed(
      `${path}/${what}`,
      what === 'redirect' ? { needId: this.#office.needs[2], note: 'har alla papper' } : {},
    );
    this.#done(answer);
    if (answer === null) await this.#look();
  }

  #done(answer: Awaited<ReturnType<Send>>): void {
    const ticket = answer?.body.ticket ?? answer?.body;
    if (answer === null || answer.status >= 300 || ticket === null) return;
    const { id, state, officerId } = ticket;
    this.#ledger.count(state);
    this.#held = this.#held.filter((each) => each !== id);
    if (this.#current?.id === id) this.#current = null;
    if (officerId === this.#clerk.officerId && (state === 'called' || state === 'serving'))
      this.#current = { id, state };
    if (state === 'held') this.#held.push(id);
    if (state === 'missed') this.#missed.push(id);
  }

  /** Sent with a key of its own, now and then twice at once. Null when it was refused: the queue has been looked at again. */
  async #keyed(path: string, given: Readonly<Record<string, unknown>>): ReturnType<Send> {
    const body = { ...given, key: randomUUID() };
    const twice = Math.random() < 0.05;
    const [answer, again] = await Promise.all([
      this.#surely('POST', path, body),
      twice ? this.#surely('POST', path, body) : null,
    ]);
    const ticket = answer.body?.ticket ?? answer.body;
    if (answer.status < 300 && ticket !== null && ticket.id !== undefined) {
      const { id, label } = ticket;
      // That one of the two found nobody, before somebody came for the other, did nothing and is no other answer to the key.
      const found = again?.body?.ticket !== null;
      if (again !== null && again.status < 300 && found && (again.body?.ticket ?? again.body)?.id !== id)
        this.#ledger.faults.push(
          `${path} sent twice with ${body.key}: ${id} and ${JSON.stringify(again.body)}`,
        );
      this.#ledger.acknowledged.push({ token: this.#clerk.token, path, body, ticketId: id, label });
    }
    if (answer.status !== 409) return answer;
    this.#ledger.count('refused');
    await this.#look();
    return null;
  }

  /** Until it is answered: who does not know whether a request arrived sends it again. */
  async #surely(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<NonNullable<Awaited<ReturnType<Send>>>> {
    for (;;) {
      const answer = await this.#send(method, path, this.#clerk.token, body);
      if (answer === null || answer.status === 503) {
        this.#ledger.count(answer === null ? 'unanswered' : 'unavailable');
        await sleep(50);
        continue;
      }
      if (answer.status >= 500 || (answer.status >= 300 && answer.status !== 409))
        this.#ledger.faults.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer;
    }
  }

  async #queue(): Promise<Answer> {
    return (await this.#surely('GET', `/queues/${this.#office.id}`)).body;
  }

  /** Whom this desk has. */
  async #look(): Promise<void> {
    const mine = (await this.#queue()).tickets.filter(
      (ticket: Answer) => ticket.officerId === this.#clerk.officerId && ticket.state !== 'missed',
    );
    this.#current = mine.find(({ state }: Held) => state === 'called' || state === 'serving') ?? null;
    this.#held = mine.filter(({ state }: Held) => state === 'held').map(({ id }: Held) => id);
  }
}
