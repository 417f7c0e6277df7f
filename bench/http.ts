import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { actorOfSession } from '../src/access/who-asks.server.ts';
import type { RecordAct } from '../src/contacts/act.ts';
import { recordAct } from '../src/contacts/commands/record-act.server.ts';
import { DEMO_PASSWORD, demoOfficer } from '../src/demonstration/accounts.ts';
import { connect } from '../src/platform/database.server.ts';
import type { Row } from './law.ts';

const CONNECTIONS = 50;
const SECONDS = 10;
const ROUNDS = 3;
const ACT: RecordAct = { level: 'guidance', helpForm: 'own-device', outcome: 'solved', conditions: [] };

/**
 * The officer's page and the recording of acts, on the built server with the demonstration network, an embedded
 * PostgreSQL with its ordinary durability, and the load generator on the same machine. Acts are compared with a bare loop
 * of `pg` that sends the very statements of one recorded act (and of the session look-up before it), prepared in the same
 * way, by as many connections as the server's pool has.
 */
export async function benchHttp(): Promise<Row[]> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-bench-'));
  const server = await startServer(dir);
  try {
    const { token, visits } = await makeVisits(server.url);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const page = {
      url: server.url,
      requests: visits.map(({ visit }) => ({ path: `/besok/${visit}`, headers })),
    };
    const acts = {
      url: server.url,
      requests: visits.map(({ visit, matter }) => ({
        path: `/api/visits/${visit}/matters/${matter}/acts`,
        method: 'POST' as const,
        headers,
        body: JSON.stringify(ACT),
      })),
    };
    const visitors = {
      url: server.url,
      requests: [
        '/hitta?plats=haninge&uppgift=identity-card',
        '/kontor/haninge',
        '/kontor/visby?uppgift=child',
        '/hitta',
      ].map((path) => ({ path })),
    };
    await load(page, 3);
    const pages = [await load(page, SECONDS), await load(page, SECONDS), await load(page, SECONDS)];

    await load(visitors, 3, 5);
    const visited = await load(visitors, SECONDS, 5);

    const socket = path.join(dir, 'run');
    const statements = await statementsOf(socket, token, visits[0]!);
    await load(acts, 3);
    const rates: { api: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const api = await load(acts, SECONDS);
      const bare = await bareLoop(socket, statements, visits, SECONDS);
      rates.push({ api: api.perSecond, bare });
    }
    const ratio = median(rates.map((rate) => rate.api / rate.bare));
    return [
      {
        name: `officer’s page, ${CONNECTIONS} connections, ${Math.round(median(pages.map((p) => p.perSecond)))} pages/s`,
        value: `p50 ${median(pages.map((p) => p.p50)).toFixed(0)} ms, p95 ${median(pages.map((p) => p.p95)).toFixed(0)} ms`,
        limit: 'p95 < 50 ms',
      },
      {
        name: `visitors’ pages (finder, office), 5 connections, ${Math.round(visited.perSecond)} pages/s`,
        value: `p50 ${visited.p50.toFixed(1)} ms, p95 ${visited.p95.toFixed(1)} ms`,
      },
      {
        name: 'acts through the API',
        value: `${Math.round(median(rates.map((rate) => rate.api)))}/s`,
        ratio: `${ratio.toFixed(2)} of the bare loop`,
        limit: '≥ 0.50',
      },
      {
        name: `bare pg loop, the same ${statements.length} statements`,
        value: `${Math.round(median(rates.map((rate) => rate.bare)))}/s`,
      },
    ];
  } finally {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** The built server on a directory of its own; `more` is added to the command. */
export async function startServer(
  dir: string,
  more: readonly string[] = [],
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, ['bin/samtjanst.mjs', 'serve', ...more], {
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dir, PORT: String(port), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('running at') && resolve());
    void ended.then(() => reject(new Error('the server did not start')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

interface Visit {
  readonly visit: string;
  readonly matter: string;
}

/** Open visits with two matters each, one of each authority, as the officer's page usually has. */
async function makeVisits(url: string): Promise<{ token: string; visits: Visit[] }> {
  const post = async (path: string, body: unknown, token?: string) => {
    const answer = await fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const get = async (path: string, token: string) =>
    (await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
  const { token } = await post('/session', { email: demoOfficer.email, password: DEMO_PASSWORD });
  const { assignments } = await get('/me', token);
  const [first, second] = await Promise.all(
    ['Id-kort', 'Föräldrapenning'].map(
      async (word) => (await get(`/tasks?q=${encodeURIComponent(word)}`, token))[0],
    ),
  );
  const visits: Visit[] = [];
  for (let count = 0; count < CONNECTIONS; count++) {
    const { id: visit } = await post('/visits', { officeId: assignments[0].officeId }, token);
    const { id: matter } = await post(`/visits/${visit}/matters`, ids(first), token);
    await post(`/visits/${visit}/matters`, ids(second), token);
    visits.push({ visit, matter });
  }
  return { token, visits };
}

function ids({ taskId, authorityId }: { taskId: number; authorityId: number }) {
  return { taskId, authorityId };
}

export interface Load {
  readonly perSecond: number;
  /** Of every answer, ms. */
  readonly p50: number;
  readonly p95: number;
}

/** Every answer's time is kept: the percentiles are exact. Throws when one is refused. */
export async function load(
  request: Pick<autocannon.Options, 'url' | 'requests'>,
  seconds: number,
  connections = CONNECTIONS,
): Promise<Load> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ ...request, connections, duration: seconds }, (error, done) =>
      error ? reject(error) : resolve(done),
    );
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${request.url}: ${result.non2xx} refused, ${result.errors} failed`);
  times.sort((x, y) => x - y);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: result.requests.average, p50: at(0.5), p95: at(0.95) };
}

/** What one request to record an act sends to PostgreSQL, taken from the code that sends it. */
async function statementsOf(
  socket: string,
  token: string,
  { visit, matter }: Visit,
): Promise<pg.QueryConfig[]> {
  const database = connect({ host: socket, user: 'postgres', database: 'samtjanst' }, 2);
  const sent: pg.QueryConfig[] = [];
  const original = pg.Client.prototype.query;
  try {
    const actor = await actorOfSession(database.pool, token);
    if (actor === null) throw new Error('no session');
    const ctx = { pool: database.pool, actor, clock: () => Temporal.Now.instant(), requestId: 'bench' };
    await recordAct(ctx, visit, matter, ACT); // so that the law's reference data are held, as in the server
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const first = args[0];
      if (typeof first === 'string') sent.push({ text: first });
      else if (typeof (first as pg.QueryConfig).text === 'string') sent.push(first as pg.QueryConfig);
      return (original as (...all: unknown[]) => unknown).apply(this, args);
    } as typeof original;
    await actorOfSession(database.pool, token);
    await recordAct(ctx, visit, matter, ACT);
  } finally {
    pg.Client.prototype.query = original;
    await database.stop();
  }
  return sent;
}

async function bareLoop(
  socket: string,
  statements: readonly pg.QueryConfig[],
  visits: readonly Visit[],
  seconds: number,
): Promise<number> {
  const connections = 20; // the server's pool (DATABASE_CONNECTIONS)
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const client = new pg.Client({
        host: socket,
        user: 'postgres',
        database: 'samtjanst',
        options: '-c role=samtjanst_app',
      });
      await client.connect();
      for (let turn = connection; performance.now() < until; turn++) {
        for (const statement of about(statements, visits, turn)) await client.query(statement);
        done++;
      }
      await client.end();
    }),
  );
  return done / seconds;
}

/** The statements of the first visit's act, for another visit. */
function about(
  statements: readonly pg.QueryConfig[],
  visits: readonly Visit[],
  turn: number,
): pg.QueryConfig[] {
  const from = visits[0]!;
  const to = visits[turn % visits.length]!;
  const other = (value: unknown) =>
    value === from.visit ? to.visit : value === from.matter ? to.matter : value;
  return statements.map((s) => ({
    ...s,
    ...(s.values === undefined ? {} : { values: s.values.map(other) }),
  }));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
