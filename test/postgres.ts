import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { recordShippedLaw } from '../src/law/store.server.ts';
import { recordReference } from '../src/offices/reference.server.ts';
import { connect, inTransaction, migrate } from '../src/platform/database.server.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string;
  }
}

/** The database that every test's own is a copy of: schema, law and reference registers. */
export const TEMPLATE = 'template_samtjanst';

/** One real PostgreSQL for the run; what is durable elsewhere need not be here. */
export default async function setup(project: TestProject) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-test-'));
  const server = await startEmbeddedPostgres({
    dir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const admin = new pg.Client({ host: server.host, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const owner = { host: server.host, user: 'postgres', database: TEMPLATE };
  await migrate(owner);
  const template = connect(owner, 4);
  await inTransaction(template.pool, { registers: true }, recordShippedLaw);
  await inTransaction(template.pool, { registers: true }, recordReference);
  await template.stop();
  project.provide('postgres', server.host);
  return async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  };
}
