import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cutLine,
  DOVECOT_MISSING,
  dovecotIsHere,
  type ImapServer,
  startDovecot,
  startHoodiecrow,
} from '../../test/imap-server.ts';
import { makeWorld, type World } from '../../test/world.ts';
import { sql } from '../platform/database.server.ts';
import { mailListener } from './listen.server.ts';
import { came, fetch, KEY, look, makeMailbox, only, takeUp } from './test-mailbox.ts';
import { deliveredAgain, HOSTILE, mail, personMail } from './test-mails.ts';

const boxOf = (world: World, id: number) =>
  look(world, (db) =>
    db.one<{ state: string; error: string | null; said: string | null; wait: number; failures: number }>(sql`
      select state, last_error as error, last_said as said, failures,
        round(extract(epoch from next_at - ${world.services.clock()}::timestamptz) / 60)::int as wait from mailbox where id = ${id}`),
  );

if (!dovecotIsHere) console.warn(DOVECOT_MISSING);
const SERVERS = [
  ['Hoodiecrow', startHoodiecrow, true],
  ['Dovecot', startDovecot, dovecotIsHere],
] as const;

describe.each(SERVERS)('a mailbox on %s', (_name, start, here) => {
  if (!here) {
    it.skip(DOVECOT_MISSING, () => {});
    return;
  }
  let world: World;
  let server: ImapServer;
  let box: number;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    server = await start();
    await takeUp(world);
    await look(world, async (db) => {
      await db.run(sql`update mailbox set ended_at = now()`);
    });
    world.setNow('2026-11-18T09:30:00Z');
    box = await makeMailbox(world, server);
  });
  afterEach(() => server?.end());
  const mine = async () => (await came(world)).slice(-20);

  it('what comes is stored as it came, byte for byte, and marked as read on the server', async () => {
    const raw = mail(
      ['From: ada@example.se', 'Message-ID: <byte1@example.se>', 'Subject: Bytes'],
      Buffer.from([0xe5, 0xff, 13, 10, 46, 13, 10, 0x80]),
    );
    await server.deliver(raw);
    expect(await fetch(world)).toBe(1);
    const kept = await look(world, (db) =>
      db.one<{ raw: Buffer }>(
        sql`select raw from incoming_mail where raw like ${'%byte1@example.se%'}::bytea`,
      ),
    );
    expect(Buffer.compare(kept.raw, raw)).toBe(0);
    expect(await server.mails()).toEqual([{ uid: 1, seen: true }]);
    expect(await boxOf(world, box)).toMatchObject({ state: 'working', error: null });
    // Nothing new, nothing stored.
    expect(await fetch(world)).toBe(0);
  });

  it('what comes is told at once by the server (IDLE), and read then; a broken connection is made anew', async () => {
    const listening = new AbortController();
    let told = 0;
    const { pool } = world.database;
    const listen = mailListener({ pool, key: KEY, ending: listening.signal, arrived: () => (told += 1) });
    // Only a mailbox that has been read is listened to.
    await listen();
    await fetch(world);
    await listen();
    await expect.poll(() => told, { timeout: 10_000 }).toBe(1);
    await listen();
    await server.deliver(personMail({ from: 'idle@example.se', subject: 'Genast' }));
    await expect.poll(() => told, { timeout: 10_000 }).toBe(2);
    expect(await fetch(world)).toBe(1);
    await server.stop();
    await server.start();
    await expect
      .poll(() => listen().then(() => told), { timeout: 10_000, interval: 200 })
      .toBeGreaterThanOrEqual(3);
    listening.abort();
    const before = told;
    await server.deliver(personMail({ from: 'idle@example.se', subject: 'Efter' }));
    await listen();
    expect(told).toBe(before);
  });

  it('the first time only what nobody has read is taken', async () => {
    await server.deliver(personMail({ subject: 'Läst för länge sedan' }), ['\\Seen']);
    await server.deliver(personMail({ subject: 'Oläst' }));
    expect(await fetch(world)).toBe(1);
    // From then on all that comes, also what somebody reads first in a mail program.
    await server.deliver(personMail({ subject: 'Läst i ett mejlprogram' }), ['\\Seen']);
    expect(await fetch(world)).toBe(1);
    await takeUp(world);
    expect((await mine()).slice(-2).map(({ subject }) => subject)).toEqual([
      'Oläst',
      'Läst i ett mejlprogram',
    ]);
  });

  it('a mail that the server delivers twice is one contact', async () => {
    const raw = personMail({ subject: 'Levererat två gånger' });
    await server.deliver(raw);
    await server.deliver(deliveredAgain(raw));
    await fetch(world);
    await server.deliver(deliveredAgain(raw));
    await fetch(world);
    await takeUp(world);
    const found = (await came(world)).filter(({ subject }) => subject === 'Levererat två gånger');
    expect(found).toHaveLength(1);
    expect((await server.mails()).every(({ seen }) => seen)).toBe(true);
    const { visits } = await look(world, (db) =>
      db.one<{ visits: number }>(
        sql`select count(*) as visits from visit where subject = 'Levererat två gånger'`,
      ),
    );
    expect(visits).toBe(1);
  });

  it('a server that numbers its mail anew gives nothing twice and loses nothing', async () => {
    await server.deliver(personMail({ subject: 'Före omnumreringen' }));
    expect(await fetch(world)).toBe(1);
    await server.renumber();
    await server.deliver(personMail({ subject: 'Efter omnumreringen' }), ['\\Seen']);
    world.setNow('2026-11-18T09:40:00Z');
    expect(await fetch(world)).toBe(1);
    expect(await fetch(world)).toBe(0);
    const { validity } = await look(world, (db) =>
      db.one<{ validity: number }>(
        sql`select count(distinct uid_validity) as validity from incoming_mail where mailbox_id = ${box}`,
      ),
    );
    expect(validity).toBe(2);
  });

  it('killed after storing and before the server was told: not lost, not twice, and the server is told', async () => {
    await server.deliver(personMail({ subject: 'Avbruten' }));
    // The line goes when the server is about to be told.
    const line = await cutLine(server, /UID STORE/);
    await look(world, (db) => db.run(sql`update mailbox set ended_at = now()`));
    box = await makeMailbox(world, { ...server, port: line.port });
    await fetch(world);
    expect(line.cut()).toBe(1);
    expect(await boxOf(world, box)).toMatchObject({ state: 'failing', error: 'broken-off' });
    expect((await came(world)).filter(({ marked }) => !marked)).toHaveLength(1);
    expect(await server.mails()).toEqual([{ uid: 1, seen: false }]);
    await line.mend();
    world.setNow('2026-11-18T09:32:00Z');
    expect(await fetch(world)).toBe(0);
    expect(await server.mails()).toEqual([{ uid: 1, seen: true }]);
    expect((await came(world)).every(({ marked }) => marked)).toBe(true);
    await line.end();
  });

  it('a mail over 25 MB stays on the server; its head is kept, and its sender is told once', async () => {
    await server.deliver(
      personMail({
        from: 'Stor <stor@example.se>',
        subject: 'Stort',
        body: Buffer.alloc(26 * 1024 * 1024, 'x\r\n'),
      }),
    );
    expect(await fetch(world)).toBe(1);
    await takeUp(world);
    expect((await mine()).at(-1)).toMatchObject({
      subject: 'Stort',
      state: 'refused',
      why: 'too-large',
      visitId: null,
    });
    const told = await look(world, (db) =>
      db.many<{ text: string }>(
        sql`select body as text from outgoing_mail where recipients = array['stor@example.se']`,
      ),
    );
    expect(only(told).text).toContain('större än 25 MB');
    expect(await server.mails()).toHaveLength(1);
  }, 60_000);

  it('a large mail within the limit comes whole, with its attachment', async () => {
    const content = Buffer.alloc(17 * 1024 * 1024, 'abc');
    await server.deliver(
      personMail({
        subject: 'Nästan för stort',
        more: [
          'Content-Type: application/octet-stream; name="stor.bin"',
          'Content-Transfer-Encoding: base64',
          'Content-Disposition: attachment; filename="stor.bin"',
        ],
        body: content.toString('base64').replace(/(.{76})/g, '$1\r\n'),
      }),
    );
    expect(await fetch(world)).toBe(1);
    await takeUp(world);
    const mailId = (await mine()).at(-1);
    expect(mailId).toMatchObject({ subject: 'Nästan för stort', state: 'contact' });
    const { bytes } = await look(world, (db) =>
      db.one<{ bytes: number }>(sql`select bytes from incoming_attachment where mail_id = ${mailId?.id}`),
    );
    expect(bytes).toBe(content.length);
  }, 60_000);

  it('a wrong password is told, and tried rarely', async () => {
    await look(world, (db) => db.run(sql`update mailbox set ended_at = now()`));
    const wrong = await makeMailbox(world, { ...server, password: 'fel' });
    expect(await fetch(world)).toBe(0);
    expect(await boxOf(world, wrong)).toMatchObject({
      state: 'failing',
      error: 'wrong-password',
      wait: 60,
      failures: 1,
    });
    expect((await boxOf(world, wrong)).said).not.toBe('');
  });

  it('a server that is down is tried again, and what came meanwhile comes then', async () => {
    await server.deliver(personMail({ subject: 'Medan servern var nere' }));
    await server.stop();
    expect(await fetch(world)).toBe(0);
    expect(await boxOf(world, box)).toMatchObject({ state: 'failing', error: 'no-connection', wait: 1 });
    expect(await fetch(world)).toBe(0);
    expect((await boxOf(world, box)).failures).toBe(1);
    await server.start();
    world.setNow('2026-11-18T09:31:01Z');
    expect(await fetch(world)).toBe(1);
    expect(await boxOf(world, box)).toMatchObject({ state: 'working', error: null, failures: 0 });
  });

  it('a folder that is not there is told', async () => {
    await look(world, (db) => db.run(sql`update mailbox set folder = 'Finns inte' where id = ${box}`));
    await fetch(world);
    expect(await boxOf(world, box)).toMatchObject({ state: 'failing', error: 'no-folder' });
  });

  it('two processes at once store each mail once', async () => {
    for (let n = 0; n < 12; n += 1) await server.deliver(personMail({ subject: `Samtidigt ${n}` }));
    const stored = await Promise.all([fetch(world), fetch(world), fetch(world)]);
    expect(stored.reduce((sum, n) => sum + n)).toBe(12);
    const taken = await Promise.all([takeUp(world), takeUp(world), takeUp(world)]);
    expect(taken.reduce((sum, n) => sum + n)).toBe(12);
    const { visits } = await look(world, (db) =>
      db.one<{ visits: number }>(sql`select count(*) as visits from visit where subject like 'Samtidigt %'`),
    );
    expect(visits).toBe(12);
  });

  it('whatever a mail holds, it becomes something, and the next one too', async () => {
    for (const raw of Object.values(HOSTILE)) if (raw.length > 0) await server.deliver(raw);
    await server.deliver(personMail({ subject: 'Sist' }));
    await fetch(world);
    await takeUp(world);
    const found = (await came(world)).slice(-Object.keys(HOSTILE).length);
    expect(found.filter(({ state }) => !['contact', 'thread', 'refused'].includes(state))).toEqual([]);
    expect(found.at(-1)).toMatchObject({ subject: 'Sist', state: 'contact' });
  }, 60_000);
});
