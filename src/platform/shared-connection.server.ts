import pg from 'pg';

/**
 * One connection for the short reads of all requests of this process. What is asked in the same turn of the event loop
 * goes out in one write, and the answers come back without anybody waiting for another request's connection: on a busy
 * server the writes are what costs (docs/adr/0007). Opened when first needed, and again after it was lost.
 */
export class SharedConnection {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | null = null;
  #corked = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** The answers, in order. The statements follow each other directly: no other request's comes between. */
  async send(statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
    this.#client ??= this.#connect();
    const client = await this.#client;
    this.#gather(client);
    return Promise.all(statements.map((statement) => client.query(statement)));
  }

  async end(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    await client?.end();
  }

  #connect(): Promise<pg.Client> {
    // A read that takes longer than this is no short one: it ends the connection, and everybody goes on with another.
    const client = new pg.Client({
      ...this.#config,
      pipeline: true,
      query_timeout: 15_000,
    } as pg.ClientConfig);
    const connected = client.connect().then(() => client);
    const lost = () => {
      if (this.#client === connected) this.#client = null;
    };
    client.on('error', lost).on('end', lost);
    connected.catch(lost);
    return connected;
  }

  #gather(client: pg.Client): void {
    if (this.#corked) return;
    this.#corked = true;
    const { stream } = (client as unknown as { connection: { stream: import('node:net').Socket } })
      .connection;
    stream.cork();
    setImmediate(() => {
      this.#corked = false;
      stream.uncork();
    });
  }
}
