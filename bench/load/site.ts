import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { connect, type Database } from '../../src/platform/database.server.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.server.ts';
import { freePort, type Program, startProgram } from '../../test/program.ts';
import { type Crowd, makeCrowd } from '../../test/queue/crowd.ts';

/** A PostgreSQL of its own, with its ordinary durability, and one or more processes of the built program on it. */
export interface Site {
  readonly crowd: Crowd;
  readonly database: Pick<Database, 'pool' | 'libraryPool' | 'stop' | 'owner'>;
  /** Where PostgreSQL keeps its data. */
  readonly data: string;
  readonly urls: () => readonly string[];
  readonly programs: () => readonly Program[];
  startPostgres(): Promise<void>;
  /** Starts the program once more, at the address that it had when it was ended. */
  start(index: number): Promise<void>;
  stop(): Promise<void>;
}

export async function makeSite(
  size: { readonly offices: number; readonly clerks: number },
  processes = 1,
): Promise<Site> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-load-'));
  const data = path.join(dir, 'database');
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dir: data });
  const admin = new pg.Client({ host: server.host, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query('create database load');
  await admin.end();
  const owner = { host: server.host, user: 'postgres', database: 'load' };
  const ports: number[] = [];
  for (let n = 0; n < processes; n++) ports.push(await freePort());
  const programs: Program[] = [];
  const start = async (index: number) => {
    const url = `postgresql://postgres@localhost/load?host=${encodeURIComponent(server.host)}`;
    programs[index] = await startProgram(dir, ['--empty'], {
      ...{ DATABASE_URL: url, SMTP_URL: '', PORT: String(ports[index]) },
      // Within the hundred that PostgreSQL gives.
      ...(processes > 2 ? { DATABASE_CONNECTIONS: '12' } : {}),
    });
  };
  await start(0);
  const database = { owner, ...connect(owner, 4) };
  const crowd = await makeCrowd(database, size);
  for (let n = 1; n < processes; n++) await start(n);
  return {
    crowd,
    database,
    data,
    urls: () => ports.map((port) => `http://127.0.0.1:${port}`),
    programs: () => programs,
    startPostgres: async () => {
      server = await startEmbeddedPostgres({ dir: data });
    },
    start,
    stop: async () => {
      await database.stop();
      await Promise.all(programs.map((program) => program.end('SIGTERM')));
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
