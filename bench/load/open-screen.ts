import type { Wire } from './wire.ts';

export const KINDS = ['desk', 'lead', 'reception', 'kiosk', 'board', 'phone'] as const;
export type Kind = (typeof KINDS)[number];

/** Where a screen is: its page, the stream that it listens to, and who it is. */
export interface Place {
  readonly kind: Kind;
  readonly officeId: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: string;
  readonly page: string;
}

/** That a screen has heard of an event, or that its page shows it. Moments are `performance.now()` of this process, in milliseconds. */
export interface Sight {
  /** Which screen. */
  readonly screen: number;
  readonly kind: Kind;
  readonly officeId: number;
  /** Since when it has been open. */
  readonly since: number;
  readonly seq: number;
  readonly at: number;
}
export interface PageSight extends Sight {
  readonly took: number;
}

/** What all screens together have seen. */
export class Seen {
  /** Whether screens fetch their pages; what they miss meanwhile they fetch afterwards. */
  fetching = false;
  timed = false;
  events: Sight[] = [];
  pages: PageSight[] = [];
  failed: string[] = [];
  begin(): void {
    this.events = [];
    this.pages = [];
    this.failed = [];
    this.timed = true;
  }
}

let screens = 0;

/** Until a stream that ended is opened again, as browsers do, in milliseconds. */
const AGAIN = 3_000;
/** Until a board asks again after an answer that was older than what it has heard of: board-client.ts. */
const BOARD_AGAIN = 30;

/**
 * A page that stays as the queue is, as src/ui/live.ts and src/lobby/board/board-client.ts make it: hears of an event, fetches
 * its page, and once more when another came meanwhile.
 */
export class OpenScreen {
  place: Place;
  newest = -1;
  shown = -1;
  /** Told of what a colleague asks back ("session ticket"). */
  onGiveBack: (wanted: string) => void = () => {};
  /** The page has nothing to follow any more. */
  onOver: () => void = () => {};
  readonly #screen = screens++;
  #since = performance.now();
  readonly #wire: Wire;
  readonly #seen: Seen;
  #close: (() => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;
  #ended = false;

  constructor(wire: Wire, seen: Seen, place: Place) {
    this.#wire = wire;
    this.#seen = seen;
    this.place = place;
    this.#open();
  }

  get isConnected(): boolean {
    return this.newest >= 0;
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#close?.();
  }

  /** The browser has gone to another page, which shows the event `seq`: its stream begins anew. */
  goTo(page: string, seq: number): void {
    this.place = { ...this.place, page };
    this.#since = performance.now();
    this.shown = Math.max(this.shown, seq);
    clearTimeout(this.#timer);
    this.#close?.();
    this.#open();
  }

  /** Fetches the page when there is something newer than it shows. */
  catchUp(): void {
    if (this.newest > this.shown) void this.#ask();
  }

  #open(): void {
    if (this.#ended) return;
    const { stream, headers } = this.place;
    let isMine = true;
    const close = this.#wire.listen(
      stream,
      headers,
      (event, data) => {
        if (!isMine) return;
        if (event === 'give-back') this.onGiveBack(data);
        if (event === 'queue') this.#hear(Number(data));
      },
      (status) => {
        if (!isMine || this.#ended) return;
        if (status === 204) return this.onOver();
        if (status !== 200) this.#fail(`${stream}: ${status}`);
        this.#timer = setTimeout(() => this.#open(), AGAIN * (0.5 + Math.random()));
      },
    );
    this.#close = () => {
      isMine = false;
      close();
    };
  }

  #hear(seq: number): void {
    if (seq <= this.newest) return;
    this.newest = seq;
    if (this.#seen.timed) this.#seen.events.push(this.#sight(seq, performance.now()));
    if (this.#seen.fetching && seq > this.shown) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking || this.#ended) return;
    this.#asking = true;
    const { kind, page, headers } = this.place;
    const path = kind === 'board' ? `${page}?efter=${this.newest}` : page;
    const from = performance.now();
    let after = kind === 'board' ? BOARD_AGAIN : 0;
    try {
      const { status, text } = await this.#wire.ask('GET', path, headers);
      const seq = seqOf(text);
      if (status !== 200) {
        this.#fail(`${page}: ${status}`);
        after = AGAIN;
      } else if (seq === null) this.onOver();
      else {
        const at = performance.now();
        this.shown = Math.max(this.shown, seq);
        if (this.#seen.timed) this.#seen.pages.push({ ...this.#sight(seq, at), took: at - from });
      }
    } catch (error) {
      this.#fail(`${page}: ${(error as Error).message}`);
      after = AGAIN;
    }
    this.#asking = false;
    if (!this.#ended && this.newest > this.shown) setTimeout(() => this.catchUp(), after);
  }

  #sight(seq: number, at: number): Sight {
    const { kind, officeId } = this.place;
    return { screen: this.#screen, kind, officeId, since: this.#since, seq, at };
  }

  #fail(what: string): void {
    if (this.#seen.timed && !this.#ended) this.#seen.failed.push(what);
  }
}

/** The event that a page shows; null for one that follows nothing. */
export function seqOf(page: string): number | null {
  const found = /data-seq="(\d+)"/.exec(page);
  return found === null ? null : Number(found[1]);
}
