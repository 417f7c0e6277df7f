import os from 'node:os';
import pg from 'pg';
import { type Statement, sendAsOne } from './one-transaction.server.ts';

/** As many as there are processors to answer, and no more than it takes for one slow read not to keep everybody waiting. */
const CONNECTIONS = Math.max(2, Math.min(4, os.availableParallelism()));

/** Several shared connections: a read goes over the one where the fewest wait for an answer. */
export class SharedConnections {
  readonly #all: readonly { readonly connection: SharedConnection; waiting: number }[];

  constructor(config: pg.ClientConfig) {
    this.#all = Array.from({ length: CONNECTIONS }, () => ({
      connection: new SharedConnection(config),
      waiting: 0,
    }));
  }

  /** The rows of each, in order: one transaction on one connection. */
  async send(statements: readonly Statement[]): Promise<unknown[][]> {
    const least = this.#all.reduce((one, other) => (other.waiting < one.waiting ? other : one));
    least.waiting++;
    try {
      return await least.connection.send(statements);
    } finally {
      least.waiting--;
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map(({ connection }) => connection.end()));
  }
}

/**
 * One connection for the short reads of all requests of this process. What is asked in the same turn of the event loop
 * goes out in one write, and the answers come back without anybody waiting for another request's connection: on a busy
 * server the writes are what costs (docs/adr/0007). Opened when first needed, and again after it was lost.
 */
class SharedConnection {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | null = null;
  #corked = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** One transaction: the statements follow each other directly, no other request's comes between. */
  async send(statements: readonly Statement[]): Promise<unknown[][]> {
    this.#client ??= this.#connect();
    const client = await this.#client;
    this.#gather(client);
    return sendAsOne(client, statements);
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
