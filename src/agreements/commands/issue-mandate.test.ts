import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, makeWorld, SKV, SSC, type World } from '../../../test/world.ts';
import {
  ALVA,
  BO,
  decision,
  FK_COORDINATOR,
  IDENTITY_CARDS,
  matterFor,
  SKV_COORDINATOR,
} from '../test-acts.ts';

let world: World;
let system: number;
let card: number;
beforeAll(async () => {
  world = await makeWorld();
  const { rows } = await world.database.pool.query("select id from authority_system where code = 'SKV-FOLK'");
  system = rows[0].id;
  card = world.ids.tasks['identity-card'] ?? 0;
});
afterAll(() => world.close());

const proposed = (over: object = {}) => ({
  officerId: world.ids.officers['H-2'],
  agreementId: world.ids.agreements[IDENTITY_CARDS],
  principalId: world.ids.authorities[SKV],
  kind: 'commission',
  from: '2026-11-01',
  to: '2027-06-30',
  signedByPrincipalOn: '2026-10-20',
  signedByOfficerOn: '2026-10-21',
  tasks: [
    { taskId: card, level: 'personal-data' },
    { taskId: card, level: 'authority' },
  ],
  access: [system],
  ...over,
});
const issue = (over: object = {}, who: Parameters<World['api']>[0] = SKV_COORDINATOR) =>
  world.api(who, 'POST', '/mandates', proposed(over));

describe('issuing a mandate', () => {
  it('is for the coordinator of the authority', async () => {
    expect((await issue({}, ALVA)).status).toBe(403);
    expect((await issue({}, 'rapport.skv@example.se')).status).toBe(403);
    expect((await issue({}, FK_COORDINATOR)).status).toBe(404);
    expect((await issue({ principalId: world.ids.authorities[FK] })).status).toBe(404);
    expect((await issue({ agreementId: world.ids.agreements['2019-00518-1.8'] })).status).toBe(404);
    expect((await issue({ agreementId: 999_999 })).status).toBe(404);
  });

  it.each([
    ['kind', () => ({ kind: 'employment' })],
    ['kind', () => ({ kind: 'oral' })],
    ['tasks', () => ({ tasks: [{ taskId: world.ids.tasks['income-tax'], level: 'personal-data' }] })],
    ['tasks', () => ({ tasks: [] })],
    ['access', () => ({ access: [] })],
    ['access', () => ({ access: [system, system + 1] })],
    ['from', () => ({ from: '2019-05-31' })],
    ['from', () => ({ from: '2026-02-30' })],
    ['from', () => ({ from: '0000-01-01' })],
    ['to', () => ({ to: '2026-10-31' })],
    ['officerId', () => ({ officerId: 999_999 })],
    ['officerId', () => ({ officerId: 99_999_999_999 })],
    ['signedByOfficerOn', () => ({ signedByOfficerOn: '2027-01-01' })],
  ])('names the field that is wrong: %s', async (field, over) => {
    const answer = await issue(over());
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { field: string }) => error.field.split('.')[0])).toContain(field);
  });

  it('gives the officer what it says, from the form', async () => {
    const acts = await matterFor(world, BO);
    expect((await world.api(BO, 'POST', acts, decision)).status).toBe(409);
    const { officerId: _, agreementId, principalId, tasks, access, ...rest } = proposed();
    const fields = {
      ...rest,
      avtal: `${agreementId}-${principalId}`,
      tasks: tasks.map((task) => `${task.taskId}:${task.level}`),
      access: access.map(String),
    };
    const unknown = await world.as(SKV_COORDINATOR, '/uppdrag/nytt', form({ ...fields, officerId: 'Någon' }));
    expect(unknown.status).toBe(422);
    const shown = await unknown.text();
    expect(shown).toContain('Ingen handläggare har den koden');
    expect(shown).toContain('value="2026-11-01"'); // nothing that was given is lost
    expect(shown).toMatch(new RegExp(`value="${card}:authority"[^>]*checked`));

    const done = await world.as(SKV_COORDINATOR, '/uppdrag/nytt', form({ ...fields, officerId: 'h-2' }));
    expect(done.status).toBe(303);
    expect((await world.api(BO, 'POST', acts, decision)).status).toBe(201);
  });

  it('holds one mandate at a time for an officer under an agreement', async () => {
    const answer = await issue({ from: '2027-06-30', to: null });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field: 'from', code: 'overlapping-mandate' }]);
    const both = await Promise.all([1, 2].map(() => issue({ from: '2027-07-01', to: null })));
    expect(both.map((each) => each.status).sort()).toEqual([201, 422]);
  });

  it('is not for an officer of the wrong employer', async () => {
    const { pool } = world.database;
    const client = await pool.connect();
    const { rows } = await client.query(
      `insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
       values ('S-1', 'Dag Annanstad', $1, $2, 1, '[2020-01-01,)') returning id`,
      [world.ids.authorities[SKV], world.ids.offices.haninge],
    );
    client.release();
    const answer = await issue({ officerId: rows[0].id });
    expect(answer.body.errors).toMatchObject([{ field: 'officerId', code: 'officer-of-another-employer' }]);
    expect(world.ids.authorities[SSC]).toBeDefined();
  });
});
