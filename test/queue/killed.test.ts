import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import { connect } from '../../src/platform/database.server.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.server.ts';
import { testDatabase } from '../harness.ts';
import { freePort, type Program, startProgram, temporaryDirectory } from '../program.ts';
import { makeCrowd } from './crowd.ts';
import { killPostgres, workThroughKills } from './kill.ts';

let program: Program | undefined;
const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await program?.end('SIGTERM');
  program = undefined;
  for (const end of ended.splice(0).reverse()) await end();
});

async function start(dir: string, host: string, database: string, port: number): Promise<string> {
  const url = `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(host)}`;
  program = await startProgram(dir, ['--empty'], { DATABASE_URL: url, SMTP_URL: '', PORT: String(port) });
  return program.url;
}
function directory(): string {
  const dir = temporaryDirectory();
  ended.push(async () => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}

it('loses, doubles and forgets nothing when the program is killed under load', {
  timeout: 300_000,
}, async () => {
  const database = await testDatabase();
  ended.push(() => database.close());
  const crowd = await makeCrowd(database, { offices: 2, clerks: 16 });
  const dir = directory();
  const port = await freePort();
  const again = async () =>
    void (await start(dir, inject('postgres'), database.owner.database as string, port));
  await again();
  const { pool, owner } = database;
  const { wrong, counts } = await workThroughKills(
    { pool, owner, url: () => `http://127.0.0.1:${port}` },
    crowd,
    { kill: async () => program?.end('SIGKILL'), start: again },
    3,
  );
  console.log(`the program killed: ${counts}`);
  expect(wrong.slice(0, 20)).toEqual([]);
});

it('lives on when PostgreSQL is killed, says so meanwhile, and goes on', { timeout: 300_000 }, async () => {
  const dir = directory();
  const data = path.join(dir, 'database');
  let server = await startEmbeddedPostgres({ dir: data });
  ended.push(() => server.stop());
  const port = await freePort();
  // The first start makes the schema.
  await createDatabase(server.host);
  const url = await start(dir, server.host, 'killed', port);
  const owner = { host: server.host, user: 'postgres', database: 'killed' };
  const database = connect(owner, 4);
  ended.push(() => database.stop());
  const crowd = await makeCrowd({ pool: database.pool, owner }, { offices: 2, clerks: 16 });
  const { wrong, counts } = await workThroughKills(
    { pool: database.pool, owner, url: () => url },
    crowd,
    {
      kill: () => killPostgres(data),
      start: async () => {
        server = await startEmbeddedPostgres({ dir: data });
      },
    },
    1,
  );
  console.log(`PostgreSQL killed: ${counts}`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(program?.process.exitCode).toBe(null);
  expect(counts).toMatch(/\d+ unavailable/);
});

async function createDatabase(host: string): Promise<void> {
  const admin = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query('create database killed');
  await admin.end();
}
