import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, inTransaction, sql } from '../src/platform/database.server.ts';
import { form, makeWorld, NOW, PASSWORD, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ALVA = 'alva@example.se';
const BO = 'bo@example.se';

async function visitWith(
  officer: 'alva@example.se' | 'bo@example.se' | 'cim@example.se',
  task: string,
  authority: string,
) {
  const office = officer === 'cim@example.se' ? 'visby' : 'haninge';
  const visit = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices[office] });
  expect(visit.status).toBe(201);
  const matter = await world.api(officer, 'POST', `/visits/${visit.body.id}/matters`, {
    taskId: world.ids.tasks[task],
    authorityId: world.ids.authorities[authority],
  });
  expect(matter.status).toBe(201);
  return { visit: visit.body.id as string, matter: matter.body.id as string };
}

const SKV = '202100-5448';
const FK = '202100-5521';
const AF = '202100-2114';
const guidance = { level: 'guidance', helpForm: 'own-device', outcome: 'solved' };
const decision = { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };

describe('a visit through the API', () => {
  it('records guidance, access and a decision, and keeps what each rested on', async () => {
    const { visit, matter } = await visitWith(ALVA, 'identity-card', SKV);
    const acts = `/visits/${visit}/matters/${matter}/acts`;
    const guided = await world.api(ALVA, 'POST', acts, guidance);
    const looked = await world.api(ALVA, 'POST', acts, { ...guidance, level: 'personal-data' });
    const decided = await world.api(ALVA, 'POST', acts, decision);
    expect([guided.status, looked.status, decided.status]).toEqual([201, 201, 201]);
    const stored = (db: Db) =>
      db.many(sql`
        select id, level, agreement_id, agreement_version, mandate_id, catalogue_code, catalogue_version, office_id,
          officer_id, role, acted_on, conditions
        from act where matter_id = ${matter} order by id`);
    const { id: mandate } = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.one<{ id: number }>(sql`
        select id from mandate where officer_id = ${world.ids.officers['H-1']} and principal_id = ${world.ids.authorities[SKV]}`),
    );
    const restedOn = {
      agreement_id: world.ids.agreements['2019-00519-1.8'],
      agreement_version: 1,
      mandate_id: mandate,
      catalogue_code: null,
      catalogue_version: null,
      office_id: world.ids.offices.haninge,
      officer_id: world.ids.officers['H-1'],
      role: 'officer',
      acted_on: NOW.slice(0, 10),
      conditions: [],
    };
    expect(await inTransaction(world.database.pool, { registers: true }, stored)).toEqual([
      { ...restedOn, id: guided.body.id, level: 'guidance', mandate_id: null },
      { ...restedOn, id: looked.body.id, level: 'personal-data' },
      {
        ...restedOn,
        id: decided.body.id,
        level: 'authority',
        catalogue_code: 'SA-2019-S1',
        catalogue_version: 1,
        conditions: ['simple-case'],
      },
    ]);
    expect(await inTransaction(world.database.pool, {}, stored)).toEqual([]); // without a scope nobody sees them
    const view = await world.api(ALVA, 'GET', `/visits/${visit}`);
    expect(view.body.matters[0].acts.map((act: { level: string }) => act.level)).toEqual([
      'guidance',
      'personal-data',
      'authority',
    ]);
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/closing`)).status).toBe(204);
  });

  it('R8: a decision without the confirmed simple case is refused and nothing is stored', async () => {
    const { visit, matter } = await visitWith(ALVA, 'identity-card', SKV);
    const answer = await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, {
      ...decision,
      conditions: [],
    });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'refused', unconfirmed: ['simple-case'] });
    expect((await world.api(ALVA, 'GET', `/visits/${visit}`)).body.matters[0].acts).toEqual([]);
  });

  it('R6: without a mandate the decision is refused with the provision, and a colleague is offered', async () => {
    const { visit, matter } = await visitWith(BO, 'identity-card', SKV);
    const answer = await world.api(BO, 'POST', `/visits/${visit}/matters/${matter}/acts`, decision);
    expect(answer.status).toBe(409);
    const failed = answer.body.grounds.filter((ground: { holds: boolean }) => !ground.holds);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ code: 'mandate', reason: 'no-mandate' });
    expect(failed[0].provision).toContain('5 §');
    const view = await world.api(BO, 'GET', `/visits/${visit}`);
    expect(view.body.matters[0].alternatives).toMatchObject({
      level: 'personal-data',
      colleagues: [{ name: 'Alva Provlund' }],
    });
  });

  it('offers the nearest office where the task is done when this one is not in scope', async () => {
    const { visit } = await visitWith('cim@example.se', 'identity-card', SKV);
    const view = await world.api('cim@example.se', 'GET', `/visits/${visit}`);
    expect(view.body.matters[0].alternatives.office).toMatchObject({ name: 'Servicekontoret i Haninge' });
    expect(view.body.matters[0].alternatives.office.distance).toBeGreaterThan(100);
  });

  it('lets nothing but guidance and e-service through for an agreement of general service', async () => {
    const { visit, matter } = await visitWith(ALVA, 'jobseeker-registration', AF);
    const acts = `/visits/${visit}/matters/${matter}/acts`;
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, level: 'e-service' })).status).toBe(201);
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, level: 'personal-data' })).status).toBe(409);
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, level: 'authority' })).status).toBe(409);
  });

  it('always lets an officer show the way, without any agreement', async () => {
    const { visit, matter } = await visitWith(ALVA, 'pension', '202100-6255');
    const acts = `/visits/${visit}/matters/${matter}/acts`;
    expect((await world.api(ALVA, 'POST', acts, guidance)).status).toBe(409);
    expect(
      (await world.api(ALVA, 'POST', acts, { ...guidance, level: 'signpost', outcome: 'referred' })).status,
    ).toBe(201);
  });

  it('records an act once when it is sent twice with the same id, and refuses the id for another act', async () => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    const acts = `/visits/${visit}/matters/${matter}/acts`;
    const actId = crypto.randomUUID();
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, actId })).status).toBe(201);
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, actId })).status).toBe(201);
    expect((await world.api(ALVA, 'POST', acts, { ...guidance, outcome: 'left', actId })).status).toBe(409);
    expect((await world.api(ALVA, 'GET', `/visits/${visit}`)).body.matters[0].acts).toHaveLength(1);
  });

  it('of two officers who close at once one wins and the other is told who it was', async () => {
    for (let round = 0; round < 10; round++) {
      const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
      await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, guidance);
      const both = await Promise.all(
        [ALVA, BO].map((who) => world.api(who as typeof ALVA, 'POST', `/visits/${visit}/closing`)),
      );
      expect(both.map((answer) => answer.status).sort()).toEqual([204, 409]);
      const told = both.find((answer) => answer.status === 409)?.body;
      expect(told).toMatchObject({ code: 'visit-closed' });
      expect(['Alva Provlund', 'Bo Exempelström']).toContain(told.closedBy);
    }
  });

  it('takes nothing into a closed visit, and no visit is closed with a matter untouched', async () => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/closing`)).body).toMatchObject({
      code: 'not-possible',
    });
    await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, guidance);
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/closing`)).status).toBe(204);
    expect(
      (await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, guidance)).body,
    ).toMatchObject({ code: 'visit-closed' });
  });

  it('lets go of a matter that was added by mistake, and keeps one that something was done in', async () => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    expect((await world.api('cim@example.se', 'DELETE', `/visits/${visit}/matters/${matter}`)).status).toBe(
      404,
    );
    expect((await world.api(ALVA, 'DELETE', `/visits/${visit}/matters/${matter}`)).status).toBe(204);
    expect((await world.api(ALVA, 'GET', `/visits/${visit}`)).body.matters).toEqual([]);
    const again = await visitWith(ALVA, 'parental-benefit', FK);
    await world.api(ALVA, 'POST', `/visits/${again.visit}/matters/${again.matter}/acts`, guidance);
    const kept = await world.api(ALVA, 'DELETE', `/visits/${again.visit}/matters/${again.matter}`);
    expect(kept).toMatchObject({ status: 409, body: { reason: 'matter-with-act' } });
  });

  it('takes a request that brings its token without asking where it comes from', async () => {
    const { visit } = await visitWith(ALVA, 'parental-benefit', FK);
    const token = (await world.api(null, 'POST', '/session', { email: ALVA, password: PASSWORD })).body.token;
    const bare = await world.app.request(`http://localhost/api/visits/${visit}/closing`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(bare.status).toBe(409); // the matter has no act yet: it was asked, not turned away
    expect((await bare.json()).code).toBe('not-possible');
  });

  it('records again what was acknowledged, also when the visit has been closed since', async () => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    const act = { ...guidance, actId: crypto.randomUUID() };
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, act)).status).toBe(201);
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/closing`)).status).toBe(204);
    const repeated = await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, act);
    expect(repeated).toMatchObject({ status: 201, body: { id: act.actId } });
  });

  it('is another office’s business: not found from there', async () => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    expect((await world.api('cim@example.se', 'GET', `/visits/${visit}`)).status).toBe(404);
    expect(
      (await world.api('cim@example.se', 'POST', `/visits/${visit}/matters/${matter}/acts`, guidance)).status,
    ).toBe(404);
    expect((await world.api('cim@example.se', 'POST', `/visits/${visit}/closing`)).status).toBe(404);
    expect(
      (await world.api('cim@example.se', 'POST', '/visits', { officeId: world.ids.offices.haninge })).status,
    ).toBe(403);
  });
});

describe('bad input', () => {
  it.each([
    ['no body', undefined],
    ['a text', 'guidance'],
    ['an unknown level', { ...guidance, level: 'everything' }],
    ['a missing outcome', { level: 'guidance', helpForm: 'desk' }],
    ['an unknown condition', { ...guidance, conditions: ['because'] }],
    ['an id that is none', { ...guidance, actId: '1; drop table act' }],
  ])('%s is refused as problem details that name the fields', async (_name, body) => {
    const { visit, matter } = await visitWith(ALVA, 'parental-benefit', FK);
    const answer = await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'invalid', status: 422 });
    expect(answer.body.title.length).toBeGreaterThan(5);
  });

  it('malformed JSON, ids that are none, numbers out of range: a clear answer, never a fault', async () => {
    const malformed = await world.as(ALVA, '/api/visits', {
      method: 'POST',
      body: '{"officeId":',
      headers: { 'content-type': 'application/json' },
    });
    expect(malformed.status).toBe(422);
    expect(malformed.headers.get('content-type')).toContain('application/problem+json');
    expect((await world.api(ALVA, 'POST', '/visits', { officeId: 9e15 })).status).toBeLessThan(500);
    expect((await world.api(ALVA, 'POST', '/visits', { officeId: 3e9 })).status).toBeLessThan(500);
    expect((await world.api(ALVA, 'GET', '/visits/1')).status).toBe(422);
    expect((await world.as(ALVA, '/besok/1')).status).toBe(404);
    expect((await world.as(ALVA, `/besok/${crypto.randomUUID()}`)).status).toBe(404);
    const { visit } = await visitWith(ALVA, 'parental-benefit', FK);
    expect(
      (await world.api(ALVA, 'POST', `/visits/${visit}/matters`, { taskId: 3e9, authorityId: 1 })).status,
    ).toBe(422);
    expect(
      (await world.as(ALVA, `/besok/${visit}?sok=${encodeURIComponent('%_\\\0<script>')}`)).status,
    ).toBeLessThan(500);
  });

  it('answers in the language of the reader', async () => {
    const headers = { 'accept-language': 'en' };
    const english = await world.as(ALVA, '/api/visits/1', { headers });
    expect((await english.json()).title).toBe('Something in what you sent is wrong');
    const swedish = await world.as(ALVA, '/api/visits/1');
    expect((await swedish.json()).title).toBe('Något i det du skickade är fel');
  });

  it('a form from another site is refused, a request without session is sent to sign in', async () => {
    const { visit } = await visitWith(ALVA, 'parental-benefit', FK);
    const foreign = await world.as(ALVA, `/besok/${visit}/avsluta`, {
      ...form({}),
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(foreign.status).toBe(403);
    const nobody = await world.as(null, `/besok/${visit}`);
    expect(nobody.status).toBe(302);
    expect(nobody.headers.get('location')).toBe(`/logga-in?till=${encodeURIComponent(`/besok/${visit}`)}`);
    expect((await world.api(null, 'GET', `/visits/${visit}`)).status).toBe(401);
  });
});

describe('the page', () => {
  it('shows the ladder, keeps what was chosen when the law refuses, and says so', async () => {
    const { visit, matter } = await visitWith(BO, 'identity-card', SKV);
    const page = await (await world.as(BO, `/besok/${visit}`)).text();
    expect(page).toContain('Du får');
    expect(page).toContain('Det saknas ett personligt uppdrag från myndigheten.');
    expect(page).toContain('Här på kontoret får Alva Provlund');
    const refused = await world.as(
      BO,
      `/besok/${visit}/arenden/${matter}/atgarder`,
      form({ level: 'authority', helpForm: 'desk', outcome: 'solved' }),
    );
    expect(refused.status).toBe(409);
    const text = await refused.text();
    expect(text).toContain('Det sparades inte');
    expect(text).toMatch(/value="desk" checked/);
  });
});
