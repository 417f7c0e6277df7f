import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, SKV, SSC } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { scopeOf, transaction } from '../access/context.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { callNext } from '../queue/commands/call.server.ts';
import { closedMonthsOf, closeMonth, reproduceMonth } from './closing.server.ts';
import type { Sums } from './columns.ts';
import { figures } from './figures.server.ts';
import { MEASURES } from './measures.ts';
import type { FigureQuery } from './query.ts';
import { rollUpAll } from './roll-up.server.ts';
import { type Life, makeLife } from './test-life.ts';

let life: Life;
let analyst: Context;
let ssc: number;
beforeAll(async () => {
  life = await makeLife(21);
  ssc = life.world.ids.authorities[SSC] as number;
  const who = await life.world.ctx('samordnare.ssc@example.se');
  analyst = { ...who, actor: { ...who.actor, assignments: [{ role: 'analyst', authorityId: ssc }] } };
  life.at('2026-11-23T07:00:00Z');
  // What the walls are held against, whatever is drawn after it.
  await life.queue.openBoth();
  await life.queue.ticket(life.queue.needs.other);
  life.pass(120);
  await callNext(life.queue.alva, life.queue.officeId);
  await life.world.offered('identity-card', SKV);
  await life.world.offered('parental-benefit', FK);
  await life.live(200);
});
afterAll(() => life.world.close());

const MONTH = plainDate('2026-11-01');
const late = (day: string) =>
  inTransaction(life.world.pool, { actor: 'system', registers: true }, (db) =>
    db.run(sql`insert into visit (office_id, opened_by, opened_at, opened_on)
      values (${life.queue.officeId}, 1, ${`${day}T10:00:00Z`}, ${day})`),
  );
const reason = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof Problem ? (error.facts.reason ?? error.code) : Promise.reject(error)),
  );

describe('a month', () => {
  it('is closed when it is over, once, by who analyses for who runs the offices', async () => {
    expect(await reason(closeMonth(analyst, ssc, MONTH))).toBe('month-not-over');
    life.at('2026-12-01T08:00:00Z');
    const { world } = life;
    expect(await reason(closeMonth(await world.ctx('samordnare.ssc@example.se'), ssc, MONTH))).toBe(
      'forbidden',
    );
    expect(await reason(closeMonth(analyst, world.ids.authorities[SKV] as number, MONTH))).toBe('forbidden');
    expect(await reason(closeMonth(analyst, ssc, plainDate('2019-01-01')))).toBe('nothing-recorded');
    const id = await closeMonth(analyst, ssc, MONTH);
    expect(await reason(closeMonth(analyst, ssc, MONTH))).toBe('month-closed');
    const { frozen, again } = await reproduceMonth(world.pool, id, world.services.clock());
    expect(again === frozen).toBe(true);
    const [closed] = await transaction(analyst, (db) => closedMonthsOf(db));
    expect(closed).toMatchObject({ id, month: '2026-11-01', sha256: sha256(frozen), laterCorrections: 0 });
    expect(
      JSON.parse(frozen).measures.find((m: { measure: string }) => m.measure === 'visits').value,
    ).toBeGreaterThan(5);
  });

  it('comes out the same to the byte after later corrections, which stand beside it', async () => {
    const { pool } = life.world;
    await late('2026-11-03');
    await inTransaction(pool, { actor: 'system', registers: true }, async (db) => {
      // A time of a day that is over turns out not to have been real, and another office has its first visitor.
      await db.run(sql`
        update ticket t set step_kind = 'time-not-real', step_at = now(), step_actor = 'system', step_role = 'system', step_key = null,
          step_about = (select max(p.seq) from ticket_phase p where p.ticket_id = t.id and p.phase = 'waiting'), step_details = '{}'
        where exists (select from ticket_phase p where p.ticket_id = t.id and p.phase = 'walking' and p.is_real)`);
      await db.run(sql`insert into visit (office_id, opened_by, opened_at, opened_on)
        values (${life.world.ids.offices.visby}, 1, '2026-11-04T10:00:00Z', '2026-11-04')`);
    });
    await rollUpAll(pool, life.world.services.clock());
    const [closed] = await transaction(analyst, (db) => closedMonthsOf(db));
    expect(closed?.laterCorrections).toBeGreaterThan(3);
    const { frozen, again } = await reproduceMonth(pool, closed?.id ?? 0, life.world.services.clock());
    expect(again === frozen).toBe(true);
  });

  it('is changed by nobody', async () => {
    const change = inTransaction(life.world.pool, { registers: true }, (db) =>
      db.run(sql`delete from closed_month`),
    );
    await expect(change).rejects.toThrow();
  });
});

describe('whose figures one sees', () => {
  const query = (more: Partial<FigureQuery> = {}): FigureQuery => ({
    ...{
      measures: ['visits', 'waiting-mean', 'solved', 'hand-overs'],
      place: { kind: 'country' },
      by: 'none',
    },
    period: { from: plainDate('2026-11-01'), to: plainDate('2026-12-31') },
    ...more,
  });
  const read = async (ctx: Context | null, more: Partial<FigureQuery> = {}) => {
    const { world } = life;
    const scope = ctx === null ? {} : scopeOf(ctx.actor);
    const table = await inTransaction(world.pool, scope, (db) =>
      figures(db, query(more), world.services.clock()),
    );
    return { seen: table.seen, values: table.total.cells.map(({ base }) => base) };
  };
  const place = () => ({ kind: 'office', id: life.queue.officeId }) as const;
  const all = () =>
    inTransaction(life.world.pool, { registers: true }, (db) =>
      figures(db, query(), life.world.services.clock()),
    );

  it.each([['rolled up'], ['not rolled up']])('%s: the same walls', async (how) => {
    if (how === 'not rolled up')
      await inTransaction(life.world.pool, { registers: true }, (db) =>
        db.run(sql`insert into figure_stale select office_id, day from figure_day`),
      );
    const { world } = life;
    const whole = (await all()).total.cells.map(({ base }) => base);
    expect(whole.every((base) => base > 0)).toBe(true);
    expect(await read(analyst)).toEqual({ seen: 'whole', values: whole });
    expect(await read(null)).toEqual({ seen: 'nothing', values: [0, 0, 0, 0] });
    expect(await read(await world.ctx('tillsyn@example.se'))).toEqual({
      seen: 'nothing',
      values: [0, 0, 0, 0],
    });
    expect((await read(await world.ctx('chef@example.se'))).seen).toBe('nothing');
    const office = await read(await world.ctx('chef@example.se'), { place: place() });
    expect(office.seen).toBe('whole');
    expect(office.values.every((base) => base > 0)).toBe(true);
    expect((await read(await world.ctx('cim@example.se'), { place: place() })).seen).toBe('nothing');
    // A coordinator sees what is of their authority, at every office, and of no other.
    const fk = await read(await world.ctx('samordnare.fk@example.se'));
    expect([fk.seen, fk.values[0], fk.values[1]]).toEqual(['own-authorities', 0, 0]);
    expect(fk.values[2]).toBeGreaterThan(0);
    expect(fk.values[2]).toBeLessThan(whole[2] as number);
    const skv = world.ids.authorities[SKV] as number;
    const authorities = { measures: ['visits', 'solved'], authority: skv } as const;
    expect((await read(await world.ctx('samordnare.fk@example.se'), authorities)).values).toEqual([0, 0]);
    expect((await read(await world.ctx('samordnare.skv@example.se'), authorities)).values[0]).toBeGreaterThan(
      0,
    );
    await rollUpAll(world.pool, world.services.clock());
  });
});

describe('a changed definition', () => {
  it('is beside the old one in a period that both were in, and changes nothing before', async () => {
    const [visits] = MEASURES;
    const [first] = visits.versions;
    const changed = {
      ...visits,
      versions: [
        { ...first, to: plainDate('2026-11-15') },
        { ...first, version: 2, from: plainDate('2026-11-16'), columns: ['contacts'], of: count('contacts') },
      ],
    } as const;
    const read = (from: string, to: string) =>
      inTransaction(life.world.pool, { registers: true }, async (db) => {
        const period = { from: plainDate(from), to: plainDate(to) };
        const query = { measures: ['visits'], place: { kind: 'country' }, period, by: 'none' } as const;
        const table = await figures(db, query, life.world.services.clock(), [changed]);
        return table.columns.map(({ version }, at) => [version.version, table.total.cells[at]?.value]);
      });
    const visitsOnly = await read('2026-11-01', '2026-11-15');
    expect(visitsOnly.map(([version]) => version)).toEqual([1]);
    const [[one, ofOne], [two, ofTwo]] = (await read('2026-11-01', '2026-11-30')) as [number[], number[]];
    expect([one, two]).toEqual([1, 2]);
    expect(ofTwo).toBeGreaterThan(ofOne as number);
    expect(await read('2026-11-16', '2026-11-30')).toEqual([[2, expect.any(Number)]]);
  });
});

const count = (column: 'contacts') => (sums: Sums) => ({
  ...{ value: sums[column] ?? 0, base: sums[column] ?? 0, part: null },
});
