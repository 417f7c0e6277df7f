import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, type Json, makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';

const MANAGER = 'chef@example.se';
const ADMIN = 'admin@example.se';
let world: World;
let haninge: string;
beforeAll(async () => {
  world = await makeWorld();
  haninge = `/offices/${world.ids.offices.haninge}/hours`;
});
afterAll(() => world.close());

const day = (opens: string, closes: string, lunch: object | null = null) => ({ opens, closes, lunch });
const week = (hours: object = day('10:00', '16:00'), more: object = {}) => ({
  days: Object.fromEntries([1, 2, 3, 4, 5].map((each) => [each, hours])),
  ...{ closedOnBridgeDays: false, summerWeeks: null, ...more },
});
const codes = (body: Json) => body.errors.map((error: Json) => error.code);
const view = async (query = '') => (await world.api(MANAGER, 'GET', `${haninge}${query}`)).body;

/** Sends a change; when something has to be seen first, sends it again as seen. */
async function change(method: string, path: string, body: object) {
  const first = await world.api(MANAGER, method, path, body);
  if (first.body?.seen === undefined) return first;
  return world.api(MANAGER, method, path, { ...body, seen: first.body.seen });
}

describe('the hours of an office', () => {
  it('are those of its type while it has set none, in Swedish time in winter and summer', async () => {
    expect(await view()).toMatchObject({
      own: false,
      open: true,
      now: { to: '2026-11-18T15:00:00Z' },
      next: { from: '2026-11-19T09:00:00Z' },
      openingHours: 'Mo-Fr 10:00-16:00; PH off; Jun 19-25 Fr off; Dec 24,Dec 31 off',
    });
    expect(await view('?at=2026-03-29T12:00:00Z')).toMatchObject({ next: { from: '2026-03-30T08:00:00Z' } });
    expect(await view('?at=2026-10-25T12:00:00Z')).toMatchObject({ next: { from: '2026-10-26T09:00:00Z' } });
  });

  it('change from a day on, keep what was known before, and go back when the plan is withdrawn', async () => {
    const planned = await change('PUT', `${haninge}/week`, {
      from: '2027-01-04',
      week: week(day('09:00', '18:00')),
    });
    expect(planned.status).toBe(201);
    expect(await view('?at=2027-01-04T16:30:00Z')).toMatchObject({ own: true, open: true });
    expect(await view('?at=2026-12-30T16:30:00Z')).toMatchObject({ own: false, open: false });
    const [{ now: recorded }] = (await inTransaction(world.database.pool, {}, (db) =>
      db.many<{ now: Temporal.Instant }>(sql`select clock_timestamp() as now`),
    )) as [{ now: Temporal.Instant }];
    const other = await world.api(MANAGER, 'PUT', `${haninge}/week`, { from: '2027-01-04', week: week() });
    expect(codes(other.body)).toEqual(['another-week-begins-then']);
    expect((await world.api(MANAGER, 'DELETE', `${haninge}/weeks/${planned.body.id}`)).status).toBe(204);
    expect(await view('?at=2027-01-04T16:30:00Z')).toMatchObject({ own: false, open: false });
    expect(await view(`?at=2027-01-04T16:30:00Z&known=${recorded}`)).toMatchObject({ own: true, open: true });
    expect(
      await view('?at=2027-01-04T16:30:00Z&known=2026-01-01T00:00:00Z').then((body) => body.status),
    ).toBe(404);
  });

  it('are cut at the next plan, and the week before a withdrawn one goes on', async () => {
    const later = await change('PUT', `${haninge}/week`, {
      from: '2027-03-01',
      week: week(day('08:00', '16:00')),
    });
    const earlier = await change('PUT', `${haninge}/week`, {
      from: '2027-02-01',
      week: week(day('09:00', '16:00')),
    });
    expect(await view('?at=2027-02-26T08:30:00Z')).toMatchObject({ open: true });
    expect(await view('?at=2027-03-01T07:30:00Z')).toMatchObject({ open: true });
    await world.api(MANAGER, 'DELETE', `${haninge}/weeks/${later.body.id}`);
    expect(await view('?at=2027-03-01T07:30:00Z')).toMatchObject({ open: false, own: true });
    await world.api(MANAGER, 'DELETE', `${haninge}/weeks/${earlier.body.id}`);
  });

  it('tell what an exception meets, save it when that has been seen, and give the day back', async () => {
    const christmas = { period: { from: '2027-05-06', to: '2027-05-07' }, hours: null, cause: 'staffing' };
    const path = `${haninge}/exceptions`;
    const told = await world.api(MANAGER, 'POST', path, christmas);
    expect(codes(told.body)).toEqual(['needs-to-be-seen']);
    expect(told.body.collisions).toEqual([
      { kind: 'holiday', day: '2027-05-06', name: 'ascensionDay' },
      { kind: 'bridge-day', day: '2027-05-07' },
    ]);
    expect(told.body.breaches).toEqual(['bridge-days']);
    const seen = { ...christmas, seen: told.body.seen };
    expect(codes((await world.api(MANAGER, 'POST', path, seen)).body)).toEqual(['breach-needs-reason']);
    const saved = await world.api(MANAGER, 'POST', path, { ...seen, reason: 'Ingen personal' });
    expect(saved.status).toBe(201);
    expect(await view('?at=2027-05-07T09:00:00Z')).toMatchObject({ open: false });
    const again = await world.api(MANAGER, 'POST', path, { ...seen, reason: 'Ingen personal' });
    expect(codes(again.body)).toEqual(['another-exception-then']);
    expect((await world.api(MANAGER, 'DELETE', `${path}/${saved.body.id}`)).status).toBe(204);
    expect(await view('?at=2027-05-07T09:00:00Z')).toMatchObject({ open: true });
  });

  it('keep the days that have been when an exception that has begun is ended', async () => {
    const path = `${haninge}/exceptions`;
    const made = await world.api(MANAGER, 'POST', path, {
      period: { from: '2026-11-18', to: '2026-11-20' },
      hours: null,
      cause: 'premises',
    });
    expect(made.status).toBe(201);
    world.setNow('2026-11-19T09:30:00Z');
    expect((await world.api(MANAGER, 'DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect(await view('?at=2026-11-18T10:00:00Z')).toMatchObject({ open: false });
    expect(await view('?at=2026-11-19T10:00:00Z')).toMatchObject({ open: true });
    world.setNow('2026-11-18T09:30:00Z');
    expect((await world.api(MANAGER, 'DELETE', `${path}/${made.body.id}`)).status).toBe(204);
  });

  it('have a right or a service behind a language, lie within the week, and are told of when it changes', async () => {
    const path = `${haninge}/languages`;
    const finnish = { language: 'fi', weekday: 3, span: { from: '13:00', to: '15:00' }, from: '2026-11-18' };
    const late = await world.api(MANAGER, 'POST', path, { ...finnish, span: { from: '15:00', to: '17:00' } });
    expect(codes(late.body)).toEqual(['outside-opening-hours']);
    const made = await world.api(MANAGER, 'POST', path, finnish);
    expect(made.status).toBe(201);
    expect(codes((await world.api(MANAGER, 'POST', path, finnish)).body)).toEqual(['language-has-that-day']);
    await world.api(MANAGER, 'POST', path, { ...finnish, language: 'ar' });
    expect((await view()).languages).toMatchObject([
      { language: 'ar', standing: 'service', provisions: [] },
      {
        language: 'fi',
        standing: 'right-in-area',
        provisions: expect.arrayContaining(['8 § lagen (2009:724)']),
      },
    ]);
    const short = await world.api(MANAGER, 'PUT', `${haninge}/week`, {
      from: '2027-01-04',
      week: week(day('10:00', '14:00')),
    });
    expect(short.body.collisions).toContainEqual({ kind: 'language', language: 'fi', weekday: 3 });
    const ended = await world.api(MANAGER, 'PUT', `${path}/${made.body.id}/last-day`, {
      lastDay: '2026-11-18',
    });
    expect(ended.status).toBe(204);
    expect((await view('?at=2026-11-19T09:00:00Z')).languages).toMatchObject([{ language: 'ar' }]);
  });
});

describe('the public page of an office', () => {
  it('tells anybody when it is open, in Swedish and English, and nothing of who changed it or why', async () => {
    const made = await change('POST', `${haninge}/exceptions`, {
      period: { from: '2026-12-21', to: '2026-12-21' },
      hours: null,
      cause: 'training',
      reason: 'Internt skäl',
    });
    expect(made.status).toBe(201);
    const html = await (await world.as(null, '/kontor/haninge')).text();
    expect(html).toContain('till 16:00');
    expect(html).toContain('måndag 21 december');
    expect(html).not.toMatch(/Internt skäl|Dra tillbaka|chef/);
    const english = await world.as(null, '/kontor/haninge', { headers: { 'accept-language': 'en' } });
    expect(await english.text()).toContain('until 16:00');
    expect((await world.as(null, '/kontor/finns-inte')).status).toBe(404);
  });
});

describe('what cannot be is refused, and nothing is stored', () => {
  it.each([
    [
      'closes before it opens',
      { from: '2026-12-01', week: week(day('16:00', '10:00')) },
      'closes-before-it-opens',
    ],
    [
      'lunch outside the hours',
      { from: '2026-12-01', week: week(day('10:00', '16:00', { from: '16:00', to: '17:00' })) },
      'lunch-outside-hours',
    ],
    ['a day that has been', { from: '2026-11-17', week: week() }, 'day-has-passed'],
    ['no day', { from: '2026-12-01', week: { ...week(), days: {} } }, 'no-day-open'],
    ['no clock time', { from: '2026-12-01', week: week(day('10:00', '24:30')) }, 'not-a-time'],
    [
      'weeks in winter',
      { from: '2026-12-01', week: week(undefined, { summerWeeks: { from: 2, to: 3 } }) },
      'not-in-summer',
    ],
    [
      'a breach without reason',
      { from: '2026-12-01', week: week(day('11:00', '16:00')) },
      'breach-needs-reason',
    ],
  ])('a week with %s', async (_what, body, code) => {
    const before = await view();
    const answer = await change('PUT', `${haninge}/week`, body);
    expect(answer.status).toBe(422);
    expect([...new Set(codes(answer.body))]).toEqual([code]);
    expect(await view()).toEqual(before);
  });
  it.each([
    [{ from: '2026-11-17', to: '2026-11-18' }, 'staffing', 'day-has-passed'],
    [{ from: '2026-12-03', to: '2026-12-02' }, 'staffing', 'ends-before-it-begins'],
    [{ from: '2026-12-01', to: '2027-06-01' }, 'staffing', 'too-many-days-at-once'],
    [{ from: '2026-12-02', to: '2026-12-02' }, 'other', 'cause-needs-reason'],
    [{ from: '2026-02-30', to: '2026-12-02' }, 'staffing', 'not-a-date'],
  ])('an exception %j for %s: %s', async (period, cause, code) => {
    const answer = await change('POST', `${haninge}/exceptions`, { period, hours: null, cause });
    expect(answer.status).toBe(422);
    expect(codes(answer.body)).toEqual([code]);
  });

  it('by who is not its manager; an administrator may', async () => {
    const body = { period: { from: '2026-12-02', to: '2026-12-02' }, hours: null, cause: 'training' };
    const visby = `/offices/${world.ids.offices.visby}/hours/exceptions`;
    for (const who of ['alva@example.se', 'samordnare.skv@example.se', 'lag@example.se'] as const)
      expect((await world.api(who, 'POST', `${haninge}/exceptions`, body)).status).toBe(403);
    expect((await world.api(MANAGER, 'POST', visby, body)).status).toBe(403);
    expect((await world.api(ADMIN, 'POST', visby, body)).status).toBe(201);
    const page = `/kontorstider/${world.ids.offices.visby}`;
    expect((await world.as(MANAGER, `${page}/undantag`)).status).toBe(403);
    expect((await world.as(MANAGER, page)).status).toBe(200);
  });

  it('by the database too, whoever asks: another office, an overlap, a past that is rewritten', async () => {
    const scope = { actor: 'x', managedOffices: [world.ids.offices.haninge ?? 0] };
    const [{ id: actor }] = (await inTransaction(world.database.pool, {}, (db) =>
      db.many<{ id: string }>(sql`select id from account_user where email = ${MANAGER}`),
    )) as [{ id: string }];
    const add = (office: number, from: string) =>
      inTransaction(world.database.pool, { ...scope, actor }, (db) =>
        db.run(sql`insert into office_hours_exception (office_id, period, cause, breaches, recorded_at, recorded_by)
          values (${office}, daterange(${from}::date, ${from}::date, '[]'), 'training', '{}', now(), ${actor})`),
      );
    await expect(add(world.ids.offices.visby ?? 0, '2027-08-02')).rejects.toThrow(/row-level security/);
    await add(world.ids.offices.haninge ?? 0, '2027-08-02');
    await expect(add(world.ids.offices.haninge ?? 0, '2027-08-02')).rejects.toThrow(
      /one_exception_at_a_time/,
    );
    for (const statement of [
      sql`update office_hours_exception set cause = 'other'`,
      sql`delete from office_hours_exception`,
      sql`update office_hours_event set kind = 'week-set'`,
      sql`update office_week_day set opens = '09:00'`,
    ])
      await expect(
        inTransaction(world.database.pool, { ...scope, actor }, (db) => db.run(statement)),
      ).rejects.toThrow(/permission denied/);
  });

  it('two that set the same day at once: one is told of the other', async () => {
    const body = { period: { from: '2027-09-02', to: '2027-09-02' }, hours: null, cause: 'training' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => world.api(MANAGER, 'POST', `${haninge}/exceptions`, body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
  });

  it('in the form, which is shown again with what was given', async () => {
    const page = `/kontorstider/${world.ids.offices.haninge}/vecka`;
    const answer = await world.as(
      MANAGER,
      page,
      form({
        from: '2027-01-11',
        'week.days.1.opens': '16:00',
        'week.days.1.closes': '10:00',
      }),
    );
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Stänger innan det öppnar.');
    expect(html).toContain('value="2027-01-11"');
  });
});
