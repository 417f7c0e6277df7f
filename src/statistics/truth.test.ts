import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { plainDate, swedishDay } from '../kernel/plain-date.ts';
import { connect, inTransaction, sql } from '../platform/database.server.ts';
import { figures } from './figures.server.ts';
import { recordOpenDays } from './job.server.ts';
import type { FigureQuery } from './query.ts';
import { ROLL_UP_LOCK, rollUp, rollUpAll } from './roll-up.server.ts';
import { type Life, makeLife } from './test-life.ts';
import { verifyStatistics } from './verify.server.ts';

let life: Life;
afterEach(() => life.world.close());
const differences = async () => {
  const { compared, differences: found } = await verifyStatistics(
    life.world.pool,
    { from: null, to: null },
    life.world.services.clock(),
  );
  expect(compared).toBeGreaterThan(0);
  return found;
};
const now = () => life.world.services.clock();

describe('figures', () => {
  it.each([
    // The clock goes forward on 2027-03-28 and back on 2026-10-25.
    [1, '2026-10-23T06:00:00Z'],
    [2, '2027-03-26T07:00:00Z'],
    [3, '2026-12-30T07:00:00Z'],
  ])('are what the events say at every moment, through days and summer time (%i)', async (seed, begins) => {
    life = await makeLife(seed);
    life.at(begins);
    let worked = 0;
    for (let day = 0; day < 4; day++) {
      for (let part = 0; part < 3; part++) {
        worked += await life.live(40);
        expect(await differences()).toEqual([]);
        if (part === 1) await rollUp(life.world.pool, now());
      }
      const tomorrow = Temporal.PlainDate.from(swedishDay(now())).add({ days: 1 });
      life.at(
        tomorrow.toZonedDateTime({ timeZone: 'Europe/Stockholm', plainTime: '08:00' }).toInstant().toString(),
      );
      await recordOpenDays(life.world.pool, now());
      await rollUpAll(life.world.pool, now());
      expect(await differences()).toEqual([]);
    }
    expect(worked).toBeGreaterThan(150);
    const [kinds, of] = life.kinds();
    // Which of them is drawn from what is there depends on its ids, which are never the same.
    expect(kinds).toBeGreaterThan(of * 0.6);
    const { stale } = await inTransaction(life.world.pool, { registers: true }, (db) =>
      db.one<{ stale: number }>(sql`select count(*) as stale from figure_stale`),
    );
    expect(stale).toBe(0);
  });
});

describe('the roll-up', () => {
  const stale = () =>
    inTransaction(life.world.pool, { registers: true }, (db) =>
      db.one<{ stale: number }>(sql`select count(*) as stale from figure_stale`),
    );

  it('killed half way a hundred times has done nothing, and then all', async () => {
    life = await makeLife(11);
    // Connections that nobody else works on: a kill may come when the roll-up is done and its connection idle again.
    const rolled = connect(life.world.database.owner, 1);
    const killer = new pg.Pool({ ...life.world.database.owner, max: 1 });
    killer.on('error', () => {});
    const ended = { whole: 0, killed: 0 };
    for (let time = 0; time < 100; time++) {
      if (time % 10 === 0) {
        await life.live(12);
        life.pass(time % 30 === 0 ? 86_400 : 60);
      }
      const rolling = rollUp(rolled.pool, now()).then(
        () => ended.whole++,
        () => ended.killed++,
      );
      const kill = async () => {
        for (let look = 0; look < 3 * (time % 7); look++) await killer.query('select');
        await killer.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${ROLL_UP_LOCK}
          and database = (select oid from pg_database where datname = current_database())`);
      };
      await Promise.all([rolling, kill()]);
      if (time % 20 === 0) expect(await differences()).toEqual([]);
    }
    await Promise.all([killer.end(), rolled.stop()]);
    expect(ended.killed).toBeGreaterThan(0);
    expect(ended.whole).toBeGreaterThan(0);
    expect(await differences()).toEqual([]);
    await rollUpAll(life.world.pool, now());
    expect(await stale()).toEqual({ stale: 0 });
    expect(await differences()).toEqual([]);
  });

  it('beside writers and readers loses nothing, and nothing is counted twice', async () => {
    life = await makeLife(12);
    life.at('2026-11-25T07:00:00Z');
    await life.live(5);
    let living = true;
    const roll = async () => {
      while (living) await rollUp(life.world.pool, now(), 3);
    };
    const read = async () => {
      while (living) expect(await differences()).toEqual([]);
    };
    const live = async () => {
      for (let day = 0; day < 3; day++) {
        await life.live(60);
        life.pass(86_400);
      }
      living = false;
    };
    await Promise.all([roll(), roll(), read(), live()]);
    expect(await differences()).toEqual([]);
  });

  it.each([
    ['longer than one transaction', undefined],
    ['so long that it is added up by sets', 300],
  ])('takes in a past that is %s', async (_, first) => {
    life = await makeLife(13);
    const { world } = life;
    await inTransaction(world.pool, { actor: 'system', registers: true }, (db) =>
      db.run(sql`
        insert into visit (office_id, opened_by, opened_at, opened_on)
        select o.id, 1, d + interval '10 hours', d::date
        from office o, generate_series('2019-12-01'::timestamp, '2021-02-01', '1 day') d, generate_series(1, 2)`),
    );
    expect(await differences()).toEqual([]);
    expect((await rollUp(world.pool, now(), 100, first)).more).toBe(true);
    expect(await differences()).toEqual([]);
    while ((await rollUp(world.pool, now(), 500, first)).more);
    expect(await differences()).toEqual([]);
    const whole = await inTransaction(world.pool, { registers: true }, (db) =>
      figures(
        db,
        { ...VISITS, period: { from: plainDate('2019-12-15'), to: plainDate('2021-01-10') } },
        now(),
      ),
    );
    expect(whole.total.cells[0]?.value).toBe(393 * 2 * 2);
    const { waiting } = await inTransaction(world.pool, { registers: true }, (db) =>
      db.one<{ waiting: number }>(
        sql`select count(*) as waiting from figure_day where added_at is null and day < ${swedishDay(now())}`,
      ),
    );
    expect(waiting).toBe(0);
  });
});

describe('a correction', () => {
  it('of a day that is over lands on that day and leaves a line, that nobody changes', async () => {
    life = await makeLife(14);
    const { world } = life;
    const late = (day: string) =>
      inTransaction(world.pool, { actor: 'system', registers: true }, (db) =>
        db.run(sql`insert into visit (office_id, opened_by, opened_at, opened_on)
          values (${life.queue.officeId}, 1, ${`${day}T10:00:00Z`}, ${day})`),
      );
    await late('2026-11-02');
    await rollUpAll(world.pool, now());
    await late('2026-11-02');
    await late('2026-11-02');
    const asked = { ...VISITS, period: { from: plainDate('2026-11-01'), to: plainDate('2026-11-30') } };
    const table = () => inTransaction(world.pool, { registers: true }, (db) => figures(db, asked, now()));
    expect([(await table()).total.cells[0]?.value, (await table()).corrections]).toEqual([3, []]);
    expect((await rollUp(world.pool, now())).corrections).toBe(2);
    const { corrections, correctionCount } = await table();
    expect(correctionCount).toBe(2);
    // A day on which nobody had come.
    await late('2026-10-30');
    expect((await rollUp(world.pool, now())).corrections).toBe(2);
    expect(corrections.find(({ column }) => column === 'visits')).toMatchObject({
      ...{ officeId: life.queue.officeId, day: '2026-11-02', column: 'visits', from: 1, to: 3 },
    });
    const change = inTransaction(world.pool, { registers: true }, (db) =>
      db.run(sql`delete from figure_correction`),
    );
    await expect(change).rejects.toThrow();
    expect(await differences()).toEqual([]);
  });

  it('of where an office belongs moves its past with it', async () => {
    life = await makeLife(15);
    const { world, queue } = life;
    await life.live(40);
    life.pass(86_400);
    const areas = await inTransaction(world.pool, { registers: true }, async (db) => {
      const area = async (region: number, name: string) =>
        (
          await db.one<{ id: number }>(sql`
        insert into office_area (region_id, name) select id, ${name} from service_region order by id offset ${region} limit 1 returning id`)
        ).id;
      return [await area(0, 'Prov ett'), await area(1, 'Prov två')] as const;
    });
    const belongs = (area: number | null) =>
      inTransaction(world.pool, { registers: true }, (db) =>
        db.run(sql`update office set area_id = ${area} where id = ${queue.officeId}`),
      );
    for (const area of [areas[0], areas[1], null, areas[1]]) {
      await belongs(area);
      expect(await differences()).toEqual([]);
      await rollUpAll(world.pool, now());
      expect(await differences()).toEqual([]);
    }
  });
});

describe('verify', () => {
  it('finds what somebody has changed beside the program', async () => {
    life = await makeLife(16);
    life.at('2026-11-23T07:00:00Z');
    // Until somebody has been served and something solved: what happens is drawn.
    for (let more = true; more; ) {
      await life.live(50);
      await rollUpAll(life.world.pool, now());
      const { served, solved } = await inTransaction(life.world.pool, { registers: true }, (db) =>
        db.one<{ served: boolean; solved: boolean }>(sql`
          select exists (select from contact_fact where serve_s > 0) as served, exists (select from matter_fact where outcome = 1) as solved`),
      );
      more = !served || !solved;
    }
    life.pass(86_400);
    await rollUpAll(life.world.pool, now());
    expect(await differences()).toEqual([]);
    const owner = new pg.Client(life.world.database.owner);
    await owner.connect();
    await owner.query('set session_replication_role = replica');
    for (const [change, back, found] of [
      [
        `update contact_figure set visits = visits + 1 where tier = 'm' and place = 0`,
        `update contact_figure set visits = visits - 1 where tier = 'm' and place = 0`,
        /^contact .* visits$/,
      ],
      [
        `update hour_figure set visits = visits + 1 where tier = 't' and place = 0`,
        `update hour_figure set visits = visits - 1 where tier = 't' and place = 0`,
        /^hour .* visits$/,
      ],
      [
        `update time_figure set counts = array_append(counts, 1) where tier = 't'`,
        `update time_figure set counts = trim_array(counts, 1) where tier = 't'`,
        /^time .* lists$/,
      ],
      // Wrong where a view is right: by channel, around a median, at a region by day, where no office is any longer.
      [
        `update task_figure set channel = channel + 90 where tier = 'm' and place = 0`,
        `update task_figure set channel = channel - 90 where tier = 'm' and place = 0`,
        /^task .* matters$/,
      ],
      [
        `update time_figure set counts[cardinality(counts)] = counts[cardinality(counts)] + 1 where tier = 'm'`,
        `update time_figure set counts[cardinality(counts)] = counts[cardinality(counts)] - 1 where tier = 'm'`,
        /^time .* lists$/,
      ],
      [
        `update hour_figure set visits = visits + 1 where tier = 'd' and place % 8 = 3`,
        `update hour_figure set visits = visits - 1 where tier = 'd' and place % 8 = 3`,
        /^hour .* visits$/,
      ],
      [
        `insert into contact_figure (place, tier, period, channel, visits) values (8 * 7777 + 2, 'm', '2026-11-01', 0, 3)`,
        `delete from contact_figure where place = 8 * 7777 + 2`,
        /^contact .* visits$/,
      ],
      // Of a year, and of a decade, in which nothing ever happened.
      ...(['d', 't'] as const).map(
        (tier) =>
          [
            `insert into contact_figure (place, tier, period, channel, visits) values (0, '${tier}', '1990-01-01', 0, 3)`,
            `delete from contact_figure where tier = '${tier}' and period = '1990-01-01'`,
            /visits$/,
          ] as const,
      ),
      [`update time_figure set p50 = p50 + 1`, `update time_figure set p50 = p50 - 1`, /p50$/],
      [`update queue_event set at = at + interval '7 seconds' where kind = 'started'`, '', /serve_s$/],
      [`update act set outcome = 'left' where outcome = 'solved'`, '', /solved$/],
      [`update visit set opened_on = opened_on - 1`, '', /contacts$/],
    ] as const) {
      expect((await owner.query(change)).rowCount).toBeGreaterThan(0);
      expect((await differences()).filter(({ what }) => found.test(what))).not.toEqual([]);
      if (back !== '') {
        await owner.query(back);
        expect(await differences()).toEqual([]);
      }
    }
    await owner.end();
  });
});

const VISITS: FigureQuery = {
  measures: ['visits'],
  place: { kind: 'country' },
  period: { from: plainDate('2020-01-01'), to: plainDate('2020-12-31') },
  by: 'none',
};
