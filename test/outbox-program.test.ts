import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connect, inTransaction, type Pool, sql } from '../src/platform/database.server.ts';
import { queueMail } from '../src/post/outbox.server.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { type Program, startProgram, temporaryDirectory } from './program.ts';

const dir = temporaryDirectory();
let program: Program | undefined;
let server: MailServer | undefined;
afterAll(async () => {
  await program?.end('SIGTERM');
  await server?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** The application's pool on the program's own embedded server. */
async function onDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const host = fs.readFileSync(path.join(dir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[4];
  const app = connect({ host, user: 'postgres', database: 'samtjanst' }, 2);
  try {
    return await work(app.pool);
  } finally {
    await app.stop();
  }
}
const states = () =>
  onDatabase((pool) =>
    inTransaction(pool, { registers: true }, (db) =>
      db.many<{ subject: string; state: string }>(
        sql`select subject, state from outgoing_mail order by subject`,
      ),
    ),
  );

it('a killed program sends no mail twice, and loses none: what it had handed over waits for a person', async () => {
  let hold = true;
  let held = () => {};
  const isHeld = new Promise<void>((resolve) => {
    held = resolve;
  });
  // The server has the whole first message, and is about to answer, when the program dies.
  server = await startMailServer({
    answer: async () => {
      if (!hold) return null;
      held();
      return new Promise(() => {});
    },
  });
  const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'samtjanst@example.se' };
  program = await startProgram(dir, ['--empty'], env);
  await onDatabase((pool) =>
    inTransaction(pool, { registers: true }, async (db) => {
      for (const subject of ['A', 'B', 'C'])
        await queueMail(db, {
          key: subject,
          about: 'prov',
          aboutId: subject,
          authorityId: null,
          to: ['ada@example.se'],
          subject,
          text: 'Hej',
        });
    }),
  );
  await isHeld;
  await program.end('SIGKILL');
  hold = false;
  program = await startProgram(dir, ['--empty'], env);
  await expect.poll(() => server?.received.length, { timeout: 30_000 }).toBe(2);
  await expect.poll(states, { timeout: 30_000 }).toEqual([
    { subject: 'A', state: 'uncertain' },
    { subject: 'B', state: 'sent' },
    { subject: 'C', state: 'sent' },
  ]);
  expect(server.received.map(({ mail }) => mail.subject)).toEqual(['B', 'C']);
}, 120_000);
