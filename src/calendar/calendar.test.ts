import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SKV, type World } from '../../test/world.ts';
import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { type CalendarEntry, remindersDue } from './entries.ts';
import { remindOfCalendar } from './remind.server.ts';

const COORDINATOR = 'samordnare.skv@example.se';
const day = (text: string) => text as PlainDate;

describe('which reminders are due', () => {
  const entry = (on: PlainDate): CalendarEntry => ({
    key: 'agreement-ends:1:SKV',
    kind: 'agreement-ends',
    day: on,
    authority: 'SKV',
    about: '1',
    count: null,
    href: '/avtal/1',
  });
  it.each([
    ['2026-12-31', [60, 30, 7], '2026-10-31', []],
    ['2026-12-31', [60, 30, 7], '2026-11-01', [60]],
    ['2026-12-31', [60, 30, 7], '2026-12-01', [30]],
    ['2026-12-31', [60, 30, 7], '2026-12-24', [7]],
    ['2026-12-31', [60, 30, 7], '2026-12-31', [7]],
    ['2026-12-31', [60, 30, 7], '2027-01-01', []],
    ['2026-12-31', [0], '2026-12-30', []],
    ['2026-12-31', [0], '2026-12-31', [0]],
    ['2026-12-31', [], '2026-12-31', []],
  ] as const)('of %s, wanted %j before, on %s: %j', (on, before, today, expected) => {
    const due = remindersDue([entry(day(on))], before, day(today), () => false);
    expect(due.map(({ days }) => days)).toEqual(expected);
  });

  it('each number of days once, however often it is asked and whatever days it was off', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 40 }),
        (before, offsets) => {
          const told: number[] = [];
          for (const offset of offsets.toSorted((a, b) => a - b))
            for (const { days } of remindersDue(
              [entry(day('2027-01-01'))],
              before,
              addDays(day('2026-09-23'), offset),
              (_, days) => told.includes(days),
            ))
              told.push(days);
          expect(new Set(told).size).toBe(told.length);
          expect(told).toEqual(told.toSorted((a, b) => b - a));
        },
      ),
    );
  });
});

describe('the calendar', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    const [agreement, skv] = [world.ids.agreements['2019-00519-1.8'], world.ids.authorities[SKV]];
    await inTransaction(world.database.pool, { registers: true }, async (db) => {
      await db.run(
        sql`update mandate set valid = daterange(lower(valid), '2026-12-10', '[]') where agreement_id = ${agreement}`,
      );
      await db.run(sql`
        update agreement_version set valid = daterange(lower(valid), '2027-01-31', '[]') where agreement_id = ${agreement}`);
    });
    await inTransaction(world.database.pool, { authorities: [skv ?? 0], actor: 'test' }, (db) =>
      db.run(sql`
        insert into agreement_step (agreement_id, author_id, planned_on, title)
        values (${agreement}, ${skv}, '2026-11-25', 'Fler kontor')`),
    );
  });
  afterAll(() => world.close());

  const post = (path: string, form: Record<string, string> = {}) =>
    world.as(COORDINATOR, path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: 'http://localhost' },
    });

  it('shows what ends and falls due for one’s own authority', async () => {
    const html = await (await world.as(COORDINATOR, '/kalender')).text();
    expect(html).toContain('Avtalet 2019-00519-1.8');
    expect(html).toContain('2 uppdrag enligt 2019-00519-1.8 går ut');
    expect(html).toContain('Planerat steg: 2019-00519-1.8 Fler kontor');
    expect(html).not.toContain('2019-00518');
    const only = await (await world.as(COORDINATOR, '/kalender?visa=step-planned')).text();
    expect(only).not.toContain('Avtalet 2019-00519');
    const other = await (await world.as('samordnare.fk@example.se', '/kalender')).text();
    expect(other).not.toContain('2019-00519');
    expect((await world.as('alva@example.se', '/kalender')).status).toBe(403);
  });

  it('is a feed behind a secret address that a calendar program reads without signing in', async () => {
    const made = await (await post('/kalender/adress')).text();
    const address = /\/kalender\/[\w-]+\.ics/.exec(made)?.[0] ?? '';
    const answer = await world.as(null, address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const events = new ICAL.Component(ICAL.parse(await answer.text()))
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component));
    const step = events.find((event) => event.summary.includes('Fler kontor'));
    expect(step?.startDate.isDate).toBe(true);
    expect(step?.startDate.toString()).toBe('2026-11-25');
    expect(step?.endDate.toString()).toBe('2026-11-26');
    expect(new Set(events.map((event) => event.uid)).size).toBe(events.length);

    await post('/kalender/adress');
    expect((await world.as(null, address)).status).toBe(404);
    const again = /\/kalender\/[\w-]+\.ics/.exec(await (await post('/kalender/adress')).text())?.[0] ?? '';
    expect((await world.as(null, again)).status).toBe(200);
    await post('/kalender/adress/avsluta');
    expect((await world.as(null, again)).status).toBe(404);
    expect((await world.as(null, '/kalender/gissning.ics')).status).toBe(404);
  });

  it('is RFC 5545: line ends, folding, a whole day each, the same names for the same things', async () => {
    const made = await (await post('/kalender/adress')).text();
    const address = /\/kalender\/[\w-]+\.ics/.exec(made)?.[0] ?? '';
    const read = async () => (await world.as(null, address)).text();
    const text = await read();
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
    expect(unfolded.filter((line) => line.startsWith('PRODID:'))).toHaveLength(1);
    const events = text.split('BEGIN:VEVENT').slice(1);
    expect(events.length).toBeGreaterThan(2);
    for (const event of events) {
      const one = (name: RegExp) =>
        [...event.replaceAll('\r\n ', '').matchAll(name)].map(([, value]) => value);
      expect(one(/\r\nUID:(\S+)/g)).toHaveLength(1);
      expect(one(/\r\nDTSTAMP:(\d{8}T\d{6}Z)\r\n/g)).toHaveLength(1);
      const [from = ''] = one(/\r\nDTSTART;VALUE=DATE:(\d{8})\r\n/g);
      const [to = ''] = one(/\r\nDTEND;VALUE=DATE:(\d{8})\r\n/g);
      expect(Temporal.PlainDate.from(from).add({ days: 1 }).toString().replaceAll('-', '')).toBe(to);
    }
    const uids = (of: string) => [...of.matchAll(/\r\nUID:(\S+)/g)].map(([, uid]) => uid);
    world.setNow('2026-11-19T09:30:00Z');
    expect(uids(await read())).toEqual(uids(text));
    world.setNow('2026-11-18T09:30:00Z');
    const answer = await world.as(null, address);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  });

  it('has one address however many are made at once, and tells nothing of another authority’s', async () => {
    const many = await Promise.all([1, 2, 3, 4].map(() => post('/kalender/adress')));
    expect(many.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const addresses = await Promise.all(
      many.map(async (made) => /\/kalender\/[\w-]+\.ics/.exec(await made.text())?.[0] ?? ''),
    );
    const open = await Promise.all(addresses.map(async (address) => (await world.as(null, address)).status));
    expect(open.toSorted()).toEqual([200, 404, 404, 404]);
    const own = await (await world.as(null, addresses[open.indexOf(200)] ?? '')).text();
    for (const others of ['2019-00518', '2019-00521', 'FK:', 'AF:']) expect(own).not.toContain(others);
    for (const name of ['Alva', 'Provlund', 'Exempelström']) expect(own).not.toContain(name);
    for (const stranger of ['tillsyn@example.se', 'admin@example.se', 'alva@example.se'] as const)
      expect(
        (
          await world.as(stranger, '/kalender/adress', {
            method: 'POST',
            headers: { origin: 'http://localhost' },
          })
        ).status,
      ).toBe(403);
  });

  it('gives what the account’s roles give now: nothing once they have ended', async () => {
    const fk = 'samordnare.fk@example.se';
    const made = await (
      await world.as(fk, '/kalender/adress', { method: 'POST', headers: { origin: 'http://localhost' } })
    ).text();
    const address = /\/kalender\/[\w-]+\.ics/.exec(made)?.[0] ?? '';
    expect((await world.as(null, address)).status).toBe(200);
    await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.run(sql`
        update role_assignment set ended_at = now(), ended_by = 'test' where user_id =
          (select id from account_user where email = ${fk})`),
    );
    expect((await world.as(null, address)).status).toBe(404);
  });

  it('reminds by one mail of all that has come near, and of each thing once', async () => {
    expect((await post('/kalender/paminnelser', { days: '30, 7' })).status).toBe(303);
    const remind = (at: string) =>
      remindOfCalendar(world.database.pool, () => Temporal.Instant.from(`${at}T07:00:00Z`));
    expect(await remind('2026-11-18')).toBe(1);
    expect(await remind('2026-11-18')).toBe(0);
    // Several processes at the same moment: one mail.
    expect((await Promise.all([1, 2, 3].map(() => remind('2026-12-05')))).toSorted()).toEqual([0, 0, 1]);
    const mails = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.many<{ body: string; recipients: string[]; subject: string }>(
        sql`select body, recipients, subject from outgoing_mail where about = 'calendar' order by queued_at`,
      ),
    );
    expect(mails).toHaveLength(2);
    expect(mails[0]?.recipients).toEqual([COORDINATOR]);
    expect(mails[0]?.body).toContain('Fler kontor');
    expect(mails[0]?.body).toContain('2 uppdrag');
    expect(mails[1]?.body).not.toContain('Fler kontor');
    expect((await post('/kalender/paminnelser', { days: '' })).status).toBe(303);
    expect(await remind('2026-12-09')).toBe(0);
  });

  it.each(['sju', '1,2,3,4,5,6', '400', '-1', '7;30'])('refuses %j as days with a sentence', async (days) => {
    const answer = await post('/kalender/paminnelser', { days });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('hela tal');
    expect(html).toContain(`value="${days}"`);
  });
});
