import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ImapServer, startHoodiecrow } from '../../test/imap-server.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { makeWorld, type World } from '../../test/world.ts';
import { closeContact } from '../contacts/commands/close-contact.server.ts';
import { openContact } from '../contacts/commands/open-contact.server.ts';
import { PersonSchema } from '../contacts/contact.ts';
import { contextOf } from '../contacts/test-contacts.ts';
import { sql } from '../platform/database.server.ts';
import { sendDueMail } from '../post/send-due-mail.server.ts';
import { answerByMail } from './commands/answer-by-mail.server.ts';
import { attachmentOf, mailOfContact } from './queries.server.ts';
import { came, fetch, look, makeMailbox, only, takeUp } from './test-mailbox.ts';
import { bounce, mail, multipart, personMail } from './test-mails.ts';

// Mail out of a real SMTP server and in from a real IMAP server, as a person at the other end sees it.
let world: World;
let imap: ImapServer;
let smtp: MailServer;
beforeAll(async () => {
  world = await makeWorld();
  imap = await startHoodiecrow();
  smtp = await startMailServer();
  await makeMailbox(world, imap);
});
afterAll(async () => {
  await smtp?.stop();
  await imap?.end();
  await world?.close();
});
beforeEach(() => {
  smtp.received.length = 0;
});

const comes = async (...raws: Buffer[]) => {
  for (const raw of raws) await imap.deliver(raw);
  await fetch(world);
  await takeUp(world);
};
const goes = async () => {
  const clock = () => Temporal.Now.instant().add({ minutes: 1 });
  await sendDueMail({
    pool: world.database.pool,
    mail: smtp.settings(),
    clock,
    ending: new AbortController().signal,
  });
  return smtp.received.map(({ to, mail: sent }) => ({ ...sent, to }));
};
const visitOf = async (subject: string) => {
  const found = (await came(world)).filter((each) => each.subject === subject);
  return only(found).visitId as string;
};
const referenceOf = (visitId: string) =>
  look(
    world,
    async (db) =>
      (await db.one<{ reference: string }>(sql`select reference from visit where id = ${visitId}`)).reference,
  );
const textsOf = (visitId: string) =>
  look(world, (db) =>
    db.many<{ direction: string; body: string }>(sql`
      select direction, body from contact_text where visit_id = ${visitId} order by written_at`),
  );
const header = (sent: { headers: readonly { key: string; value: string }[] } | undefined, name: string) =>
  sent?.headers.find(({ key }) => key === name)?.value;

describe('the receipt', () => {
  it('says the reference, answers the mail, and says that a program wrote it', async () => {
    await comes(personMail({ from: 'Ella <ella@example.se>', subject: 'Kvitto', id: 'kvitto@example.se' }));
    const sent = only(await goes());
    const reference = await referenceOf(await visitOf('Kvitto'));
    expect(sent.to).toEqual(['ella@example.se']);
    expect(sent.subject).toBe(`Sv: Kvitto [${reference}]`);
    expect(sent.from?.address).toBe('kontakt@example.se');
    expect(sent.inReplyTo).toBe('<kvitto@example.se>');
    expect(sent.references).toBe('<kvitto@example.se>');
    expect(header(sent, 'auto-submitted')).toBe('auto-replied');
    expect(sent.text).toContain(reference);
    expect(sent.text).not.toContain('flyttat');
  });

  it('goes once a sender and day, and never to a program', async () => {
    const from = 'Frida <frida@example.se>';
    await comes(
      personMail({ from, subject: 'Ett' }),
      personMail({ from, subject: 'Två' }),
      personMail({ from: 'robot@example.se', subject: 'Autosvar', more: ['Auto-Submitted: auto-replied'] }),
      personMail({ from: 'lista@example.se', subject: 'Lista', more: ['List-Id: <l.example.se>'] }),
      personMail({ from: 'no-reply@example.se', subject: 'Svara inte' }),
    );
    expect((await goes()).map(({ to }) => to)).toEqual([['frida@example.se']]);
    expect((await came(world)).slice(-5).map(({ state, why }) => [state, why])).toEqual([
      ['contact', null],
      ['contact', null],
      ['set-aside', 'auto-submitted'],
      ['set-aside', 'mailing-list'],
      ['contact', null],
    ]);
  });

  it('two programs that answer everything do not keep each other going', async () => {
    await comes(personMail({ from: 'loop@example.se', subject: 'Slinga' }));
    const [receipt] = await goes();
    // It answers ours without saying what it is; ours says nothing more, today or to what it says next.
    for (let round = 0; round < 3; round += 1)
      await comes(
        personMail({
          from: 'loop@example.se',
          subject: `Sv: ${receipt?.subject}`,
          more: [`In-Reply-To: ${receipt?.messageId}`],
        }),
      );
    smtp.received.length = 0;
    expect(await goes()).toEqual([]);
    expect(await textsOf(await visitOf('Slinga'))).toHaveLength(4);
  });
});

describe('what belongs together', () => {
  it('an answer to ours joins its contact, whoever sends it and whatever the subject says', async () => {
    await comes(personMail({ from: 'gun@example.se', subject: 'Tråd' }));
    const [receipt] = await goes();
    await comes(
      personMail({
        from: 'gun.hemma@example.se',
        subject: 'något helt annat',
        body: 'Mer.',
        more: [`References: <x@y> ${receipt?.messageId}`],
      }),
    );
    const visit = await visitOf('Tråd');
    expect((await textsOf(visit)).map(({ body }) => body.slice(0, 4))).toEqual(['Hej!', 'Mer.']);
  });

  it('the reference in the subject or in the address joins; the sender alone never does', async () => {
    const from = 'hugo@example.se';
    await comes(personMail({ from, subject: 'Referens' }));
    const visit = await visitOf('Referens');
    const reference = await referenceOf(visit);
    await comes(
      personMail({ from, subject: `Fråga om ${reference.toLowerCase()}` }),
      personMail({
        from,
        subject: 'via adress',
        to: `kontakt+${reference.replace('-', '').toLowerCase()}@example.se`,
      }),
      personMail({ from, subject: 'En annan fråga' }),
    );
    expect(await textsOf(visit)).toHaveLength(3);
    expect(await visitOf('En annan fråga')).not.toBe(visit);
  });

  it('a reference of another office joins nothing', async () => {
    const other = await look(world, (db) =>
      db.one<{ reference: string }>(sql`
        insert into visit (office_id, channel, opened_at, opened_on) values (${world.ids.offices.visby}, 'email', now(), current_date) returning reference`),
    );
    await comes(personMail({ from: 'ida@example.se', subject: `Gissning ${other.reference}` }));
    const visit = await visitOf(`Gissning ${other.reference}`);
    expect(await referenceOf(visit)).not.toBe(other.reference);
  });

  it('an answer to the receipt of a promise comes to the contact, from the office’s own address', async () => {
    const alva = await contextOf(world, 'alva@example.se');
    const person = PersonSchema.parse({ email: 'siv@example.se', mayMail: true });
    const { id, reference } = await openContact(
      alva,
      { officeId: world.ids.offices.haninge as number, channel: 'phone' },
      person,
    );
    const receipt = (await goes()).find(({ to }) => to.includes('siv@example.se'));
    expect(receipt?.subject).toContain(reference);
    expect(receipt?.from).toMatchObject({ address: 'kontakt@example.se', name: 'Servicekontoret i Haninge' });
    await comes(
      personMail({
        from: 'siv@example.se',
        subject: 'Tack',
        body: 'Ring efter tre',
        more: [`In-Reply-To: ${receipt?.messageId}`],
      }),
    );
    expect(await textsOf(id)).toMatchObject([{ direction: 'in', body: 'Ring efter tre' }]);
  });

  it('what comes to a closed contact is a new one that came back of it', async () => {
    await comes(personMail({ from: 'jon@example.se', subject: 'Stängt' }));
    const visit = await visitOf('Stängt');
    const reference = await referenceOf(visit);
    const ctx = await contextOf(world, 'alva@example.se');
    await closeContact(ctx, visit, 'answered');
    await comes(personMail({ from: 'jon@example.se', subject: `Igen ${reference}` }));
    const again = await visitOf(`Igen ${reference}`);
    const back = await look(world, (db) =>
      db.one<{ of: string }>(sql`select came_back_of as of from visit where id = ${again}`),
    );
    expect(back.of).toBe(visit);
  });
});

describe('an answer', () => {
  const ORIGIN = 'http://localhost';
  const answer = async (
    visit: string,
    to: string,
    body = 'Du vänder dig till Skatteverket.',
    textId: string = randomUUID(),
  ) => {
    await answerByMail(
      await contextOf(world, 'alva@example.se'),
      visit,
      { to, body, textId },
      { origin: ORIGIN },
    );
    return textId;
  };

  it('goes from the office to the person, in the conversation, and the answer to it comes back', async () => {
    await comes(personMail({ from: 'Kim <kim@example.se>', subject: 'Fråga', id: 'fraga1@example.se' }));
    await goes();
    smtp.received.length = 0;
    const visit = await visitOf('Fråga');
    const textId = await answer(visit, 'kim@example.se');
    await answer(visit, 'kim@example.se', 'Du vänder dig till Skatteverket.', textId);
    const sent = only(await goes());
    const reference = await referenceOf(visit);
    expect(sent).toMatchObject({
      to: ['kim@example.se'],
      subject: `Sv: Fråga [${reference}]`,
      inReplyTo: '<fraga1@example.se>',
      from: { address: 'kontakt@example.se', name: 'Servicekontoret i Haninge' },
    });
    expect(sent.text).toContain('Du vänder dig till Skatteverket.');
    // The first answer asks how the help was, and no other.
    const [address = ''] = /http:\/\/localhost\/tyck\/\S+/.exec(sent.text ?? '') ?? [];
    const survey = await world.as(null, address.replace(ORIGIN, ''));
    expect([survey.status, await survey.text()]).toEqual([
      200,
      expect.stringContaining('Servicekontoret i Haninge'),
    ]);
    expect(header(sent, 'auto-submitted')).toBeUndefined();
    await comes(
      personMail({
        from: 'kim@example.se',
        subject: 'Re: Fråga',
        body: 'Tack!',
        more: [`In-Reply-To: ${sent.messageId}`],
      }),
    );
    expect((await textsOf(visit)).map(({ direction }) => direction)).toEqual(['in', 'out', 'in']);
    smtp.received.length = 0;
    await answer(visit, 'kim@example.se', 'Varsågod.');
    const second = only(await goes());
    expect(second.text).toContain('Varsågod.');
    expect(second.text).not.toContain('/tyck/');
    const { mails } = await mailOfContact(await contextOf(world, 'alva@example.se'), visit);
    expect(mails.map(({ direction, state }) => `${direction} ${state}`).toSorted()).toEqual([
      'in contact',
      'in thread',
      'out sent',
      'out sent',
      'out sent',
    ]);
  });

  it('carries files, of the type that they are; not what runs as a program, nor more than 25 MB', async () => {
    await comes(personMail({ from: 'pia@example.se', subject: 'Skicka blanketten' }));
    await goes();
    smtp.received.length = 0;
    const visit = await visitOf('Skicka blanketten');
    const officer = await contextOf(world, 'alva@example.se');
    const send = (files: readonly File[]) =>
      answerByMail(
        officer,
        visit,
        { to: 'pia@example.se', body: 'Här är den.', textId: randomUUID() },
        { files, origin: ORIGIN },
      );
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    );
    for (const [file, code] of [
      [new File(['MZ'], 'blankett.exe', { type: 'application/octet-stream' }), 'file-is-a-program'],
      [new File(['<html>'], 'bild.png', { type: 'image/png' }), 'file-is-other'],
      [new File([], 'tom.txt', { type: 'text/plain' }), 'file-empty'],
      [new File([Buffer.alloc(25 * 1024 * 1024 + 1)], 'stor.txt', { type: 'text/plain' }), 'files-too-large'],
    ] as const)
      await expect(send([file]), code).rejects.toMatchObject({ errors: [{ field: 'bilagor', code }] });
    expect(await goes()).toEqual([]);
    expect(await textsOf(visit)).toHaveLength(1);
    await send([
      new File([png], '../../blankett åäö.png', { type: 'image/png' }),
      new File(['a;b'], 'lista.csv', { type: 'text/csv' }),
      new File([], ''),
    ]);
    const sent = only(await goes());
    expect(sent.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['blankett åäö.png', 'image/png'],
      ['lista.csv', 'text/csv'],
    ]);
    expect(Buffer.from(sent.attachments[0]!.content as ArrayBuffer).equals(png)).toBe(true);
    const { mails } = await mailOfContact(officer, visit);
    const out = mails.find(({ why }) => why === 'contact-answer')!;
    expect(out.attachments.map(({ name }) => name)).toEqual(['blankett åäö.png', 'lista.csv']);
    expect((await attachmentOf(officer, visit, out.id, 0)).content.equals(png)).toBe(true);
    await expect(
      attachmentOf(await contextOf(world, 'cim@example.se'), visit, out.id, 0),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes to nobody who has not written in the contact', async () => {
    await comes(personMail({ from: 'lo@example.se', subject: 'Bara Lo' }));
    const visit = await visitOf('Bara Lo');
    await goes();
    smtp.received.length = 0;
    await expect(answer(visit, 'annan@example.se')).rejects.toMatchObject({ code: 'invalid' });
    expect(await textsOf(visit)).toHaveLength(1);
    expect(await goes()).toEqual([]);
  });

  it('is not to be read or answered at another office', async () => {
    await comes(personMail({ from: 'moa@example.se', subject: 'Haninges' }));
    const visit = await visitOf('Haninges');
    const cim = await contextOf(world, 'cim@example.se');
    await expect(
      answerByMail(
        cim,
        visit,
        { to: 'moa@example.se', body: 'Hej', textId: randomUUID() },
        { origin: ORIGIN },
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(mailOfContact(cim, visit)).rejects.toThrow();
  });

  it('that does not arrive is told at the contact, by what the server said', async () => {
    await comes(personMail({ from: 'nils@example.se', subject: 'Studs' }));
    const visit = await visitOf('Studs');
    await goes();
    smtp.received.length = 0;
    await answer(visit, 'nils@example.se');
    const sent = only(await goes());
    const about = sent.messageId?.replace(/[<>]/g, '') ?? '';
    // One that names somebody else is not believed when it could be about another; a delay is no failure.
    await comes(bounce({ about, recipient: 'nils@example.se', action: 'delayed' }));
    const state = async () =>
      (await mailOfContact(await contextOf(world, 'alva@example.se'), visit)).mails.filter(
        ({ why }) => why === 'contact-answer',
      );
    expect(only(await state())).toMatchObject({ state: 'sent' });
    await comes(bounce({ about, recipient: 'nils@example.se' }));
    expect(only(await state())).toMatchObject({
      state: 'failed',
      said: expect.stringContaining('User unknown'),
    });
    smtp.received.length = 0;
    expect(await goes()).toEqual([]);
  });

  it('that an old server sends back as text is told of too', async () => {
    await comes(personMail({ from: 'nora@example.se', subject: 'Gammal studs' }));
    const visit = await visitOf('Gammal studs');
    await goes();
    smtp.received.length = 0;
    await answer(visit, 'nora@example.se');
    const sent = only(await goes());
    await comes(
      mail(
        [
          'Return-Path: <>',
          'From: MAILER-DAEMON@mx.example.se',
          'To: kontakt@example.se',
          'Subject: failure notice',
        ],
        `Hi. This is the qmail-send program at mx.example.se.\r\n\r\n<nora@example.se>:\r\nSorry, no mailbox here by that name.\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nFrom: kontakt@example.se\r\nMessage-ID: ${sent.messageId}\r\n\r\nHej\r\n`,
      ),
    );
    const { mails } = await mailOfContact(await contextOf(world, 'alva@example.se'), visit);
    expect(only(mails.filter(({ why }) => why === 'contact-answer'))).toMatchObject({ state: 'failed' });
  });

  it('waits while the mail server is down for a day, and arrives once', async () => {
    await comes(personMail({ from: 'olle@example.se', subject: 'Dygnet' }));
    const visit = await visitOf('Dygnet');
    await goes();
    const settings = smtp.settings();
    const { port } = smtp;
    await smtp.stop();
    await answer(visit, 'olle@example.se');
    const ending = new AbortController().signal;
    for (let hour = 1; hour <= 24; hour += 1)
      await sendDueMail({
        pool: world.database.pool,
        mail: settings,
        clock: () => Temporal.Now.instant().add({ hours: hour }),
        ending,
      });
    smtp = await startMailServer({ port });
    for (let hour = 25; hour <= 27; hour += 1)
      await sendDueMail({
        pool: world.database.pool,
        mail: settings,
        clock: () => Temporal.Now.instant().add({ hours: hour }),
        ending,
      });
    expect(smtp.received.filter(({ to }) => to[0] === 'olle@example.se')).toHaveLength(1);
  });
});

describe('bounces of nothing of ours', () => {
  it('are set aside', async () => {
    await comes(
      bounce({ about: 'okand@example.se' }),
      bounce({ about: '0199f000-0000-7000-8000-000000000000@example.se' }),
    );
    expect((await came(world)).slice(-2).map(({ state, why }) => `${state} ${why}`)).toEqual([
      'set-aside unknown-bounce',
      'set-aside unknown-bounce',
    ]);
  });
});

it('attachments are of the type that their bytes show; a program is never handed out', async () => {
  const png = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
    'hex',
  );
  const part = (name: string, type: string, bytes: Buffer) =>
    [
      [
        `Content-Type: ${type}; name="${name}"`,
        'Content-Transfer-Encoding: base64',
        `Content-Disposition: attachment; filename="${name}"`,
      ],
      bytes.toString('base64'),
    ] as const;
  const exe = Buffer.concat([
    Buffer.from('MZ'),
    Buffer.alloc(58),
    Buffer.from([0x40, 0, 0, 0]),
    Buffer.from('PE\0\0'),
    Buffer.alloc(400),
  ]);
  await comes(
    mail(
      [
        'From: pia@example.se',
        'Subject: Bilagor',
        'Message-ID: <bilagor@example.se>',
        'Date: Wed, 18 Nov 2026 09:12:00 +0100',
        'Content-Type: multipart/mixed; boundary="b"',
      ],
      multipart('b', [
        [['Content-Type: text/plain'], 'Se bilagor'],
        part('bild.png', 'image/png', png),
        part('faktura.pdf', 'application/pdf', exe),
        part('brev.pdf', 'application/pdf', Buffer.from('<html><script>alert(1)</script></html>')),
        part('makro.docm', 'application/octet-stream', Buffer.from('PK')),
      ]),
    ),
  );
  const { mails } = await mailOfContact(await contextOf(world, 'alva@example.se'), await visitOf('Bilagor'));
  expect(
    mails[0]?.attachments.map(({ name, mediaType, dangerous, otherThanSaid }) => ({
      name,
      mediaType,
      dangerous,
      otherThanSaid,
    })),
  ).toEqual([
    { name: 'bild.png', mediaType: 'image/png', dangerous: false, otherThanSaid: false },
    { name: 'faktura.pdf', mediaType: 'application/x-msdownload', dangerous: true, otherThanSaid: true },
    { name: 'brev.pdf', mediaType: 'text/html', dangerous: false, otherThanSaid: true },
    { name: 'makro.docm', mediaType: 'application/octet-stream', dangerous: true, otherThanSaid: false },
  ]);
});
