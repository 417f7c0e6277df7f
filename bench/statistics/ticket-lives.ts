import pg from 'pg';
import { swedishDay } from '../../src/kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../../src/platform/database.server.ts';
import { figures } from '../../src/statistics/figures.server.ts';
import type { FigureQuery } from '../../src/statistics/query.ts';
import { ROLL_UP_LOCK, rollUpAll } from '../../src/statistics/roll-up.server.ts';
import { sendRound } from '../load/client.ts';
import { cycles, openDesks } from '../load/cycles.ts';
import { makeSite } from '../load/site.ts';
import { costOf } from './cost.ts';
import { count, rank, type Said } from './told.ts';

const OFFICES = 20;
const LIMIT = 100;
const READS = 30;

/**
 * What keeping figures up to date costs whole ticket lives (issue, call, start, finish) through the running program, its job with it,
 * in turns with marks and without; and how long a view takes that has all of this day in it: with every office marked, and added up.
 */
export async function benchTicketLives(seconds: number): Promise<Said[]> {
  const site = await makeSite({ offices: OFFICES, clerks: OFFICES });
  const admin = new pg.Client(site.database.owner);
  await admin.connect();
  try {
    const send = sendRound(site.urls);
    await openDesks(site, send);
    await cycles(site, send, 2);
    const lives = await costOf('Ticket lives through the program', async (on) => {
      await mark(admin, on);
      return cycles(site, send, seconds);
    });
    await mark(admin, true);
    return [lives, ...(await liveDay(site.database.pool, admin))];
  } finally {
    await admin.end();
    await site.stop();
  }
}

/** Triggers that mark, on or off. */
async function mark(admin: pg.Client, isOn: boolean): Promise<void> {
  const { rows } = await admin.query<{ name: string; on: string }>(
    `select tgname as name, tgrelid::regclass::text as on from pg_trigger where tgname like 'mark\\_figures%'`,
  );
  for (const each of rows)
    await admin.query(`alter table ${each.on} ${isOn ? 'enable' : 'disable'} trigger ${each.name}`);
}

async function liveDay(pool: Pool, admin: pg.Client): Promise<Said[]> {
  const now = Temporal.Now.instant();
  const day = swedishDay(now);
  const query: FigureQuery = {
    measures: ['visits', 'matters', 'waiting-mean', 'waiting-median', 'no-shows'],
    place: { kind: 'country' },
    period: { from: day, to: day },
    by: 'none',
  };
  const read = async () => {
    const took: number[] = [];
    let visits = 0;
    for (let nth = 0; nth < READS; nth++) {
      const begun = performance.now();
      const table = await inTransaction(pool, { registers: true }, (db) => figures(db, query, now));
      took.push(performance.now() - begun);
      visits = table.total.cells[0]?.value ?? 0;
    }
    return { p95: rank(took, 0.95), visits };
  };
  // The program's own job waits while it is measured.
  await admin.query('select pg_advisory_lock($1)', [ROLL_UP_LOCK]);
  await inTransaction(pool, { registers: true }, (db) =>
    db.run(sql`insert into figure_stale select id, ${day} from office`),
  );
  const marked = await read();
  await admin.query('select pg_advisory_unlock($1)', [ROLL_UP_LOCK]);
  const begun = performance.now();
  await rollUpAll(pool, now);
  const rolled = performance.now() - begun;
  const added = await read();
  return [
    {
      text: `A day of ${count(added.visits)} visits at ${OFFICES} offices, all of it marked: p95 ${marked.p95.toFixed(0)} ms; told anew in ${rolled.toFixed(0)} ms; then p95 ${added.p95.toFixed(0)} ms (at most ${LIMIT})`,
      ok: added.p95 < LIMIT && marked.visits === added.visits,
    },
  ];
}
