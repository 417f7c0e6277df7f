import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMPORT_KINDS, type ImportKind } from './columns.ts';
import { PROBLEM_CODES, type ProblemCode } from './problems.ts';
import { changed, csv, FK, HANINGE, SAMPLE, type SampleRow, SKV, SSC } from './sample-files.ts';
import { MAX_BYTES, MAX_ROWS } from './source-row.ts';
import { type ImportTest, importTest } from './test-database.ts';

// Each way of being wrong, on its own: [code, kind, file, line, field]. The registers hold SAMPLE, all but its visits;
// the rows under test are new ones.

type File = readonly SampleRow[] | string | Uint8Array;
type Case = readonly [ProblemCode, ImportKind, File, number, string | null];

const office = (change: SampleRow) => [changed('offices', { code: 'ny', name: 'Nytt', ...change })];
const officer = (change: SampleRow) => [changed('officers', { code: 'P-9', ...change })];
const grant = (change: SampleRow) => [changed('access-grants', { officer: 'P-2', ...change })];
const week = (change: SampleRow) => [changed('office-weeks', { from: '2028-01-10', ...change })];
const exception = (change: SampleRow) => [changed('office-exceptions', { from: '2028-02-01', ...change })];
const visit = (change: SampleRow) => [changed('visits', { visit: 'B-9', ...change })];
const deal = (change: SampleRow) => [changed('agreements', { diaryNumber: 'NY-1', ...change })];
const card = (change: SampleRow) => [changed('agreements', { diaryNumber: 'NY-1', ...change }, 1)];
const mandate = (change: SampleRow) => [changed('mandates', { officer: 'P-3', ...change })];
const amendment = (change: SampleRow) => [
  changed('agreements', { version: 2, decidedOn: '2025-01-01', validFrom: '2025-02-01', ...change }),
];
const old = (change: SampleRow) => [
  changed('agreements', {
    ...{ diaryNumber: 'M-1995', signedOn: '1995-01-02', validFrom: '1995-02-01', approvedOn: '1995-01-20' },
    ...{ governmentDirected: 'no', parties: [SKV, FK], task: '', principal: '', performer: '', access: '' },
    ...{ requiresPersonalData: 'no', listedSeparately: 'no' },
    ...change,
  }),
];
const oldAmendment = { version: 2, decidedOn: '1996-01-10', validFrom: '1996-03-01' };
const authority = (change: SampleRow) => [
  changed('authorities', { orgNumber: '212000-2387', name: 'Ånge kommun', ...change }),
];

const CASES: readonly Case[] = [
  ['file-empty', 'systems', ' \n', 0, null],
  ['no-rows', 'systems', 'code,authority,name\n', 0, null],
  ['no-rows', 'systems', [], 0, null],
  [
    'not-utf8',
    'systems',
    Buffer.from(`code,authority,name\nA,${SKV},Ett\nB,${SKV},Två\n`, 'latin1'),
    3,
    null,
  ],
  ['not-csv', 'systems', `code,authority,name\nA,${SKV},"Ett\n`, 2, null],
  ['unknown-column', 'systems', `code,authority,name,färg\nA,${SKV},Ett,blå\n`, 1, 'färg'],
  ['unknown-column', 'systems', [{ code: 'A', authority: SKV, name: 'Ett', färg: 'blå' }], 1, 'färg'],
  ['missing-column', 'systems', 'code,name\nA,Ett\n', 1, 'authority'],
  ['column-twice', 'systems', `code,authority,name,name\nA,${SKV},Ett,Två\n`, 1, 'name'],
  ['wrong-number-of-cells', 'systems', `code,authority,name\n\nA,${SKV}\n`, 3, null],
  ['required', 'systems', [{ code: 'A', authority: SKV }], 1, 'name'],
  ['too-long', 'systems', [{ code: 'A', authority: SKV, name: 'x'.repeat(201) }], 1, 'name'],
  ['control-character', 'systems', [{ code: 'A', authority: SKV, name: 'a\u0000b' }], 1, 'name'],
  ['control-character', 'systems', [{ code: 'A', authority: SKV, name: '\ud800' }], 1, 'name'],
  ['looks-like-identity-number', 'visits', visit({ visit: '19900101-1234' }), 1, 'visit'],
  ['not-a-value', 'systems', [{ code: 'A', authority: SKV, name: { sv: 'Ett' } }], 1, 'name'],
  ['not-a-code', 'systems', [{ code: 'A B', authority: SKV, name: 'Ett' }], 1, 'code'],
  ['not-a-date', 'offices', office({ openFrom: '2026-02-30' }), 1, 'openFrom'],
  ['not-a-time', 'visits', visit({ openedAt: '2026-03-29T02:30' }), 1, 'openedAt'],
  ['time-is-ambiguous', 'visits', visit({ openedAt: '2026-10-25T02:30' }), 1, 'openedAt'],
  ['not-a-number', 'offices', office({ latitude: 'norr' }), 1, 'latitude'],
  ['out-of-range', 'offices', office({ latitude: 18.1 }), 1, 'latitude'],
  ['not-yes-or-no', 'agreements', deal({ governmentDirected: 'kanske' }), 1, 'governmentDirected'],
  ['not-one-of', 'visits', visit({ outcome: 'löst' }), 1, 'outcome'],
  ['not-an-organisation-number', 'authorities', authority({ orgNumber: '212000-0085' }), 1, 'orgNumber'],
  ['not-a-task-and-level', 'mandates', mandate({ officer: 'P-1', tasks: 'identity-card' }), 1, 'tasks'],
  ['unknown-authority', 'systems', [{ code: 'A', authority: 'Ingen', name: 'Ett' }], 1, 'authority'],
  ['unknown-region', 'offices', office({ region: 'Mars' }), 1, 'region'],
  ['unknown-area', 'offices', office({ region: null, area: 'Nyområdet' }), 1, 'area'],
  ['unknown-municipality', 'offices', office({ municipality: '9999' }), 1, 'municipality'],
  ['unknown-office-type', 'offices', office({ type: 'huge' }), 1, 'type'],
  ['unknown-office', 'officers', officer({ homeOffice: 'ingen' }), 1, 'homeOffice'],
  ['unknown-officer', 'access-grants', grant({ officer: 'P-8' }), 1, 'officer'],
  ['unknown-system', 'access-grants', grant({ system: 'X' }), 1, 'system'],
  ['unknown-task', 'visits', visit({ task: 'x' }), 1, 'task'],
  ['unknown-agreement', 'mandates', mandate({ officer: 'P-1', agreement: 'X' }), 1, 'agreement'],
  ['unknown-catalogue-item', 'agreements', card({ catalogueItem: 'SA-2019-S9' }), 1, 'catalogueItem'],
  ['twice-in-file', 'officers', [...officer({}), ...officer({})], 2, 'code'],
  ['already-there', 'officers', SAMPLE.officers.slice(0, 1), 1, 'code'],
  ['rows-disagree', 'agreements', [...deal({}), ...card({ name: 'Annat' })], 2, 'name'],
  [
    'rows-disagree',
    'visits',
    [...visit({}), changed('visits', { visit: 'B-9', closedAt: '2026-11-02T11:00' }, 1)],
    2,
    'closedAt',
  ],
  ['ends-before-it-begins', 'offices', office({ openTo: '2019-05-31' }), 1, 'openTo'],
  ['number-or-ended-day-required', 'authorities', authority({ orgNumber: null }), 1, 'orgNumber'],
  ['area-in-another-region', 'offices', office({ region: 'Nord' }), 1, 'region'],
  ['no-regime', 'agreements', deal({ signedOn: '1994-06-30', validFrom: '1994-06-30' }), 1, 'signedOn'],
  ['one-party-alone', 'agreements', deal({ basis: 'own-office' }), 1, 'parties'],
  [
    'not-directed',
    'agreements',
    deal({ basis: 'own-office', parties: [HANINGE], governmentDirected: 'yes' }),
    1,
    'governmentDirected',
  ],
  ['too-few-parties', 'agreements', deal({ parties: [SKV] }), 1, 'parties'],
  [
    'parties-not-allowed',
    'agreements',
    deal({ signedOn: '1996-01-01', validFrom: '1996-01-01' }),
    1,
    'performer',
  ],
  ['not-a-party', 'agreements', deal({ parties: [FK, SSC] }), 1, 'principal'],
  ['acts-for-oneself', 'agreements', deal({ performer: SKV }), 1, 'performer'],
  ['without-task', 'agreements', [...deal({}), ...deal({ task: null })], 2, 'task'],
  ['task-twice', 'agreements', [...deal({}), ...deal({})], 2, 'task'],
  ['task-of-another-authority', 'agreements', deal({ task: 'pension' }), 1, 'principal'],
  [
    'authority-never',
    'agreements',
    card({ signedOn: '1996-01-01', validFrom: '1996-01-01' }),
    1,
    'exercisesAuthority',
  ],
  ['catalogue-item-required', 'agreements', card({ catalogueItem: null }), 1, 'catalogueItem'],
  [
    'catalogue-item-without-authority',
    'agreements',
    deal({ catalogueItem: 'SA-2019-S1' }),
    1,
    'catalogueItem',
  ],
  [
    'catalogue-item-of-another-list',
    'agreements',
    card({ catalogueItem: 'STJ-2009-S3' }),
    1,
    'catalogueItem',
  ],
  [
    'catalogue-item-for-another-task',
    'agreements',
    card({ catalogueItem: 'SA-2019-S2' }),
    1,
    'catalogueItem',
  ],
  [
    'catalogue-item-not-valid',
    'agreements',
    card({
      catalogueItem: 'SA-2019-S4',
      task: 'vaccination-certificate-basis',
      parties: ['202100-6552', SSC],
      principal: '202100-6552',
      access: '',
      signedOn: '2023-07-01',
      validFrom: '2023-07-01',
    }),
    1,
    'catalogueItem',
  ],
  ['access-without-need', 'agreements', deal({ requiresPersonalData: 'no' }), 1, 'access'],
  ['system-of-another-authority', 'agreements', deal({ access: 'FK-A' }), 1, 'access'],
  [
    'office-of-another-operator',
    'agreements',
    deal({ parties: [SKV, FK], performer: FK, taskOffices: 'haninge' }),
    1,
    'taskOffices',
  ],
  [
    'not-the-next-version',
    'agreements',
    deal({ version: 3, decidedOn: '2020-01-01', validFrom: '2020-01-01' }),
    1,
    'version',
  ],
  [
    'version-before-the-last',
    'agreements',
    amendment({ decidedOn: '2019-06-01', validFrom: '2019-06-01' }),
    1,
    'validFrom',
  ],
  ['changes-what-is-fixed', 'agreements', amendment({ governmentDirected: 'no' }), 1, 'governmentDirected'],
  [
    'decided-on-signing-day',
    'agreements',
    deal({ decidedOn: '2019-06-02', validFrom: '2019-06-02' }),
    1,
    'decidedOn',
  ],
  ['copy-sent-before-decided', 'agreements', amendment({ copySentOn: '2019-06-01' }), 1, 'copySentOn'],
  ['decided-before-signed', 'agreements', amendment({ decidedOn: '2019-05-31' }), 1, 'decidedOn'],
  ['valid-before-decided', 'agreements', deal({ validFrom: '2019-05-31' }), 1, 'validFrom'],
  ['approved-before-signed', 'agreements', deal({ approvedOn: '2019-05-31' }), 1, 'approvedOn'],
  [
    'amendment-approval-of-the-first',
    'agreements',
    old({ amendmentApprovedOn: '1995-02-01' }),
    1,
    'amendmentApprovedOn',
  ],
  [
    'amendment-approval-not-asked',
    'agreements',
    amendment({ amendmentApprovedOn: '2025-01-10' }),
    1,
    'amendmentApprovedOn',
  ],
  [
    'amendment-approved-before-decided',
    'agreements',
    [...old({}), ...old({ ...oldAmendment, amendmentApprovedOn: '1996-01-09' })],
    2,
    'amendmentApprovedOn',
  ],
  [
    'amendment-of-what-is-not-approved',
    'agreements',
    [
      ...old({ approvedOn: '' }),
      ...old({ ...oldAmendment, approvedOn: '', amendmentApprovedOn: '1996-02-01' }),
    ],
    2,
    'amendmentApprovedOn',
  ],
  [
    'only-of-a-delegation',
    'mandates',
    mandate({ delegationOrder: 'Delegationsordning 2026, 4.2', decidedBy: 'Nämnden' }),
    1,
    'delegationOrder',
  ],
  [
    'required',
    'mandates',
    mandate({ kind: 'delegation', decidedBy: 'Kommunstyrelsen' }),
    1,
    'delegationOrder',
  ],
  ['outside-agreement', 'mandates', mandate({ officer: 'P-3', from: '2019-05-31' }), 1, 'from'],
  ['task-not-in-agreement', 'mandates', mandate({ tasks: 'pension:personal-data' }), 1, 'tasks'],
  ['level-not-in-agreement', 'mandates', mandate({ tasks: 'population-registration:authority' }), 1, 'tasks'],
  ['access-not-needed', 'mandates', mandate({ access: 'FK-A' }), 1, 'access'],
  ['access-missing', 'mandates', mandate({ access: 'SKV-FOLK' }), 1, 'access'],
  ['kind-not-allowed', 'mandates', mandate({ kind: 'employment' }), 1, 'kind'],
  ['in-the-future', 'mandates', mandate({ signedByOfficerOn: '2026-11-22' }), 1, 'signedByOfficerOn'],
  [
    'officer-not-employed',
    'mandates',
    mandate({ officer: 'P-2', from: '2019-06-01', to: '2019-12-31' }),
    1,
    'officer',
  ],
  ['officer-of-another-employer', 'mandates', mandate({ officer: 'K-1' }), 1, 'officer'],
  ['overlapping-mandate', 'mandates', mandate({ officer: 'P-1', from: '2025-01-01' }), 1, 'from'],
  ['withdrawal-incomplete', 'mandates', mandate({ withdrawnOn: '2025-01-01' }), 1, 'withdrawnReason'],
  ['overlapping-grant', 'access-grants', grant({ officer: 'P-1', from: '2024-06-01' }), 1, 'from'],
  ['not-hours', 'office-weeks', week({ monday: '10-16' }), 1, 'monday'],
  ['not-hours', 'office-exceptions', exception({ hours: '8:00-9:00;10:00-11:00;12:00-13:00' }), 1, 'hours'],
  ['hours-refused', 'office-weeks', week({ monday: '16:00-10:00' }), 1, 'monday'],
  ['hours-refused', 'office-weeks', week({ from: '2026-11-20' }), 1, 'from'],
  ['hours-refused', 'office-weeks', week({ friday: '' }), 1, 'reason'],
  ['hours-refused', 'office-weeks', [{ office: 'haninge', from: '2028-01-10' }], 1, 'monday'],
  ['required', 'office-weeks', week({ summerFromWeek: '28' }), 1, 'summerToWeek'],
  ['out-of-range', 'office-weeks', week({ summerFromWeek: '3', summerToWeek: '4' }), 1, 'summerFromWeek'],
  ['twice-in-file', 'office-weeks', [...week({}), ...week({})], 2, 'from'],
  ['unknown-office', 'office-weeks', week({ office: 'ingen' }), 1, 'office'],
  ['hours-refused', 'office-exceptions', exception({ cause: 'other' }), 1, 'reason'],
  ['hours-refused', 'office-exceptions', exception({ from: '2027-05-07', to: '2027-08-30' }), 1, 'to'],
  ['hours-refused', 'office-exceptions', exception({ from: '2028-06-26', to: '2028-06-30' }), 1, 'reason'],
  ['ends-before-it-begins', 'office-exceptions', exception({ to: '2028-01-31' }), 1, 'to'],
  ['not-one-of', 'office-exceptions', exception({ cause: 'regn' }), 1, 'cause'],
  [
    'twice-in-file',
    'office-exceptions',
    [...exception({ to: '2028-02-04' }), ...exception({ from: '2028-02-04' })],
    2,
    'from',
  ],
  ['in-the-future', 'visits', visit({ closedAt: '2026-11-22T10:00' }), 1, 'closedAt'],
  ['closed-before-opened', 'visits', visit({ closedAt: '2026-11-02T10:00' }), 1, 'closedAt'],
  ['acted-outside-visit', 'visits', visit({ actedAt: '2026-11-02T10:40' }), 1, 'actedAt'],
  ['condition-not-confirmed', 'visits', visit({ conditions: '' }), 1, 'conditions'],
  ['refused-by-law', 'visits', visit({ office: 'sala' }), 1, 'level'],
  ['office-not-open', 'visits', [changed('visits', { visit: 'B-9', office: 'sala' }, 1)], 1, 'office'],
  [
    'officer-not-employed',
    'visits',
    [
      changed(
        'visits',
        { visit: 'B-9', officer: 'P-2', openedAt: '2019-11-01T10:00', closedAt: '2019-11-01T10:10' },
        1,
      ),
    ],
    1,
    'officer',
  ],
];

/** Codes whose files are made in their own tests below. */
const ELSEWHERE: readonly ProblemCode[] = [
  'file-too-large',
  'too-many-rows',
  'not-json',
  'not-a-list',
  'not-an-object',
  'file-already-imported',
  'refused-by-database',
];

describe('each problem', () => {
  let test: ImportTest;
  beforeAll(async () => {
    test = await importTest();
    for (const kind of IMPORT_KINDS)
      if (kind !== 'visits') expect(await test.take(kind, SAMPLE[kind])).toMatchObject({ ok: true });
    await test.take('officers', [changed('officers', { code: 'P-3' })]);
  });
  afterAll(() => test.close());

  it.each(CASES)('%s in %s', async (code, kind, file, line, field) => {
    const result = await test.take(kind, file);
    expect(result).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.objectContaining({ line, field, code })]),
    });
  });

  it('tells the same of a CSV file, by its line', async () => {
    const rows = [...officer({ code: 'P-7' }), ...officer({ code: 'P-8', homeOffice: 'ingen' })];
    expect(await test.take('officers', csv(rows))).toMatchObject({
      ok: false,
      problems: [{ line: 3, field: 'homeOffice', code: 'unknown-office', facts: { value: 'ingen' } }],
      more: 0,
    });
  });

  it('tells all that is wrong with a row at once', async () => {
    const result = await test.take('offices', office({ openFrom: 'x', municipality: 'y', latitude: 'z' }));
    expect(result.ok ? [] : result.problems.map((problem) => problem.field)).toEqual([
      'municipality',
      'latitude',
      'openFrom',
    ]);
  });

  it('tells of JSON that is none, is no list, or holds no objects', async () => {
    const { importFile } = await import('./import-file.server.ts');
    const json = (content: string) =>
      importFile(test.ctx, { kind: 'systems', fileName: 'x', format: 'json', content });
    expect(await json('[{')).toMatchObject({ ok: false, problems: [{ line: 0, code: 'not-json' }] });
    expect(await json('{}')).toMatchObject({ ok: false, problems: [{ line: 0, code: 'not-a-list' }] });
    expect(await json('[1]')).toMatchObject({ ok: false, problems: [{ line: 1, code: 'not-an-object' }] });
  });

  it('has a limit of size and of rows', async () => {
    expect(await test.take('systems', new Uint8Array(MAX_BYTES + 1))).toMatchObject({
      problems: [{ code: 'file-too-large' }],
    });
    const many = `code,authority,name\n${'a,b,c\n'.repeat(MAX_ROWS + 1)}`;
    expect(await test.take('systems', many)).toMatchObject({ problems: [{ code: 'too-many-rows' }] });
  });

  it('has a case for every code', () => {
    const covered = new Set<string>([...CASES.map(([code]) => code), ...ELSEWHERE]);
    expect(PROBLEM_CODES.filter((code) => !covered.has(code))).toEqual([]);
  });
});
