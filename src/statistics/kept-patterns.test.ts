import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { rollUpAll } from './roll-up.server.ts';
import { bringVisits } from './test-views.ts';

// What is withheld is kept from one question to the next. A past that changes is met as it is at once: marked, and told anew.
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

it('what is kept of a month is dropped with the first change of it, before the roll-up and after', async () => {
  await bringVisits(world, [{ office: 'haninge', day: '2026-09-01', count: 12 }]);
  const { offices, authorities } = world.ids;
  const shown = async () => {
    const { body } = await world.api(
      'analytiker@example.se',
      'GET',
      `/figures?matt=visits&plats=utforare-${authorities['202100-6453']}&fran=2026-09-01&till=2026-09-30&per=office`,
    );
    const row = body.rows.find(({ key }: { key: string }) => key === `office-${offices.haninge}`);
    return row.cells[0].withheld ? 'withheld' : row.cells[0].value;
  };
  const late = (count: number) =>
    inTransaction(world.database.pool, { actor: 'system', registers: true }, (db) =>
      db.run(sql`
        insert into visit (office_id, opened_by, opened_at, opened_on)
        select ${offices.visby ?? 0}, 1, '2026-09-01T10:00:00Z', '2026-09-01' from generate_series(1, ${count})`),
    );
  expect(await shown()).toBe(12);
  expect(await shown()).toBe(12);
  // Three at the other office are too few, and would be told by the sum less these.
  await late(3);
  expect(await shown()).toBe('withheld');
  await rollUpAll(world.database.pool, world.services.clock());
  expect(await shown()).toBe('withheld');
  await late(9);
  expect(await shown()).toBe(12);
  await rollUpAll(world.database.pool, world.services.clock());
  expect(await shown()).toBe(12);
});

it('an office that is left out of the same offices is not told by the difference from all', async () => {
  const { offices, authorities } = world.ids;
  await inTransaction(world.database.pool, { registers: true }, (db) =>
    db.run(sql`update office set open = daterange('2026-09-15', null) where id = ${offices.visby}`),
  );
  const september = async (same: boolean) => {
    const { body } = await world.api(
      'analytiker@example.se',
      'GET',
      `/figures?matt=visits&plats=utforare-${authorities['202100-6453']}&fran=2026-09-01&till=2026-09-30${same ? '&samma=ja' : ''}`,
    );
    const [cell] = body.total.cells;
    return cell.withheld ? 'withheld' : cell.value;
  };
  await bringVisits(world, [
    { office: 'haninge', day: '2026-09-01', count: 12 },
    { office: 'visby', day: '2026-09-20', count: 3 },
  ]);
  expect([await september(false), await september(true)]).toEqual([15, 'withheld']);
  await bringVisits(world, [{ office: 'visby', day: '2026-09-21', count: 5 }]);
  expect([await september(false), await september(true)]).toEqual([20, 12]);
});
