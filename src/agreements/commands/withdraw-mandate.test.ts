import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, SKV, type World } from '../../../test/world.ts';
import {
  ALVA,
  BO,
  decision,
  FK_COORDINATOR,
  IDENTITY_CARDS,
  mandateOf,
  matterFor,
  PARENTAL_BENEFITS,
  SKV_COORDINATOR,
} from '../test-acts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** A mandate for identity cards as Alva has from the start, for each round of a race. */
async function issueAgain(): Promise<number> {
  const { tasks, officers, agreements, authorities } = world.ids;
  const { rows } = await world.database.pool.query("select id from authority_system where code = 'SKV-FOLK'");
  const issued = await world.api(SKV_COORDINATOR, 'POST', '/mandates', {
    officerId: officers['H-1'],
    agreementId: agreements[IDENTITY_CARDS],
    principalId: authorities[SKV],
    kind: 'commission',
    from: '2026-01-01',
    to: null,
    signedByPrincipalOn: '2026-01-01',
    signedByOfficerOn: '2026-01-01',
    tasks: [
      { taskId: tasks['identity-card'], level: 'personal-data' },
      { taskId: tasks['identity-card'], level: 'authority' },
    ],
    access: [rows[0].id],
  });
  expect(issued.body).toEqual({ id: expect.any(Number) });
  return issued.body.id;
}
const withdraw = (who: Parameters<World['api']>[0], id: number, reason: unknown = 'Provperioden är slut') =>
  world.api(who, 'POST', `/mandates/${id}/withdrawal`, { reason });

describe('withdrawing a mandate', () => {
  it('is refused to an officer, to a report author, and to the coordinator of another authority', async () => {
    const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
    expect((await withdraw(ALVA, id)).status).toBe(403);
    expect((await withdraw('rapport.skv@example.se', id)).status).toBe(403);
    expect((await withdraw('admin@example.se', id)).status).toBe(403);
    expect((await withdraw(FK_COORDINATOR, id)).status).toBe(404);
    expect((await withdraw(null, id)).status).toBe(401);
    expect((await withdraw(SKV_COORDINATOR, 999_999)).status).toBe(404);
  });

  it('wants a reason, and stores nothing without one', async () => {
    const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
    for (const reason of ['', '   ', undefined, 7, 'x'.repeat(501), '\0']) {
      const answer = await withdraw(SKV_COORDINATOR, id, reason === undefined ? null : reason);
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0].field).toBe('reason');
    }
    const shown = await world.as(SKV_COORDINATOR, `/uppdrag/${id}/aterkalla`, form({ reason: ' ' }));
    expect(shown.status).toBe(422);
    expect(await shown.text()).toContain('Fyll i fältet.');
    expect((await world.api(SKV_COORDINATOR, 'GET', `/mandates/${id}`)).body.state).toBe('active');
  });

  it('takes effect at once: the next act is refused with the reason, on the page and through the API', async () => {
    const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
    const acts = await matterFor(world, ALVA);
    expect((await world.api(ALVA, 'POST', acts, decision)).status).toBe(201);

    const done = await world.as(
      SKV_COORDINATOR,
      `/uppdrag/${id}/aterkalla`,
      form({ reason: 'Byter tjänst' }),
    );
    expect(done.status).toBe(303);
    const shown = await world.as(SKV_COORDINATOR, done.headers.get('location') ?? '');
    expect(await shown.text()).toContain('Uppdraget är återkallat.');

    const refused = await world.api(ALVA, 'POST', acts, decision);
    expect(refused.status).toBe(409);
    const failed = refused.body.grounds.filter((ground: { holds: boolean }) => !ground.holds);
    expect(failed).toMatchObject([{ code: 'mandate', reason: 'mandate-withdrawn' }]);
    expect(failed[0].sentence).toBe('Uppdraget är återkallat från och med 2026-11-18.');

    const [, visit, matter] = /visits\/([^/]+)\/matters\/([^/]+)/.exec(acts) ?? [];
    const page = await world.as(ALVA, `/besok/${visit}`);
    expect(await page.text()).toContain('Uppdraget är återkallat från och med 2026-11-18.');
    const again = await world.as(ALVA, `/besok/${visit}/arenden/${matter}/atgarder`, form(decision));
    expect(again.status).toBe(409);

    // What was done before stands, and the audit tells who withdrew.
    const before = await world.api(SKV_COORDINATOR, 'GET', '/acts');
    expect(before.body.acts).toMatchObject([{ officerCode: 'H-1', level: 'authority', mandateId: id }]);
    const told = await world.api(ALVA, 'GET', `/mandates/${id}`);
    expect(told.body).toMatchObject({ state: 'withdrawn', withdrawnReason: 'Byter tjänst' });
    expect(told.body.history).toHaveLength(2);
  });

  it('is told to who comes second', async () => {
    const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
    const second = await withdraw(SKV_COORDINATOR, id);
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      code: 'already-withdrawn',
      withdrawnOn: '2026-11-18',
      reason: 'Byter tjänst',
    });
    const page = await world.as(SKV_COORDINATOR, `/uppdrag/${id}/aterkalla`, form({ reason: 'igen' }));
    expect(page.status).toBe(409);
    expect(await page.text()).toContain('redan återkallat');
  });

  it('of two at once, one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await issueAgain();
      const both = await Promise.all([1, 2].map((n) => withdraw(SKV_COORDINATOR, id, `nummer ${n}`)));
      expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
      const history = (await world.api(SKV_COORDINATOR, 'GET', `/mandates/${id}`)).body.history;
      expect(history).toHaveLength(2);
    }
  });

  it('racing with acts: each act is either before it or refused, and none comes after', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await issueAgain();
      const acts = await matterFor(world, ALVA);
      const [withdrawn, ...answers] = await Promise.all([
        withdraw(SKV_COORDINATOR, id, 'Återkallas just nu'),
        ...Array.from({ length: 6 }, () => world.api(ALVA, 'POST', acts, decision)),
      ]);
      expect(withdrawn.status).toBe(201);
      const kept = answers.filter((answer) => answer.status === 201).length;
      for (const answer of answers.filter((each) => each.status !== 201)) {
        expect(answer.status).toBe(409);
        expect(answer.body.grounds.map((g: { reason: string }) => g.reason)).toContain('mandate-withdrawn');
      }
      const stored = await world.api(SKV_COORDINATOR, 'GET', '/acts');
      expect(stored.body.acts.filter((act: { mandateId: number }) => act.mandateId === id)).toHaveLength(
        kept,
      );
      expect((await world.api(ALVA, 'POST', acts, decision)).status).toBe(409);
    }
  });

  it('leaves the mandates of other authorities and other officers alone', async () => {
    const parental = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    expect((await world.api(FK_COORDINATOR, 'GET', `/mandates/${parental}`)).body.state).toBe('active');
    const acts = await matterFor(world, BO, 'parental-benefit', '202100-5521');
    const access = { ...decision, level: 'personal-data', conditions: [] };
    expect((await world.api(BO, 'POST', acts, access)).status).toBe(201);
  });

  it('has nothing to withdraw when the mandate has ended', async () => {
    const id = await mandateOf(world, 'H-2', PARENTAL_BENEFITS);
    world.setNow('2027-01-01T08:00:00Z');
    const answer = await withdraw(FK_COORDINATOR, id);
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-possible', endedOn: '2026-12-31' } });
  });
});
