import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SKV, SSC, type World } from '../../../test/world.ts';
import { shellTexts } from '../../shell/texts.ts';
import { ALVA, decision, FK_COORDINATOR, IDENTITY_CARDS, matterFor, SKV_COORDINATOR } from '../test-acts.ts';

let world: World;
let system: number;
let systems: Readonly<Record<string, number>>;
beforeAll(async () => {
  world = await makeWorld();
  const { rows } = await world.database.pool.query('select code, id from authority_system');
  systems = Object.fromEntries(rows.map(({ code, id }) => [code, id]));
  system = systems['SKV-FOLK'] ?? 0;
});
afterAll(() => world.close());

const registration = (over: object = {}) => ({
  taskId: world.ids.tasks['population-registration'],
  principalId: world.ids.authorities[SKV],
  performerId: world.ids.authorities[SSC],
  exercisesAuthority: false,
  requiresPersonalData: true,
  listedSeparately: true,
  performersNamed: false,
  catalogueCode: null,
  access: [system],
  offices: 'all',
  ...over,
});
const amendment = (over: object = {}) => ({
  amends: 1,
  from: '2026-11-18',
  to: null,
  decidedOn: '2026-11-10',
  summary: 'Id-kort utgår',
  offices: 'all',
  tasks: [registration()],
  ...over,
});
/** An amendment whose one task is changed so. */
const one = (over: object) => ({ tasks: [registration(over)] });
const task = (over: object) => () => one(over);
const item = (catalogueCode: string) => task({ exercisesAuthority: true, catalogueCode });
const amend = (over: object = {}, who: Parameters<World['api']>[0] = SKV_COORDINATOR) =>
  world.api(who, 'POST', `/agreements/${world.ids.agreements[IDENTITY_CARDS]}/versions`, amendment(over));

describe('amending an agreement', () => {
  it('is for the coordinator of a party', async () => {
    expect((await amend({}, ALVA)).status).toBe(403);
    expect((await amend({}, FK_COORDINATOR)).status).toBe(404);
    expect((await amend({ amends: 2 })).body).toMatchObject({ status: 409, code: 'stale' });
  });

  it.each([
    ['from', 'not-after-current-version', () => ({ from: '2019-06-01', decidedOn: '2019-06-01' })],
    ['to', 'ends-before-it-begins', () => ({ to: '2026-11-17' })],
    ['to', 'mandates-reach-further', () => ({ to: '2026-12-30' })],
    ['decidedOn', 'before-the-agreement-was-signed', () => ({ decidedOn: '2019-05-31' })],
    ['offices', 'unknown-office', () => ({ offices: [999_999] })],
    ['tasks.0.taskId', 'unknown-task', task({ taskId: 999_999 })],
    ['tasks.0.principalId', 'not-a-party', task({ principalId: 999_999 })],
    ['tasks.0.performerId', 'not-a-party', task({ performerId: 999_999 })],
    ['tasks.0.performerId', 'acts-for-oneself', () => one({ performerId: world.ids.authorities[SKV] })],
    [
      'tasks.0.principalId',
      'task-of-another-authority',
      () => one({ taskId: world.ids.tasks['parental-benefit'], requiresPersonalData: false, access: [] }),
    ],
    ['tasks.0.catalogueCode', 'catalogue-item-without-authority', task({ catalogueCode: 'SA-2019-S1' })],
    ['tasks.0.catalogueCode', 'catalogue-item-required', task({ exercisesAuthority: true })],
    ['tasks.0.catalogueCode', 'unknown-catalogue-item', item('SA-2019-S99')],
    ['tasks.0.catalogueCode', 'unknown-catalogue-item', item('SA-2019-S1\0')],
    ['tasks.0.catalogueCode', 'catalogue-item-of-another-list', item('STJ-2009-S3')],
    ['tasks.0.catalogueCode', 'catalogue-item-of-another-list', item('SA-2019-K4')],
    ['tasks.0.catalogueCode', 'catalogue-item-for-another-task', item('SA-2019-S1')],
    ['tasks.0.access', 'unknown-system', task({ access: [999_999] })],
    ['tasks.0.access', 'system-of-another-authority', () => one({ access: [systems['FK-ARENDE']] })],
    ['tasks.0.access', 'access-without-need', task({ requiresPersonalData: false })],
    ['tasks.0.offices', 'unknown-office', task({ offices: [999_999] })],
    ['tasks', 'task-twice', () => ({ tasks: [registration(), registration()] })],
    [
      'tasks',
      'changes-others-tasks',
      () => one({ principalId: world.ids.authorities[SSC], performerId: world.ids.authorities[SKV] }),
    ],
  ])('%s: %s', async (field, code, over) => {
    const answer = await amend(over());
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(answer.body).not.toHaveProperty('constraint');
    for (const { detail } of answer.body.errors) expect(detail).not.toBe(shellTexts.sv.fieldError.other);
  });

  it('tells each thing that is wrong with each task', async () => {
    const answer = await amend({
      offices: [999_999],
      tasks: [
        registration({ access: [999_999], offices: [999_999] }),
        registration({ taskId: 999_999, performerId: 999_999 }),
      ],
    });
    expect(answer.body.errors.map((each: { field: string }) => each.field)).toEqual([
      'offices',
      'tasks.0.access',
      'tasks.0.offices',
      'tasks.1.taskId',
      'tasks.1.performerId',
    ]);
  });

  it('cuts the version before it; of two at once one wins; acts follow the version of their day', async () => {
    const acts = await matterFor(world, ALVA);
    expect((await world.api(ALVA, 'POST', acts, decision)).status).toBe(201);

    const both = await Promise.all([amend(), amend()]);
    expect(both.map((each) => each.status).sort()).toEqual([201, 409]);
    const won = both.find((each) => each.status === 201);
    // Directed by the Government: no copy is owed, and the provision says so.
    expect(won?.body).toMatchObject({ version: 2, copy: { owed: false, why: 'government-directed' } });
    expect(won?.body.copy.provision).toContain('2 §');

    const id = world.ids.agreements[IDENTITY_CARDS];
    const view = await world.api(SKV_COORDINATOR, 'GET', `/agreements/${id}`);
    expect(view.body.versions).toMatchObject([
      { version: 1, valid: { from: '2019-06-01', to: '2026-11-17' } },
      { version: 2, valid: { from: '2026-11-18', to: null } },
    ]);
    expect(view.body).toMatchObject({ shown: 2, regime: 'SA-2019' });
    expect(view.body.tasks).toHaveLength(1);
    const yesterday = await world.api(SKV_COORDINATOR, 'GET', `/agreements/${id}?on=2026-11-17`);
    expect(yesterday.body).toMatchObject({ shown: 1 });
    expect(yesterday.body.tasks).toHaveLength(2);

    // Identity cards are no longer in the agreement: the mandate alone gives nothing.
    expect((await world.api(ALVA, 'POST', acts, decision)).status).toBe(409);
  });
});
