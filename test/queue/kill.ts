import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Pool } from '../../src/platform/database.server.ts';
import { checkQueues } from './checks.ts';
import { BusyClerk, Ledger, sendTo } from './clerk.ts';
import type { Crowd } from './crowd.ts';
import { Screen, type ScreenKind } from './screens.ts';

/** What dies under the load, and how it comes back. */
export interface Victim {
  readonly kill: () => Promise<void>;
  /** Resolves when it runs again. */
  readonly start: () => Promise<void>;
}

export interface Through {
  /** What is not as it must be: empty when nothing was lost, doubled or left behind. */
  readonly wrong: readonly string[];
  readonly counts: string;
  /** From when it ran again until something had happened at every office and every screen showed it, ms. */
  readonly recovered: readonly number[];
}

/** How long a screen may take to show the newest after everything runs again. */
const RECOVERS_WITHIN = 20_000;

/** The manager's own stream: what every office has. */
export function officeScreens(crowd: Crowd): ScreenKind {
  const managers = new Map(crowd.offices.map(({ id, manager }) => [id, manager]));
  return {
    name: 'desk',
    stream: (office) => `/ko/${office}/strom`,
    page: (office) => `/ko/${office}`,
    headers: (office) => ({ authorization: `Bearer ${managers.get(office)}` }),
  };
}

/**
 * Clerks at work and screens open while something is killed and started again, `kills` times, between half a second and two
 * of work apart. Afterwards everybody is served, every screen shows the last event, and what was acknowledged is there.
 */
export async function workThroughKills(
  { pool, owner, url }: { readonly pool: Pool; readonly owner: pg.ClientConfig; readonly url: () => string },
  crowd: Crowd,
  victim: Victim,
  kills: number,
): Promise<Through> {
  const ledger = new Ledger();
  const send = sendTo(url);
  const kind = officeScreens(crowd);
  const screens = crowd.offices.flatMap(({ id }) => [new Screen(url, id, kind), new Screen(url, id, kind)]);
  const clerks = crowd.clerks.map((clerk) => {
    const office = crowd.offices.find(({ id }) => id === clerk.officeId);
    if (office === undefined) throw new Error('a clerk of no office');
    return new BusyClerk(send, clerk, office, ledger);
  });
  const recovered: number[] = [];
  const wrong: string[] = [];
  try {
    await Promise.all(clerks.map((clerk) => clerk.openDesk()));
    let over = false;
    const work = Promise.all(
      clerks.map(async (clerk) => {
        while (!over) await clerk.step();
      }),
    );
    for (let round = 0; round < kills; round++) {
      await sleep(500 + Math.random() * 1_500);
      await victim.kill();
      await sleep(Math.random() * 300);
      await victim.start();
      const from = performance.now();
      const news = await newsAtEach(owner, await newest(owner));
      await allShow(screens, news);
      recovered.push(performance.now() - from);
    }
    over = true;
    await work;
    for (let again = 0; again < 2; again++) for (const clerk of clerks) await clerk.serveAll();
    const last = await newest(owner);
    const took = await allShow(screens, last);
    if (took >= RECOVERS_WITHIN || recovered.some((each) => each >= RECOVERS_WITHIN))
      wrong.push(
        `screens that do not recover: ${screens.filter((s) => s.seq < (last.get(s.officeId) ?? 0)).length}`,
      );
    const checked = await checkQueues({ pool, owner }, ledger, send);
    const opened = screens.reduce((sum, screen) => sum + screen.opened, 0);
    return {
      wrong: [...wrong, ...checked.wrong],
      counts: `${kills} kills. ${checked.counts} ${screens.length} screens, opened ${opened} times, after each kill work went on and all showed it within ${Math.max(...recovered).toFixed(0)} ms.`,
      recovered,
    };
  } finally {
    for (const screen of screens) screen.end();
  }
}

/** The number of the last event of each office. */
async function newest(owner: pg.ClientConfig): Promise<ReadonlyMap<number, number>> {
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ id: number; seq: string }>(
      'select office_id as id, seq from queue_office',
    );
    return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
  } finally {
    await client.end();
  }
}

/** The numbers of the last events, when every office has had one since `before`. */
async function newsAtEach(
  owner: pg.ClientConfig,
  before: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, number>> {
  for (const from = performance.now(); performance.now() - from < RECOVERS_WITHIN; await sleep(10)) {
    const now = await newest(owner);
    if ([...before].every(([office, seq]) => (now.get(office) ?? 0) > seq)) return now;
  }
  throw new Error('no clerk has done anything since it was started again');
}

/** How long until every screen shows at least these, in ms. */
async function allShow(screens: readonly Screen[], least: ReadonlyMap<number, number>): Promise<number> {
  const from = performance.now();
  while (performance.now() - from < RECOVERS_WITHIN) {
    if (screens.every(({ officeId, seq }) => seq >= (least.get(officeId) ?? 0))) break;
    await sleep(5);
  }
  return performance.now() - from;
}

/** Kills the embedded PostgreSQL of a directory: its first process, at once; the others end when they notice. */
export async function killPostgres(dir: string): Promise<void> {
  const file = path.join(dir, 'pg18', 'postmaster.pid');
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid < 2) throw new Error(`no process in ${file}`);
  process.kill(pid, 'SIGKILL');
  while (isThere(pid)) await sleep(10);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
