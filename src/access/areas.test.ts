import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, SSC, type World } from '../../test/world.ts';
import { inTransaction, type Scope, type Sql, sql } from '../platform/database.server.ts';
import { areaOfficesOf } from './actor.ts';
import { scopeOf } from './context.server.ts';
import { actorOfAccount } from './who-asks.server.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const AREA = 'omrade@example.se';
const ADMIN = 'admin@example.se';

const registers: Scope = { registers: true };
const one = <Row>(query: Sql) => inTransaction(world.database.pool, registers, (db) => db.one<Row>(query));
async function actor(email: string) {
  const { id } = await one<{ id: string }>(sql`select id from account_user where email = ${email}`);
  const found = await actorOfAccount(world.database.pool, id);
  if (found === null) throw new Error(email);
  return found;
}
const scopes = async (email: string) =>
  inTransaction(world.database.pool, scopeOf(await actor(email)), (db) =>
    db.one<Record<string, number[]>>(sql`
      select scope_managed_areas() as areas, scope_area_offices() as offices, scope_analysed() as analysed,
        scope_managed_offices() as managed, scope_authorities() as authorities, scope_offices() as works`),
  );

describe('an area manager', () => {
  it('has the offices of the area, and of each office no more than its queue', async () => {
    const { areas, offices } = world.ids;
    const now = await scopes(AREA);
    expect(now.areas).toEqual([areas.Provområdet]);
    expect(now.offices?.toSorted()).toEqual([offices.haninge, offices.visby].toSorted());
    expect([now.managed, now.authorities, now.works, now.analysed]).toEqual([[], [], [], []]);
    expect((await world.as(AREA, '/ko/omrade')).status).toBe(200);
    for (const path of ['/kontorstider', '/brevlador', '/kontakter', `/ko/${offices.haninge}/ledning`])
      expect((await world.as(AREA, path)).status, path).toBe(403);
  });

  it('loses an office that leaves the area, at once', async () => {
    const move = (area: number | null) =>
      inTransaction(world.database.pool, registers, (db) =>
        db.run(sql`update office set area_id = ${area} where id = ${world.ids.offices.visby}`),
      );
    await move(null);
    expect((await scopes(AREA)).offices).toEqual([world.ids.offices.haninge]);
    expect(areaOfficesOf(await actor(AREA))).toEqual([world.ids.offices.haninge]);
    await move(world.ids.areas.Provområdet ?? null);
    expect(areaOfficesOf(await actor(AREA))).toHaveLength(2);
  });

  it('is made by an administrator, for an area and for nothing else', async () => {
    const { userId } = await actor('ingen@example.se');
    const give = (fields: Record<string, string>) =>
      world.as(ADMIN, `/konton/${userId}/roller`, form({ role: 'area-manager', ...fields }));
    const areaId = String(world.ids.areas.Provområdet);
    const wrong: readonly [Record<string, string>, string][] = [
      [{}, 'Välj vilket'],
      [{ areaId: '999999' }, 'Välj ett av alternativen'],
      [{ areaId, officeId: String(world.ids.offices.visby) }, 'gäller inte ett kontor.'],
      [{ role: 'officer', areaId }, 'gäller inte ett kontorsområde'],
      [{ role: 'analyst', areaId }, 'Välj vilken'],
    ];
    for (const [fields, says] of wrong) {
      const answer = await give(fields);
      expect(answer.status, says).toBe(422);
      expect(await answer.text()).toContain(says);
    }
    expect((await world.as('ingen@example.se', '/ko/omrade')).status).toBe(403);
    expect((await give({ areaId })).status).toBe(303);
    expect((await world.as('ingen@example.se', '/ko/omrade')).status).toBe(200);
    const page = await (await world.as(ADMIN, `/konton/${userId}`)).text();
    expect(page).toContain('Provområdet');
    const { id } = await one<{ id: number }>(
      sql`select id from role_assignment where user_id = ${userId} and ended_at is null`,
    );
    await world.as(ADMIN, `/konton/${userId}/roller/${id}/avsluta`, form({}));
    expect((await world.as('ingen@example.se', '/ko/omrade')).status).toBe(403);
  });
});

describe('an analyst', () => {
  it('has the organisation that is analysed, and nobody’s matters', async () => {
    const now = await scopes('analytiker@example.se');
    expect(now).toEqual({
      ...{ areas: [], offices: [], managed: [], authorities: [], works: [] },
      analysed: [world.ids.authorities[SSC]],
    });
    for (const path of [
      '/avtal',
      '/kontakter',
      '/overlamningar',
      '/ko',
      '/ko/omrade',
      '/atgarder',
      '/rapporter',
    ])
      expect((await world.as('analytiker@example.se', path)).status, path).toBe(403);
    expect((await world.as('analytiker@example.se', '/lagen')).status).toBe(200);
  });
});
