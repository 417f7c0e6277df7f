import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../test/world.ts';

const ADMIN = 'admin@example.se';
const OFFICER = 'alva@example.se';

describe('the last day of an office and of an employment', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  /** A visit that was begun while all was in force. */
  const begun = async () => {
    const visit = await world.api(OFFICER, 'POST', '/visits', { officeId: world.ids.offices.haninge });
    const matter = await world.api(OFFICER, 'POST', `/visits/${visit.body.id}/matters`, {
      taskId: world.ids.tasks['identity-card'],
      authorityId: world.ids.authorities['202100-5448'],
    });
    const address = `/visits/${visit.body.id}/matters/${matter.body.id}/acts`;
    return () =>
      world.api(OFFICER, 'POST', address, { level: 'guidance', helpForm: 'desk', outcome: 'solved' });
  };
  const set = (what: string, body: object) => world.api(ADMIN, 'PUT', `${what}/last-day`, body);

  it('closes an office: from the day after nothing may be done there, and it can open again', async () => {
    const guidance = await begun();
    const office = `/offices/${world.ids.offices.haninge}`;
    expect((await guidance()).status).toBe(201);
    expect((await set(office, { lastDay: '2026-11-17', reason: 'Beslut om nedläggning' })).status).toBe(204);
    const refused = await guidance();
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('office-not-open');
    expect((await set(office, { reason: 'Beslutet upphävt' })).status).toBe(204);
    expect((await guidance()).status).toBe(201);
  });

  it('ends an employment: no mandate holds from the day after, the day itself still does', async () => {
    const guidance = await begun();
    const officer = `/officers/${world.ids.officers['H-1']}`;
    expect((await set(officer, { lastDay: '2026-11-18', reason: 'Slutar' })).status).toBe(204);
    expect((await guidance()).status).toBe(201);
    expect((await set(officer, { lastDay: '2026-11-17', reason: 'Slutade i går' })).status).toBe(204);
    expect(JSON.stringify((await guidance()).body)).toContain('officer-not-employed');
    const page = await (await world.as(ADMIN, `/register/handlaggare/${world.ids.officers['H-1']}`)).text();
    expect(page).toContain('2026-11-17');
    expect((await set(officer, { reason: 'Återanställd' })).status).toBe(204);
  });

  it.each([
    [ADMIN, { lastDay: '1999-01-01', reason: 'Fel dag' }, 422],
    [ADMIN, { lastDay: '2026-02-30', reason: 'Fel dag' }, 422],
    [ADMIN, { lastDay: '2026-12-31' }, 422],
    ['samordnare.skv@example.se', { lastDay: '2026-12-31', reason: 'Inte min sak' }, 403],
    [OFFICER, { lastDay: '2026-12-31', reason: 'Inte min sak' }, 403],
  ] as const)('refuses %s %j with %i and stores nothing', async (who, body, status) => {
    const before = await world.api(ADMIN, 'GET', '/offices?q=haninge');
    const answer = await world.api(who, 'PUT', `/offices/${world.ids.offices.haninge}/last-day`, body);
    expect(answer.status).toBe(status);
    expect((await world.api(ADMIN, 'GET', '/offices?q=haninge')).body).toEqual(before.body);
  });

  it('shows the form again with what was given, and says what is wrong with it', async () => {
    const answer = await world.as(ADMIN, `/register/kontor/${world.ids.offices.haninge}/sista-dag`, {
      method: 'POST',
      body: new URLSearchParams({ lastDay: '1999-01-01', reason: 'Fel dag' }),
      headers: { origin: 'http://localhost' },
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Dagen är före den första dagen');
    expect(html).toContain('value="Fel dag"');
  });
});
