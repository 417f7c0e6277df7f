import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, makeWorld, SKV, SSC, type World } from '../../test/world.ts';
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
} from '../agreements/test-acts.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { coverageView } from './queries/coverage.server.ts';

const DAY = '2026-11-18';
let world: World;
let beforeWithdrawal: Temporal.Instant;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

function about(task: string, authority: string, level: string, over: Record<string, string> = {}) {
  const { officers, offices, tasks, authorities } = world.ids;
  return `${new URLSearchParams({
    officer: String(officers['H-1']),
    office: String(offices.haninge),
    task: String(tasks[task]),
    authority: String(authorities[authority]),
    level,
    ...over,
  })}`;
}
const get = (who: Parameters<World['api']>[0], path: string) => world.api(who, 'GET', path);
const shown = async (who: Parameters<World['as']>[0], path: string, status = 200) => {
  const answer = await world.as(who, path);
  expect(answer.status, path).toBe(status);
  return answer.text();
};

describe('a question with one part left open', () => {
  it('who: those who may, by name, who work there first', async () => {
    const { officer: _, ...rest } = Object.fromEntries(
      new URLSearchParams(about('parental-benefit', FK, 'personal-data')),
    );
    const path = `/decisions/who?${new URLSearchParams(rest)}`;
    const codes = async (who: typeof BO | typeof FK_COORDINATOR) =>
      (await get(who, path)).body.officers.map((officer: { code: string }) => officer.code);
    expect(await codes(FK_COORDINATOR)).toEqual(['H-1', 'H-2']);
    expect(await codes(BO)).toEqual(['H-1', 'H-2']);
    expect((await get(SKV_COORDINATOR, path)).status).toBe(404);
    const guidance = await get(FK_COORDINATOR, path.replace('personal-data', 'guidance'));
    expect(guidance.body.officers.map((o: { code: string }) => o.code)).toEqual(['H-1', 'H-2', 'V-1']);
  });

  it('where: the offices that the task is agreed for', async () => {
    const offices = async (task: string, level: string) =>
      (await get(ALVA, `/decisions/where?${about(task, SKV, level)}`)).body.offices.map(
        (o: { name: string }) => o.name,
      );
    expect(await offices('identity-card', 'authority')).toEqual(['Servicekontoret i Haninge']);
    expect(await offices('population-registration', 'personal-data')).toHaveLength(2);
  });

  it('what: tasks with their levels; nothing that is not permitted', async () => {
    const { officers, offices } = world.ids;
    const { body } = await get(ALVA, `/decisions/what?officer=${officers['H-1']}&office=${offices.visby}`);
    const levels = Object.fromEntries(
      body.tasks.map((t: { task: string; levels: string[] }) => [t.task, t.levels]),
    );
    expect(levels['Id-kort']).toBeUndefined();
    expect(levels.Föräldrapenning).toEqual(['guidance', 'e-service', 'personal-data']);
  });

  it('when: the days of the mandate, both ends counted', async () => {
    const { body } = await get(ALVA, `/decisions/when?${about('identity-card', SKV, 'authority')}`);
    expect(body.periods).toEqual([{ from: '2026-01-01', to: '2026-12-31' }]);
    const guidance = await get(ALVA, `/decisions/when?${about('identity-card', SKV, 'guidance')}`);
    expect(guidance.body.periods).toEqual([{ from: '2020-01-01', to: null }]);
  });
});

describe('what would turn a no into a yes', () => {
  const changes = async (who: typeof ALVA | typeof SKV_COORDINATOR, question: string) =>
    (await get(who, `/decisions/changes?${question}`)).body;

  it('says what and who, and what else can be asked', async () => {
    const officer = String(world.ids.officers['H-2']);
    const body = await changes(SKV_COORDINATOR, about('identity-card', SKV, 'authority', { officer }));
    expect(body).toMatchObject({ permitted: false, inTheWay: [] });
    expect(body.ways).toEqual([[expect.objectContaining({ kind: 'issue-mandate', by: 'principal' })]]);
    expect(body.ways[0][0].sentence).toContain('Bo Exempelström');
    expect(body.otherwise.map((other: { kind: string }) => other.kind)).toEqual(['lower-level']);
  });

  it('is nothing for a yes, and nothing within the law outside the closed list', async () => {
    expect(await changes(ALVA, about('identity-card', SKV, 'authority'))).toEqual({
      permitted: true,
      ways: [],
      otherwise: [],
      inTheWay: [],
    });
    const outside = await changes(ALVA, about('parental-benefit', FK, 'authority'));
    expect(outside.ways).toEqual([]);
    expect(outside.inTheWay).toEqual([
      expect.objectContaining({
        code: 'catalogue',
        provision: expect.stringContaining('förordningen (2019:214)'),
      }),
    ]);
  });

  it('is another’s matter for others', async () => {
    expect(
      (await get(SKV_COORDINATOR, `/decisions/changes?${about('parental-benefit', FK, 'authority')}`)).status,
    ).toBe(404);
    expect((await get(BO, `/decisions/changes?${about('identity-card', SKV, 'authority')}`)).status).toBe(
      404,
    );
  });
});

describe('the pages', () => {
  const asked = (over: Record<string, string>) => {
    const { offices, tasks, authorities } = world.ids;
    return `/fraga-lagen?${new URLSearchParams({
      handlaggare: 'H-2',
      kontor: String(offices.haninge),
      uppgift: String(tasks['identity-card']),
      myndighet: String(authorities[SKV]),
      niva: 'authority',
      dag: DAY,
      ...over,
    })}`;
  };

  it('answer with a tree that folds, links to the records, and what would help', async () => {
    const html = await shown(SKV_COORDINATOR, asked({}));
    for (const text of [
      'Nej, Bo Exempelström får i dag',
      'Det här skulle ge ett ja',
      'samordnaren hos Skatteverket',
      'Utfärda ett personligt uppdrag för Bo Exempelström',
      '<ul class="tree">',
      '/lagen/regelverk/SA-2019',
      `/register/kontor/${world.ids.offices.haninge}`,
    ])
      expect(html).toContain(text);
    expect(await shown(SKV_COORDINATOR, asked({ dag: '2026-11-01' }))).toContain(
      'kan inte ändras i efterhand',
    );
  });

  it.each([
    ['who', 'Alva Provlund (H-1)'],
    ['where', 'inte vid något kontor'],
    ['when', 'Aldrig, så som registren ser ut'],
  ])('answer what is left open: %s', async (fraga, text) => {
    expect(await shown(SKV_COORDINATOR, asked({ fraga }))).toContain(text);
  });

  it('say what is still to be chosen', async () => {
    expect(await shown(SKV_COORDINATOR, '/fraga-lagen?fraga=who')).toContain('Välj kontor');
    expect(await shown(ALVA, '/fraga-lagen?fraga=when')).toContain('Välj uppgift, myndighet och nivå');
    expect(await shown(ALVA, '/fraga-lagen?fraga=finns-inte')).toContain('Alva Provlund vid');
  });

  it('do not let an officer ask about a colleague, who is named when it is asked who may', async () => {
    const html = await shown(ALVA, asked({ fraga: 'who', handlaggare: '' }));
    expect(html).toContain('Alva Provlund (H-1)');
    const other = await shown(BO, asked({ handlaggare: 'H-1' }));
    expect(other).not.toContain('Alva Provlund');
  });
});

describe('coverage', () => {
  const stateOf = async (
    who: typeof ALVA | typeof SKV_COORDINATOR | typeof FK_COORDINATOR,
    level: string,
    more = '',
  ) => {
    const { body } = await get(who, `/coverage?on=${DAY}&level=${level}${more}`);
    const names = body.offices.map((office: { name: string }) =>
      office.name.replace('Servicekontoret i ', ''),
    );
    return Object.fromEntries(
      body.tasks.map((task: { task: string; cells: { state: string; here: number }[] }) => [
        task.task,
        Object.fromEntries(task.cells.map((cell, n) => [names[n], `${cell.state} ${cell.here}`])),
      ]),
    );
  };

  it('counts who may at each office, and tells a gap from what is not agreed', async () => {
    const authority = await stateOf(SKV_COORDINATOR, 'authority');
    expect(authority['Id-kort']).toEqual({ Haninge: 'given 1', Visby: 'not-agreed 0' });
    const data = await stateOf(ALVA, 'personal-data');
    expect(data['Id-kort']).toEqual({ Haninge: 'given 1', Visby: 'not-agreed 0' });
    expect(data.Föräldrapenning).toEqual({ Haninge: 'given 2', Visby: 'none-here 0' });
  });

  it('shows a coordinator the own authority’s tasks only', async () => {
    expect(Object.keys(await stateOf(FK_COORDINATOR, 'guidance'))).toEqual(['Föräldrapenning']);
    const html = await shown(SKV_COORDINATOR, '/tackning');
    expect(html).not.toMatch(/Försäkringskassan|Föräldrapenning|2019-00518/);
    for (const who of ['lag@example.se', 'admin@example.se', 'tillsyn@example.se'] as const)
      expect((await get(who, '/coverage')).status).toBe(403);
  });

  it('shows a report author numbers of the own authority’s tasks: no names, nothing that its staff do for others', async () => {
    const author = (authority: string) => ({
      pool: world.database.pool,
      actor: {
        userId: 'author',
        name: 'author',
        email: 'author@example.se',
        assignments: [{ role: 'report-author', authorityId: world.ids.authorities[authority] ?? 0 }] as const,
        officer: null,
      },
      clock: world.services.clock,
      requestId: 'test',
    });
    const tasksOf = async (authority: string) =>
      (
        await coverageView(author(authority), {
          ...{ day: plainDate(DAY), known: null, level: 'authority' as const },
          ...{ principalId: null, taskId: null, county: null, region: null },
        })
      ).rows.map((row) => row.task.nameSv);
    expect(await tasksOf(SKV)).toContain('Id-kort');
    // Its officers do all of these, each in another authority's name.
    expect(await tasksOf(SSC)).toEqual([]);
    const { officer: _, ...who } = Object.fromEntries(
      new URLSearchParams(about('identity-card', SKV, 'authority')),
    );
    expect((await get('rapport.skv@example.se', `/decisions/who?${new URLSearchParams(who)}`)).status).toBe(
      403,
    );
    const falls = `/falling-away?officer=${world.ids.officers['H-1']}&on=${DAY}`;
    expect((await get('rapport.skv@example.se', falls)).status).toBe(403);
  });

  it('filters, marks gaps in words, draws the map and exports', async () => {
    const html = await shown(FK_COORDINATOR, `/tackning?dag=${DAY}&niva=personal-data`);
    for (const text of [
      'ingen här',
      'Karta över kontoren',
      'Uppgifter som inget kontor i länet ger',
      'Gotland',
    ])
      expect(html).toContain(text);
    expect(await shown(FK_COORDINATOR, `/tackning?dag=${DAY}&lan=01&region=finns-inte`)).toContain(
      'Välj en annan dag',
    );
    expect(await shown(FK_COORDINATOR, '/tackning?dag=2019-01-01')).toContain('Inget avtal');
    const none = await shown(FK_COORDINATOR, `/tackning?dag=${DAY}&niva=authority`);
    expect(none).toContain('Ingen uppgift är avtalad på den nivån för det urvalet.');
    expect(none).not.toContain('Inga luckor');
    await shown(FK_COORDINATOR, '/tackning?dag=x', 422);
    const csv = await shown(FK_COORDINATOR, `/tackning.csv?dag=${DAY}&niva=personal-data`);
    expect(csv.trim().split('\r\n')).toHaveLength(3);
    expect(csv).toContain('"Servicekontoret i Visby";"Gotlands län";"none-here";"0";"2"');
  });
});

describe('what falls away', () => {
  const falling = async (who: typeof ALVA | typeof SKV_COORDINATOR | typeof FK_COORDINATOR, query: string) =>
    get(who, `/falling-away?${query}`);

  it('if an agreement ends: every task at every office, with what was done the last year', async () => {
    const acts = await matterFor(world, ALVA);
    expect((await world.api(ALVA, 'POST', acts, decision)).status).toBe(201);
    const id = world.ids.agreements[IDENTITY_CARDS];
    const { body } = await falling(SKV_COORDINATOR, `agreement=${id}&on=${DAY}`);
    expect(body.name).toContain(IDENTITY_CARDS);
    const lost = body.rows.filter((row: { left: number }) => row.left === 0);
    expect(lost).toHaveLength(body.rows.length);
    expect(body.rows).toContainEqual(
      expect.objectContaining({
        task: 'Id-kort',
        level: 'authority',
        before: 1 + 1,
        left: 0,
        acts: 1,
        visits: 1,
      }),
    );
    expect(body.counted).toEqual({ from: '2025-11-19', to: DAY });
    expect((await falling(FK_COORDINATOR, `agreement=${id}`)).status).toBe(404);
    expect(await shown(SKV_COORDINATOR, `/avtal/${id}/om-det-upphor?dag=${DAY}`)).toContain('Ingen kvar');
    expect(await shown(SKV_COORDINATOR, `/avtal/${id}`)).toContain(`/avtal/${id}/om-det-upphor`);
    await shown(FK_COORDINATOR, `/avtal/${id}/om-det-upphor`, 404);
  });

  it('if a mandate ends: only its levels, and who is left', async () => {
    const id = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    const { body } = await falling(FK_COORDINATOR, `mandate=${id}&on=${DAY}`);
    const haninge = world.ids.offices.haninge;
    expect(body.rows.map((row: { level: string }) => row.level)).toEqual(['personal-data', 'personal-data']);
    expect(body.rows).toContainEqual(
      expect.objectContaining({ officeId: haninge, before: 2, left: 1, beforeHere: 2, leftHere: 1 }),
    );
    expect((await falling(SKV_COORDINATOR, `mandate=${id}`)).status).toBe(404);
    expect(await shown(FK_COORDINATOR, `/uppdrag/${id}/om-det-upphor?dag=${DAY}`)).toContain('1 av 2 här');
    // The mandate ends with the year anyway.
    const anyway = await falling(FK_COORDINATOR, `mandate=${id}&on=2026-12-31`);
    expect(anyway.body.rows).toEqual([]);
  });

  it('if an officer or an item of the list ends', async () => {
    const officer = await falling(SKV_COORDINATOR, `officer=${world.ids.officers['H-1']}&on=${DAY}`);
    expect(officer.body.rows).toContainEqual(
      expect.objectContaining({ task: 'Id-kort', level: 'guidance', left: 2, leftHere: 1 }),
    );
    const item = await falling(SKV_COORDINATOR, `item=SA-2019-S1&on=${DAY}`);
    expect(item.body.rows.map((row: { level: string }) => row.level)).toEqual(['authority']);
    expect(await shown(SKV_COORDINATOR, '/tackning/bortfall?punkt=SA-2019-S1')).toContain(
      '3 § 1 förordningen',
    );
    await shown(SKV_COORDINATOR, '/tackning/bortfall', 404);
    expect((await falling(SKV_COORDINATOR, `officer=1&mandate=1`)).status).toBe(422);
  });
});

it('two clocks: a withdrawal today leaves what was known before', async () => {
  beforeWithdrawal = Temporal.Now.instant();
  const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
  const withdrawn = await world.as(
    SKV_COORDINATOR,
    `/uppdrag/${id}/aterkalla`,
    form({ reason: 'Byter tjänst.' }),
  );
  expect(withdrawn.status).toBe(303);
  const state = async (more: string) => {
    const { body } = await get(SKV_COORDINATOR, `/coverage?on=${DAY}&level=authority${more}`);
    return body.tasks.find((task: { task: string }) => task.task === 'Id-kort').cells[0];
  };
  const known = `&known=${beforeWithdrawal}`;
  // Cim has a mandate and works in Visby: he could come to Haninge.
  expect(await state('')).toEqual({ state: 'none-here', here: 0, anywhere: 1 });
  expect(await state(known)).toEqual({ state: 'given', here: 1, anywhere: 2 });
  const when = `/decisions/when?${about('identity-card', SKV, 'authority')}`;
  expect((await get(ALVA, when)).body.periods).toEqual([{ from: '2026-01-01', to: '2026-11-17' }]);
  expect((await get(ALVA, when + known)).body.periods).toEqual([{ from: '2026-01-01', to: '2026-12-31' }]);
  const changes = `/decisions/changes?${about('identity-card', SKV, 'authority')}`;
  expect((await get(ALVA, changes)).body.ways[0][0].kind).toBe('issue-mandate');
  expect((await get(ALVA, changes + known)).body).toMatchObject({ permitted: true, ways: [] });
});
