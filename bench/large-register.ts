import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connect, inTransaction, type Pool, sql } from '../src/platform/database.server.ts';
import { type Load, load, median, startServer } from './http.ts';
import { makeAccounts } from './large/accounts.ts';
import { issueInBulk, OFFICERS } from './large/bulk.ts';
import { type Ids, pagesOf } from './large/pages.ts';
import type { Row } from './law.ts';
import { fillRegister, REGISTER } from './register.ts';

/** As many people as ask at the same moment, each waiting for the answer before the next question. */
const TOGETHER = 4;
const SECONDS = 1.5;

/**
 * The built server with an embedded PostgreSQL that holds twenty years of agreements and mandates (register.ts): every
 * page as of a day and as known at an instant, and the lists that grow with the register, asked for by one person and by
 * several at once; the coverage of a whole day, and an issue in bulk. About three minutes.
 */
export async function benchLargeRegister(): Promise<Row[]> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-bench-'));
  const server = await startServer(dir, ['--empty']);
  const owner = { host: path.join(dir, 'run'), user: 'postgres', database: 'samtjanst' };
  const database = connect(owner, 20);
  try {
    const filled = await fillRegister(owner);
    const { principals, ...ids } = await idsOf(database.pool, filled);
    const accounts = await makeAccounts(database, server.url, { ...ids, principals });
    const rows: Row[] = [];
    for (const page of pagesOf(ids, accounts)) {
      const headers = { authorization: `Bearer ${page.token}` };
      const requests = page.paths.map((each) => ({ path: each, headers }));
      await load({ url: server.url, requests }, 0.5, 1);
      const alone = await load({ url: server.url, requests }, SECONDS, 1);
      const together = await load({ url: server.url, requests }, SECONDS, TOGETHER);
      const told = ({ p50, p95 }: Load) => `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`;
      rows.push({
        name: `${page.name}, ${Math.round(together.perSecond)} pages/s`,
        value: `one at a time ${told(alone)}; ${TOGETHER} at once ${told(together)}`,
        limit: 'p95 < 100 ms',
      });
    }
    return [
      ...rows,
      ...(await coverageRows(owner.host, accounts.officer)),
      ...(await bulkRows(database, accounts.five, principals)),
    ];
  } finally {
    await database.stop();
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function coverageRows(socket: string, token: string): Promise<Row[]> {
  const script = fileURLToPath(new URL('./large/coverage.ts', import.meta.url));
  const day = Temporal.Now.plainDateISO('Europe/Stockholm').toString();
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    ...[socket, token, day],
  ]);
  const c = JSON.parse(stdout) as Record<
    'officers' | 'offices' | 'tasks' | 'agreements' | 'mandates' | 'given' | 'peakMb',
    number
  > & { times: number[] };
  if (c.offices !== REGISTER.offices || c.tasks !== REGISTER.tasks || c.given === 0)
    throw new Error(`the coverage is of something else: ${stdout}`);
  const slowest = Math.max(...c.times);
  return [
    {
      name: `coverage of a day from the database, ${c.offices} offices × ${c.tasks} tasks × 4 levels, ${c.officers} officers, ${c.mandates} mandates`,
      value: `first ${c.times[0]!.toFixed(0)} ms, median ${median(c.times).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
      limit: '< 1,000 ms',
    },
    {
      name: 'coverage of a day, peak memory of its process',
      value: `${c.peakMb.toFixed(0)} MB`,
      limit: '< 300 MB',
    },
  ];
}

async function bulkRows(
  database: Parameters<typeof issueInBulk>[0],
  token: string,
  principals: readonly number[],
): Promise<Row[]> {
  const { issued, previewMs, runMs } = await issueInBulk(database, token, principals);
  if (issued !== OFFICERS * principals.length) throw new Error(`${issued} mandates were issued`);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    {
      name: `${issued} mandates in bulk, ${OFFICERS} officers × ${principals.length} authorities, with the preview`,
      value: `${seconds(previewMs + runMs)} (preview ${seconds(previewMs)}, issue ${seconds(runMs)})`,
      limit: '< 10 s',
    },
  ];
}

export async function idsOf(
  pool: Pool,
  { performerId, principalId }: { readonly performerId: number; readonly principalId: number },
): Promise<Ids & { readonly principals: number[] }> {
  return inTransaction(pool, { registers: true }, async (db) => {
    const found = await db.one<Omit<Ids, 'performerId' | 'principalId'> & { principals: number[] }>(sql`
      select (select min(t.id) from task t where t.authority_id = ${principalId} and t.id % 3 > 0) as "taskId",
        (select id from office where code = 'b-8') as "officeId",
        array(select agreement_id from agreement_party where authority_id = ${principalId} order by 1) as agreements,
        array(select id from mandate where principal_id = ${principalId} order by 1) as mandates,
        (select min(id) from authority_system where authority_id = ${principalId}) as "systemId",
        array(select code from officer where code like 'B-%' order by id) as officers,
        array(select ${principalId}::int union all (select id from authority
          where org_number between '299900-0002' and '299900-0005' order by org_number)) as principals`);
    return { performerId, principalId, ...found };
  });
}
