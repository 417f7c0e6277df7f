import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../src/platform/database.server.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.server.ts';
import { type Program, startProgram } from '../../test/program.ts';
import { fillContacts, unsound } from './fill.ts';
import { makeNetwork, type Network, networkOf } from './network.ts';

/** The built program on an embedded PostgreSQL with its ordinary settings, with a network that has so many contacts. */
export interface ContactsSite {
  readonly url: string;
  readonly pid: number | undefined;
  /** Where its data are. */
  readonly dir: string;
  readonly owner: { readonly host: string; readonly user: string; readonly database: string };
  readonly network: Network;
  stop(): Promise<void>;
}

/**
 * Fills a directory of its own, or takes what an earlier run has filled in `keep` (and keeps it there). Throws Error when what was
 * filled is not what the program would have stored.
 */
export async function makeContactsSite(
  contacts: number,
  { keep, offices }: { readonly keep?: string | undefined; readonly offices?: number },
): Promise<ContactsSite> {
  const dir = keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-contacts-'));
  const filled = path.join(dir, 'filled');
  const owner = { host: path.join(dir, 'run'), user: 'postgres', database: 'samtjanst' };
  if (!fs.existsSync(filled)) {
    // The program makes its database; then it is filled with settings that are quick and safe against nothing.
    await (await startProgram(dir, ['--empty'], SETTINGS)).end('SIGTERM');
    const server = await startEmbeddedPostgres({ dir, settings: QUICK });
    const database = { owner, ...connect(owner, 4) };
    try {
      await makeNetwork(database, offices);
      await fillContacts(owner, contacts, (what) => console.log(`  ${what}`));
      const wrong = await unsound(owner);
      if (wrong.length > 0) throw new Error(`what was filled breaks: ${wrong.join('; ')}`);
      console.log('  no foreign key and no rule is broken');
    } finally {
      await database.stop();
      await server.stop();
    }
    fs.writeFileSync(filled, String(contacts));
  } else if (fs.readFileSync(filled, 'utf8') !== String(contacts)) {
    throw new Error(
      `${dir} has ${fs.readFileSync(filled, 'utf8')} contacts: give another --keep, or remove it`,
    );
  }
  await readOnce(path.join(dir, 'pg18', 'base'));
  const program: Program = await startProgram(dir, ['--empty'], SETTINGS);
  return {
    ...{ url: program.url, pid: program.process.pid, dir, owner },
    network: await networkOf(owner),
    stop: async () => {
      await program.end('SIGTERM');
      if (keep === undefined) fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The files into the memory of the machine, where those of a server that has run for a while are. */
async function readOnce(dir: string): Promise<void> {
  const chunk = Buffer.alloc(4 * 1024 * 1024);
  for (const entry of fs.readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = await fs.promises.open(path.join(entry.parentPath, entry.name));
    while ((await file.read(chunk)).bytesRead > 0);
    await file.close();
  }
}

const SETTINGS = { DATABASE_URL: '', SMTP_URL: '' };
const QUICK = { fsync: 'off', full_page_writes: 'off', max_wal_size: '8GB', autovacuum: 'off' };
