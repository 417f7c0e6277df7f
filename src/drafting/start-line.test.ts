import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, SKV, type World } from '../../test/world.ts';
import { ALVA, IDENTITY_CARDS, SKV_COORDINATOR } from '../agreements/test-acts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const start = async (who: Parameters<World['as']>[0]) => (await world.as(who, '/')).text();

it('a coordinator’s start page tells of drafts, and of agreements that end soon until somebody drafts their renewal', async () => {
  const agreement = world.ids.agreements[IDENTITY_CARDS] ?? 0;
  const authorityId = world.ids.authorities[SKV];
  expect(await start(SKV_COORDINATOR)).not.toContain('upphör snart');
  const ended = await world.api(SKV_COORDINATOR, 'POST', `/agreements/${agreement}/ending`, {
    ...{ lastDay: '2027-01-31', reason: 'Provperioden är slut.', mandates: 'cut' },
  });
  expect(ended.status, JSON.stringify(ended.body)).toBe(200);
  const told = await start(SKV_COORDINATOR);
  expect(told).toContain('1 avtal upphör snart och har inget utkast till förlängning.');
  expect(told).not.toContain('väntar på att bli');
  expect(await start(ALVA)).not.toContain('upphör snart');
  const [, href = ''] = /href="([^"]*)"[^>]*>1 avtal upphör/.exec(told) ?? [];
  const list = await (await world.as(SKV_COORDINATOR, href.replaceAll('&amp;', '&'))).text();
  expect(list).toContain(`/avtal/${agreement}"`);

  await world.api(SKV_COORDINATOR, 'POST', '/agreement-drafts', { authorityId, amends: agreement });
  const drafted = await start(SKV_COORDINATOR);
  expect(drafted).not.toContain('upphör snart');
  expect(drafted).toContain('1 utkast väntar på att bli klart.');
});
