import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { hasAccounts } from './access/accounts.server.ts';
import { createAuth, sessionSecret } from './access/auth.server.ts';
import { createApp } from './app.server.ts';
import { recordShippedLaw } from './law/store.server.ts';
import { type Config, readConfig } from './platform/config.server.ts';
import {
  type Database,
  inTransaction,
  migrate,
  openDatabase,
  sql,
  unscoped,
} from './platform/database.server.ts';
import { root } from './platform/paths.server.ts';
import type { Services } from './shell/http.ts';

/** `npm start`: brings everything up in order and says what it does. */
export async function serve({ empty }: { readonly empty: boolean }): Promise<void> {
  const config = readConfig();
  const database = await step('Database', () => openDatabase(config));
  let closing = false;
  try {
    await step('Schema', () => migrate(database.owner));
    await step('Law and registers', () =>
      inTransaction(database.pool, { registers: true }, recordShippedLaw),
    );
    const baseUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const auth = createAuth(database.libraryPool, { baseUrl, secret: await sessionSecret(database.pool) });
    const services = await servicesOf(database, auth);
    const server = createServer(getRequestListener(createApp(services).fetch));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
    tell(config, services, empty);
    const stop = async () => {
      if (closing) return;
      closing = true;
      server.close();
      server.closeAllConnections();
      await database.stop();
      process.exit(0);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    await database.stop();
    if ((error as { code?: unknown }).code === 'EADDRINUSE')
      throw new Error(`Port ${config.port} is taken. Stop what uses it, or set PORT to another.`);
    throw error;
  }
}

/** What the process holds for all requests; the tests make the same. */
export async function servicesOf(database: Database, auth: Services['auth']): Promise<Services> {
  const marked = await unscoped(database.pool).maybe<{ value: boolean }>(
    sql`select value from setting where name = 'demonstration'`,
  );
  return {
    database,
    auth,
    clock: () => Temporal.Now.instant(),
    assets: builtAssets(),
    firstRunCode: (await hasAccounts(database.pool)) ? null : randomBytes(5).toString('hex'),
    demonstration: marked?.value === true,
  };
}

function builtAssets(): Services['assets'] {
  const file = path.join(root, 'build/client/manifest.json');
  const manifest: Record<string, { file: string }> = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : {};
  const of = (source: string) => `/${manifest[source]?.file ?? `assets/missing-${path.basename(source)}`}`;
  return { style: of('src/ui/style.css'), script: of('src/ui/client.ts') };
}

function tell(config: Config, services: Services, _empty: boolean): void {
  const address = config.publicUrl ?? `http://${config.host}:${config.port}`;
  console.log(`\nSamtjänst is running at ${address}`);
  if (services.firstRunCode !== null)
    console.log(
      `There are no accounts yet. Create the first administrator at\n  ${address}/forsta-start?kod=${services.firstRunCode}`,
    );
}

/** Says what takes time while it takes it. */
async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  process.stdout.write(`${what} … `);
  const result = await work();
  process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  return result;
}
