import pg from 'pg';

type Listener = (payload: string | null) => void;

/** How long it waits before it connects again, in milliseconds. */
const AGAIN = 250;

/**
 * What PostgreSQL notifies, on one connection of this process, for everybody in it who listens. After the connection was lost,
 * and is there again, every listener gets null: something may have been missed, ask afresh.
 */
export class Notifications {
  readonly #config: pg.ClientConfig;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: Promise<pg.Client> | null = null;
  #ended = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** Resolves when the database listens; the answer ends it. `channel`: a name of our own making, `[a-z_]+`. */
  async listen(channel: string, listener: Listener): Promise<() => void> {
    if (!/^[a-z_]+$/.test(channel)) throw new TypeError('a channel is a name');
    const there = this.#listeners.get(channel);
    const listeners = there ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    this.#client ??= this.#connect();
    const client = await this.#client;
    if (there === undefined) await client.query(`listen ${channel}`);
    return () => {
      listeners.delete(listener);
    };
  }

  async end(): Promise<void> {
    this.#ended = true;
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    await client?.end();
  }

  #connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#config, keepAlive: true });
    const connected = client.connect().then(async () => {
      for (const channel of this.#listeners.keys()) await client.query(`listen ${channel}`);
      return client;
    });
    let over = false;
    const lost = () => {
      if (over || this.#ended) return;
      over = true;
      this.#client = null;
      setTimeout(() => this.#reconnect(), AGAIN).unref();
    };
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.#listeners.get(channel) ?? []) listener(payload ?? '');
    });
    client.on('error', lost).on('end', lost);
    connected.catch(lost);
    return connected;
  }

  #reconnect(): void {
    if (this.#ended || this.#client !== null) return;
    this.#client = this.#connect();
    this.#client.then(
      () => {
        for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(null);
      },
      () => {},
    );
  }
}
