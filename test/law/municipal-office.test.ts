import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRole, bindOfficer } from '../../src/access/accounts.server.ts';
import type { ImportKind } from '../../src/imports/columns.ts';
import { importFile } from '../../src/imports/import-file.server.ts';
import { inTransaction, sql } from '../../src/platform/database.server.ts';
import { type Account, type Json, makeWorld, type World } from '../world.ts';

// A municipality's own office and avtalssamverkan, from draft to act, through the product (kommunallagen 6, 7 and 9 kap.).

const KOMMUN = '212000-0084';
const GRANNE = '212000-2882';
const COORDINATOR = 'ingen@example.se';
const DECIDES = 'chef@example.se';
const SERVES = 'tillsyn@example.se';
const NEIGHBOUR = 'lag@example.se';
const TODAY = '2026-11-18';

let world: World;
let ids: Record<'kommun' | 'granne' | 'parking' | 'system' | 'office' | 'neighbours', number>;
const officers: Record<string, number> = {};
beforeAll(async () => {
  world = await makeWorld();
  const ctx = {
    pool: world.database.pool,
    actor: { userId: 'system' },
    role: 'system',
    clock: world.services.clock,
  };
  const authority = (orgNumber: string, name: string) => ({
    ...{ orgNumber, name, kind: 'municipality', source: 'Prov' },
  });
  const office = (code: string, operator: string) => ({
    ...{ code, name: `Medborgarkontoret ${code}`, type: 'small', operator, municipality: '0136' },
    ...{ locality: code, latitude: '59,16', longitude: '18,14', openFrom: '2020-01-01' },
  });
  const officer = (code: string, employer: string, homeOffice: string) => ({
    ...{ code, name: `Prov ${code}`, employer, homeOffice, employedFrom: '2020-01-01' },
  });
  const files: readonly (readonly [ImportKind, readonly object[]])[] = [
    ['authorities', [authority(KOMMUN, 'Provkommunen'), authority(GRANNE, 'Grannkommunen')]],
    ['systems', [{ code: 'PROV-P', authority: KOMMUN, name: 'Parkeringstillstånd' }]],
    ['offices', [office('egna', KOMMUN), office('grannens', GRANNE)]],
    [
      'officers',
      [officer('E-1', KOMMUN, 'egna'), officer('E-2', KOMMUN, 'egna'), officer('G-1', GRANNE, 'grannens')],
    ],
  ];
  for (const [kind, rows] of files) {
    const file = { kind, fileName: kind, format: 'json', content: JSON.stringify(rows) } as const;
    expect(await importFile(ctx, file), kind).toMatchObject({ ok: true });
  }
  await inTransaction(world.database.pool, { registers: true }, async (db) => {
    ids = await db.one(sql`
      select (select id from authority where org_number = ${KOMMUN}) as kommun,
        (select id from authority where org_number = ${GRANNE}) as granne,
        (select id from task where code = 'disabled-parking-permit') as parking,
        (select id from authority_system where code = 'PROV-P') as system,
        (select id from office where code = 'egna') as office,
        (select id from office where code = 'grannens') as neighbours`);
    for (const { code, id } of await db.many<{ code: string; id: number }>(sql`select code, id from officer`))
      officers[code] = id;
    const account = async (email: Account) =>
      (await db.one<{ id: string }>(sql`select id from account_user where email = ${email}`)).id;
    await assignRole(
      db,
      await account(COORDINATOR),
      { role: 'coordinator', authorityId: ids.kommun },
      'system',
    );
    for (const [email, code, officeId] of [
      [DECIDES, 'E-1', ids.office],
      [SERVES, 'E-2', ids.office],
      [NEIGHBOUR, 'G-1', ids.neighbours],
    ] as const) {
      await bindOfficer(db, await account(email), code);
      await assignRole(db, await account(email), { role: 'officer', officeId }, 'system');
    }
  });
});
afterAll(() => world.close());

const call = (method: string, path: string, body?: unknown, who: Account = COORDINATOR) =>
  world.api(who, method, path, body);

async function concluded(over: object, performerId = ids.kommun): Promise<Json> {
  const draft = await call('POST', '/agreement-drafts', { authorityId: ids.kommun, amends: null });
  const content = {
    name: 'Medborgarkontoret',
    ...{ signedOn: '2026-10-01', from: '2026-10-01', to: null, summary: '', governmentDirected: false },
    ...{ approvedOn: null, termEndsOn: null, decidedOn: null, offices: 'all', noticeMonths: null },
    ...{ firstAnswerDays: null, finalAnswerDays: null, contacts: [] },
    tasks: [
      {
        ...{ taskId: ids.parking, principalId: ids.kommun, performerId, exercisesAuthority: true },
        ...{ requiresPersonalData: true, listedSeparately: false, performersNamed: false },
        ...{ catalogueCode: null, access: [ids.system], offices: 'all' },
      },
    ],
    ...over,
  };
  const saved = await call('PUT', `/agreement-drafts/${draft.body.id}`, { revision: 1, content });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return call('POST', `/agreement-drafts/${draft.body.id}/conclusion`, { revision: 2 });
}

const mandate = (agreementId: number, over: object = {}) => ({
  ...{ officerId: officers['E-1'], agreementId, principalId: ids.kommun, kind: 'delegation' },
  ...{ from: '2026-11-01', to: null, signedByPrincipalOn: '2026-10-20', signedByOfficerOn: null },
  ...{ delegationOrder: 'Delegationsordning KS 2026, punkt 4.2', decidedBy: 'Kommunstyrelsen' },
  tasks: [{ taskId: ids.parking, level: 'authority' }],
  access: [ids.system],
  ...over,
});
const act = { helpForm: 'desk', outcome: 'solved' } as const;
async function acts(who: Account, officeId: number, level: string, conditions: readonly string[] = []) {
  const visit = await call('POST', '/visits', { officeId }, who);
  const matter = await call(
    'POST',
    `/visits/${visit.body.id}/matters`,
    { taskId: ids.parking, authorityId: ids.kommun },
    who,
  );
  expect(matter.status, JSON.stringify(matter.body)).toBe(201);
  const path = `/visits/${visit.body.id}/matters/${matter.body.id}/acts`;
  return call('POST', path, { ...act, level, conditions }, who);
}

describe('a municipality’s own office, from draft to act', () => {
  let agreementId: number;
  it('is concluded with one party, and owes neither copy nor report', async () => {
    const made = await concluded({ regimeId: 'KL-EGEN', diaryNumber: 'KS 2026/1', parties: [ids.kommun] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    agreementId = made.body.agreementId;
    expect((await call('GET', `/agreements/${agreementId}`)).body).toMatchObject({
      ...{
        regime: 'KL-EGEN',
        state: 'in-force',
        remarks: [],
        copy: { owed: false },
        report: { owed: false },
      },
    });
  });

  it('the Government directs nothing of it (1 § second paragraph lagen (2019:212)), whoever writes', async () => {
    const directed = await concluded({
      ...{ regimeId: 'KL-EGEN', diaryNumber: 'KS 2026/2', parties: [ids.kommun], governmentDirected: true },
    });
    expect(directed.body.errors).toEqual([
      expect.objectContaining({ field: 'directed', code: 'not-directed' }),
    ]);
    const past = inTransaction(world.database.pool, { registers: true }, (db) =>
      db.run(sql`
        insert into agreement (diary_number, name, regime_id, signed_on, government_directed, source)
        values ('KS 2026/9', 'Prov', 'KL-EGEN', '2026-10-01', true, 'Prov')`),
    );
    await expect(past).rejects.toMatchObject({ constraint: 'only_service_is_directed' });
  });

  it('a decision is delegated by the board alone; employment is signed by both and gives none', async () => {
    const employment = { kind: 'employment', officerId: officers['E-2'] };
    const looks = { tasks: [{ taskId: ids.parking, level: 'personal-data' }] };
    const refused = async (over: object) => {
      const answer = await call('POST', '/mandates', mandate(agreementId, over));
      return [answer.status, ...(answer.body.errors ?? []).map((e: Json) => `${e.field}: ${e.code}`)];
    };
    expect(await refused({ kind: 'commission', signedByOfficerOn: '2026-10-21' })).toEqual([
      422,
      'kind: kind-not-allowed',
    ]);
    expect(await refused({ ...employment, signedByOfficerOn: '2026-10-21' })).toEqual([
      ...[422, 'kind: kind-not-allowed'],
    ]);
    expect(await refused({ ...employment, ...looks })).toEqual([422, 'signedByOfficerOn: required']);
    expect(await refused({ officerId: officers['G-1'] })).toEqual([
      ...[422, 'officerId: officer-of-another-employer'],
    ]);
    // A delegation says where it stands, and who decided.
    expect(await refused({ delegationOrder: ' ', decidedBy: undefined })).toEqual([
      ...[422, 'delegationOrder: required', 'decidedBy: required'],
    ]);
    const given = await call('POST', '/mandates', mandate(agreementId));
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    expect((await call('GET', `/mandates/${given.body.id}`)).body).toMatchObject({
      state: 'active',
      delegation: { order: 'Delegationsordning KS 2026, punkt 4.2', decidedBy: 'Kommunstyrelsen' },
    });
  });

  it('in bulk too: what gives no decision is told of, row by row', async () => {
    const order = (kind: string, level: string) => ({
      parts: [
        {
          ...{ agreementId, principalId: ids.kommun, kind, access: [ids.system] },
          tasks: [{ taskId: ids.parking, level }],
          ...{ delegationOrder: 'Delegationsordning KS 2026, punkt 4.2', decidedBy: 'Kommunstyrelsen' },
        },
      ],
      officers: { by: 'codes', codes: ['E-2'] },
      ...{ from: '2026-11-01', to: null, signedByPrincipalOn: '2026-10-20', signedByOfficerOn: '2026-10-21' },
    });
    const preview = async (kind: string, level: string) => {
      const { body } = await call('POST', '/mandate-batches', order(kind, level));
      const { outcomes } = (await call('GET', `/mandate-batches/${body.id}`)).body;
      return { id: body.id, reasons: outcomes.flatMap((o: Json) => o.reasons.map((r: Json) => r.code)) };
    };
    expect((await preview('employment', 'authority')).reasons).toEqual(['kind-not-allowed']);
    const looks = await preview('employment', 'personal-data');
    expect(looks.reasons).toEqual([]);
    await call('POST', `/mandate-batches/${looks.id}/run`);
    await expect
      .poll(async () => (await call('GET', `/mandate-batches/${looks.id}`)).body, { timeout: 20_000 })
      .toMatchObject({ state: 'done', issued: 1 });
  });

  it('who is delegated decides, who is employed looks, and the act is stored', async () => {
    const decided = await acts(DECIDES, ids.office, 'authority', ['not-of-principle']);
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    expect((await acts(SERVES, ids.office, 'personal-data')).status).toBe(201);
    const refused = await acts(SERVES, ids.office, 'authority', ['not-of-principle']);
    expect(refused).toMatchObject({ status: 409, body: { code: 'refused' } });
    expect(refused.body.grounds.find((each: Json) => !each.holds).provision).toContain('kommunallagen');
  });
});

describe('avtalssamverkan (9 kap. 37 §), from draft to act', () => {
  it('the neighbour’s employee decides by delegation from the board that is responsible', async () => {
    const made = await concluded(
      { regimeId: 'KL-SAMVERKAN', diaryNumber: 'KS 2026/3', parties: [ids.kommun, ids.granne] },
      ids.granne,
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const own = await call('POST', '/mandates', mandate(made.body.agreementId));
    expect(own.body.errors).toEqual([expect.objectContaining({ code: 'officer-of-another-employer' })]);
    const given = await call(
      'POST',
      '/mandates',
      mandate(made.body.agreementId, { officerId: officers['G-1'], from: TODAY }),
    );
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    const decided = await acts(NEIGHBOUR, ids.neighbours, 'authority', ['not-of-principle']);
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
  });
});
