import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import { type Db, inTransaction } from '../platform/database.server.ts';
import type { ImportKind } from './columns.ts';
import { type ImportContext, type ImportResult, importFile } from './import-file.server.ts';

export interface ImportTest {
  readonly database: TestDatabase;
  readonly ctx: ImportContext;
  /** Over all registers, for looking at what was stored. */
  look<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Takes in a file that is a list of rows, or text as CSV. */
  take(kind: ImportKind, file: readonly object[] | string | Uint8Array): Promise<ImportResult>;
  close(): Promise<void>;
}

/** A database of the test's own, with the law and the reference data. */
export async function importTest(): Promise<ImportTest> {
  const database = await testDatabase();
  const ctx: ImportContext = {
    pool: database.pool,
    actor: { userId: 'test' },
    role: 'administrator',
    clock: () => Temporal.Instant.from('2026-11-21T12:00Z'),
  };
  return {
    database,
    ctx,
    look: (work) => inTransaction(database.pool, { actor: 'test', registers: true }, work),
    take: (kind, file) =>
      importFile(ctx, {
        kind,
        fileName: `test-${kind}`,
        ...(typeof file === 'string' || file instanceof Uint8Array
          ? { format: 'csv', content: file }
          : { format: 'json', content: JSON.stringify(file) }),
      }),
    close: () => database.close(),
  };
}
