import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, SSC, type World } from '../../../test/world.ts';
import { importFile } from '../../imports/import-file.server.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const EDITOR = 'lag@example.se';
const SKV = '202100-5448';

const item = {
  code: 'SA-2019-S9',
  regimeId: 'SA-2019',
  sphere: 'state',
  provision: '3 § 9 förordningen (2019:214)',
  action: 'decide',
  text: 'i enklare fall besluta om anstånd med att lämna inkomstdeklaration',
  tasks: ['income-tax'],
  conditions: ['simple-case'],
  valid: { from: '2026-01-01', to: null },
  source: 'SFS 2025:999 (påhittad för prov)',
  verifiedOn: '2026-11-01',
};
const fields = {
  code: 'SA-2019-S8',
  regimeId: 'SA-2019',
  sphere: 'state',
  provision: '3 § 8 förordningen (2019:214)',
  action: 'receive',
  text: 'ta emot anmälan om flyttning',
  tasks: 'population-registration',
  'conditions.simple-case': 'on',
  'valid.from': '2026-01-01',
  'valid.to': '',
  source: 'SFS 2025:999 (påhittad för prov)',
  verifiedOn: '2026-11-01',
  note: '',
};

describe('reading the law', () => {
  it('shows the regimes, their provisions and the lists to every role', async () => {
    for (const who of ['alva@example.se', 'samordnare.skv@example.se', 'admin@example.se'] as const) {
      const page = await (await world.as(who, '/lagen')).text();
      for (const id of ['MK-1994', 'STJ-1997', 'STJ-2004', 'STJ-2009', 'SA-2019']) expect(page).toContain(id);
      expect(page).toContain('Kontrollera mot gällande SFS');
    }
    const regime = await (await world.as('alva@example.se', '/lagen/regelverk/SA-2019')).text();
    expect(regime).toContain('5 § lagen (2019:212)');
    expect(regime).toContain('tolkning');
    expect((await world.as('alva@example.se', '/lagen/regelverk/XX-2099')).status).toBe(404);
  });

  it('shows nothing to an account without a role, and asks others to sign in', async () => {
    expect((await world.as('ingen@example.se', '/lagen')).status).toBe(403);
    expect((await world.as(null, '/lagen')).status).toBe(302);
    expect((await world.api(null, 'GET', '/law/regimes')).status).toBe(401);
  });

  it('filters the items by regime, list and state, and tells what is wrong with each', async () => {
    const lapsed = await (await world.as(EDITOR, '/lagen/poster?regelverk=SA-2019&lage=lapsed')).text();
    expect(lapsed).toContain('SA-2019-S4');
    expect(lapsed).toContain('upphört 2023-06-30');
    expect(lapsed).not.toContain('SA-2019-S1');
    const before = await (
      await world.as(EDITOR, '/lagen/poster?regelverk=SA-2019&lage=valid&dag=2023-06-30')
    ).text();
    expect(before).toContain('SA-2019-S4');
    const wrong = await world.as(EDITOR, '/lagen/poster?dag=2026-02-30');
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Skriv en dag som finns');
    const api = await world.api(EDITOR, 'GET', '/law/catalogue?regime=SA-2019&sphere=state&state=valid');
    expect(api.body.map((one: { code: string }) => one.code)).toEqual([
      'SA-2019-S1',
      'SA-2019-S2',
      'SA-2019-S3',
    ]);
    expect((await world.api(EDITOR, 'GET', '/law/catalogue?state=old')).status).toBe(422);
  });

  it('answers the second clock: before anything was recorded, nothing was known', async () => {
    const known = await world.api(EDITOR, 'GET', '/law/catalogue?knownAt=2019-06-01T00:00:00Z');
    expect(known.body).toEqual([]);
    expect(await (await world.as(EDITOR, '/lagen/poster?kand=2019-06-01')).text()).toContain('0 poster');
  });
});

describe('adding to the law', () => {
  it('is for the law editor alone', async () => {
    for (const who of ['admin@example.se', 'alva@example.se', 'samordnare.skv@example.se'] as const) {
      expect((await world.as(who, '/lagen/poster/ny')).status).toBe(403);
      expect((await world.as(who, '/lagen/poster/ny', form(fields))).status).toBe(403);
      expect((await world.api(who, 'POST', '/law/catalogue', item)).status).toBe(403);
      const end = { lastDay: '2026-06-30', source: 'prov' };
      expect((await world.api(who, 'POST', '/law/catalogue/SA-2019-S2/1/last-day', end)).status).toBe(403);
      expect((await world.as(who, '/lagen/poster/SA-2019-S2/1/sista-dag', form(end))).status).toBe(403);
    }
  });

  it('stores an item from the form and tells when it was known', async () => {
    const answer = await world.as(EDITOR, '/lagen/poster/ny', form(fields));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/lagen/poster/SA-2019-S8?version=1&sparat=post');
    const page = await (await world.as(EDITOR, answer.headers.get('location') ?? '')).text();
    expect(page).toContain('Lydelse 1 är sparad');
    expect(page).toContain('bara i enklare fall');
    expect(page).toContain('Vad som var känt när');
    const event = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.maybe<{ role: string }>(
        sql`select role from event where kind = 'catalogue-item-added' and subject_id = 'SA-2019-S8'`,
      ),
    );
    expect(event?.role).toBe('law-editor');
  });

  it('keeps what was given and names each field that is wrong', async () => {
    const answer = await world.as(
      EDITOR,
      '/lagen/poster/ny',
      form({ ...fields, code: 'x', tasks: 'no-such-task', 'valid.from': '2026-02-30', source: '' }),
    );
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('href="#code"');
    expect(page).toContain('href="#valid.from"');
    expect(page).toContain('href="#source"');
    expect(page).toContain('no-such-task');
    expect(page).toMatch(/name="conditions.simple-case" checked/);
    const period = await world.as(
      EDITOR,
      '/lagen/poster/ny',
      form({ ...fields, code: 'SA-2019-S7', 'valid.to': '2025-12-31' }),
    );
    expect(await period.text()).toContain('href="#valid.to"');
  });

  it('refuses unknown tasks and tasks of another list by name', async () => {
    const unknown = await world.api(EDITOR, 'POST', '/law/catalogue', {
      ...item,
      tasks: ['income-tax', 'flygplan', 'fartyg'],
    });
    expect(unknown.status).toBe(422);
    expect(unknown.body.errors[0]).toMatchObject({ field: 'tasks', code: 'unknown-tasks' });
    expect(unknown.body.errors[0].detail).toContain('flygplan, fartyg');
    const other = await world.as(
      EDITOR,
      '/lagen/poster/ny',
      form({ ...fields, code: 'SA-2019-X1', sphere: 'municipal' }),
    );
    expect(await other.text()).toMatch(/hör till en annan lista: population-registration/);
  });

  it('refuses a regime without a list, an unknown regime and a day that has not been', async () => {
    const codes = async (over: object) =>
      (await world.api(EDITOR, 'POST', '/law/catalogue', { ...item, ...over })).body.errors?.[0]?.code;
    expect(await codes({ regimeId: 'MK-1994' })).toBe('no-list');
    expect(await codes({ regimeId: 'XX-2099' })).toBe('unknown-regime');
    expect(await codes({ verifiedOn: '2027-01-01' })).toBe('in-the-future');
    expect(await codes({ valid: { from: '2026-05-01', to: '2026-04-30' } })).toBe('ends-before-it-begins');
    expect(await codes({ code: 'SA-2019-K1a' })).toBe('item-of-another-list');
  });

  it('refuses two wordings of one item on the same day, and counts the next version after a last day', async () => {
    expect((await world.api(EDITOR, 'POST', '/law/catalogue', item)).body).toEqual({
      code: 'SA-2019-S9',
      version: 1,
    });
    const next = { ...item, valid: { from: '2026-07-01', to: null }, text: `${item.text}, ny lydelse` };
    const overlap = await world.api(EDITOR, 'POST', '/law/catalogue', next);
    expect(overlap.status).toBe(422);
    expect(overlap.body.errors[0]).toMatchObject({ field: 'valid.from', code: 'overlaps' });
    const end = (lastDay: string) =>
      world.api(EDITOR, 'POST', '/law/catalogue/SA-2019-S9/1/last-day', { lastDay, source: 'SFS 2026:1' });
    expect((await end('2025-12-31')).body.errors[0].code).toBe('before-first-day');
    expect((await end('2026-06-30')).status).toBe(204);
    expect((await world.api(EDITOR, 'POST', '/law/catalogue', next)).body.version).toBe(2);
    expect((await end('2026-12-31')).body.errors[0]).toMatchObject({ field: 'lastDay', code: 'overlaps' });
    const page = await (await world.as(EDITOR, '/lagen/poster/SA-2019-S9?version=1')).text();
    expect(page).toContain('upphört 2026-06-30');
    expect(page).toContain('Sista dag 2026-06-30. Källa: SFS 2026:1.');
  });

  it('knows an item whatever the case of its code', async () => {
    const end = { lastDay: '2026-03-31', source: 'prov' };
    await world.api(EDITOR, 'POST', '/law/catalogue', { ...item, code: 'SA-2019-S12a' });
    await world.api(EDITOR, 'POST', '/law/catalogue/SA-2019-S12a/1/last-day', end);
    const next = { ...item, code: 'sa-2019-s12A', valid: { from: '2026-04-01', to: null } };
    const stored = await world.api(EDITOR, 'POST', '/law/catalogue', next);
    expect(stored.body).toEqual({ code: 'SA-2019-S12a', version: 2 });
  });

  it('lets one of two at once win a version, and the other meets the overlap', async () => {
    const twice = { ...item, code: 'SA-2019-S10' };
    const answers = await Promise.all([1, 2].map(() => world.api(EDITOR, 'POST', '/law/catalogue', twice)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe('a change of the law takes effect at once', () => {
  it('permits a decision when the item is there, and refuses it the day after its last', async () => {
    const code = 'SA-2019-S11';
    const agreed = {
      diaryNumber: '2026-1',
      version: 1,
      name: 'Serviceavtal 2026-1',
      signedOn: '2026-01-01',
      validFrom: '2026-01-01',
      governmentDirected: true,
      parties: `${SKV};${SSC}`,
      offices: 'all',
      principal: SKV,
      performer: SSC,
      task: 'estate-inventory',
      exercisesAuthority: true,
      requiresPersonalData: false,
      listedSeparately: true,
      performersNamed: false,
      catalogueItem: code,
      source: 'prov',
    };
    const mandate = {
      officer: 'H-1',
      agreement: '2026-1',
      principal: SKV,
      kind: 'commission',
      from: '2026-01-01',
      signedByPrincipalOn: '2026-01-01',
      signedByOfficerOn: '2026-01-01',
      tasks: 'estate-inventory:authority',
    };
    const ends = { lastDay: '2026-11-17', source: 'SFS 2026:2' };
    const added = await world.api(EDITOR, 'POST', '/law/catalogue', {
      ...item,
      code,
      tasks: ['estate-inventory'],
    });
    expect(added.status).toBe(201);
    const ctx = {
      pool: world.database.pool,
      actor: { userId: 'test' },
      role: 'system',
      clock: world.services.clock,
    };
    for (const [kind, row] of [
      ['agreements', agreed],
      ['mandates', mandate],
    ] as const) {
      const result = await importFile(ctx, {
        kind,
        fileName: 'x.json',
        format: 'json',
        content: JSON.stringify([row]),
      });
      expect(result).toMatchObject({ ok: true });
    }
    const officer = 'alva@example.se';
    const visit = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices.haninge });
    const matter = await world.api(officer, 'POST', `/visits/${visit.body.id}/matters`, {
      taskId: world.ids.tasks['estate-inventory'],
      authorityId: world.ids.authorities[SKV],
    });
    const decision = { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };
    const act = () =>
      world.api(officer, 'POST', `/visits/${visit.body.id}/matters/${matter.body.id}/acts`, decision);
    expect((await act()).status).toBe(201);
    expect((await world.api(EDITOR, 'POST', `/law/catalogue/${code}/1/last-day`, ends)).status).toBe(204);
    const refused = await act();
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body.grounds)).toContain('item-not-valid');
  });
});
