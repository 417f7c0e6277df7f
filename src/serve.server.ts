import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { hasAccounts } from './access/accounts.server.ts';
import { createAuth, sessionSecret } from './access/auth.server.ts';
import { createApp } from './app.server.ts';
import { remindOfCalendar } from './calendar/remind.server.ts';
import { watchPromises } from './contacts/watch-promises.server.ts';
import { makeCopyMails } from './copies/make-mails.server.ts';
import { createDemoAccounts } from './demonstration/accounts.server.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demonstration/accounts.ts';
import { loadDemonstration } from './demonstration/load-demonstration.server.ts';
import { storiesAreTold, tellStories } from './demonstration/tell-stories.server.ts';
import { forwardFaults } from './faults/open311/forward.server.ts';
import { warnOfAnswers } from './faults/warn-of-answers.server.ts';
import { fieldTexts } from './field-texts.ts';
import { deliverHandOvers } from './handovers/delivery/deliver.server.ts';
import { sealSecretsOfBefore } from './handovers/delivery/secret.server.ts';
import { watchHandOvers } from './handovers/delivery/watch.server.ts';
import { recordShippedLaw } from './law/store.server.ts';
import { mappingBesideContact } from './learning/pages/mapping-form.tsx';
import { fetchMail } from './mail/fetch-mail.server.ts';
import { mailListener } from './mail/listen.server.ts';
import { mailBesideContact } from './mail/pages/contact-mail.tsx';
import { takeUpMail } from './mail/take-up-mail.server.ts';
import { mandateBatchJob } from './mandates/job.server.ts';
import { recordReference } from './offices/reference.server.ts';
import { overflowAboveContact } from './overflow/pages/above-contact.tsx';
import { moveWhatIsDue } from './overflow/run.server.ts';
import { type Job, runJobs } from './platform/background.server.ts';
import { NO_PROXIES, type TrustedProxies } from './platform/client-address.server.ts';
import { type Config, type MailSettings, readConfig } from './platform/config.server.ts';
import {
  type Database,
  inTransaction,
  migrate,
  openDatabase,
  sql,
  unscoped,
} from './platform/database.server.ts';
import { root } from './platform/paths.server.ts';
import { step } from './platform/progress.server.ts';
import { type SealingKey, sealingKey } from './platform/sealed.server.ts';
import { isDemonstration } from './platform/setting.server.ts';
import { sendDueMail } from './post/send-due-mail.server.ts';
import { beginDays } from './queue/begin-days.server.ts';
import { deskBesideVisit } from './queue/pages/beside-visit.tsx';
import { remindOfReports } from './reports/remind.server.ts';
import type { Services } from './shell/http.ts';
import { startLines } from './start-lines.server.ts';
import { sendDueFigures } from './statistics/commands/schedule.server.ts';
import { statisticsJob } from './statistics/job.server.ts';
import { refreshOpenFigures } from './statistics/open/refresh.server.ts';

/** `npm start`: brings everything up in order and says what it does. */
export async function serve({ empty }: { readonly empty: boolean }): Promise<void> {
  const config = readConfig();
  await portIsFree(config);
  const database = await step('Database', () => openDatabase(config));
  try {
    // The server of a directory ends with the process that owns it: who only borrows it would lose it.
    if (!database.ownsServer)
      throw new Error(
        `Another process uses ${config.dataDir}. Wait until it has finished or stop it, or set DATA_DIR to another directory.`,
      );
    const services = await prepare(config, database, empty);
    const server = createServer(
      { maxHeaderSize: LONGEST_HEAD },
      getRequestListener(createApp(services).fetch),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
    tell(config, services);
    const ending = new AbortController();
    const jobs = runJobs(jobsOf(services, ending.signal));
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      server.close();
      server.closeAllConnections();
      ending.abort();
      await jobs.stop();
      await database.stop();
      process.exit(0);
    };
    void database.lost.then(() => {
      console.error('PostgreSQL has ended unexpectedly. Nothing that was acknowledged is lost; start again.');
      process.exit(1);
    });
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Bytes of a request's head: who searches for ten thousand letters is answered by the page, and not by a closed door. */
const LONGEST_HEAD = 96 * 1024;

/** Asked first: nobody waits for a demonstration network to learn that the port is taken. */
async function portIsFree({ port, host }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', () =>
      reject(new Error(`Port ${port} is taken. Stop what uses it, or set PORT to another.`)),
    );
    probe.listen(port, host, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** Schema, reference data and, on a first start that is not to be empty, the demonstration network. */
async function prepare(config: Config, database: Database, empty: boolean): Promise<Services> {
  const { pool } = database;
  await step('Schema', () => migrate(database.owner));
  await step('Law and registers', () => recordAll(database));
  const auth = createAuth(database.libraryPool, {
    baseUrl: address(config),
    secret: config.authSecret ?? (await sessionSecret(pool)),
  });
  if (!empty && (await wantsDemonstration(database))) {
    await step('Demonstration network', (tell) => loadDemonstration({ pool }, tell));
    await step('Demonstration accounts', () => createDemoAccounts(pool, auth));
    const failed = await step('Demonstration matters', (tell) => tellStories(pool, tell));
    // An older demonstration that somebody has worked in may lack what a story is about: it starts without that.
    for (const [story, error] of failed) console.error(`  not told: ${story}:`, error);
  }
  return servicesOf(database, auth, config.mail, sealingKey(config), config.proxies);
}

/** The law's and the registers' reference data that are not there yet. */
export async function recordAll({ pool }: Database): Promise<void> {
  await inTransaction(pool, { registers: true }, recordShippedLaw);
  await inTransaction(pool, { registers: true }, recordReference);
}

/** An installation that somebody uses, or that was begun empty, never gets invented data; one half loaded is completed. */
async function wantsDemonstration({ pool }: Database): Promise<boolean> {
  const { used } = await inTransaction(pool, { registers: true }, (db) =>
    db.one<{ used: boolean }>(sql`
      select exists (select from account_user where not email = any (${DEMO_ACCOUNTS.map((a) => a.email)}))
        or exists (select from import_batch where imported_by is distinct from 'system') as used`),
  );
  if (used) return false;
  const complete = await unscoped(pool).one<{ accounts: number }>(sql`
    select count(*) as accounts from account_user where email = any (${DEMO_ACCOUNTS.map((a) => a.email)})`);
  const there = await inTransaction(pool, { registers: true }, isDemonstration);
  const told = await inTransaction(pool, { registers: true }, storiesAreTold);
  return !there || !told || complete.accounts < DEMO_ACCOUNTS.length;
}

/** What the process holds for all requests; the tests make the same. */
export async function servicesOf(
  database: Database,
  auth: Services['auth'],
  mail: MailSettings | null = null,
  key: SealingKey | null = null,
  proxies: TrustedProxies = NO_PROXIES,
): Promise<Services> {
  return {
    database,
    auth,
    clock: () => Temporal.Now.instant(),
    fieldTexts,
    assets: builtAssets(),
    firstRunCode: (await hasAccounts(database.pool)) ? null : randomBytes(5).toString('hex'),
    demonstration: await inTransaction(database.pool, { registers: true }, isDemonstration),
    mail,
    sealingKey: key,
    proxies,
    startLines,
    beat: 10_000,
    besideVisit: deskBesideVisit,
    aboveContact: overflowAboveContact,
    besideContact: mailBesideContact,
    mappingOf: mappingBesideContact,
  };
}

/** What is done that nobody waits for. */
export function jobsOf(
  { database: { pool }, mail, clock, auth, sealingKey: key }: Services,
  ending: AbortSignal,
): Job[] {
  const origin = new URL(auth.options.baseURL ?? 'http://localhost').origin;
  const courier = { pool, clock, origin, ending, key };
  const send = async () => {
    await makeCopyMails({ pool, clock, ending });
    await sendDueMail({ pool, mail, clock, ending });
  };
  const receive = async () => {
    await fetchMail({ pool, clock, key, ending });
    await takeUpMail({ pool, clock, ending, sender: mail?.from.address ?? null });
  };
  const arrived = () => {
    receive().catch((error) => console.error('mail that arrives:', error));
  };
  const remind = async () => {
    await remindOfReports(pool, clock);
    await remindOfCalendar(pool, clock);
  };
  return [
    { name: 'outbox', every: 5_000, run: send },
    { name: 'incoming mail', every: 30_000, run: receive },
    { name: 'mail that arrives', every: 30_000, run: mailListener({ pool, key, ending, arrived }) },
    { name: 'reminders', every: 6 * 3_600_000, run: remind },
    { name: 'queues', every: 60_000, run: () => beginDays(pool, clock) },
    { name: 'faults', every: 15_000, run: () => forwardFaults(courier) },
    { name: 'answers due', every: 15 * 60_000, run: () => warnOfAnswers(courier) },
    { name: 'offices that help', every: 30_000, run: () => moveWhatIsDue(pool, clock) },
    { name: 'hand-over secrets', every: 3_600_000, run: () => sealSecretsOfBefore(pool, key) },
    { name: 'hand-over deliveries', every: 5_000, run: () => deliverHandOvers(courier).then(() => {}) },
    { name: 'promises', every: 60_000, run: () => watchPromises(courier) },
    { name: 'hand-over deadlines', every: 60_000, run: () => watchHandOvers(courier) },
    statisticsJob({ pool, clock, ending }),
    {
      name: 'figures by mail',
      every: 10 * 60_000,
      run: () => sendDueFigures({ pool, clock, origin }).then(() => {}),
    },
    { name: 'open figures', every: 10 * 60_000, run: () => refreshOpenFigures(pool, clock) },
    mandateBatchJob({ pool, clock }),
  ];
}

function builtAssets(): Services['assets'] {
  const file = path.join(root, 'build/client/manifest.json');
  const manifest: Record<string, { file: string }> = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : {};
  const of = (source: string) => `/${manifest[source]?.file ?? `assets/missing-${path.basename(source)}`}`;
  return {
    style: of('src/style.css'),
    script: of('src/ui/client.ts'),
    lobby: of('src/lobby/client.ts'),
    offlineDoor: of('src/lobby/offline.ts'),
    offlineDesk: of('src/queue/offline-desk.ts'),
    offlineWorker: of('src/ui/offline-worker.ts'),
    board: {
      style: of('src/lobby/board/board.css'),
      script: of('src/lobby/board/board-client.ts'),
      chime: of('src/lobby/board/chime.ts'),
    },
  };
}

function address(config: Config): string {
  return config.publicUrl ?? `http://${config.host}:${config.port}`;
}

function tell(config: Config, services: Services): void {
  const lines = ['', `Samtjänst is running at ${address(config)}`];
  if (services.firstRunCode !== null)
    lines.push(
      'There are no accounts yet. Create the first administrator at',
      `  ${address(config)}/forsta-start?kod=${services.firstRunCode}`,
    );
  if (services.demonstration) {
    lines.push(`Demonstration accounts, all with the password ${DEMO_PASSWORD}`);
    for (const { email, role, says } of DEMO_ACCOUNTS)
      lines.push(`  ${email.padEnd(30)} ${role.padEnd(14)} ${says}`);
    if (!['127.0.0.1', 'localhost', '::1'].includes(config.host))
      lines.push(
        'Anybody who reaches this machine can sign in with them: listen on 127.0.0.1, or start with --empty.',
      );
  }
  console.log(lines.join('\n'));
}
