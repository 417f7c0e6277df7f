import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { IDENTITY_CARDS, SKV_COORDINATOR } from '../agreements/test-acts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

it('the plan says where the agreement applies today, and where by what is concluded for later', async () => {
  const { tasks, authorities, offices, agreements } = world.ids;
  const id = agreements[IDENTITY_CARDS];
  const plan = async () => (await world.as(SKV_COORDINATOR, `/avtal/${id}/plan`)).text();
  expect(await plan()).toContain('Gäller nu vid alla kontor.');
  const amended = await world.api(SKV_COORDINATOR, 'POST', `/agreements/${id}/versions`, {
    ...{ amends: 1, from: '2027-01-01', to: null, decidedOn: '2026-11-10', summary: 'Ett kontor' },
    offices: [offices.visby],
    tasks: [
      {
        ...{ taskId: tasks['income-tax'], principalId: authorities[SKV], performerId: authorities[SSC] },
        ...{ exercisesAuthority: false, requiresPersonalData: false, listedSeparately: false },
        ...{ performersNamed: false, catalogueCode: null, access: [], offices: 'all' },
      },
    ],
  });
  expect(amended.status, JSON.stringify(amended.body)).toBe(201);
  expect(await plan()).toContain('Gäller nu vid alla kontor. Version 2 är beslutad och gäller vid 1 kontor.');
  world.setNow('2027-01-01T09:00:00Z');
  expect(await plan()).toContain('Gäller nu vid 1 kontor.');
  expect(await plan()).not.toContain('är beslutad och gäller');
});
