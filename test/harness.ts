import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Database } from '../src/platform/database.server.ts';
import { TEMPLATE } from './postgres.ts';

/** A database of the test's own, copied from the migrated template; dropped when it is closed. */
export interface TestDatabase extends Database {
  close(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const host = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(host, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const owner = { host, user: 'postgres', database: name };
  const database = { owner, ownsServer: false, lost: new Promise<void>(() => {}), ...connect(owner, 20) };
  return {
    ...database,
    close: async () => {
      await database.stop();
      await asAdmin(host, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(host: string, statement: string): Promise<void> {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
