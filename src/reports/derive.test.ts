import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { dutyOf } from './agreements-of-year.ts';
import { deriveReport } from './derive.server.ts';
import type { Derived } from './derived.ts';
import { makeWorld, type World } from './test-world.ts';

let world: World;
let author: Actor;
const derive = (authority: number, year: number, actor = author): Promise<Derived> =>
  transaction(world.as(actor), (db) => deriveReport(db, authority, year));
const officeIn = (derived: Derived, locality: string) =>
  derived.offices.find((office) => office.locality === locality)!;

beforeAll(async () => {
  world = await makeWorld();
  author = await world.actor('Karin', { role: 'report-author', authorityId: world.skv });
  const { visit } = world;
  await visit(
    '2025-03-03T09:00:00Z',
    'KIR',
    'anna',
    ['SKV', 'identity-card', 'authority'],
    ['FK', 'parental-benefit', 'personal-data'],
  );
  await visit(
    '2025-03-03T10:00:00Z',
    'KIR',
    'anna',
    ['SKV', 'identity-card', 'authority'],
    ['SKV', 'income-tax', 'personal-data'],
  );
  await visit('2025-03-04T10:00:00Z', 'KIR', 'anna', ['SKV', 'income-tax', 'guidance']);
  await visit('2025-03-05T10:00:00Z', 'KIR', 'anna', ['FK', 'parental-benefit', 'guidance']);
  await visit('2025-06-02T10:00:00Z', 'LUL', 'cecilia', ['SKV', 'population-registration', 'personal-data']);
  // The last half hour of 2025 and the first of 2026, in Sweden.
  await visit('2025-12-31T22:30:00Z', 'LUL', 'cecilia', ['SKV', 'income-tax', 'guidance']);
  await visit('2025-12-31T23:30:00Z', 'LUL', 'cecilia', ['SKV', 'income-tax', 'guidance']);
  await visit('2024-12-31T23:30:00Z', 'LUL', 'cecilia', ['SKV', 'identity-card', 'authority']);
  await visit('2024-12-31T22:30:00Z', 'LUL', 'cecilia', ['SKV', 'identity-card', 'authority']);
}, 120_000);
afterAll(() => world.database.close());

describe('what the registers say of a year (domain §1.9)', () => {
  it('2: the agreements in force, each in its last version of the year, with their parties', async () => {
    const { agreements } = await derive(world.skv, 2025);
    expect(agreements.map(({ id: _, duty: __, ...rest }) => rest)).toEqual([
      {
        diaryNumber: 'K-1',
        name: 'Samtjänst i Karesuando',
        regime: 'STJ-2009',
        counterparties: ['Kiruna kommun'],
        from: '2017-03-01',
        to: null,
        version: 1,
        governmentDirected: false,
      },
      {
        diaryNumber: 'S-1',
        name: 'Serviceavtal',
        regime: 'SA-2019',
        counterparties: ['Statens servicecenter'],
        from: '2019-06-03',
        to: null,
        version: 2,
        governmentDirected: true,
      },
    ]);
    const before = await derive(world.skv, 2024);
    expect(before.agreements.map((a) => [a.diaryNumber, a.version])).toEqual([
      ['K-1', 1],
      ['S-1', 1],
      ['OLD', 1],
    ]);
    const after = await derive(world.skv, 2026);
    expect(after.agreements.map((a) => a.diaryNumber)).toEqual(['K-1', 'S-1', 'NEXT']);
  });

  it('3a and 3b: tasks by level, with the provision of the closed list', async () => {
    const kiruna = officeIn(await derive(world.skv, 2025), 'Kiruna');
    expect(kiruna.authorityTasks).toEqual([
      {
        task: expect.stringMatching(/identitetskort|id-kort/i),
        provision: '3 § 1 förordningen (2019:214)',
        times: 2,
      },
    ]);
    expect(kiruna.personalDataTasks).toEqual([
      { task: expect.stringMatching(/skatt|deklaration/i), provision: null, times: 1 },
    ]);
  });

  it('3c: grants on the last day of the year that no mandate justifies, wherever the officer is at home', async () => {
    const derived = await derive(world.skv, 2025);
    expect(officeIn(derived, 'Luleå').surplusAccess).toBe(1);
    expect(officeIn(derived, 'Kiruna').surplusAccess).toBe(0);
    expect(derived.figures.surplusAccess).toBe(2);
    expect(derived.surplusElsewhere).toBe(1);
    // … and with their days, whatever the day.
    const last = derived.surplusDuring.filter(({ to }) => to === '2025-12-31');
    expect(last).toHaveLength(2);
    for (const { from, to } of derived.surplusDuring) expect(from <= to).toBe(true);
  });

  it('3d and 3e: offices that the agreements reach on any day of the year', async () => {
    const derived = await derive(world.skv, 2025);
    expect(derived.offices.map((office) => office.locality)).toEqual([
      'Boden',
      'Karesuando',
      'Kiruna',
      'Luleå',
    ]);
    expect(derived.figures).toMatchObject({ offices: 4, localities: 4 });
    const places = async (year: number) => (await derive(world.skv, year)).offices.map((o) => o.locality);
    expect(await places(2024)).toEqual(['Gällivare', 'Karesuando', 'Kiruna', 'Luleå']);
    expect(await places(2026)).toEqual(['Boden', 'Karesuando', 'Kiruna', 'Luleå', 'Piteå']);
    expect(await places(2018)).toEqual(['Karesuando']);
  });

  it('3f: full-time equivalents by employment in the year, and the share of the office’s matters', async () => {
    const derived = await derive(world.skv, 2025);
    // 1 + 0.5 × 183/365; four of Kiruna's six matters are Skatteverket's.
    const kiruna = officeIn(derived, 'Kiruna');
    expect(kiruna.fullTimeEquivalents).toBe(1.25);
    expect(kiruna.authorityShareOfFullTimeEquivalents).toBe(0.83);
    expect(officeIn(derived, 'Luleå').authorityShareOfFullTimeEquivalents).toBe(0.75);
    expect(officeIn(derived, 'Boden').authorityShareOfFullTimeEquivalents).toBe(0);
    expect(derived.figures.fullTimeEquivalents).toBe(1.58);
  });

  it('3g: visits, each once, and the year ends when it does in Sweden', async () => {
    const derived = await derive(world.skv, 2025);
    expect(officeIn(derived, 'Kiruna').visitors).toBe(3);
    // 2 June, 31 December 22:30Z, and 31 December 2024 23:30Z, which is 1 January 2025 in Sweden.
    expect(officeIn(derived, 'Luleå').visitors).toBe(3);
    expect(officeIn(derived, 'Luleå').authorityTasks[0]?.times).toBe(1);
    expect(derived.figures.visitors).toBe(6);
    expect((await derive(world.skv, 2026)).figures.visitors).toBe(1);
    expect((await derive(world.skv, 2024)).figures.visitors).toBe(1);
  });

  it('holds nothing of another authority', async () => {
    const stranger = await world.actor('Siv', { role: 'report-author', authorityId: world.kiruna });
    const derived = await derive(world.skv, 2025, stranger);
    expect(derived.figures).toMatchObject({ visitors: 0, fullTimeEquivalents: 0, surplusAccess: 0 });
    const counts = await transaction(world.as(stranger), (db) =>
      db.many(sql`select * from matters_at_offices(2025)`),
    );
    expect(counts).toEqual([]);
  });

  it('what is performed for others is told in numbers, per office and in whose name, to the performer alone', async () => {
    const performer = await world.actor('Per', { role: 'report-author', authorityId: world.ssc });
    const derived = await derive(world.ssc, 2025, performer);
    expect(derived.performsForOthers).toBe(true);
    expect(derived.offices).toEqual([]);
    expect(derived.agreements.map((a) => a.diaryNumber)).toEqual(['F-1', 'S-1']);
    const kiruna = derived.performed.find((office) => office.locality === 'Kiruna');
    expect(kiruna?.tasks).toContainEqual({
      principal: 'Skatteverket',
      task: expect.stringMatching(/identitetskort|id-kort/i),
      level: 'authority',
      times: 2,
    });
    expect(new Set(kiruna?.tasks.map((row) => row.principal)).size).toBeGreaterThan(1);
    expect(kiruna?.fullTimeEquivalents).toBe(1.25);
    expect((await derive(world.skv, 2025)).performed).toEqual([]);
    // Asked for by who is another: nothing.
    expect((await derive(world.ssc, 2025)).performed).toEqual([]);
    expect((await derive(world.skv, 2025)).performsForOthers).toBe(false);
  });
});

describe('R9: the duty by regime', () => {
  it('falls on the state authority of a samtjänstavtal, not on directed activity', async () => {
    const { agreements } = await derive(world.skv, 2025);
    expect(agreements.map(({ duty }) => duty.owed)).toEqual([true, false]);
    expect(dutyOf(agreements)).toEqual({
      owed: true,
      to: ['kammarkollegiet'],
      due: '2026-03-31',
      provisions: ['5 § förordningen (2009:315) om samtjänst vid medborgarkontor'],
    });
  });

  it('does not fall on the municipality under 2009:315; under 2019:214 it does, unless switched off', async () => {
    const kiruna = await world.actor('Kim', { role: 'report-author', authorityId: world.kiruna });
    expect(dutyOf((await derive(world.kiruna, 2025, kiruna)).agreements)).toMatchObject({
      owed: false,
      due: null,
      provisions: ['5 § förordningen (2009:315) om samtjänst vid medborgarkontor'],
    });
    await world.registers(async (db) => {
      await db.run(sql`insert into agreement (diary_number, name, regime_id, signed_on, government_directed, source)
        values ('K-2', 'Nytt', 'SA-2019', '2023-01-01', false, 'test')`);
      await db.run(sql`insert into agreement_party select a.id, x from agreement a,
        unnest(array[${world.kiruna}::int, ${world.ssc}::int]) x where a.diary_number = 'K-2'`);
      await db.run(sql`insert into agreement_version (agreement_id, version, valid, decided_on, office_scope)
        select id, 1, '[2023-01-01,)', '2023-01-01', 'all' from agreement where diary_number = 'K-2'`);
      await db.run(sql`insert into agreement_copy (agreement_id, version, owed, why, due_since, state)
        select id, 1, false, 'no-such-duty', '2023-01-01', 'exempt' from agreement where diary_number = 'K-2'`);
    });
    const duty = async () => dutyOf((await derive(world.kiruna, 2025, kiruna)).agreements);
    expect(await duty()).toMatchObject({ owed: true, to: ['kammarkollegiet'], due: '2026-03-31' });
    await world.registers((db) =>
      db.run(sql`insert into setting (name, value) values ('municipalities-report', 'false')`),
    );
    expect(await duty()).toMatchObject({ owed: false });
  });
});
