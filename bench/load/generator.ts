// The load at human pace, a process of its own so that what it does is not in the way of what it measures. Started by pace.ts,
// told what to do and asked for what it saw by messages.
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clerk, CrowdOffice } from '../../test/queue/crowd.ts';
import { around, CYCLE, Done, Human, until } from './human.ts';
import { KINDS, type Kind, OpenScreen, type Place, Seen } from './open-screen.ts';
import { Wire } from './wire.ts';

export interface Device {
  readonly officeId: number;
  readonly kind: 'kiosk' | 'board';
  readonly secret: string;
}
export type Order =
  | { readonly is: 'bare-streams'; readonly places: readonly Place[]; readonly count: number }
  | { readonly is: 'close-bare-streams' }
  | {
      readonly is: 'level';
      readonly clerks: readonly Clerk[];
      readonly offices: readonly CrowdOffice[];
      readonly devices: readonly Device[];
      readonly screens: number;
    }
  | { readonly is: 'measure'; readonly seconds: number };

/** What was seen in a time that was measured; times in milliseconds. */
export interface Measured {
  readonly took: Done['took'];
  readonly calls: Done['calls'];
  readonly refused: readonly string[];
  readonly late: readonly number[];
  readonly events: Seen['events'];
  readonly pages: Seen['pages'];
  readonly failed: readonly string[];
  /** A request that asks nothing of the program but an answer: what the machine was like at the time. */
  readonly nothing: readonly number[];
  readonly open: Readonly<Partial<Record<Kind, number>>>;
  /** Seconds of processor time of this process, and the longest that its event loop was kept. */
  readonly processor: number;
  readonly longest: number;
}

const NOTHING_EVERY = 100;

const wire = new Wire(Number(process.argv[2]));
const seen = new Seen();
const done = new Done();
const screens = new Set<OpenScreen>();
const humans: Human[] = [];
const bare: (() => void)[] = [];

process.on('message', (order: Order) => {
  void obey(order).then(
    (answer) => process.send?.({ answer }),
    (error) => process.send?.({ error: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit());

function obey(order: Order): Promise<unknown> {
  switch (order.is) {
    case 'bare-streams':
      return openBare(order);
    case 'close-bare-streams':
      for (const close of bare.splice(0)) close();
      return Promise.resolve(null);
    case 'level':
      return goTo(order);
    case 'measure':
      return measure(order.seconds);
  }
}

/** Streams that nobody looks at: what they cost in memory. */
async function openBare({ places, count }: Order & { is: 'bare-streams' }): Promise<number> {
  let heard = 0;
  for (let n = 0; n < count; n++) {
    const { stream, headers } = places[n % places.length] as Place;
    let first = true;
    bare.push(
      wire.listen(
        stream,
        headers,
        () => {
          if (first) heard++;
          first = false;
        },
        () => {},
      ),
    );
    if (n % 20 === 19) await sleep(20);
  }
  for (const from = performance.now(); heard < count && performance.now() - from < 60_000; ) await sleep(50);
  return heard;
}

type Level = Order & { is: 'level' };

/** So many clerks and screens in all, in the middle of their day: those who are there already go on. */
async function goTo(level: Level): Promise<void> {
  const { clerks, offices, devices } = level;
  // Thousands of steps in half a minute are not what is measured: the screens catch up afterwards.
  seen.fetching = false;
  const needs = new Map(offices.map(({ id, needs }) => [id, needs]));
  if (humans.length === 0)
    for (const kind of ['lead', 'reception', 'kiosk', 'board'] as const) {
      for (const office of offices) open(placeOf(kind, office, devices));
      await sleep(200);
    }
  const begun = clerks.slice(humans.length).map((clerk) => ({
    clerk,
    human: new Human(wire, seen, done, clerk),
    left: Math.random() * CYCLE,
    issue: () => issue(clerk, needs.get(clerk.officeId) ?? []),
  }));
  humans.push(...begun.map(({ human }) => human));
  for (const { human } of begun) screens.add(human.screen);
  phones.wanted = Math.max(0, level.screens - humans.length - 4 * offices.length);
  await several(begun, async ({ human, left, issue }) => {
    await issue();
    await issue();
    await human.begin(left);
    human.work(left);
  });
  const doors = offices.map(({ id }) => clerks.find(({ officeId }) => officeId === id));
  for (let n = 0; phones.open < phones.wanted && n < 4 * level.screens; n++) {
    const door = doors[n % doors.length];
    if (door !== undefined) await issue(door, needs.get(door.officeId) ?? []);
  }
  for (const { issue } of begun) void arrivals(issue);
  seen.fetching = true;
  for (const screen of screens) {
    screen.catchUp();
    await sleep(4);
  }
  await sleep(5_000);
}

function open(place: Place): OpenScreen {
  const screen = new OpenScreen(wire, seen, place);
  screens.add(screen);
  return screen;
}

function placeOf(
  kind: 'lead' | 'reception' | 'kiosk' | 'board',
  office: CrowdOffice,
  devices: readonly Device[],
): Place {
  const { id: officeId, manager } = office;
  if (kind === 'lead' || kind === 'reception') {
    const page = `/ko/${officeId}/${kind === 'lead' ? 'ledning' : 'reception'}`;
    return {
      kind,
      officeId,
      headers: { authorization: `Bearer ${manager}` },
      stream: `/ko/${officeId}/strom`,
      page,
    };
  }
  const device = devices.find((each) => each.officeId === officeId && each.kind === kind);
  return {
    ...{ kind, officeId, headers: { cookie: `samtjanst.enhet=${device?.secret}` } },
    ...(kind === 'kiosk'
      ? { stream: '/kiosk/strom', page: '/kiosk' }
      : { stream: '/tavla/strom', page: '/tavla/nu' }),
  };
}

const phones = { wanted: 0, open: 0 };

/** Somebody takes a ticket; as long as telephones are wanted, they follow it on theirs. */
async function issue({ officeId, token }: Clerk, needs: readonly number[]): Promise<void> {
  const needId = needs[Math.floor(Math.random() * needs.length)];
  const from = performance.now();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ needId, key: randomUUID() });
  const answer = await wire.ask('POST', `/api/queues/${officeId}/tickets`, headers, body).catch(() => null);
  if (done.timed) done.took.issue.push(performance.now() - from);
  if (answer?.status !== 201) return void done.refused.push(`issue: ${answer?.status} ${answer?.text}`);
  if (phones.open >= phones.wanted) return;
  phones.open++;
  const page = `/plats/${JSON.parse(answer.text).secret}`;
  const screen = open({ kind: 'phone', officeId, headers: {}, stream: `${page}/strom`, page });
  screen.onOver = () => {
    if (!screens.delete(screen)) return;
    screen.end();
    phones.open--;
  };
}

/** As many come as are served. */
async function arrivals(issue: () => Promise<void>): Promise<void> {
  let due = performance.now() + Math.random() * CYCLE * 1_000;
  for (;;) {
    await until(due, done);
    await issue();
    due += around(CYCLE);
  }
}

async function several<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function measure(seconds: number): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const before = process.cpuUsage();
  done.begin();
  seen.begin();
  const nothing: number[] = [];
  for (let due = performance.now(), end = due + seconds * 1_000; due < end; due += NOTHING_EVERY) {
    await sleep(Math.max(0, due - performance.now()));
    const from = performance.now();
    await wire.ask('GET', '/icon.svg', {});
    nothing.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  // What was begun in the time is waited for.
  await sleep(2_000);
  done.timed = false;
  seen.timed = false;
  delay.disable();
  const open = Object.fromEntries(
    KINDS.map((kind) => [kind, [...screens].filter((s) => s.place.kind === kind && s.isConnected).length]),
  );
  return {
    ...{ took: done.took, calls: done.calls, refused: done.refused, late: done.late },
    ...{ events: seen.events, pages: seen.pages, failed: seen.failed, open },
    nothing,
    ...{ processor: (user + system) / 1e6, longest: delay.max / 1e6 },
  };
}
