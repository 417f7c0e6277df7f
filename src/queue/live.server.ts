import type { Pool } from '../platform/database.server.ts';

type Told = (seq: number | null) => void;

const hubs = new WeakMap<Pool, Hub>();

/**
 * Who of this process watches which office. One listening connection for all of them; what is told is the number of the
 * office's last event, and null when some may have been missed.
 */
class Hub {
  readonly #offices = new Map<number, Set<Told>>();
  readonly #listening: Promise<unknown>;
  constructor(pool: Pool) {
    const heard = pool.notifications.listen('queue', (payload) => {
      if (payload === null) {
        for (const watchers of this.#offices.values()) for (const told of watchers) told(null);
        return;
      }
      const [office, seq] = payload.split(' ').map(Number);
      for (const told of this.#offices.get(office ?? 0) ?? []) told(seq ?? null);
    });
    // When the database is away just now, it is listened to as soon as it is back, and everybody is told to ask.
    this.#listening = heard.catch(() => {});
  }
  async watch(officeId: number, told: Told): Promise<() => void> {
    const watchers = this.#offices.get(officeId) ?? new Set();
    this.#offices.set(officeId, watchers);
    watchers.add(told);
    await this.#listening;
    return () => {
      watchers.delete(told);
      if (watchers.size === 0) this.#offices.delete(officeId);
    };
  }
}

/** Tells of every event at an office from now on, until the answer is called. */
export async function watchOffice(pool: Pool, officeId: number, told: Told): Promise<() => void> {
  let hub = hubs.get(pool);
  if (hub === undefined) {
    hub = new Hub(pool);
    hubs.set(pool, hub);
  }
  return hub.watch(officeId, told);
}
