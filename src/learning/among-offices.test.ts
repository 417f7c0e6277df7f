import { afterAll, beforeAll, expect, it } from 'vitest';
import { FK, SKV } from '../../test/world.ts';
import { type HandOvers, makeHandOvers } from '../handovers/test-hand-overs.ts';
import { endsOf } from './ends.server.ts';
import { questionsAsked, wordsAsked } from './questions.server.ts';
import { tellPast } from './test-learning.ts';

// Who sees several offices, and several periods, subtracts. It is Wednesday 18 November 2026.
let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
  const [registration, card] = ['population-registration', 'identity-card'];
  const now = { day: '2026-11-10', authority: SKV };
  await tellPast(world, [
    { ...now, count: 20, task: registration },
    { ...now, count: 10, task: registration, office: 'visby' },
    { ...now, count: 12, task: card },
    { ...now, count: 8, task: card, office: 'visby' },
    { ...now, count: 9, task: 'parental-benefit', authority: FK },
    { ...now, count: 2, task: 'parental-benefit', authority: FK, office: 'visby' },
    { ...now, count: 3, task: registration, authority: FK, day: '2026-11-11' },
    { ...now, count: 40, task: registration, authority: FK, day: '2026-09-08' },
  ]);
});
afterAll(() => world?.close());

async function asked(officeId: number | null, period: 4 | 13 | 52) {
  const omrade = await world.ctx('omrade@example.se');
  const { rows } = await questionsAsked(omrade, { side: 'area', officeId, period });
  return new Map(rows.map((row) => [`${row.taskId} ${row.principalShort}`, row]));
}

it('an office from outside tells nothing that gives a small count of another office away', async () => {
  const { haninge = 0, visby = 0 } = world.ids.offices;
  for (const period of [4, 13, 52] as const) {
    const [all, here, there] = [
      await asked(null, period),
      await asked(haninge, period),
      await asked(visby, period),
    ];
    const benefit = `${world.ids.tasks['parental-benefit']} FK`;
    expect(there.get(benefit)?.asked).toBe('withheld');
    expect(here.get(benefit)?.asked).toBe('withheld');
    for (const [task, { asked: together, now, weekly }] of all) {
      const [one, other] = [here.get(task), there.get(task)];
      if (one === undefined || other === undefined || together === 'withheld') continue;
      expect(one.asked === 'withheld').toBe(other.asked === 'withheld');
      if (now !== 'withheld') expect(one.now === 'withheld').toBe(other.now === 'withheld');
      for (const [week, count] of weekly.entries())
        if (count !== 'withheld')
          expect(one.weekly[week] === 'withheld').toBe(other.weekly[week] === 'withheld');
    }
    expect(here.get(`${world.ids.tasks['population-registration']} SKV`)?.asked).toBe(20);
  }
});

it('what became of questions, and their words, are from outside of all offices, whichever is chosen', async () => {
  const omrade = await world.ctx('omrade@example.se');
  const side = { side: 'area', period: 13 } as const;
  const all = { ...side, officeId: null };
  const one = { ...side, officeId: world.ids.offices.visby ?? 0 };
  const { ends } = await endsOf(omrade, all);
  expect(ends.length).toBeGreaterThan(0);
  expect((await endsOf(omrade, one)).ends).toEqual(ends);
  expect(await wordsAsked(omrade, one)).toEqual(await wordsAsked(omrade, all));
  const page = await world.as('omrade@example.se', `/kartlaggning/vardag?hos=area&kontor=${one.officeId}`);
  expect(await page.text()).toContain('gäller alla kontor tillsammans');
});

it('the last four weeks are withheld beside other periods as they are alone: their sum is told', async () => {
  const [four, year] = [await asked(null, 4), await asked(null, 52)];
  expect(year.size).toBe(4);
  for (const [task, { now }] of year) expect(now).toBe(four.get(task)?.asked);
  expect([...four.values()].filter(({ asked: told }) => told === 'withheld')).toHaveLength(2);
});
