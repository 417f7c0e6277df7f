import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FK, form, type Json, makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { FK_COORDINATOR, IDENTITY_CARDS, SKV_COORDINATOR } from '../agreements/test-acts.ts';

let world: World;
let systems: Readonly<Record<string, number>>;
// What ends is not begun again: each case has a world of its own.
beforeEach(async () => {
  world = await makeWorld();
  const { rows } = await world.database.pool.query('select code, id from authority_system');
  systems = Object.fromEntries(rows.map(({ code, id }) => [code, id]));
});
afterEach(() => world.close());

const id = (number: string) => world.ids.authorities[number] ?? 0;
const agreement = () => world.ids.agreements[IDENTITY_CARDS] ?? 0;
const row = (over: object = {}) => ({
  taskId: world.ids.tasks['population-registration'],
  principalId: id(SKV),
  performerId: id(SSC),
  exercisesAuthority: false,
  requiresPersonalData: true,
  listedSeparately: true,
  performersNamed: false,
  catalogueCode: null,
  access: [systems['SKV-FOLK']],
  offices: 'all',
  ...over,
});
const content = (over: object = {}) => ({
  name: 'Serviceavtal om folkbokföring',
  diaryNumber: '2026-00100-1.8',
  signedOn: '2026-11-10',
  regimeId: null,
  governmentDirected: false,
  approvedOn: null,
  termEndsOn: null,
  decidedOn: null,
  from: '2026-12-01',
  to: null,
  summary: '',
  parties: [id(SKV), id(SSC)],
  offices: 'all',
  tasks: [row()],
  firstAnswerDays: 2,
  finalAnswerDays: 10,
  noticeMonths: 6,
  contacts: [{ authorityId: id(SKV), function: 'Avtalsansvarig', email: 'avtal@example.se', phone: '' }],
  ...over,
});
const call = (
  method: string,
  path: string,
  body?: unknown,
  who: Parameters<World['api']>[0] = SKV_COORDINATOR,
) => world.api(who, method, path, body);
async function begun(amends: number | null = null): Promise<number> {
  const made = await call('POST', '/agreement-drafts', { authorityId: id(SKV), amends });
  expect(made.status).toBe(201);
  return made.body.id;
}
const save = (draft: number, revision: number, given: object) =>
  call('PUT', `/agreement-drafts/${draft}`, { revision, content: given });
const end = (over: object = {}, which = agreement()) =>
  call('POST', `/agreements/${which}/ending`, {
    lastDay: '2026-11-30',
    reason: 'Myndigheten lämnar.',
    mandates: 'cut',
    ...over,
  });

describe('from draft to agreement', () => {
  it('concludes what is complete, with its terms, contacts and author; refuses what is not with the list', async () => {
    const draft = await begun();
    expect((await save(draft, 1, content({ tasks: [row({ listedSeparately: false })] }))).body).toEqual({
      revision: 2,
    });
    const refused = await call('POST', `/agreement-drafts/${draft}/conclusion`, { revision: 2 });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ field: 'tasks.0.listed-separately', code: 'not-listed-separately' }),
    ]);
    expect(refused.body.errors[0].detail).toContain('särskilt');
    await save(draft, 2, content());
    const concluded = await call('POST', `/agreement-drafts/${draft}/conclusion`, { revision: 3 });
    expect(concluded.status, JSON.stringify(concluded.body)).toBe(201);
    const made = (await call('GET', `/agreements/${concluded.body.agreementId}`)).body;
    expect(made).toMatchObject({
      regime: 'SA-2019',
      diaryNumber: '2026-00100-1.8',
      state: 'coming',
      remarks: [],
    });
    expect(made.parties.map((p: Json) => p.id).toSorted()).toEqual([id(SKV), id(SSC)].toSorted());
    const page = await (await world.as(SKV_COORDINATOR, `/avtal/${made.id}`)).text();
    expect(page).toMatch(/2 arbetsdagar[\s\S]*10 arbetsdagar[\s\S]*6 månader[\s\S]*Avtalsansvarig/);
    expect(page).toMatch(/Avtalet ingicks, version 1[\s\S]*samordnare\.skv/);
    // It is closed: neither saved nor concluded again.
    expect((await save(draft, 3, content({ name: 'B' }))).status).toBe(409);
    expect((await call('POST', `/agreement-drafts/${draft}/conclusion`, { revision: 3 })).status).toBe(409);
  });

  it('tells that a diary number is another agreement’s, also one that the author may not see', async () => {
    const draft = await begun();
    await save(draft, 1, content({ diaryNumber: '2019-00518-1.8' }));
    const told = await call('POST', `/agreement-drafts/${draft}/conclusion`, { revision: 2 });
    expect(told).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'diaryNumber', code: 'diary-number-taken' }] },
    });
  });

  it('tells the second of two who save that it is stale and what differs; the first stays, both can be read', async () => {
    const draft = await begun();
    const [first, second] = await Promise.all([
      save(draft, 1, content({ name: 'Först' })),
      save(draft, 1, content({ name: 'Sedan', to: '2027-12-31' })),
    ]);
    const [kept, told] = first.status === 200 ? [first, second] : [second, first];
    expect(kept.body).toEqual({ revision: 2 });
    expect(told).toMatchObject({ status: 409, body: { code: 'stale', revision: 2 } });
    expect(told.body.differs.map((each: Json) => each.field)).toEqual(['name', 'to']);
    const fields = {
      revision: '1',
      name: 'Mitt namn',
      parties: [String(id(SKV)), String(id(SSC))],
      do: 'save',
    };
    const page = await world.as(SKV_COORDINATOR, `/avtal/utkast/${draft}`, form(fields));
    expect(page.status).toBe(409);
    const text = await page.text();
    expect(text).toContain('value="Mitt namn"');
    expect(text).toMatch(/name="revision" value="2"/);
    expect(text).toContain('Den andra skrev');
  });

  it('is read by the coordinators of the parties and written by the author’s; nobody else finds it', async () => {
    const draft = await begun();
    await save(draft, 1, content());
    expect((await call('GET', `/agreement-drafts/${draft}`, undefined, FK_COORDINATOR)).status).toBe(404);
    await save(draft, 2, content({ parties: [id(SKV), id(SSC), id(FK)] }));
    expect((await call('GET', `/agreement-drafts/${draft}`, undefined, FK_COORDINATOR)).status).toBe(200);
    const theirs = { revision: 3, content: content({ name: 'Nej' }) };
    expect((await call('PUT', `/agreement-drafts/${draft}`, theirs, FK_COORDINATOR)).status).toBe(404);
    expect((await call('GET', '/agreement-drafts', undefined, 'alva@example.se')).status).toBe(403);
    // Nor may it conclude in the name of others, whatever it writes (the database refuses it too).
    expect((await call('POST', '/agreement-drafts', { authorityId: id(FK), amends: null })).status).toBe(403);
  });

  it('amends: the agreement’s own facts stand, the new version gets its own terms', async () => {
    const draft = await begun(agreement());
    const start = (await call('GET', `/agreement-drafts/${draft}`)).body;
    expect(start.content.tasks).toHaveLength(2);
    const changed = {
      ...start.content,
      name: 'Annat',
      from: '2026-12-01',
      decidedOn: '2026-11-15',
      summary: 'Nivåer.',
    };
    expect((await save(draft, 1, { ...changed, firstAnswerDays: 1, finalAnswerDays: 5 })).status).toBe(200);
    const done = await call('POST', `/agreement-drafts/${draft}/conclusion`, { revision: 2 });
    expect(done).toMatchObject({ status: 201, body: { agreementId: agreement(), version: 2 } });
    const now = (await call('GET', `/agreements/${agreement()}`)).body;
    expect(now.name).toBe('Serviceavtal 2019-00519-1.8');
    expect(now.versions.map((v: Json) => v.valid)).toEqual([
      { from: '2019-06-01', to: '2026-11-30' },
      { from: '2026-12-01', to: null },
    ]);
  });
});

describe('the end', () => {
  const asked = (on: string) =>
    call(
      'GET',
      `/decisions?on=${on}&officer=${world.ids.officers['H-1']}&office=${world.ids.offices.haninge}&task=${world.ids.tasks['identity-card']}&authority=${id(SKV)}&level=authority`,
    );

  it('owes no copy: notice uses the agreement, it does not change it (2 § fourth paragraph lagen (2019:212))', async () => {
    const copies = async () => {
      const owner = new pg.Client(world.database.owner);
      await owner.connect();
      try {
        return (
          await owner.query('select version, state from agreement_copy where agreement_id = $1', [
            agreement(),
          ])
        ).rows;
      } finally {
        await owner.end();
      }
    };
    const before = await copies();
    expect(before).toHaveLength(1);
    expect((await end()).status).toBeLessThan(300);
    expect(await copies()).toEqual(before);
  });

  it('leaves nothing working after the last day: no act, no mandate, none to come', async () => {
    expect((await asked('2026-12-01')).body.permitted).toBe(true);
    const ended = await end();
    expect(ended, JSON.stringify(ended.body)).toMatchObject({ status: 200, body: { cut: 2, withdrawn: 0 } });
    expect((await asked('2026-11-30')).body.permitted).toBe(true);
    const after = (await asked('2026-12-01')).body;
    expect(after.permitted).toBe(false);
    expect(after.grounds.filter((g: Json) => !g.holds).map((g: Json) => g.reason)).toContain(
      'no-longer-in-force',
    );
    const mandates = (await call('GET', '/mandates')).body.mandates;
    expect(mandates.map((m: Json) => m.valid.to)).toEqual(['2026-11-30', '2026-11-30']);
    const late = await call('POST', '/mandates', {
      officerId: world.ids.officers['H-2'],
      agreementId: agreement(),
      principalId: id(SKV),
      kind: 'commission',
      from: '2026-11-20',
      to: '2026-12-31',
      signedByPrincipalOn: '2026-11-01',
      signedByOfficerOn: '2026-11-01',
      tasks: [{ taskId: world.ids.tasks['population-registration'], level: 'personal-data' }],
      access: [systems['SKV-FOLK']],
    });
    expect(late).toMatchObject({ status: 422, body: { errors: [{ code: 'outside-agreement' }] } });
    const page = await (await world.as(SKV_COORDINATOR, `/avtal/${agreement()}`)).text();
    expect(page).toMatch(/Avtalet avslutades, sista dag 2026-11-30: Myndigheten lämnar\./);
  });

  it.each([
    ['mandates', 'mandates-reach-further', { mandates: 'refuse' }],
    ['lastDay', 'in-the-past', { lastDay: '2026-11-17' }],
    ['reason', 'required', { reason: ' ' }],
    ['mandates', 'required', { mandates: undefined }],
  ])('is refused: %s %s', async (field, code, over) => {
    const told = await end(over);
    expect(told).toMatchObject({ status: 422 });
    expect(told.body.errors.map((e: Json) => [e.field, e.code])).toContainEqual([field, code]);
    expect((await asked('2026-12-01')).body.permitted).toBe(true);
  });

  it('withdraws what was to begin later, and keeps what was withdrawn as it was', async () => {
    const later = {
      officerId: world.ids.officers['H-2'],
      agreementId: agreement(),
      principalId: id(SKV),
      kind: 'commission',
      from: '2027-01-01',
      to: '2027-12-31',
      signedByPrincipalOn: '2026-11-01',
      signedByOfficerOn: '2026-11-01',
      tasks: [{ taskId: world.ids.tasks['population-registration'], level: 'personal-data' }],
      access: [systems['SKV-FOLK']],
    };
    const made = await call('POST', '/mandates', later);
    expect(made.status).toBe(201);
    expect((await end()).body).toEqual({ cut: 2, withdrawn: 1 });
    expect((await call('GET', `/mandates/${made.body.id}`)).body).toMatchObject({ state: 'withdrawn' });
  });

  it('is for the coordinator of a party', async () => {
    const body = { lastDay: '2026-11-30', reason: 'Nej.', mandates: 'cut' };
    expect((await call('POST', `/agreements/${agreement()}/ending`, body, FK_COORDINATOR)).status).toBe(404);
    expect((await call('POST', `/agreements/${agreement()}/ending`, body, 'alva@example.se')).status).toBe(
      403,
    );
  });
});

describe('growing and leaving', () => {
  const at = (path: string) => `/avtal/${agreement()}/${path}`;
  const post = (path: string, fields: Record<string, string>) =>
    world.as(SKV_COORDINATOR, at(path), form(fields));

  it('turns a planned step into a draft from its day', async () => {
    const planned = { title: 'Etapp 2', plannedOn: '2027-01-01', remaining: 'Utbildning' };
    expect((await post('plan', planned)).status).toBe(303);
    const plan = await (await world.as(SKV_COORDINATOR, at('plan'))).text();
    expect(plan).toMatch(/Etapp 2[\s\S]*1 januari 2027[\s\S]*Utbildning/);
    const step = plan.match(/plan\/(\d+)\/utkast/)?.[1];
    const later = { ...planned, title: 'Etapp 2, senare', plannedOn: '2027-02-01' };
    const wrong = await post(`plan/${step}`, { ...later, plannedOn: '2027-02-30', title: 'Skriven titel' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="Skriven titel"');
    expect((await post(`plan/${step}`, later)).status).toBe(303);
    expect(await (await world.as(SKV_COORDINATOR, at('plan'))).text()).toMatch(
      /Etapp 2, senare[\s\S]*1 februari 2027/,
    );
    const other = await world.as('samordnare.ssc@example.se', at(`plan/${step}`), form(later));
    expect(other.status).toBe(404);
    expect((await post(`plan/${step}`, planned)).status).toBe(303);
    const drafted = await post(`plan/${step}/utkast`, {});
    const draft = drafted.headers.get('location')?.split('/').at(-1);
    expect((await call('GET', `/agreement-drafts/${draft}`)).body.content).toMatchObject({
      from: '2027-01-01',
      summary: 'Etapp 2',
    });
    expect((await post(`plan/${step}/utkast`, {})).headers.get('location')).toContain(`/${draft}`);
    expect((await world.as(FK_COORDINATOR, at('plan'))).status).toBe(404);
  });

  it('says of mandates and last day what the registers say, and lets the rest be ticked off once', async () => {
    const leaving = () => world.as(SKV_COORDINATOR, at('checklista?lista=leaving')).then((r) => r.text());
    expect(await leaving()).toMatch(/räcker längre än sista dagen: 2[\s\S]*?inte klart/);
    await end();
    expect(await leaving()).toMatch(
      /räcker längre än sista dagen: 0<\/span><span class="badge badge--good">klart/,
    );
    const tick = { list: 'leaving', authorityId: String(id(SKV)), item: 'data-handed-back' };
    expect((await post('checklista/klart', tick)).status).toBe(303);
    expect((await post('checklista/klart', tick)).status).toBe(303);
    expect(await leaving()).toContain('klart 2026-11-18 av samordnare.skv');
    const own = {
      list: 'leaving',
      authorityId: String(id(SKV)),
      title: 'Hämta skyltar',
      responsible: 'Lokaler',
      dueOn: '2026-12-01',
    };
    expect((await post('checklista', own)).status).toBe(303);
    expect(await leaving()).toMatch(/Hämta skyltar[\s\S]*Lokaler, senast 2026-12-01/);
    expect((await post('checklista/klart', { ...tick, item: 'mandates-ended' })).status).toBe(404);
  });
});
