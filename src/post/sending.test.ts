import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import type { MailSettings } from '../platform/config.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { type NewMail, queueMail } from './outbox.server.ts';
import { sendDueMail } from './send-due-mail.server.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

let server: MailServer | undefined;
let minutes = 0;
beforeEach(async () => {
  minutes = 0;
  // What an earlier case has left waiting is not this one's.
  await inTransaction(database.pool, { registers: true }, (db) =>
    db.run(
      sql`update outgoing_mail set state = 'cancelled', sent_at = null where state in ('queued', 'sending')`,
    ),
  );
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const clock = () => Temporal.Now.instant().add({ seconds: 1, minutes });
const send = (mail: MailSettings | null, ending = new AbortController().signal) =>
  sendDueMail({ pool: database.pool, mail, clock, ending });

let keys = 0;
function queue(more: Partial<NewMail> = {}): Promise<string> {
  keys += 1;
  return inTransaction(database.pool, { registers: true }, (db) =>
    queueMail(db, {
      key: `prov:${keys}`,
      about: 'prov',
      aboutId: String(keys),
      authorityId: null,
      to: ['registrator@example.se'],
      subject: 'Avtalskopia – ändring för Åre och Östersund',
      text: 'Hej!\n\n.En rad som börjar med en punkt.\nHälsningar åäö',
      ...more,
    }),
  );
}

async function mailOf(id: string) {
  return inTransaction(database.pool, { registers: true }, async (db) => ({
    ...(await db.one<{ state: string; attempts: number; error: string | null; wait: number }>(sql`
      select state, attempts, last_error as error,
        round(extract(epoch from not_before - ${clock()}::timestamptz) / 60) as wait
      from outgoing_mail where id = ${id}`)),
    history: (
      await db.many<{ state: string }>(
        sql`select state from outgoing_mail_event where mail_id = ${id} order by at`,
      )
    ).map(({ state }) => state),
  }));
}

describe('a mail that is due', () => {
  it('arrives whole, with its attachments byte for byte', async () => {
    server = await startMailServer();
    const content = new Uint8Array(300_000).map((_, index) => (index * 7919) % 251);
    const id = await queue({
      attachments: [
        { fileName: 'Serviceavtal – Åre, ändring 2.pdf', mediaType: 'application/pdf', content },
        { fileName: 'tom.txt', mediaType: 'text/plain', content: new Uint8Array() },
      ],
    });
    expect(await send(server.settings())).toBe(1);
    const [received] = server.received;
    expect(received?.to).toEqual(['registrator@example.se']);
    expect(received?.mail).toMatchObject({
      subject: 'Avtalskopia – ändring för Åre och Östersund',
      messageId: `<${id}@example.se>`,
      from: { name: 'Samtjänst', address: 'samtjanst@example.se' },
    });
    expect(received?.mail.text?.trim()).toBe('Hej!\n\n.En rad som börjar med en punkt.\nHälsningar åäö');
    const [first, second] = received?.mail.attachments ?? [];
    expect(first?.filename).toBe('Serviceavtal – Åre, ändring 2.pdf');
    expect(Buffer.compare(Buffer.from(first?.content as ArrayBuffer), Buffer.from(content))).toBe(0);
    expect(second?.filename).toBe('tom.txt');
    expect(await mailOf(id)).toMatchObject({
      state: 'sent',
      history: ['queued', 'sending', 'uncertain', 'sent'],
    });
    expect(await send(server.settings())).toBe(0);
    expect(server.received).toHaveLength(1);
  });

  it('waits where no server is set, and is not tried before its time', async () => {
    server = await startMailServer();
    const id = await queue({ notBefore: clock().add({ hours: 2 }) });
    expect(await send(null)).toBe(0);
    expect(await send(server.settings())).toBe(0);
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0 });
    minutes = 121;
    expect(await send(server.settings())).toBe(1);
  });

  it('goes later when the server says not now: after a minute, then after five', async () => {
    server = await startMailServer({
      answer: (count) => (count < 2 ? { code: 451, text: '4.7.1 Greylisted, try again' } : null),
    });
    const id = await queue();
    await send(server.settings());
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1, wait: 1 });
    expect((await mailOf(id)).error).toContain('Greylisted');
    expect(await send(server.settings())).toBe(0);
    minutes += 2;
    await send(server.settings());
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 2, wait: 5 });
    minutes += 6;
    await send(server.settings());
    expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(server.received).toHaveLength(1);
  });

  it('has failed when the server refuses it for good', async () => {
    server = await startMailServer({ answer: () => ({ code: 552, text: '5.3.4 Message too big' }) });
    const id = await queue();
    await send(server.settings());
    expect(await mailOf(id)).toMatchObject({ state: 'failed', attempts: 1 });
    minutes = 10_000;
    expect(await send(server.settings())).toBe(0);
  });

  it('names the mailbox that does not exist; others get it, and who must wait gets a mail of their own', async () => {
    let full = true;
    server = await startMailServer({
      onRcptTo({ address }, _session, over) {
        if (address.startsWith('ingen'))
          over(Object.assign(new Error('No such user'), { responseCode: 550 }));
        else if (address.startsWith('full') && full)
          over(Object.assign(new Error('Mailbox full'), { responseCode: 452 }));
        else over();
      },
    });
    const alone = await queue({ to: ['ingen@example.se'] });
    await send(server.settings());
    expect(await mailOf(alone)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('ingen@example.se'),
    });
    const several = await queue({ to: ['ada@example.se', 'ingen@example.se', 'full@example.se'] });
    await send(server.settings());
    expect(await mailOf(several)).toMatchObject({
      state: 'sent',
      error: expect.stringMatching(/^ingen@example\.se: 550/),
    });
    full = false;
    minutes += 2;
    await send(server.settings());
    expect(server.received.map(({ to }) => to)).toEqual([['ada@example.se'], ['full@example.se']]);
  });

  it('waits for a server that is down, and goes when it is up', async () => {
    server = await startMailServer();
    const settings = server.settings();
    const { port } = server;
    await server.stop();
    const ids = [await queue(), await queue()];
    // The server is the trouble: one of them has tried, and the other need not.
    expect(await send(settings)).toBe(1);
    server = await startMailServer({ port });
    minutes += 2;
    expect(await send(settings)).toBe(2);
    for (const id of ids) expect((await mailOf(id)).state).toBe('sent');
    expect(server.received).toHaveLength(2);
  });

  it('is given up after three days', async () => {
    server = await startMailServer({ answer: () => ({ code: 450, text: 'Not now' }) });
    const id = await queue();
    for (let tries = 1; tries <= 75; tries += 1) {
      expect(await send(server.settings())).toBe(1);
      minutes += 61;
    }
    expect(await mailOf(id)).toMatchObject({ state: 'failed', attempts: 75 });
  });
});

describe('never twice', () => {
  it('is uncertain when the connection breaks after the message was handed over, and stays so', async () => {
    server = await startMailServer({ answer: (count) => (count === 0 ? 'drop' : null) });
    const id = await queue();
    await send(server.settings());
    expect(await mailOf(id)).toMatchObject({ state: 'uncertain' });
    minutes = 100_000;
    expect(await send(server.settings())).toBe(0);
    expect(server.received).toEqual([]);
  });

  it('each mail once, however many processes send', async () => {
    server = await startMailServer();
    const settings = server.settings();
    for (let n = 0; n < 30; n += 1) await queue({ subject: `Nummer ${n}` });
    const tried = await Promise.all([send(settings), send(settings), send(settings), send(settings)]);
    expect(tried.reduce((sum, n) => sum + n)).toBe(30);
    expect(server.received.map(({ mail }) => mail.subject).toSorted()).toEqual(
      Array.from({ length: 30 }, (_, n) => `Nummer ${n}`).toSorted(),
    );
  });

  it('a mail that a process took and lost is sent by another; the first can no longer hand it over', async () => {
    let taken = () => {};
    let go = () => {};
    const isTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const mayGo = new Promise<void>((resolve) => {
      go = resolve;
    });
    // The first process stands still in the middle of the envelope until the second is done.
    const slow = await startMailServer({
      onMailFrom: (_address, _session, over) => {
        taken();
        void mayGo.then(() => over());
      },
    });
    server = await startMailServer();
    const id = await queue();
    const first = send(slow.settings());
    await isTaken;
    expect(await mailOf(id)).toMatchObject({ state: 'sending' });
    expect(await send(server.settings())).toBe(0);
    minutes = 11;
    expect(await send(server.settings())).toBe(1);
    go();
    await first;
    expect(server.received).toHaveLength(1);
    expect(slow.received).toEqual([]);
    expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 2 });
    await slow.stop();
  });

  it('goes back to the queue when the program is stopped before anything was handed over', async () => {
    const ending = new AbortController();
    server = await startMailServer({ onMailFrom: () => ending.abort() });
    const id = await queue();
    await send(server.settings(), ending.signal);
    expect(await mailOf(id)).toMatchObject({ state: 'queued', error: 'stopped' });
  });
});

describe('the connection', () => {
  const onAuth: NonNullable<Parameters<typeof startMailServer>[0]>['onAuth'] = (auth, _session, over) =>
    auth.username === 'samtjänst' && auth.password === 'p@ss:ord'
      ? over(null, { user: auth.username })
      : over(new Error('Wrong password'));
  const login = `${encodeURIComponent('samtjänst')}:${encodeURIComponent('p@ss:ord')}`;

  it('is encrypted with STARTTLS where it is offered, and logs in', async () => {
    server = await startMailServer({ onAuth });
    const id = await queue();
    await send(server.settings({ login }));
    expect(server.received[0]).toMatchObject({ secure: true, user: 'samtjänst' });
    expect((await mailOf(id)).state).toBe('sent');
  });

  it('is plain where nothing else is offered', async () => {
    server = await startMailServer({ disabledCommands: ['STARTTLS'] });
    await queue();
    await send(server.settings());
    expect(server.received[0]).toMatchObject({ secure: false });
  });

  it('never carries a password in the clear to another machine', async () => {
    const words: string[] = [];
    server = await startMailServer({
      host: '127.0.0.2',
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, session, over) => {
        words.push(auth.password ?? '');
        onAuth?.(auth, session, over);
      },
    });
    const id = await queue();
    await send(server.settings({ host: '127.0.0.2', login }));
    expect(words).toEqual([]);
    expect(server.received).toEqual([]);
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1 });
  });

  it('waits, and does not give the mail up, when the password is wrong', async () => {
    server = await startMailServer({ onAuth });
    const id = await queue();
    await send(server.settings({ login: 'samtjanst:fel' }));
    expect(await mailOf(id)).toMatchObject({ state: 'queued', error: expect.stringContaining('535') });
  });
});
