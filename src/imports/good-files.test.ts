import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { IMPORT_KINDS } from './columns.ts';
import { csv, SAMPLE } from './sample-files.ts';
import { type ImportTest, importTest } from './test-database.ts';

describe.each(['json', 'csv'] as const)('good files as %s', (format) => {
  let test: ImportTest;
  beforeAll(async () => {
    test = await importTest();
    for (const kind of IMPORT_KINDS) {
      const rows = SAMPLE[kind];
      const result = await test.take(kind, format === 'json' ? rows : csv(rows));
      expect(result, kind).toMatchObject({ ok: true, rows: rows.length });
    }
  });
  afterAll(() => test.close());

  it('stores authorities, also one that has ended and has no number', async () => {
    const rows = await test.look((db) =>
      db.many(sql`
        select org_number, short_name, ended_on from authority where name in ('Haninge kommun', 'Länsarbetsnämnden i Provlän')
        order by org_number`),
    );
    expect(rows).toEqual([
      { org_number: '212000-0084', short_name: 'Haninge', ended_on: null },
      { org_number: null, short_name: 'Länsarbetsnämnden i Provlän', ended_on: '2007-12-31' },
    ]);
  });

  it('stores offices with their area and days', async () => {
    const rows = await test.look((db) =>
      db.many(sql`
        select o.code, o.latitude, a.name as area, r.name as region, upper(o.open)::text as closed
        from office o left join office_area a on a.id = o.area_id left join service_region r on r.id = a.region_id
        order by o.code`),
    );
    expect(rows).toEqual([
      {
        code: 'haninge',
        latitude: 59.16775,
        area: 'Södertörn',
        region: 'Stockholm och Gotland',
        closed: null,
      },
      { code: 'sala', latitude: 59.92, area: null, region: null, closed: '2026-09-01' },
    ]);
  });

  it('stores an agreement with its regime, parties, tasks, access and offices', async () => {
    const row = await test.look((db) =>
      db.one(sql`
        select a.regime_id, (select count(*) from agreement_party) as parties, (select count(*) from agreement_task) as tasks,
          (select count(*) from agreement_task_access) as access, (select count(*) from agreement_task_office) as offices,
          v.decided_on, v.recorded_by
        from agreement a join agreement_version v on v.agreement_id = a.id`),
    );
    expect(row).toEqual({
      regime_id: 'SA-2019',
      parties: 2,
      tasks: 2,
      access: 2,
      offices: 1,
      decided_on: '2019-06-01',
      recorded_by: 'test',
    });
  });

  it('stores mandates with tasks and access, and what is switched on', async () => {
    const row = await test.look((db) =>
      db.one(sql`
        select (select count(*) from mandate) as mandates, (select count(*) from mandate_task) as tasks,
          (select count(*) from mandate_access) as access, (select count(*) from access_grant) as grants,
          (select withdrawn_reason from mandate where withdrawn_on = '2026-03-02') as reason`),
    );
    expect(row).toEqual({ mandates: 2, tasks: 4, access: 3, grants: 2, reason: 'Prov' });
  });

  it('stores visits with matters and acts, each act with what it rests on', async () => {
    const rows = await test.look((db) =>
      db.many(sql`
        select a.level, a.acted_on, a.acted_at::text, a.agreement_version as version, a.mandate_id is not null as mandate,
          a.catalogue_code as item, a.catalogue_version as item_version, a.conditions, a.actor, a.role, v.opened_on,
          v.import_id is not null as imported
        from act a join matter m on m.id = a.matter_id join visit v on v.id = m.visit_id order by a.acted_at, a.level`),
    );
    const shared = { actor: 'test', role: 'import', imported: true };
    const none = { item: null, item_version: null, conditions: [] };
    expect(rows.map((row) => ({ ...(row as object), acted_at: undefined }))).toEqual([
      {
        ...shared,
        ...none,
        level: 'personal-data',
        acted_on: '2026-03-01',
        opened_on: '2026-03-01',
        version: 1,
        mandate: true,
      },
      {
        ...shared,
        ...none,
        level: 'signpost',
        acted_on: '2026-11-02',
        opened_on: '2026-11-02',
        version: null,
        mandate: false,
      },
      {
        ...shared,
        level: 'authority',
        acted_on: '2026-11-02',
        opened_on: '2026-11-02',
        version: 1,
        mandate: true,
        item: 'SA-2019-S1',
        item_version: 1,
        conditions: ['simple-case'],
      },
    ]);
    const count = await test.look((db) => db.one(sql`select count(*) as visits from visit`));
    expect(count).toEqual({ visits: 2 });
  });

  it('writes one batch and one audit event for each file', async () => {
    const row = await test.look((db) =>
      db.one(sql`
        select (select count(*) from import_batch) as batches, (select count(*) from event where kind = 'file-imported') as events,
          (select distinct role from event where kind = 'file-imported') as role`),
    );
    expect(row).toEqual({ batches: IMPORT_KINDS.length, events: IMPORT_KINDS.length, role: 'administrator' });
  });

  it('refuses each file the second time, and each row of a changed one', async () => {
    for (const kind of IMPORT_KINDS) {
      const rows = SAMPLE[kind];
      const again = await test.take(kind, format === 'json' ? rows : csv(rows));
      expect(again, kind).toMatchObject({
        ok: false,
        problems: [{ line: 0, code: 'file-already-imported' }],
      });
      const other = await test.take(kind, rows.toReversed());
      expect(other.ok, kind).toBe(false);
      if (!other.ok)
        expect(new Set(other.problems.map((problem) => problem.code)), kind).toEqual(
          new Set(['already-there']),
        );
    }
  });
});

describe('amendments', () => {
  it('cuts the version before, keeps the regime, and takes both in one file', async () => {
    const test = await importTest();
    for (const kind of ['authorities', 'systems', 'offices', 'officers'] as const)
      await test.take(kind, SAMPLE[kind]);
    const first = SAMPLE.agreements.map((row) => ({
      ...row,
      signedOn: '2018-05-01',
      validFrom: '2018-06-01',
      ...('catalogueItem' in row ? { catalogueItem: 'STJ-2009-S3' } : {}),
    }));
    const second = first.slice(0, 1).map((row) => ({
      ...row,
      version: 2,
      decidedOn: '2021-01-15',
      validFrom: '2021-02-01',
      note: 'Id-kort utgår.',
    }));
    expect(await test.take('agreements', [...second, ...first])).toMatchObject({ ok: true });
    const rows = await test.look((db) =>
      db.many(sql`
        select a.regime_id as regime, v.version, v.valid::text, v.decided_on as decided, v.summary
        from agreement a join agreement_version v on v.agreement_id = a.id order by v.version`),
    );
    expect(rows).toEqual([
      {
        regime: 'STJ-2009',
        version: 1,
        valid: '[2018-06-01,2021-02-01)',
        decided: '2018-05-01',
        summary: '',
      },
      {
        regime: 'STJ-2009',
        version: 2,
        valid: '[2021-02-01,)',
        decided: '2021-01-15',
        summary: 'Id-kort utgår. Källa: Prov',
      },
    ]);
    const third = { ...second[0], version: 3, decidedOn: '2022-01-15', validFrom: '2022-02-01' };
    expect(await test.take('agreements', [third])).toMatchObject({ ok: true });
    await test.close();
  });

  it('takes an agreement whose tasks are not known', async () => {
    const test = await importTest();
    await test.take('authorities', SAMPLE.authorities);
    const result = await test.take('agreements', [
      {
        diaryNumber: 'Okänt',
        version: 1,
        name: 'Samtjänst',
        signedOn: '2003-02-28',
        validFrom: '2003-02-28',
        validTo: '2004-06-30',
        governmentDirected: 'no',
        approvedOn: '2003-02-28',
        parties: ['Haninge kommun', 'Länsarbetsnämnden i Provlän'],
        offices: 'all',
        source: 'Prov',
        note: 'Inga uppgifter är kända.',
      },
    ]);
    expect(result).toMatchObject({ ok: true, rows: 1 });
    expect(await test.look((db) => db.one(sql`select regime_id, note from agreement`))).toEqual({
      regime_id: 'STJ-1997',
      note: 'Inga uppgifter är kända.',
    });
    await test.close();
  });

  it('R14: takes an amendment under lagen (1994:686) with its own approval, and what it rests on', async () => {
    const test = await importTest();
    await test.take('authorities', SAMPLE.authorities);
    const version = {
      ...{ diaryNumber: 'M-1995', version: 1, name: 'Försöksavtal', signedOn: '1995-01-02' },
      ...{ validFrom: '1995-02-01', governmentDirected: 'no', approvedOn: '1995-01-20' },
      ...{ termEndsOn: '1999-06-30', parties: ['Haninge kommun', 'Länsarbetsnämnden i Provlän'] },
      ...{ offices: 'all', source: 'Prov' },
    };
    const amended = { ...version, version: 2, decidedOn: '1996-01-10', validFrom: '1996-03-01' };
    const approved = {
      ...amended,
      amendmentApprovedOn: '1996-02-15',
      source: `Regeringen ${'x'.repeat(300)}`,
    };
    expect(await test.take('agreements', [version, approved])).toMatchObject({ ok: true, rows: 2 });
    const rows = await test.look((db) =>
      db.many(
        sql`select version, approved_on as "on", left(decision, 11) as decision from amendment_approval`,
      ),
    );
    expect(rows).toEqual([{ version: 2, on: '1996-02-15', decision: 'Regeringen ' }]);
    await test.close();
  });
});
