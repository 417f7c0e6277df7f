import pg from 'pg';
import { expect, it } from 'vitest';
import { FK } from '../../test/world.ts';
import { rollUp, rollUpAll } from './roll-up.server.ts';
import { makeLife } from './test-life.ts';
import { verifyStatistics } from './verify.server.ts';

/** What somebody sets right in the database itself; the first contact is of 2019, who came back on it of 2020. */
const WRITES = [
  [
    'a contact that was of another decade',
    `update visit set opened_on = '2021-06-01', opened_at = '2021-06-01T10:00:00Z' where came_back_of is null`,
  ],
  [
    'an earlier contact that was longer ago',
    `update visit set opened_on = '2019-11-27', opened_at = '2019-11-27T10:00:00Z' where came_back_of is null`,
  ],
  ['a visit that was a call', `update visit set channel = 'phone' where came_back_of is null`],
  ['a contact that did not come back', `update visit set came_back_of = null where came_back_of is not null`],
  [
    'a matter that was another',
    `update matter m set task_id = (select max(id) from task) from visit v where v.id = m.visit_id and v.came_back_of is null`,
  ],
  [
    'a promise that was of another day',
    `update promise p set due_at = due_at + interval '1 year' from visit v where v.id = p.visit_id and v.came_back_of is null`,
  ],
  [
    'a promise that was none',
    `delete from promise p using visit v where v.id = p.visit_id and v.came_back_of is null`,
  ],
] as const;

it.each(WRITES)('%s, is counted where it belongs, before and after it is added up', async (_, change) => {
  const { world, queue } = await makeLife(17);
  const now = world.services.clock;
  const differences = async () =>
    (await verifyStatistics(world.pool, { from: null, to: null }, now())).differences;
  const owner = new pg.Client(world.database.owner);
  await owner.connect();
  const visit = async (day: string, of: string | null = null) => {
    const { rows } = await owner.query<{ id: string }>(
      `with v as (insert into visit (office_id, opened_by, opened_at, opened_on, came_back_of)
          values ($1, 1, $2::date + time '10:00' at time zone 'Europe/Stockholm', $2, $3) returning *),
        m as (insert into matter (visit_id, office_id, task_id, principal_id, added_by)
          select id, office_id, $4, $5, 1 from v returning visit_id),
        p as (insert into promise (visit_id, office_id, officer_id, promised_at, promised_by, due_at, what)
          select id, office_id, 1, opened_at, 1, opened_at + interval '3 days', 'Ringa' from v)
      select visit_id as id from m`,
      [queue.officeId, day, of, world.ids.tasks['parental-benefit'], world.ids.authorities[FK]],
    );
    return rows[0]?.id ?? '';
  };
  const first = await visit('2019-12-27');
  await visit('2020-01-03', first);
  await rollUpAll(world.pool, now());
  expect(await differences()).toEqual([]);
  expect((await owner.query(change)).rowCount).toBe(1);
  await owner.end();
  expect(await differences()).toEqual([]);
  expect((await rollUp(world.pool, now())).corrections).toBeGreaterThan(0);
  expect(await differences()).toEqual([]);
  await world.close();
});
