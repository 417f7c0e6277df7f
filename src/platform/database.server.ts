import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Config } from './config.server.ts';
import { startEmbeddedPostgres } from './embedded-postgres.server.ts';
import { Notifications } from './notifications.server.ts';
import { sendAsOne } from './one-transaction.server.ts';
import { root } from './paths.server.ts';
import { type Plan, type Scope, setting } from './scope.server.ts';
import { SharedConnections } from './shared-connection.server.ts';

export { default as sql, empty, join, raw, type Sql } from 'sql-template-tag';
export type { Plan, Scope } from './scope.server.ts';

// Days stay text (kernel/plain-date.ts), instants become Temporal.Instant, bigint and numeric become numbers:
// no figure here comes near 2^53. Set per connection, because libraries expect pg's own types.
const { builtins } = pg.types;
const TEXT_ARRAY = 1009;
const libraryTextArray = pg.types.getTypeParser(TEXT_ARRAY as never, 'text') as (text: string) => unknown;
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
  [TEXT_ARRAY, textArray],
]);

/** The library's own reading takes ten times as long, which a list with an array in each row notices. */
function textArray(text: string): unknown {
  if (text === '{}') return [];
  return /["\\]|NULL|\{.*\{/.test(text) ? libraryTextArray(text) : text.slice(1, -1).split(',');
}
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    (format === 'text' ? parsers.get(oid) : undefined) ?? pg.types.getTypeParser(oid, format)) as never,
};
// pg would write an object as quoted JSON; with this, Temporal values are written as their text.
for (const type of [Temporal.Instant, Temporal.PlainDate, Temporal.PlainTime])
  Object.defineProperty(type.prototype, 'toPostgres', {
    value(this: { toString(): string }) {
      return this.toString();
    },
  });

/** The role that the application works as: no UPDATE or DELETE on what is only followed, and row-level security. */
const APP_ROLE = 'samtjanst_app';

export interface Database {
  /** Works as the application's role. */
  readonly pool: Pool;
  /** The same with pg's own types, for a library that brings its own SQL. */
  readonly libraryPool: pg.Pool;
  /** Works as the owner of the tables: migrations only. */
  readonly owner: pg.ClientConfig;
  /** False when another process runs the embedded server that this one uses. */
  readonly ownsServer: boolean;
  /** Resolves when the embedded server has ended without being asked to. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

/** Connects to DATABASE_URL, or starts the embedded server; makes the database if it is missing. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'connections'>,
): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const owner = { connectionString: config.databaseUrl };
    return { owner, ownsServer: true, lost: new Promise(() => {}), ...connect(owner, config.connections) };
  }
  const server = await startEmbeddedPostgres({ dir: config.dataDir });
  const owner = { host: server.host, user: 'postgres', database: 'samtjanst' };
  const admin = new pg.Client({ ...owner, database: 'postgres' });
  await admin.connect();
  try {
    const { rowCount } = await admin.query("select from pg_database where datname = 'samtjanst'");
    if (rowCount === 0) await admin.query('create database samtjanst');
  } finally {
    await admin.end();
  }
  const app = connect(owner, config.connections);
  return {
    ...app,
    owner,
    ownsServer: server.owner,
    lost: server.lost,
    stop: async () => {
      await app.stop();
      await server.stop();
    },
  };
}

/** Connections for transactions, a few that short reads of many requests share, and one that hears of what has changed. */
export class Pool extends pg.Pool {
  readonly shared: SharedConnections;
  readonly notifications: Notifications;
  constructor(config: pg.PoolConfig) {
    super(config);
    this.shared = new SharedConnections(config);
    this.notifications = new Notifications(config);
  }
}

/** The application's pools on a database that is there. */
export function connect(
  owner: pg.ClientConfig,
  max: number,
): Pick<Database, 'pool' | 'libraryPool' | 'stop'> {
  // Compiling a plan takes longer than what it could save on statements of a few milliseconds.
  const options = `-c role=${APP_ROLE} -c jit=off`;
  const pool = new Pool({
    ...owner,
    max,
    options,
    types,
    pipeline: true,
    connectionTimeoutMillis: 15_000,
  } as pg.PoolConfig);
  const libraryPool = new pg.Pool({ ...owner, max: Math.ceil(max / 4), options });
  // Without listeners, on the pool for its idle connections and on each connection for when it is in use, a restart of
  // PostgreSQL would end this process.
  const lost = (error: Error) => console.error(`database connection lost: ${error.message}`);
  for (const each of [pool, libraryPool])
    each.on('error', lost).on('connect', (client) => client.on('error', lost));
  return {
    pool,
    libraryPool,
    stop: async () => {
      await Promise.all([pool.end(), pool.shared.end(), pool.notifications.end(), libraryPool.end()]);
    },
  };
}

/** Brings the schema to the newest migration. Several processes may call it at once: one works, the others wait. */
export async function migrate(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(2019212)');
    const known = await client.query("select to_regclass('public.migration') is not null as there");
    const files = fs
      .readdirSync(path.join(root, 'migrations'))
      .filter((name) => name.endsWith('.sql')).length;
    if (known.rows[0].there) {
      const { rows } = await client.query('select count(*)::int as done from migration');
      if (rows[0].done === files) return;
    }
    const { runner } = await import('node-pg-migrate');
    await runner({
      dbClient: client,
      dir: path.join(root, 'migrations', '*.sql'),
      useGlob: true,
      direction: 'up',
      migrationsTable: 'migration',
      noLock: true,
      log: () => {},
    });
  } finally {
    await client.end();
  }
}

/** A transaction's connection, or anything else that answers SQL. */
export interface Db {
  /** All rows. */
  many<Row>(query: Sql): Promise<Row[]>;
  /** The row, or undefined. */
  maybe<Row>(query: Sql): Promise<Row | undefined>;
  /** The row. Throws Error when there is none. */
  one<Row>(query: Sql): Promise<Row>;
  /** How many rows it touched. */
  run(query: Sql): Promise<number>;
}

/** One transaction for one scope, set for this transaction alone. Rolls back when `work` throws. */
export function inTransaction<T>(pool: pg.Pool, scope: Scope, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(pool, begin(scope), work);
}

/** The same, and every statement sees what the first one saw: for reads that are held against each other. */
export function inSnapshot<T>(pool: pg.Pool, scope: Scope, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(pool, begin(scope, ' isolation level repeatable read'), work);
}

async function transact<T>(
  pool: pg.Pool,
  begin: readonly pg.QueryConfig[],
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Not waited for: the first statement follows it on the wire (`pipeline`), and fails if it fails.
    const begun = Promise.all(begin.map((statement) => client.query(statement)));
    begun.catch(() => {});
    const result = await work(new Connection(client));
    await begun;
    // PostgreSQL answers the commit of a transaction that a failed statement has ended with ROLLBACK, and no error.
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((e) => {
      broken = e;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * One short read in a transaction of its own for one scope, in one round trip that it shares with the reads of other
 * requests. For what every request or the busiest pages ask: a long read here keeps all others waiting.
 */
export async function shortRead<Row>(
  pool: Pool,
  scope: Scope,
  query: Sql,
  plan: Plan = 'by-values',
): Promise<Row[]> {
  const [, rows] = await pool.shared.send([setting(scope, plan), query]);
  return rows as Row[];
}

/**
 * One statement as a transaction of its own for one scope, in one round trip, on a connection of the pool: it may take its time, and
 * it may write. Rolled back when it fails.
 */
export async function alone<Row>(pool: pg.Pool, scope: Scope, query: Sql): Promise<Row[]> {
  const client = await pool.connect();
  try {
    const [, rows] = await sendAsOne(client, [setting(scope), query]);
    return rows as Row[];
  } finally {
    client.release();
  }
}

/** A short read for nobody in particular, like `unscoped`. */
export async function shortUnscopedRead<Row>(pool: Pool, query: Sql): Promise<Row[]> {
  const [rows] = await pool.shared.send([query]);
  return rows as Row[];
}

/** Single statements for nobody in particular: row-level security shows them nothing of any authority. */
export function unscoped(pool: pg.Pool): Db {
  return new Connection(pool);
}

/** The start of a transaction and its scope, to be sent together. */
function begin(scope: Scope, isolation = ''): pg.QueryConfig[] {
  return [{ text: `begin${isolation}` }, { name: 'scope', ...setting(scope) }];
}

const names = new Map<string, string>();

/** Statements are prepared once per connection; a text with a varying list is too rare to fill the map. */
function prepared(query: Sql): pg.QueryConfig {
  const text = query.text;
  let name = names.get(text);
  if (name === undefined && names.size < 1000) {
    name = `s${names.size}`;
    names.set(text, name);
  }
  return { text, values: query.values as unknown[], ...(name === undefined ? {} : { name }) };
}

class Connection implements Db {
  readonly #client: Pick<pg.PoolClient, 'query'>;
  constructor(client: Pick<pg.PoolClient, 'query'>) {
    this.#client = client;
  }
  async many<Row>(query: Sql): Promise<Row[]> {
    return (await this.#client.query(prepared(query))).rows;
  }
  async maybe<Row>(query: Sql): Promise<Row | undefined> {
    return (await this.many<Row>(query))[0];
  }
  async one<Row>(query: Sql): Promise<Row> {
    const row = await this.maybe<Row>(query);
    if (row === undefined) throw new Error(`no row: ${query.text}`);
    return row;
  }
  async run(query: Sql): Promise<number> {
    return (await this.#client.query(prepared(query))).rowCount ?? 0;
  }
}
