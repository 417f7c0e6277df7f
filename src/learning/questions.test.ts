import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, SKV } from '../../test/world.ts';
import { stem } from '../contacts/rules/search-words.ts';
import { look } from '../contacts/test-contacts.ts';
import { type HandOvers, makeHandOvers, problem } from '../handovers/test-hand-overs.ts';
import { sql } from '../platform/database.server.ts';
import { writeGuidance } from './commands/write-guidance.server.ts';
import { questionsAsked, wordsAsked } from './questions.server.ts';
import { returnedOf } from './returned.server.ts';
import { tellPast } from './test-learning.ts';

// It is Wednesday 18 November 2026: the last whole week begins on the 9th.
let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
  await tellPast(world, [
    {
      day: '2026-11-10',
      count: 20,
      task: 'population-registration',
      authority: SKV,
      subject: 'Flytten till Haninge',
    },
    {
      day: '2026-11-04',
      count: 12,
      task: 'population-registration',
      authority: SKV,
      subject: 'flytt, intyg',
    },
    { day: '2026-10-06', count: 9, task: 'population-registration', authority: SKV },
    { day: '2026-11-11', count: 6, task: 'parental-benefit', authority: FK, subject: 'Föräldrapenningen' },
    {
      day: '2026-11-12',
      count: 3,
      task: 'identity-card',
      authority: SKV,
      subject: 'Id-kortet för Prov Provsson',
    },
    {
      day: '2026-11-12',
      count: 2,
      task: 'parental-benefit',
      authority: FK,
      office: 'visby',
      subject: 'Hemligt',
    },
    { day: '2025-11-11', count: 7, task: 'population-registration', authority: SKV },
    // This week is not over: it counts in none.
    { day: '2026-11-17', count: 40, task: 'identity-card', authority: SKV },
  ]);
});
afterAll(() => world?.close());

const four = { officeId: null, period: 4 } as const;

describe('what people ask', () => {
  it('is exact at the office, of whole weeks, with what grows', async () => {
    const chef = await world.ctx('chef@example.se');
    const { rows, total, first, last, mondays } = await questionsAsked(chef, { side: 'office', ...four });
    expect([first, last, total]).toEqual(['2026-10-19', '2026-11-15', 41]);
    expect(mondays).toHaveLength(13);
    expect(rows.map(({ taskSv: _, taskEn: __, ...row }) => row)).toMatchObject([
      { principalShort: 'SKV', asked: 32, now: 32, before: 9, lastYear: 7, trend: 'growing' },
      { principalShort: 'FK', asked: 6, now: 6, before: 0, lastYear: 0, trend: 'too-few' },
      { principalShort: 'SKV', asked: 3, now: 3, trend: 'too-few' },
    ]);
    expect(rows[0]?.weekly.slice(-6)).toEqual([9, 0, 0, 0, 12, 20]);
  });

  it('is to an authority its own part from all offices, and what is small is withheld', async () => {
    const fk = await questionsAsked(await world.ctx('samordnare.fk@example.se'), {
      side: 'authority',
      ...four,
    });
    expect(fk.rows.map(({ principalShort, asked }) => [principalShort, asked])).toEqual([['FK', 8]]);
    const skv = await questionsAsked(await world.ctx('mottagare.skv@example.se'), {
      side: 'authority',
      ...four,
    });
    // Three is small, and the sum would give it away: the other is withheld with it.
    expect(skv.rows.map(({ asked }) => asked)).toEqual(['withheld', 'withheld']);
    expect(JSON.stringify(skv.rows)).not.toMatch(/\b(3|35|32)\b/);
  });

  it('is told to nobody else, by any side', async () => {
    const alva = await world.ctx('alva@example.se');
    for (const side of ['authority', 'area', 'analyst'] as const)
      expect((await questionsAsked(alva, { side, ...four })).rows).toEqual([]);
    const fk = await world.ctx('samordnare.fk@example.se');
    expect((await questionsAsked(fk, { side: 'office', ...four })).rows).toEqual([]);
    for (const who of ['ingen@example.se', 'lag@example.se', 'tillsyn@example.se'] as const)
      expect((await world.as(who, '/fragor')).status).toBe(403);
    expect((await world.as('alva@example.se', '/fragor?hos=authority')).status).toBe(403);
    const visby = world.ids.offices.visby;
    expect((await world.as('chef@example.se', `/fragor?kontor=${visby}`)).status).toBe(404);
  });

  it('names the words that come again, in any form, and outside the office none that fewer than five have', async () => {
    const chef = await world.ctx('chef@example.se');
    const inside = await wordsAsked(chef, { side: 'office', ...four });
    expect(inside).toContainEqual({ words: 'flytten', contacts: 32 });
    expect(inside.find(({ words }) => words === 'prov provsson')?.contacts).toBe(3);
    const skv = await world.ctx('samordnare.skv@example.se');
    const outside = await wordsAsked(skv, { side: 'authority', ...four });
    expect(outside.every(({ contacts }) => contacts >= 5)).toBe(true);
    const said = JSON.stringify(outside);
    expect(said).toContain('flytten');
    expect(said).not.toMatch(/prov|hemligt|föräldra/i);
    // One person who writes again and again is one.
    const [origin] = await tellPast(world, [
      { day: '2026-11-13', count: 1, task: 'identity-card', authority: SKV, subject: 'Envisperson' },
    ]);
    const again = await tellPast(world, [
      { day: '2026-11-13', count: 6, task: 'identity-card', authority: SKV, subject: 'Envisperson' },
    ]);
    await asOwner(
      `alter table visit disable trigger a_closed_visit_stays_closed;
       update visit set came_back_of = '${origin}' where id in (${again.map((id) => `'${id}'`).join()});
       alter table visit enable trigger a_closed_visit_stays_closed;`,
    );
    expect(JSON.stringify(await wordsAsked(skv, { side: 'authority', ...four }))).not.toMatch(/envis/i);
  });

  it('outside the office tells no word that is in the name of a person, in any form', async () => {
    const named = await tellPast(world, [
      {
        day: '2026-11-13',
        count: 6,
        task: 'identity-card',
        authority: SKV,
        subject: 'Passfoto för Namnssons',
      },
    ]);
    const words = async (
      who: 'chef@example.se' | 'samordnare.skv@example.se',
      side: 'office' | 'authority',
    ) => (await wordsAsked(await world.ctx(who), { side, ...four })).map((each) => each.words);
    expect(await words('samordnare.skv@example.se', 'authority')).toContain('namnssons');
    await asOwner(
      `insert into contact_person (visit_id, office_id, name)
         select id, office_id, 'Påhitt NAMNSSON' from visit where id = '${named[0]}'`,
    );
    const outside = await words('samordnare.skv@example.se', 'authority');
    expect(outside).toContain('passfoto');
    expect(outside.join(' ')).not.toMatch(/namnsson/i);
    expect(await words('chef@example.se', 'office')).toContain('namnssons');
  });

  it('stems a word in the database as the search does', async () => {
    const words =
      'servicekontoret servicekontor flytten flyttningarna skatt skatten pass passet skolor skolan id ett äpplena åren vård vårdens bidragets ansökningar ansökan folkbokföring barnen kassan x'.split(
        ' ',
      );
    const stems = await look(world, (db) =>
      db.many<{ stem: string }>(
        sql`select word_stem(word) as stem from unnest(${words}::text[]) with ordinality x(word, n) order by n`,
      ),
    );
    expect(stems.map((row) => row.stem)).toEqual(words.map(stem));
  });
});

describe('a note to the desk', () => {
  const address = () => `/fragor/${world.ids.tasks['population-registration']}/${world.ids.authorities[SKV]}`;
  const write = (body: string, seen: number) => form({ body, seen: String(seen) });

  it('follows on what came back, is seen in the matter and when it is handed over, in versions', async () => {
    const { id } = await world.offered('population-registration', SKV, { department: 'Folkbokföring Visby' });
    await world.step('mottagare.skv@example.se', id, {
      step: 'return',
      reasonKind: 'answer-was-public',
      text: 'Står på skatteverket.example.se',
    });
    world.setNow('2026-11-25T09:30:00Z');
    const skv = await world.ctx('samordnare.skv@example.se');
    const chef = await world.ctx('chef@example.se');
    for (const [ctx, side] of [
      [skv, 'authority'],
      [chef, 'office'],
    ] as const)
      expect(await returnedOf(ctx, { side, ...four })).toMatchObject([
        {
          department: 'Folkbokföring Visby',
          handedOver: 1,
          returned: 1,
          reasons: { 'answer-was-public': 1 },
        },
      ]);
    expect(
      await returnedOf(await world.ctx('samordnare.fk@example.se'), { side: 'authority', ...four }),
    ).toEqual([]);
    const coordinator = 'samordnare.skv@example.se';
    expect(await (await world.as(coordinator, address())).text()).toContain(
      'Står på skatteverket.example.se',
    );
    const first = 'Visa e-tjänsten Flyttanmälan <b> innan du lämnar över.';
    expect((await world.as(coordinator, address(), write(first, 0))).status).toBe(303);
    const visitId = await world.visit();
    const matterId = await world.matter('population-registration', SKV, visitId);
    const seenText = 'Visa e-tjänsten Flyttanmälan &lt;b&gt; innan';
    for (const page of [`/besok/${visitId}`, `/kontakter/${visitId}`, `/overlamningar/ny?arende=${matterId}`])
      expect(await (await world.as('alva@example.se', page)).text(), page).toContain(seenText);
    expect((await world.as(coordinator, address(), write('Ny text', 0))).status).toBe(409);
    expect((await world.as(coordinator, address(), write('', 1))).status).toBe(303);
    expect(await (await world.as('alva@example.se', `/besok/${visitId}`)).text()).not.toContain(seenText);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is the coordinator’s alone; of two at once one is written', async () => {
    const at = [world.ids.tasks['identity-card'] ?? 0, world.ids.authorities[SKV] ?? 0] as const;
    const note = { body: 'Ta med giltig legitimation.', seen: 0 };
    for (const who of ['alva@example.se', 'mottagare.skv@example.se', 'samordnare.fk@example.se'] as const)
      expect(await problem(writeGuidance(await world.ctx(who), ...at, note))).toMatchObject({
        code: 'forbidden',
      });
    const fk = await world.ctx('samordnare.fk@example.se');
    expect(await problem(writeGuidance(fk, at[0], world.ids.authorities[FK] ?? 0, note))).toMatchObject({
      code: 'not-found',
    });
    const skv = await world.ctx('samordnare.skv@example.se');
    const both = await Promise.allSettled([
      writeGuidance(skv, ...at, note),
      writeGuidance(skv, ...at, { body: 'Något annat', seen: 0 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await problem(writeGuidance(skv, ...at, { body: '', seen: 0 }))).toMatchObject({ code: 'stale' });
    const long = await world.as(
      'samordnare.skv@example.se',
      `/fragor/${at[0]}/${at[1]}`,
      write('x'.repeat(601), 1),
    );
    expect(long.status).toBe(422);
  });
});

describe('the list as a file', () => {
  it('has a line for each question, withheld outside', async () => {
    const inside = await (await world.as('chef@example.se', '/fragor.csv?veckor=13')).text();
    expect(inside.split('\r\n')[0]).toContain('"2026-11-09"');
    expect(inside).toContain('"41"');
    const outside = await (await world.as('samordnare.fk@example.se', '/fragor.csv')).text();
    expect(outside).toContain('"8"');
    expect(outside).not.toContain('Skatteverket');
  });
});

async function asOwner(statements: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(world.database.owner);
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
