import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SKV, type World } from '../../test/world.ts';
import { ALVA, IDENTITY_CARDS, mandateOf, SKV_COORDINATOR } from './test-acts.ts';

// The world's clock stands on a day of its own; what was known when follows the database's clock, so the instants here
// are taken around what is done.
let world: World;
let id: number;
let before: Temporal.Instant;
let between: Temporal.Instant;
let after: Temporal.Instant;
beforeAll(async () => {
  before = Temporal.Now.instant();
  world = await makeWorld();
  id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
  between = await clock();
  const withdrawn = await world.api(SKV_COORDINATOR, 'POST', `/mandates/${id}/withdrawal`, {
    reason: 'Byter tjänst',
  });
  expect(withdrawn.status).toBe(201);
  after = await clock();
});
afterAll(() => world.close());

async function clock(): Promise<Temporal.Instant> {
  const { rows } = await world.database.pool.query('select clock_timestamp() as now');
  return rows[0].now;
}

async function mayDecide(on: string, known: Temporal.Instant | null) {
  const { officers, offices, tasks, authorities } = world.ids;
  const query = new URLSearchParams({
    officer: String(officers['H-1']),
    office: String(offices.haninge),
    task: String(tasks['identity-card']),
    authority: String(authorities[SKV]),
    level: 'authority',
    on,
    ...(known === null ? {} : { known: known.toString() }),
  });
  const answer = await world.api(SKV_COORDINATOR, 'GET', `/decisions?${query}`);
  expect(answer.status).toBe(200);
  const failed = answer.body.grounds.filter((ground: { holds: boolean }) => !ground.holds);
  return answer.body.permitted ? 'yes' : failed.map((ground: { reason: string }) => ground.reason).join();
}

describe('what could this officer do that day, as we knew it then?', () => {
  it.each([
    ['the day before, as known now', '2026-11-17', null, 'yes'],
    ['the day of the withdrawal, as known now', '2026-11-18', null, 'mandate-withdrawn'],
    ['a later day, as known now', '2026-12-01', null, 'mandate-withdrawn'],
    ['after its last day', '2027-01-01', null, 'mandate-ended'],
    ['before its first day', '2025-12-31', null, 'mandate-not-yet'],
  ])('%s: %s', async (_, on, known, expected) => {
    expect(await mayDecide(on, known)).toBe(expected);
  });

  it('answers as it was known before the withdrawal, after it, and before there was anything', async () => {
    expect(await mayDecide('2026-11-18', between)).toBe('yes');
    expect(await mayDecide('2026-12-01', between)).toBe('yes');
    expect(await mayDecide('2026-11-18', after)).toBe('mandate-withdrawn');
    expect(await mayDecide('2026-11-18', before)).toBe('no-agreement');
  });

  it('answers on the page, with the question in the address', async () => {
    const { tasks, authorities, offices } = world.ids;
    const question = {
      handlaggare: 'H-1',
      kontor: String(offices.haninge),
      uppgift: String(tasks['identity-card']),
      myndighet: String(authorities[SKV]),
      niva: 'authority',
      dag: '2026-11-18',
    };
    const ask = async (
      more: Record<string, string> = {},
      who: typeof ALVA | typeof SKV_COORDINATOR = SKV_COORDINATOR,
    ) => {
      const answer = await world.as(who, `/fraga-lagen?${new URLSearchParams({ ...question, ...more })}`);
      expect(answer.status).toBe(200);
      return answer.text();
    };
    const now = await ask();
    expect(now).toContain('Nej, Alva Provlund får i dag');
    expect(now).toContain('Uppdraget är återkallat från och med 2026-11-18.');
    expect(now).toContain(`href="/uppdrag/${id}"`);
    const then = await ask({ kand: between.toString() });
    expect(then).toContain('Ja, Alva Provlund får i dag');
    expect(then).toContain('Det är ett enklare fall');
    expect(then).toContain('href="/lagen/poster/SA-2019-S1"');
    expect(then).toContain('Så som registren såg ut');
    expect(await ask({ dag: '2026-11-17' })).toContain('Ja, Alva Provlund fick den 17 november 2026');
    // The officer asks about herself without saying so.
    expect(await ask({ handlaggare: '' }, ALVA)).toContain('Nej, Alva Provlund');
  });

  it('shows all tasks and levels of a day when no task is chosen', async () => {
    const overview = async (kand: string) => {
      const html = await (
        await world.as(
          ALVA,
          `/fraga-lagen?dag=2026-11-18${kand === '' ? '' : `&kand=${encodeURIComponent(kand)}`}`,
        )
      ).text();
      return html.match(/class="lamp lamp--lit"/g)?.length ?? 0;
    };
    // Four tasks, guidance and e-service each; access for three; a decision for one.
    expect(await overview(between.toString())).toBe(4 * 2 + 3 + 1);
    expect(await overview('')).toBe(4 * 2 + 1);
    expect(await overview(before.toString())).toBe(0);
  });

  it('shows the registers as they were known', async () => {
    const mandate = (known: Temporal.Instant) =>
      world.api(SKV_COORDINATOR, 'GET', `/mandates/${id}?on=2026-11-18&known=${known}`);
    expect((await mandate(between)).body).toMatchObject({
      state: 'active',
      withdrawnOn: null,
      history: [{}],
    });
    expect((await mandate(after)).body).toMatchObject({ state: 'withdrawn', history: [{}, {}] });
    expect((await mandate(before)).status).toBe(404);
    const agreements = (known: Temporal.Instant) =>
      world.api(SKV_COORDINATOR, 'GET', `/agreements?known=${known}`);
    expect((await agreements(before)).body.total).toBe(0);
    expect((await agreements(between)).body.total).toBe(1);
  });
});
