import type { World } from '../../test/world.ts';
import { SKV, SSC } from '../../test/world.ts';
import type { ImportKind } from '../imports/columns.ts';
import { importFile } from '../imports/import-file.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { storeRegistrarAddress } from '../post/registrar.server.ts';
import { makeCopyMails } from './make-mails.server.ts';

/** Agreements whose copies are owed: nobody has directed them. Returns the id of each by its diary number. */
export async function owedAgreements(
  world: World,
  rows: readonly { readonly diaryNumber: string; readonly [column: string]: unknown }[],
): Promise<Record<string, number>> {
  await importRows(
    world,
    'agreements',
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
  return inTransaction(world.database.pool, { registers: true }, async (db) => {
    await storeRegistrarAddress(db, 'registratur@example.se', 'address');
    const there = await db.many<{ id: number; number: string }>(
      sql`select id, diary_number as number from agreement`,
    );
    return Object.fromEntries(there.map(({ id, number }) => [number, id]));
  });
}

/** An agreement of the trial of 1994 with its amendment of 1996, the amendment not approved: `M-1995`. Returns its id. */
export async function trialAgreement(world: World, approvedOn: string | null = null): Promise<number> {
  const orgNumber = '212000-0084';
  const kind = 'municipality';
  await importRows(world, 'authorities', [{ orgNumber, name: 'Haninge kommun', kind, source: 'a test' }]);
  const trial = {
    ...{ diaryNumber: 'M-1995', signedOn: '1995-01-02', termEndsOn: '1999-06-30', approvedOn },
    ...{ parties: `${SKV};${orgNumber}`, performer: orgNumber },
    ...{ requiresPersonalData: false, listedSeparately: false, access: '' },
  };
  const ids = await owedAgreements(world, [
    { ...trial, version: 1, validFrom: '1995-01-02' },
    { ...trial, version: 2, validFrom: '1996-01-01', decidedOn: '1995-11-15' },
  ]);
  return ids[trial.diaryNumber] ?? 0;
}

async function importRows(world: World, kind: ImportKind, rows: readonly object[]): Promise<void> {
  const ctx = {
    pool: world.database.pool,
    actor: { userId: 'system' },
    role: 'system',
    clock: world.services.clock,
  };
  const content = JSON.stringify(rows);
  const result = await importFile(ctx, { kind, fileName: 'x.json', format: 'json', content });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
}

/** What the background does for copies that are ordered. */
export function makeMails(world: World): Promise<number> {
  return makeCopyMails({
    pool: world.database.pool,
    clock: world.services.clock,
    ending: new AbortController().signal,
  });
}
