import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/platform/embedded-postgres.server.ts';
import { freePort } from '../../../test/program.ts';

const WORKERS = 8;
const HERE = import.meta.dirname;
const RT = '/usr/share/request-tracker5';
const SERVER = `${RT}/libexec/rt-server`;
const NEEDED = [SERVER, '/usr/sbin/rt-setup-database-5', '/usr/bin/starman', '/usr/bin/perl'];

export interface RequestTracker {
  readonly url: string;
  /** For `Authorization: token`: with the fewest rounds of bcrypt, and with as many as RT comes with. */
  readonly token: string;
  readonly packagedToken: string;
  readonly version: string;
  /** Mails that it has written so far. */
  readonly mails: () => number;
  stop(): Promise<void>;
}

/** What is missing for Request Tracker to run here; null when nothing is. */
export function missingForRt(): string | null {
  const missing = NEEDED.filter((file) => !fs.existsSync(file));
  return missing.length === 0
    ? null
    : `${missing.join(', ')} not there: sudo sh bench/contacts/rt/install.sh`;
}

/**
 * Debian's Request Tracker 5 with eight pre-forked workers, on the same PostgreSQL 18 with the same settings as ours. Its database
 * is made anew, which takes half a minute. Throws Error with what it said when it does not start.
 */
export async function startRequestTracker(dir: string): Promise<RequestTracker> {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(path.join(dir, 'mason'), { recursive: true });
  const server = await startEmbeddedPostgres({ dir });
  try {
    return await startOn(server, dir);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function startOn(server: EmbeddedPostgres, dir: string): Promise<RequestTracker> {
  if (server.host !== path.join(dir, 'run')) throw new Error(`${dir} is too deep for a socket`);
  const port = await freePort();
  const env = {
    ...process.env,
    RT_SITE_CONFIG: path.join(HERE, 'RT_SiteConfig.pm'),
    // Nothing of the settings of an RT that is installed here.
    RT_SITE_CONFIG_DIR: path.join(dir, 'mason'),
    RT_BENCH_DIR: dir,
    RT_BENCH_PORT: String(port),
  };
  const run = (command: string, args: string[]) => promisify(execFile)(command, args, { env });
  await run('/usr/sbin/rt-setup-database-5', [
    ...['--action', 'init', '--dba', 'postgres', '--dba-password', '', '--force'],
  ]);
  const { stdout } = await run('/usr/bin/perl', [path.join(HERE, 'prepare.pl')]);
  const [packagedToken = '', token = ''] = stdout.trim().split('\n').slice(-2);
  const analyzed = new pg.Client({ host: server.host, user: 'postgres', database: 'rt5' });
  await analyzed.connect();
  await analyzed.query('vacuum analyze');
  await analyzed.end();
  const child = spawn(
    SERVER,
    [
      ...['--server', 'Starman', '--host', '127.0.0.1', '--port', String(port)],
      ...['--workers', String(WORKERS), '--max-requests', '1000000', '--preload-app'],
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  // Its workers with it: the group is ours alone. Also when the bench ends otherwise.
  const end = () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', end);
  const stop = async () => {
    end();
    await gone;
    process.off('exit', end);
    await server.stop();
  };
  const answered = async () =>
    (await fetch(`${url}/REST/2.0/rt`, { headers: { authorization: `token ${token}` } }).catch(() => null))
      ?.ok === true;
  for (let tries = 0; !(await answered()); tries++) {
    if (child.exitCode !== null || tries > 600) {
      end();
      throw new Error(`Request Tracker did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const about = await fetch(`${url}/REST/2.0/rt`, { headers: { authorization: `token ${token}` } });
  const { Version: version } = (await about.json()) as { Version: string };
  return {
    ...{ url, token, packagedToken, version, stop },
    mails: () =>
      fs
        .readdirSync(dir)
        .filter((name) => name.endsWith('.mbox'))
        .reduce(
          (count, name) =>
            count + fs.readFileSync(path.join(dir, name), 'latin1').split('\nMessage-ID: ').length - 1,
          0,
        ),
  };
}
