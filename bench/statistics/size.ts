import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { connect, inTransaction, migrate, type Pool } from '../../src/platform/database.server.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.server.ts';
import { fillFigures } from '../../src/statistics/bulk.server.ts';
import { countUp } from '../../src/statistics/versions.server.ts';
import { type Compared, compare } from './compare.ts';
import { Duck } from './duck.ts';
import { loadFacts, registers } from './facts.ts';
import { Memory } from './memory.ts';
import { count, progress, seconds, size } from './told.ts';
import { VIEWS } from './views.ts';

export interface OfSize {
  readonly visits: number;
  readonly views: readonly Compared[];
  readonly sizes: string;
  readonly memory: string;
}
export interface SizeOptions {
  readonly visits: number;
  readonly times: number;
  readonly scanTimes: number;
  /** Where filled databases stay and are found again; null: nowhere. */
  readonly keep: string | null;
  /** What else is asked of the filled database. */
  readonly also?: (owner: pg.ClientConfig, pool: Pool) => Promise<void>;
}

/** Fills a PostgreSQL and a DuckDB with so many visits, adds them up, and asks each view of all three. */
export async function ofSize({ visits, times, scanTimes, keep, also }: SizeOptions): Promise<OfSize> {
  const dir =
    keep === null
      ? fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-bench-'))
      : path.join(keep, String(visits));
  const filled = path.join(dir, 'filled');
  if (!fs.existsSync(filled)) fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  fs.chmodSync(dir, 0o755);
  const server = await startEmbeddedPostgres({
    dir: path.join(dir, 'postgres'),
    settings: { max_wal_size: '8GB', max_connections: '60' },
  });
  const duck = await Duck.open(path.join(dir, 'facts.duckdb'));
  const owner = { host: server.host, user: 'postgres', database: 'postgres' };
  await migrate(owner);
  const bare = new pg.Client(owner);
  await bare.connect();
  const { pool, stop } = connect(owner, 10);
  try {
    const filling = new Memory(path.join(dir, 'postgres'), duck.pid);
    if (!fs.existsSync(filled)) {
      await fill(bare, pool, duck, dir, visits);
      console.log(`Peak memory while filling: ${filling.told()}`);
      fs.writeFileSync(filled, '');
    } else console.log(`${count(visits)} visits are in ${dir}`);
    const memory = new Memory(path.join(dir, 'postgres'), duck.pid);
    await bare.query("set work_mem = '512MB'");
    const views: Compared[] = [];
    for (const view of VIEWS) {
      progress(`  ${view.name}`);
      views.push(await compare(pool, bare, duck, view, { times, scanTimes }));
    }
    progress('');
    const told = { visits, views, sizes: await sizes(bare), memory: memory.told() };
    await also?.(owner, pool);
    return told;
  } finally {
    await stop();
    await bare.end();
    await duck.close();
    await server.stop();
    if (keep === null) fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function fill(bare: pg.Client, pool: Pool, duck: Duck, dir: string, visits: number): Promise<void> {
  await registers(bare);
  await loadFacts(bare, duck, dir, visits);
  const from = performance.now();
  await bare.query(
    'insert into figure_day (office_id, day) select distinct office_id, day from contact_fact',
  );
  const { rows: months } = await bare.query<{ month: string }>(
    `select distinct to_char(day, 'YYYY-MM') as month from figure_day`,
  );
  await inTransaction(pool, { registers: true }, (db) =>
    countUp(
      db,
      months.map(({ month }) => month),
    ),
  );
  await inTransaction(pool, { registers: true }, (db) =>
    fillFigures(db, Temporal.Instant.from('2026-11-22T10:00:00Z'), (what) =>
      progress(`  ${seconds(from)} s, ${what}`),
    ),
  );
  progress('');
  await bare.query('vacuum analyze');
  console.log(`Added up in ${seconds(from)} s.`);
}

async function sizes(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; bytes: number }>(`
    select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
    where c.relkind = 'r' and c.relname in ('contact_fact', 'matter_fact', 'contact_figure', 'matter_figure', 'task_figure',
      'hour_figure', 'time_figure') order by 2 desc`);
  return rows.map((row) => `${row.name} ${size(row.bytes)}`).join(', ');
}
