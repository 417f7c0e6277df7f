import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { verifyQueues } from '../../src/queue/verify.server.ts';
import type { Clerk, Crowd, CrowdOffice } from '../../test/queue/crowd.ts';
import { officeScreens } from '../../test/queue/kill.ts';
import { Screen, type ScreenKind } from '../../test/queue/screens.ts';
import type { Row } from '../law.ts';
import { request, Times } from './client.ts';
import { makeSite, type Site } from './site.ts';

const OFFICES = 147;
const SCREENS = 1_470;
/** A busy office with short matters: a visitor every three minutes at each desk, in seconds. */
const CYCLE = { walking: 15, serving: 145, between: 20 } as const;
const CYCLE_SECONDS = CYCLE.walking + CYCLE.serving + CYCLE.between;

/** The kinds of screens that are open, in equal shares. Further kinds (kiosk, board, a place on a telephone) are added here. */
const screenKinds = (crowd: Crowd): readonly ScreenKind[] => [officeScreens(crowd)];

/**
 * Clerks at human pace at 147 offices, each with a desk and a visitor every three minutes, and ten live screens at every
 * office that fetch their page again after each event, as pages with src/ui/live.ts do. The machine does everything: this
 * generator, the program and PostgreSQL.
 */
export async function benchPace(levels: readonly number[], seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  const site = await makeSite({ offices: OFFICES, clerks: Math.max(...levels) });
  const screens: Screen[] = [];
  const url = () => site.urls()[0] as string;
  try {
    const shown: Heard[] = [];
    const pages = { times: new Times() };
    const kinds = screenKinds(site.crowd);
    const before = memory(site);
    const failed = { count: 0 };
    for (let n = 0; n < SCREENS; n++) {
      const office = site.crowd.offices[n % OFFICES] as CrowdOffice;
      const kind = kinds[Math.floor(n / OFFICES) % kinds.length] as ScreenKind;
      screens.push(
        new Screen(url, office.id, kind, (seq, at) => {
          shown.push({ officeId: office.id, seq, at, page: null });
          void showPage(url(), kind, shown.at(-1) as Heard, pages, failed);
        }),
      );
      if (n % 50 === 49) await sleep(100);
    }
    await until(() => screens.every(({ seq }) => seq >= 0), 30_000);
    await sleep(2_000);
    const after = memory(site);
    rows.push({
      name: `memory of the program: ${before.toFixed(0)} MB, with ${SCREENS} live screens that have shown a page ${after.toFixed(0)} MB`,
      value: `${(((after - before) * 1_000) / SCREENS).toFixed(1)} MB per thousand screens`,
    });
    for (const clerks of levels) {
      rows.push(
        ...(await level(site, site.crowd.clerks.slice(0, clerks), { seconds, shown, pages, failed })),
      );
    }
    const { differences, events } = await verifyQueues(site.database.pool);
    rows.push({ name: `${events} events verified`, value: `${differences.length} differences`, limit: '0' });
  } finally {
    for (const screen of screens) screen.end();
    await site.stop();
  }
  return rows;
}

/** A screen has been told of an event, and has then fetched its page. */
interface Heard {
  readonly officeId: number;
  readonly seq: number;
  readonly at: number;
  page: number | null;
}

async function showPage(
  url: string,
  kind: ScreenKind,
  heard: Heard,
  pages: { readonly times: Times },
  failed: { count: number },
): Promise<void> {
  const from = performance.now();
  try {
    const { status } = await request(
      'GET',
      `${url}${kind.page(heard.officeId)}`,
      kind.headers(heard.officeId),
    );
    if (status !== 200) failed.count++;
    heard.page = performance.now();
    pages.times.add(heard.page - from);
  } catch {
    failed.count++;
  }
}

async function level(
  site: Site,
  clerks: readonly Clerk[],
  {
    seconds,
    shown,
    pages,
    failed,
  }: {
    readonly seconds: number;
    readonly shown: Heard[];
    readonly pages: { times: Times };
    readonly failed: { count: number };
  },
): Promise<Row[]> {
  const url = site.urls()[0] as string;
  const times = {
    issue: new Times(),
    call: new Times(),
    start: new Times(),
    finish: new Times(),
    page: new Times(),
  };
  /** When each call was sent, by its key. */
  const calls = new Map<string, number>();
  const offices = new Map(site.crowd.offices.map((office) => [office.id, office]));
  const ask = async (clerk: Clerk, what: keyof typeof times, path: string, body?: object) => {
    const key = randomUUID();
    const from = performance.now();
    const headers = { authorization: `Bearer ${clerk.token}` };
    const answer = await request(
      body === undefined ? 'GET' : 'POST',
      url + path,
      headers,
      body === undefined ? undefined : { ...body, key },
    );
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    if (timed) times[what].add(performance.now() - from);
    if (timed && what === 'call') calls.set(key, from);
    return body === undefined ? null : JSON.parse(answer.text);
  };
  let timed = false;
  let over = false;
  const ending = new AbortController();
  const pause = (s: number) => sleep(s * 1_000, undefined, { signal: ending.signal }).catch(() => {});
  const about = (s: number) => pause(s * (0.5 + Math.random()));
  const all = clerks.map((clerk) => {
    const office = offices.get(clerk.officeId) as CrowdOffice;
    const at = `/api/queues/${office.id}`;
    const look = () => ask(clerk, 'page', `/ko/${office.id}`);
    let ticket = '';
    const call = async () => {
      const needId = office.needs[Math.floor(Math.random() * 3)];
      await ask(clerk, 'issue', `${at}/tickets`, { needId });
      const called = await ask(clerk, 'call', `${at}/call-next`, {});
      ticket = called.ticket?.id ?? '';
      await look();
    };
    const step = async (what: 'start' | 'finish') => {
      if (ticket !== '') await ask(clerk, what, `${at}/tickets/${ticket}/${what}`, {});
      await look();
    };
    // They are anywhere in their work when the clock starts: `left` until the end of the cycle that they are in.
    const left = Math.random() * CYCLE_SECONDS;
    const walks = left > CYCLE.between + CYCLE.serving;
    const serves = !walks && left > CYCLE.between;
    return {
      begin: async () => {
        const headers = { authorization: `Bearer ${clerk.token}` };
        await request('PUT', `${url}${at}/desk`, headers, { deskId: clerk.deskId });
        if (walks || serves) await call();
        if (serves) await step('start');
      },
      work: async () => {
        if (walks) {
          await pause(left - CYCLE.between - CYCLE.serving);
          if (!over) await step('start');
        }
        if (walks || serves) {
          await pause(walks ? CYCLE.serving : left - CYCLE.between);
          if (!over) await step('finish');
        }
        await about(walks || serves ? CYCLE.between : left);
        while (!over) {
          await call();
          await about(CYCLE.walking);
          if (!over) await step('start');
          await about(CYCLE.serving);
          if (!over) await step('finish');
          await about(CYCLE.between);
        }
        // Whom they have still: the next run begins with desks that are free.
        timed = false;
        const headers = { authorization: `Bearer ${clerk.token}` };
        const gone = await request('POST', `${url}${at}/tickets/${ticket}/leave`, headers, {});
        if (gone.status >= 500) throw new Error(gone.text);
      },
    };
  });
  for (let n = 0; n < all.length; n += 20)
    await Promise.all(all.slice(n, n + 20).map((clerk) => clerk.begin()));
  await sleep(1_000);
  shown.length = 0;
  pages.times = new Times();
  timed = true;
  const used = processorTime(site);
  const work = Promise.all(all.map((clerk) => clerk.work()));
  await sleep(seconds * 1_000);
  const spent = processorTime(site) - used;
  over = true;
  const told = Object.entries(times).map(([what, each]) => ({ what, text: each.told, p95: each.at(0.95) }));
  const load = `${clerks.length} clerks`;
  const board = await callToBoard(site, calls, shown);
  ending.abort();
  await work;
  const limit = clerks.length === 400 ? { limit: 'p95 < 100 ms' } : {};
  const actions = ((4 * 60) / CYCLE_SECONDS).toFixed(2);
  return [
    {
      name: `${load}, ${actions} steps and 3 own pages a minute and cycle each, ${SCREENS} screens that fetch their page`,
      value: `${((spent * 100) / seconds).toFixed(0)} % of a core for the program, ${pages.times.count} pages on screens, ${failed.count} failed`,
    },
    ...told.map(({ what, text }) => ({ name: `${load}: ${what}`, value: text, ...limit })),
    {
      name: `${load}: call to board, the event on the stream`,
      value: board.event.told,
      ...(clerks.length === 400 ? { limit: 'p99 < 200 ms' } : {}),
    },
    { name: `${load}: call to board, the page after it`, value: board.page.told },
  ];
}

/** From when a call was sent until each screen of the office had heard of it, and had fetched its page. */
async function callToBoard(site: Site, calls: ReadonlyMap<string, number>, shown: readonly Heard[]) {
  const client = new pg.Client(site.database.owner);
  await client.connect();
  const { rows } = await client.query<{ key: string; office: number; seq: string }>(
    'select key, office_id as office, seq from queue_event where key = any ($1)',
    [[...calls.keys()]],
  );
  await client.end();
  const sent = new Map(rows.map(({ key, office, seq }) => [`${office} ${seq}`, calls.get(key) as number]));
  const [event, page] = [new Times(), new Times()];
  for (const heard of shown) {
    const from = sent.get(`${heard.officeId} ${heard.seq}`);
    if (from === undefined) continue;
    event.add(heard.at - from);
    if (heard.page !== null) page.add(heard.page - from);
  }
  return { event, page };
}

/** Resident memory of the program, MB. */
function memory(site: Site): number {
  const [program] = site.programs();
  const status = fs.readFileSync(`/proc/${program?.process.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

/** Seconds of processor time that the program has had. */
function processorTime(site: Site): number {
  const [program] = site.programs();
  const fields =
    fs.readFileSync(`/proc/${program?.process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function until(is: () => boolean, within: number): Promise<void> {
  for (const from = performance.now(); !is(); await sleep(20))
    if (performance.now() - from > within) throw new Error('the screens did not come up');
}
