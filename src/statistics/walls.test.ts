import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { rollUpAll } from './roll-up.server.ts';
import { bringVisits } from './test-views.ts';

// An area's manager, whose area is one of two of the region and has one of two offices.

let world: World;
let otherArea = 0;
beforeAll(async () => {
  world = await makeWorld();
  await bringVisits(world, [
    { office: 'haninge', day: '2026-10-01', count: 25 },
    { office: 'visby', day: '2026-10-05', count: 7 },
  ]);
  await inTransaction(world.database.pool, { actor: 'system', registers: true }, async (db) => {
    const { id } = await db.one<{ id: number }>(sql`
      insert into office_area (name, region_id) select 'Annat område', region_id from office_area where name = 'Provområdet' returning id`);
    otherArea = id;
    await db.run(sql`update office set area_id = ${id} where id = ${world.ids.offices.visby}`);
  });
  await rollUpAll(world.database.pool, world.services.clock());
});
afterAll(() => world.close());

const MANAGER = 'omrade@example.se';
const asked = (place: string) => `matt=visits,matters&plats=${place}&fran=2026-10-01&till=2026-10-31`;

describe('an area’s manager', () => {
  it('sees the own area and its office, with nothing withheld', async () => {
    for (const place of [`omrade-${world.ids.areas.Provområdet}`, `kontor-${world.ids.offices.haninge}`]) {
      const { body } = await world.api(MANAGER, 'GET', `/figures?${asked(place)}`);
      expect(body.total.cells[0]).toMatchObject({ value: 25, withheld: false });
    }
  });

  it('sees no other: not on a page, in a file, by the API, on a schedule, or as rows', async () => {
    const operator = world.ids.authorities['202100-6453'];
    const region = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.one<{ id: number }>(sql`select region_id as id from office_area where id = ${otherArea}`),
    );
    for (const place of [
      `kontor-${world.ids.offices.visby}`,
      `omrade-${otherArea}`,
      `region-${region.id}`,
      `utforare-${operator}`,
      'landet',
    ]) {
      for (const page of ['visa', 'fil.csv', 'fil.xlsx', 'fil.json', 'rader', 'utskick/nytt']) {
        const answer = await world.as(MANAGER, `/statistik/${page}?${asked(place)}`);
        expect([404, 422], `${page} ${place}`).toContain(answer.status);
        expect(await answer.text()).not.toContain('Visby');
      }
      for (const page of ['', '/manad', '/ar', '/timmar', '/tider', '/idag', '/rattelser']) {
        const html = await (await world.as(MANAGER, `/statistik${page}?plats=${place}`)).text();
        expect(html, `${page} ${place}`).toContain('hör inte till det du får se');
        expect(html).not.toContain('Visby');
      }
      expect((await world.api(MANAGER, 'GET', `/figures?${asked(place)}`)).status).toBe(404);
    }
  });
});
