import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { asProblem } from './database-faults.server.ts';
import { importFile } from './import-file.server.ts';
import { changed, csv, SAMPLE, SKV } from './sample-files.ts';
import { type ImportTest, importTest } from './test-database.ts';

describe('files', () => {
  let test: ImportTest;
  beforeEach(async () => {
    test = await importTest();
  });
  afterEach(() => test.close());
  const names = () =>
    test.look(async (db) =>
      (await db.many<{ name: string }>(sql`select name from authority_system order by code`)).map(
        (r) => r.name,
      ),
    );

  it('reads UTF-8 with a byte order mark and semicolons, as Excel writes it', async () => {
    const file = Buffer.from(`\uFEFFcode;authority;name\r\nA;${SKV};"Å;Ä;Ö"\r\n`);
    expect(await test.take('systems', file)).toMatchObject({ ok: true, rows: 1 });
    expect(await names()).toEqual(['Å;Ä;Ö']);
  });

  it('keeps formulas, markup and line breaks as the text they are', async () => {
    const texts = [
      '=HYPERLINK("http://x")',
      '<script>alert(1)</script>',
      "'; drop table office; --",
      'två\nrader',
      '{"a",NULL}',
    ];
    const rows = texts.map((name, at) => ({ code: `S${at}`, authority: SKV, name }));
    expect(await test.take('systems', csv(rows))).toMatchObject({ ok: true });
    expect(await names()).toEqual(texts);
  });

  it('counts the lines of a file whose cells hold line breaks', async () => {
    const file = `code,authority,name\nA,${SKV},"ett\ntvå"\n\nB,${SKV},\n`;
    expect(await test.take('systems', file)).toMatchObject({
      ok: false,
      problems: [{ line: 5, field: 'name', code: 'required' }],
    });
  });

  it('keeps count of the lines in a file of several slices, with quotes around line breaks', async () => {
    const line = `,${SKV},"${'x'.repeat(50)}\n""ja"";${'y'.repeat(50)}"\n`;
    const good = Array.from({ length: 20_000 }, (_, at) => `S${at}${line}`).join('');
    const file = `code,authority,name\n${good}`;
    expect(file.length).toBeGreaterThan(2_000_000);
    expect(await test.take('systems', `${file}B,Ingen,x\n`)).toMatchObject({
      ok: false,
      problems: [{ line: 40_002, field: 'authority' }],
      more: 0,
    });
    expect(await test.take('systems', `${file}B,${SKV},"x\n`)).toMatchObject({
      ok: false,
      problems: [{ code: 'not-csv' }],
    });
    expect(await test.take('systems', file)).toMatchObject({ ok: true, rows: 20_000 });
  });

  it('takes nothing when one row of 5,000 is wrong', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({
      code: `S${at}`,
      authority: at === 3210 ? 'Ingen' : SKV,
      name: 'x',
    }));
    expect(await test.take('systems', csv(rows))).toEqual({
      ok: false,
      problems: [{ line: 3212, field: 'authority', code: 'unknown-authority', facts: { value: 'Ingen' } }],
      more: 0,
    });
    expect(await names()).toEqual([]);
    expect(await test.look((db) => db.one(sql`select count(*) as batches from import_batch`))).toEqual({
      batches: 0,
    });
  });

  it('lists 1,000 problems and counts the rest', async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => ({ code: `S${at}`, authority: 'Ingen', name: 'x' }));
    const result = await test.take('systems', rows);
    expect(result.ok ? [] : [result.problems.length, result.more]).toEqual([1000, 500]);
  });

  it('tells what only the database saw as a problem, and stores nothing', async () => {
    // Between the check and the storing nobody else imports; an index that our checks know nothing of stands in for it.
    const refused = await test
      .look((db) => db.run(sql`insert into authority_system (code, authority_id, name) values ('A', 0, 'x')`))
      .catch((error: unknown) => asProblem(error));
    expect(refused).toMatchObject({
      line: 0,
      code: 'refused-by-database',
      facts: { constraint: 'authority_system_authority_id_fkey' },
    });
    expect(asProblem(new Error('connection lost'))).toBeNull();
  });

  it('lets one of two equal files at once win', async () => {
    const [one, other] = await Promise.all([
      test.take('systems', SAMPLE.systems),
      test.take('systems', SAMPLE.systems),
    ]);
    expect([one.ok, other.ok].sort()).toEqual([false, true]);
  });

  it('tells its progress from nothing to all', async () => {
    const told: number[] = [];
    const rows = Array.from({ length: 5000 }, (_, at) => ({ code: `S${at}`, authority: SKV, name: 'x' }));
    const content = JSON.stringify(rows);
    await importFile(test.ctx, { kind: 'systems', fileName: 'x', format: 'json', content }, (done, total) => {
      expect(total).toBe(10_000);
      told.push(done);
    });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(10_000);
    expect(told.length).toBeGreaterThan(2);
  });
});

describe('visits and the law of their day', () => {
  let test: ImportTest;
  beforeEach(async () => {
    test = await importTest();
    for (const kind of ['authorities', 'systems', 'offices', 'officers', 'agreements', 'mandates'] as const)
      expect(await test.take(kind, SAMPLE[kind])).toMatchObject({ ok: true });
  });
  afterEach(() => test.close());
  const atSala = (change: object) => [changed('visits', { ...change }, 2)];
  const on = (day: string) => ({ openedAt: `${day}T10:15`, closedAt: `${day}T10:32` });

  it('takes the day before a mandate is withdrawn and refuses the day of it', async () => {
    expect(await test.take('visits', atSala({ visit: 'A', ...on('2026-03-01') }))).toMatchObject({
      ok: true,
    });
    expect(await test.take('visits', atSala({ visit: 'B', ...on('2026-03-02') }))).toMatchObject({
      ok: false,
      problems: [
        {
          line: 1,
          field: 'level',
          code: 'refused-by-law',
          facts: {
            reason: 'mandate-withdrawn',
            withdrawnOn: '2026-03-02',
            provision: '5 § lagen (2019:212) om viss gemensam offentlig service',
          },
        },
      ],
    });
  });

  it.each([
    [
      'office-not-for-task',
      { office: 'sala', openedAt: '2026-03-01T10:15', closedAt: '2026-03-01T10:32', actedAt: null },
    ],
    ['mandate-not-yet', { ...on('2023-12-31'), actedAt: null }],
    ['not-yet-in-force', { ...on('2019-05-31'), actedAt: null }],
  ])('refuses with the reason %s', async (reason, change) => {
    const result = await test.take('visits', [changed('visits', change)]);
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'refused-by-law', facts: { reason } }] });
  });

  it('refuses an item of the list that has lapsed', async () => {
    const ehm = '202100-6552';
    const deal = {
      ...changed('agreements', {}, 1),
      diaryNumber: 'EHM-1',
      signedOn: '2022-02-01',
      validFrom: '2022-02-01',
      parties: [ehm, '202100-6453'],
      principal: ehm,
    };
    const task = {
      task: 'vaccination-certificate-basis',
      catalogueItem: 'SA-2019-S4',
      requiresPersonalData: 'no',
      access: '',
    };
    expect(await test.take('agreements', [{ ...deal, ...task }])).toMatchObject({ ok: true });
    const mandate = {
      agreement: 'EHM-1',
      principal: ehm,
      from: '2022-02-01',
      signedByPrincipalOn: '2022-02-01',
      signedByOfficerOn: '2022-02-01',
      tasks: 'vaccination-certificate-basis:authority',
      access: '',
    };
    expect(await test.take('mandates', [changed('mandates', mandate)])).toMatchObject({ ok: true });
    const visit = { authority: ehm, task: 'vaccination-certificate-basis', conditions: '', actedAt: null };
    expect(await test.take('visits', [changed('visits', { ...visit, ...on('2023-06-30') })])).toMatchObject({
      ok: true,
    });
    expect(await test.take('visits', [changed('visits', { ...visit, ...on('2023-07-01') })])).toMatchObject({
      ok: false,
      problems: [{ code: 'refused-by-law', facts: { reason: 'item-not-valid' } }],
    });
  });

  it('knows a visit again in another file, and keeps two offices with the same reference apart', async () => {
    expect(await test.take('visits', SAMPLE.visits.slice(0, 1))).toMatchObject({ ok: true });
    expect(await test.take('visits', SAMPLE.visits)).toMatchObject({
      ok: false,
      problems: [{ line: 1, field: 'visit', code: 'already-there' }],
    });
    expect(await test.take('visits', atSala({ visit: 'B-1' }))).toMatchObject({ ok: true });
  });

  it('lets an office begin its references anew each day', async () => {
    const rows = [
      changed('visits', { ...on('2026-11-02'), actedAt: null }),
      changed('visits', { ...on('2026-11-03'), actedAt: null }),
    ];
    expect(await test.take('visits', rows)).toMatchObject({ ok: true, rows: 2 });
    expect(await test.look((db) => db.one(sql`select count(*) as visits from visit`))).toEqual({ visits: 2 });
  });

  it('stores several acts in one matter, and who closed the visit', async () => {
    const again = changed('visits', {
      officer: 'P-2',
      level: 'guidance',
      actedAt: '2026-11-02T10:30',
      conditions: '',
    });
    expect(await test.take('visits', [again, changed('visits', {})])).toMatchObject({ ok: true, rows: 2 });
    const row = await test.look((db) =>
      db.one(sql`
        select (select count(*) from matter) as matters, (select count(*) from act) as acts, o.code as closed_by
        from visit v join officer o on o.id = v.closed_by`),
    );
    expect(row).toEqual({ matters: 1, acts: 2, closed_by: 'P-2' });
  });
});
