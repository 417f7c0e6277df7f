import type { World } from '../../test/world.ts';
import { SKV, SSC } from '../../test/world.ts';
import { importFile } from '../imports/import-file.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { storeRegistrarAddress } from '../post/registrar.server.ts';
import { makeCopyMails } from './make-mails.server.ts';

/** Agreements whose copies are owed: nobody has directed them. Returns the id of each by its diary number. */
export async function owedAgreements(
  world: World,
  rows: readonly { readonly diaryNumber: string; readonly [column: string]: unknown }[],
): Promise<Record<string, number>> {
  const ctx = {
    pool: world.database.pool,
    actor: { userId: 'system' },
    role: 'system',
    clock: world.services.clock,
  };
  const content = JSON.stringify(
    rows.map((row) => ({
      version: 1,
      name: `Serviceavtal ${row.diaryNumber}`,
      signedOn: '2026-11-16',
      validFrom: '2026-11-16',
      governmentDirected: false,
      parties: `${SKV};${SSC}`,
      offices: 'all',
      principal: SKV,
      performer: SSC,
      task: 'population-registration',
      requiresPersonalData: true,
      listedSeparately: true,
      access: 'SKV-FOLK',
      source: 'a test',
      ...row,
    })),
  );
  const result = await importFile(ctx, { kind: 'agreements', fileName: 'x.json', format: 'json', content });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return inTransaction(world.database.pool, { registers: true }, async (db) => {
    await storeRegistrarAddress(db, 'registratur@example.se', 'address');
    const there = await db.many<{ id: number; number: string }>(
      sql`select id, diary_number as number from agreement`,
    );
    return Object.fromEntries(there.map(({ id, number }) => [number, id]));
  });
}

/** What the background does for copies that are ordered. */
export function makeMails(world: World): Promise<number> {
  return makeCopyMails({
    pool: world.database.pool,
    clock: world.services.clock,
    ending: new AbortController().signal,
  });
}
