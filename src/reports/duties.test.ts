import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, type Scope, sql } from '../platform/database.server.ts';
import { reportDuties } from './duties.server.ts';
import { daysLate, reminderDue } from './duties.ts';
import { makeWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
}, 120_000);
afterAll(() => world.database.close());

const duties = (scope: Scope, year = 2025) =>
  inTransaction(world.database.pool, { actor: 'test', ...scope }, (db) => reportDuties(db, year));

describe('who owes an account of a year', () => {
  it('is read from the agreements: each party by its regime, directed activity not at all', async () => {
    const rows = await duties({ supervision: true });
    expect(rows.map((row) => [row.authority, row.regimes, row.due, row.state])).toEqual([
      ['Försäkringskassan', ['SA-2019'], '2026-03-31', 'not-sent'],
      ['Skatteverket', ['STJ-2009'], '2026-03-31', 'not-sent'],
      ['Statens servicecenter', ['SA-2019'], '2026-03-31', 'not-sent'],
    ]);
    expect(rows[1]).toMatchObject({
      diaryNumbers: ['K-1'],
      to: ['kammarkollegiet'],
      provisions: [expect.stringContaining('5 § förordningen (2009:315)')],
    });
  });

  it('is of an authority its own, and of nobody nothing', async () => {
    expect((await duties({ authorities: [world.skv] })).map((row) => row.authorityId)).toEqual([world.skv]);
    expect(await duties({ authorities: [world.kiruna] })).toEqual([]);
    expect(await duties({ offices: [1], managedOffices: [1] })).toEqual([]);
  });

  it('goes to the Government under the oldest law, jointly by both parties by 1 March', async () => {
    await world.registers(async (db) => {
      await db.run(sql`insert into agreement (diary_number, name, regime_id, signed_on, government_directed, approved_on, term_ends_on, source)
        values ('MK-1', 'Medborgarkontor', 'MK-1994', '1995-01-01', false, '1995-02-01', '1999-06-30', 'test')`);
      await db.run(sql`insert into agreement_party select a.id, p.id from agreement a, authority p
        where a.diary_number = 'MK-1' and p.short_name in ('KIR', 'FK')`);
      await db.run(sql`insert into agreement_version (agreement_id, version, valid, decided_on, office_scope)
        select id, 1, '[1995-02-01,1999-07-01)', '1995-01-01', 'all' from agreement where diary_number = 'MK-1'`);
      await db.run(sql`insert into agreement_copy (agreement_id, version, owed, why, due_since, state)
        select id, 1, false, 'no-such-duty', '1995-01-01', 'exempt' from agreement where diary_number = 'MK-1'`);
    });
    const rows = await duties({ supervision: true }, 1996);
    expect(rows.map((row) => [row.authority, row.to, row.due])).toEqual([
      ['Försäkringskassan', ['government'], '1997-03-01'],
      ['Kiruna kommun', ['government'], '1997-03-01'],
    ]);
  });
});

describe('how late', () => {
  const due = plainDate('2026-03-31');
  const none = { due, firstSentOn: null, firstReceivedOn: null };
  it.each([
    ['nothing sent, on the day', none, '2026-03-31', 0],
    ['nothing sent, the day after', none, '2026-04-01', 1],
    ['sent in time', { ...none, firstSentOn: plainDate('2026-03-31') }, '2026-05-01', 0],
    [
      'sent in time and received after the day',
      { ...none, firstSentOn: plainDate('2026-03-31'), firstReceivedOn: plainDate('2026-04-02') },
      '2026-05-01',
      2,
    ],
    ['no day is known', { ...none, due: null }, '2030-01-01', 0],
  ])('%s', (_, row, today, late) => expect(daysLate(row, plainDate(today))).toBe(late));

  it.each([
    ['2026-01-29', null],
    ['2026-01-30', 60],
    ['2026-02-28', 60],
    ['2026-03-01', 30],
    ['2026-03-23', 30],
    ['2026-03-24', 7],
    ['2026-03-31', 7],
    ['2026-04-01', null],
  ])('on %s the reminder of %s days is due', (today, reminder) =>
    expect(reminderDue(due, plainDate(today))).toBe(reminder),
  );
});
