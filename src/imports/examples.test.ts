import { expect, it } from 'vitest';
import { exampleCsv, IMPORT_KINDS } from './columns.ts';
import { importTest } from './test-database.ts';

it('takes the example file of each kind, one after the other', async () => {
  const test = await importTest();
  for (const kind of IMPORT_KINDS)
    expect(await test.take(kind, exampleCsv(kind)), kind).toMatchObject({ ok: true, rows: 1 });
  await test.close();
});
