import { randomUUID } from 'node:crypto';
import type { Clerk } from '../../test/queue/crowd.ts';
import { OpenScreen, type Seen, seqOf } from './open-screen.ts';
import type { Answer, Wire } from './wire.ts';

/** A visitor's time at a desk and the pause after, in seconds: short matters on a busy day. */
export const PACE = { walking: 20, serving: 200, between: 20 } as const;
export const CYCLE = PACE.walking + PACE.serving + PACE.between;
/** src/queue/rules/shares.ts. */
const BEAT = 4_000;

export const ACTIONS = ['issue', 'call', 'start', 'finish', 'own page', 'beat'] as const;
export type Action = (typeof ACTIONS)[number];

/** What all clerks together have done. */
export class Done {
  timed = false;
  took: Record<Action, number[]> = emptyTimes();
  /** When each call was sent, by its key, on the clock of this process. */
  calls: [key: string, officeId: number, at: number][] = [];
  refused: string[] = [];
  /** How much later than by the clock this process itself came to each action. */
  late: number[] = [];
  begin(): void {
    this.took = emptyTimes();
    this.calls = [];
    this.refused = [];
    this.late = [];
    this.timed = true;
  }
}
const emptyTimes = () => Object.fromEntries(ACTIONS.map((action) => [action, []])) as never;

/** Waits until a moment of `performance.now()`; notes how late this process is. */
export async function until(due: number, done: Done): Promise<void> {
  // Who waited for an answer is not late by what the answer took.
  const since = Math.max(due, performance.now());
  await new Promise((resolve) => setTimeout(resolve, since - performance.now()));
  if (done.timed) done.late.push(Math.max(0, performance.now() - since));
}

/** Around a time in seconds, as milliseconds. */
export const around = (seconds: number) => seconds * 1_000 * (0.5 + Math.random());

/**
 * An officer at a desk with a browser: presses the buttons of the desk's pages, which are followed live and beat
 * (src/queue/offline-desk.ts), at the pace of somebody who has a visitor before them.
 */
export class Human {
  readonly screen: OpenScreen;
  readonly #wire: Wire;
  readonly #done: Done;
  readonly #clerk: Clerk;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #holder = randomUUID();
  #beat = 0;
  #share: string[] = [];
  #sessionId = 0;
  #beating: Promise<void> = Promise.resolve();
  /** Whom the desk has, as its page says. */
  #ticket: { readonly id: string; readonly isServed: boolean } | null = null;

  constructor(wire: Wire, seen: Seen, done: Done, clerk: Clerk) {
    this.#wire = wire;
    this.#done = done;
    this.#clerk = clerk;
    this.#headers = { authorization: `Bearer ${clerk.token}` };
    const { officeId } = clerk;
    this.screen = new OpenScreen(wire, seen, {
      ...{ kind: 'desk', officeId, headers: this.#headers },
      ...{ stream: `/ko/${officeId}/strom`, page: `/ko/${officeId}` },
    });
    this.screen.onGiveBack = (wanted) => {
      const [sessionId, ticketId] = wanted.split(' ');
      if (Number(sessionId) !== this.#sessionId) return;
      this.#beating = this.#beating.then(() => {
        this.#share = this.#share.filter((id) => id !== ticketId);
        return this.#sendBeat(false);
      });
    };
  }

  /** Opens the desk, with a visitor when the work begins in the middle of one. `left`: seconds until the end of the cycle. */
  async begin(left: number): Promise<void> {
    const { officeId, deskId } = this.#clerk;
    await this.#api('PUT', '/desk', { deskId });
    if (left > PACE.between) {
      const called = JSON.parse((await this.#api('POST', '/call-next', { key: randomUUID() }))?.text ?? '{}');
      if (called.ticket && left <= PACE.between + PACE.serving)
        await this.#api('POST', `/tickets/${called.ticket.id}/start`, { key: randomUUID() });
    }
    const page = await this.#ask('own page', 'GET', `/ko/${officeId}`);
    if (page?.status === 200) this.#read(`/ko/${officeId}`, page.text);
  }

  /** Without the page: many desks in a short time, before anything is measured. */
  #api(method: string, path: string, body: object): Promise<Answer | null> {
    return this.#ask('own page', method, `/api/queues/${this.#clerk.officeId}${path}`, {
      type: 'application/json',
      body: JSON.stringify(body),
    });
  }

  /** From then on for as long as the process lives. */
  work(left: number): void {
    void this.#beats();
    void this.#works(left);
  }

  async #works(left: number): Promise<void> {
    let due = performance.now();
    const wait = (milliseconds: number) => {
      due = Math.max(due + milliseconds, performance.now());
      return until(due, this.#done);
    };
    if (left > PACE.between) {
      if (left > PACE.between + PACE.serving) {
        await wait((left - PACE.between - PACE.serving) * 1_000);
        await this.#step('start');
        await wait(PACE.serving * 1_000);
      } else await wait((left - PACE.between) * 1_000);
      await this.#step('finish');
      await wait(around(PACE.between));
    } else await wait(left * 1_000);
    for (;;) {
      await this.#call();
      await wait(around(PACE.walking));
      await this.#step('start');
      await wait(around(PACE.serving));
      await this.#step('finish');
      await wait(around(PACE.between));
    }
  }

  async #beats(): Promise<void> {
    await until(performance.now() + Math.random() * BEAT, this.#done);
    // The page waits so long after each answer.
    for (;;) {
      this.#beating = this.#beating.then(() => this.#sendBeat(true));
      await this.#beating;
      await until(performance.now() + BEAT, this.#done);
    }
  }

  async #sendBeat(adds: boolean): Promise<void> {
    const said = { holder: this.#holder, beat: ++this.#beat, holds: this.#share, adds };
    const answer = await this.#ask('beat', 'POST', `/ko/${this.#clerk.officeId}/disk/puls`, {
      type: 'application/json',
      body: JSON.stringify(said),
    });
    if (answer?.status !== 200) return;
    const { sessionId, share } = JSON.parse(answer.text);
    this.#sessionId = sessionId ?? 0;
    this.#share = (share ?? []).map(({ id }: { id: string }) => id);
  }

  async #call(): Promise<void> {
    if (this.#ticket !== null) return;
    const key = randomUUID();
    if (this.#done.timed) this.#done.calls.push([key, this.#clerk.officeId, performance.now()]);
    await this.#press('call', `/ko/${this.#clerk.officeId}/kalla`, { key });
  }

  async #step(step: 'start' | 'finish'): Promise<void> {
    if (this.#ticket === null || this.#ticket.isServed !== (step === 'finish')) return;
    await this.#press(step, `/ko/${this.#clerk.officeId}/nummer/${this.#ticket.id}/${step}`, {
      key: randomUUID(),
    });
  }

  /** A button of the page: its form, and then the page that the answer leads to. */
  async #press(action: Action, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const answer = await this.#ask(action, 'POST', path, {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(fields).toString(),
    });
    if (answer === null) return;
    if (answer.status === 409 || answer.status === 422) {
      if (this.#done.timed) this.#done.refused.push(`${action}: ${answer.status}`);
      return this.#read(path, answer.text);
    }
    if (answer.location === null) return;
    const page = await this.#ask('own page', 'GET', answer.location);
    if (page?.status === 200) this.#read(answer.location, page.text);
  }

  #read(address: string, page: string): void {
    const found = /\/nummer\/([0-9a-f-]{36})\/(start|finish)"/.exec(page);
    this.#ticket = found === null ? null : { id: found[1] as string, isServed: found[2] === 'finish' };
    this.screen.goTo(
      address.startsWith('/besok/') ? address : `/ko/${this.#clerk.officeId}`,
      seqOf(page) ?? 0,
    );
  }

  async #ask(
    action: Action,
    method: string,
    path: string,
    sent?: { readonly type: string; readonly body: string },
  ): Promise<Answer | null> {
    const from = performance.now();
    try {
      const answer =
        sent === undefined
          ? await this.#wire.ask(method, path, this.#headers)
          : await this.#wire.ask(method, path, { ...this.#headers, 'content-type': sent.type }, sent.body);
      if (this.#done.timed) this.#done.took[action].push(performance.now() - from);
      if (answer.status >= 400 && answer.status !== 409 && answer.status !== 422)
        this.#done.refused.push(`${method} ${path}: ${answer.status}`);
      return answer;
    } catch (error) {
      this.#done.refused.push(`${method} ${path}: ${(error as Error).message}`);
      return null;
    }
  }
}
