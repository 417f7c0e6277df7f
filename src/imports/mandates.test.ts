import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { changed, SAMPLE } from './sample-files.ts';
import { type ImportTest, importTest } from './test-database.ts';

let test: ImportTest;
beforeAll(async () => {
  test = await importTest();
  for (const kind of ['authorities', 'systems', 'offices', 'officers', 'agreements'] as const)
    expect(await test.take(kind, SAMPLE[kind])).toMatchObject({ ok: true });
});
afterAll(() => test.close());

describe('a file of mandates', () => {
  it('takes what has been: ended, withdrawn, never signed', async () => {
    const past = { from: '2019-06-01', signedByPrincipalOn: '2019-05-20', signedByOfficerOn: '2019-05-21' };
    const rows = [
      changed('mandates', { ...past, to: '2020-12-31' }),
      changed('mandates', {
        ...past,
        from: '2021-01-01',
        withdrawnOn: '2021-03-01',
        withdrawnReason: 'Prov',
      }),
      changed('mandates', {
        from: '2022-01-01',
        to: '2022-12-31',
        signedByPrincipalOn: null,
        signedByOfficerOn: null,
      }),
    ];
    expect(await test.take('mandates', rows)).toMatchObject({ ok: true, rows: 3 });
    expect(await test.look((db) => db.one(sql`select count(*) as mandates from mandate`))).toEqual({
      mandates: 3,
    });
  });

  it('tells all that the agreement does not bear, in the words of the file', async () => {
    const row = changed('mandates', {
      officer: 'K-1',
      kind: 'delegation',
      signedByOfficerOn: '2026-11-22',
      tasks: ['pension:personal-data', 'population-registration:authority', 'identity-card:authority'],
      access: ['FK-A', 'SKV-FOLK'],
    });
    const result = await test.take('mandates', [row]);
    expect(
      result.ok ? [] : result.problems.map(({ field, code, facts }) => ({ field, code, facts })),
    ).toEqual([
      {
        field: 'signedByOfficerOn',
        code: 'in-the-future',
        facts: expect.objectContaining({ day: '2026-11-22' }),
      },
      { field: 'tasks', code: 'task-not-in-agreement', facts: expect.objectContaining({ task: 'pension' }) },
      {
        field: 'tasks',
        code: 'level-not-in-agreement',
        facts: expect.objectContaining({ task: 'population-registration', level: 'authority' }),
      },
      { field: 'access', code: 'access-not-needed', facts: expect.objectContaining({ system: 'FK-A' }) },
      { field: 'access', code: 'access-not-needed', facts: expect.objectContaining({ system: 'SKV-FOLK' }) },
      { field: 'access', code: 'access-missing', facts: expect.objectContaining({ task: 'identity-card' }) },
      {
        field: 'kind',
        code: 'kind-not-allowed',
        facts: expect.objectContaining({ provision: expect.any(String) }),
      },
      {
        field: 'officer',
        code: 'officer-of-another-employer',
        facts: expect.objectContaining({ value: 'K-1' }),
      },
    ]);
  });
});
