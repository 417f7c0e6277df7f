import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sha256 } from '../../src/platform/sha256.server.ts';
import { verifyQueues } from '../../src/queue/verify.server.ts';
import type { Row } from '../law.ts';
import { Times } from './client.ts';
import type { Device, Measured, Order } from './generator.ts';
import { ACTIONS, CYCLE } from './human.ts';
import { KINDS, type Place, type Sight } from './open-screen.ts';
import { postgresTime, processorTime } from './processor.ts';
import { makeSite, type Site } from './site.ts';
import { loadNow } from './told.ts';

const OFFICES = 147;
const SCREENS = 1_470;
const BARE_STREAMS = 3_000;

/**
 * Clerks at human pace at 147 offices, and 1,470 open live screens: the page of every desk, which also beats, at every office
 * its manager's, its reception's, a kiosk and a board, and telephones for the rest. Each screen fetches its page again after
 * each event at its office. The machine does everything: this load, the program and PostgreSQL.
 */
export async function benchPace(levels: readonly number[], seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  const site = await makeSite({ offices: OFFICES, clerks: Math.max(...levels) });
  const generator = new Generator(Number(new URL(site.urls()[0] as string).port));
  try {
    const devices = await enrol(site);
    rows.push(await memoryOfStreams(site, generator, devices));
    for (const clerks of levels) {
      const from = performance.now();
      await generator.obeys({
        is: 'level',
        clerks: site.crowd.clerks.slice(0, clerks),
        ...{ offices: site.crowd.offices, devices, screens: SCREENS },
      });
      console.log(`  ${clerks} clerks at work after ${((performance.now() - from) / 1_000).toFixed(0)} s`);
      const found = await level(site, generator, clerks, seconds);
      for (const { name, value } of found) console.log(`  ${name}: ${value}`);
      rows.push(...found);
    }
    await generator.end();
    // What it had begun is let end.
    await sleep(2_000);
    const { differences, events } = await verifyQueues(site.database.pool);
    for (const difference of differences.slice(0, 10)) console.log(JSON.stringify(difference));
    rows.push({ name: `${events} events verified`, value: `${differences.length} differences`, limit: '0' });
  } finally {
    await generator.end();
    await site.stop();
  }
  return rows;
}

class Generator {
  readonly #process: ChildProcess;
  constructor(port: number) {
    this.#process = fork(path.join(import.meta.dirname, 'generator.ts'), [String(port)], {
      serialization: 'advanced',
    });
  }
  obeys(order: Order): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the generator ended'));
      this.#process.once('exit', ended);
      this.#process.once('message', (said: { answer: unknown } | { error: string }) => {
        this.#process.off('exit', ended);
        if ('error' in said) reject(new Error(said.error));
        else resolve(said.answer);
      });
      this.#process.send(order);
    });
  }
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await gone;
  }
}

async function level(site: Site, generator: Generator, clerks: number, seconds: number): Promise<Row[]> {
  const [program, database] = [processorTime(site.programs()[0]?.process.pid), postgresTime(site.data)];
  const seen = (await generator.obeys({ is: 'measure', seconds })) as Measured;
  const used = {
    program: processorTime(site.programs()[0]?.process.pid) - program,
    database: postgresTime(site.data) - database,
  };
  const share = (spent: number) => `${((spent * 100) / seconds).toFixed(0)} %`;
  const open = Object.entries(seen.open).map(([kind, count]) => `${count} ${kind}`);
  const all = Object.values(seen.open).reduce((sum, count) => sum + count, 0);
  for (const each of [...new Set([...seen.failed, ...seen.refused])].slice(0, 10)) console.log(`  ${each}`);
  const told = `${clerks} clerks`;
  const limit = clerks === 400 ? { limit: 'p95 < 100 ms' } : {};
  const [board, other] = await callToScreen(site, seen);
  return [
    {
      name: `${told}, a visitor every ${CYCLE / 60} minutes each; ${all} live screens (${open.join(', ')}); load ${loadNow()}`,
      value: `${(seen.calls.length / seconds).toFixed(1)} calls/s, ${(seen.pages.length / seconds).toFixed(0)} screens' pages/s, ${(seen.took.beat.length / seconds).toFixed(0)} beats/s`,
    },
    {
      name: `${told}: of one core used by the program; by PostgreSQL; by the load itself; memory of the program`,
      value: `${share(used.program)}; ${share(used.database)}; ${share(seen.processor)}; ${memory(site).toFixed(0)} MB`,
    },
    ...ACTIONS.map((action) => ({
      name: `${told}: ${action}`,
      value: timesOf(seen.took[action]).told,
      ...limit,
    })),
    {
      name: `${told}: call to board, its new content is there`,
      value: board.page.told,
      ...(clerks === 400 ? { limit: 'p99 < 200 ms' } : {}),
    },
    { name: `${told}: call to board, the event alone`, value: board.event.told },
    {
      name: `${told}: call to every other screen of the office, its new page is there`,
      value: other.page.told,
    },
    {
      name: `${told}: a screen's page`,
      value: timesOf(seen.pages.map(({ took }) => took)).told,
    },
    {
      name: `${told}: a screen's page, p50 and p95 by kind, ms`,
      value: KINDS.map((kind) => {
        const times = timesOf(seen.pages.filter((page) => page.kind === kind).map(({ took }) => took));
        return `${kind} ${times.at(0.5).toFixed(0)} ${times.at(0.95).toFixed(0)}`;
      }).join(', '),
    },
    {
      name: `${told}: an icon, for which the program asks nobody: what the machine gave at the time`,
      value: timesOf(seen.nothing).told,
    },
    {
      name: `${told}: the load itself came late to an action; longest pause of it ${seen.longest.toFixed(0)} ms`,
      value: timesOf(seen.late).told,
    },
    {
      name: `${told}: requests that failed; steps that were refused`,
      value: `${seen.failed.length}; ${seen.refused.length}`,
    },
  ];
}

function timesOf(milliseconds: readonly number[]): Times {
  const times = new Times();
  for (const each of milliseconds) times.add(each);
  return times;
}

interface UntilSeen {
  readonly event: Times;
  readonly page: Times;
}

/** From when a call was sent until each screen of the office had heard of it, and until the page that it then fetched was there. */
async function callToScreen(site: Site, { calls, events, pages }: Measured): Promise<[UntilSeen, UntilSeen]> {
  const client = new pg.Client(site.database.owner);
  await client.connect();
  const { rows } = await client.query<{ key: string; office: number; seq: string }>(
    `select key, office_id as office, seq from queue_event where kind = 'called' and key = any ($1)`,
    [calls.map(([key]) => key)],
  );
  await client.end();
  const sent = new Map(calls.map(([key, , at]) => [key, at]));
  const board = { event: new Times(), page: new Times() };
  const other = { event: new Times(), page: new Times() };
  const heard = Map.groupBy(events, ({ officeId }) => officeId);
  const shown = Map.groupBy(pages, ({ officeId }) => officeId);
  for (const { key, office, seq } of rows) {
    const call = { seq: Number(seq), from: sent.get(key) as number };
    for (const { kind, at } of firsts(heard.get(office), call))
      (kind === 'board' ? board : other).event.add(at - call.from);
    for (const { kind, at } of firsts(shown.get(office), call))
      (kind === 'board' ? board : other).page.add(at - call.from);
  }
  return [board, other];
}

/** When each screen that was open before a call saw it first. */
function firsts<S extends Sight>(
  sights: readonly S[] = [],
  { seq, from }: { seq: number; from: number },
): S[] {
  const first = new Map<number, S>();
  for (const sight of sights)
    if (sight.since < from && sight.at >= from && sight.seq >= seq && !first.has(sight.screen))
      first.set(sight.screen, sight);
  return [...first.values()];
}

/** Kiosk and board of every office, as if somebody had typed their codes. */
async function enrol(site: Site): Promise<Device[]> {
  const devices = site.crowd.offices.flatMap(({ id }) =>
    (['kiosk', 'board'] as const).map((kind) => ({
      officeId: id,
      kind,
      secret: `crowd-device-of-${kind}-${id}`,
    })),
  );
  const client = new pg.Client(site.database.owner);
  await client.connect();
  await client.query(
    `insert into device (office_id, kind, name, made_at, made_by, token_hash, enrolled_at)
     select x.office, x.kind, x.kind, now(), (select user_id from role_assignment where office_id = x.office limit 1), x.hash, now()
     from unnest($1::int[], $2::text[], $3::text[]) x (office, kind, hash)`,
    [
      devices.map(({ officeId }) => officeId),
      devices.map(({ kind }) => kind),
      devices.map(({ secret }) => sha256(secret)),
    ],
  );
  await client.end();
  return devices;
}

/** What an open stream costs the program: after it has shown some pages, and with so many more streams that nobody looks at. */
async function memoryOfStreams(site: Site, generator: Generator, devices: readonly Device[]): Promise<Row> {
  const places = devices.flatMap(({ officeId, kind, secret }): Place[] =>
    kind === 'board'
      ? [
          {
            ...{ kind, officeId, headers: { cookie: `samtjanst.enhet=${secret}` } },
            ...{ stream: '/tavla/strom', page: '/tavla' },
          },
        ]
      : [],
  );
  const open = (count: number) => generator.obeys({ is: 'bare-streams', places, count });
  // Once before, so that what the program needs at all is there already.
  await open(BARE_STREAMS / 3);
  await generator.obeys({ is: 'close-bare-streams' });
  await sleep(2_000);
  const before = memory(site);
  const heard = await open(BARE_STREAMS);
  await sleep(12_000);
  const after = memory(site);
  await generator.obeys({ is: 'close-bare-streams' });
  return {
    name: `memory of the program: ${before.toFixed(0)} MB, with ${heard} live streams ${after.toFixed(0)} MB`,
    value: `${(((after - before) * 1_000) / BARE_STREAMS).toFixed(1)} MB per thousand screens`,
  };
}

/** Resident memory of the program, MB. */
function memory(site: Site): number {
  const [program] = site.programs();
  const status = fs.readFileSync(`/proc/${program?.process.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}
