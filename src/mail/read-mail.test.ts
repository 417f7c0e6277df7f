import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.ts';
import { bounce, HOSTILE, multipart, personMail } from './test-mails.ts';

const hostile = (name: string) => readMail(HOSTILE[name] ?? Buffer.alloc(0));

describe('any mail', () => {
  for (const [name, raw] of Object.entries(HOSTILE))
    it(`is read or told about, and can be stored: ${name}`, async () => {
      const read = await readMail(raw);
      const stored = JSON.stringify([
        read.subject,
        read.text,
        read.from,
        read.attachments.map((a) => a.name),
      ]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what PostgreSQL and pages do not take
      expect(stored).not.toMatch(/\\u0000|[\u0000-\u0009\u202e]|\\ud[89a-f]/i);
      expect(read.text.length).toBeLessThanOrEqual(100_000);
      expect(read.subject).not.toMatch(/[\r\n]/);
      expect(read.attachments.length).toBeLessThanOrEqual(100);
      expect(read.recipients.length).toBeLessThanOrEqual(50);
      for (const { name: file } of read.attachments) expect(file).toMatch(/^[^/\\\r\n<>:"|?*]{1,120}$/);
    });
});

describe('characters', () => {
  for (const name of [
    'Latin-1 that says it is UTF-8',
    'Latin-1 that says nothing',
    'a charset that nobody knows',
  ])
    it(`${name}: read as what it is, and told`, async () => {
      const read = await hostile(name);
      expect(read.text).toBe('Jag bor i Åmål, på Östra vägen');
      expect(read.notes).toEqual(['charset-guessed']);
    });

  it('what is lost is told', async () => {
    const raw = Buffer.from('From: ada@example.se\r\nSubject: Flytt till =?utf-8?Q?=C5re?=\r\n\r\nHej\r\n');
    expect(await readMail(raw)).toMatchObject({
      subject: 'Flytt till �re',
      notes: ['characters-lost'],
    });
  });

  it('a line of the head that is Latin-1 is read as that, beside one that is UTF-8', async () => {
    expect(await hostile('raw Latin-1 in the subject')).toMatchObject({
      subject: 'Flytt till Åre',
      notes: ['charset-guessed'],
    });
    const raw = Buffer.concat([
      Buffer.from('From: Åsa Öberg <asa@example.se>\r\n'),
      Buffer.from('Subject: Fråga om bidrag\r\n\r\nHej\r\n', 'latin1'),
    ]);
    expect(await readMail(raw)).toMatchObject({ from: { name: 'Åsa Öberg' }, subject: 'Fråga om bidrag' });
  });

  it('an ordinary mail has no notes', async () => {
    expect(await readMail(personMail())).toMatchObject({
      subject: 'Var anmäler jag flytt?',
      from: { name: 'Ada Provlund', address: 'ada@example.se' },
      text: 'Hej!\n\nJag har flyttat från Sala till Åre. Vart vänder jag mig?\n\nAda',
      notes: [],
      attachments: [],
    });
  });
});

describe('HTML', () => {
  it('becomes what a person would read: nothing of what runs or fetches is left', async () => {
    const { text, notes } = await hostile('script in HTML');
    expect(text).toContain('Hej där');
    expect(text).toContain('din bank (https://bank.example.com/x)');
    expect(text).not.toMatch(/alert|spy\.example|<|color:red|iframe/);
    expect(notes).toEqual(['html-only']);
  });

  it('is not read when there is a plain text beside it', async () => {
    const raw = personMail({
      more: ['Content-Type: multipart/alternative; boundary="b"'],
      body: multipart('b', [
        [['Content-Type: text/plain; charset=utf-8'], 'Ren text åäö'],
        [['Content-Type: text/html; charset=utf-8'], '<p>HTML</p>'],
      ]),
    });
    expect(await readMail(raw)).toMatchObject({ text: 'Ren text åäö', notes: [] });
  });
});

describe('attachments', () => {
  it('names lead nowhere and hide nothing', async () => {
    const { attachments } = await hostile('names of files that lead out');
    expect(attachments.map(({ name }) => name)).toEqual([
      'passwd',
      'x.dll',
      'fakturafdp.exe',
      'ab',
      'bilaga-5',
    ]);
  });

  it('a mail in a mail is an attachment called by its subject, with all that is in it', async () => {
    const { attachments, text } = await hostile('mails within mails, thirty deep');
    expect(text).toBe('Se nedan, nivå 29');
    expect(attachments).toHaveLength(1);
    expect(attachments[0]).toMatchObject({ name: 'Vidarebefordrat 28.eml', said: 'message/rfc822' });
    expect(Buffer.from(attachments[0]?.bytes ?? []).toString()).toContain('innerst');
  });

  it('too many are told about', async () => {
    expect((await hostile('two thousand attachments')).notes).toEqual(['attachments-left']);
  });

  it('parts too deep to take apart leave the head', async () => {
    expect(await hostile('parts within parts, sixty deep')).toMatchObject({
      subject: 'Var anmäler jag flytt?',
      from: { address: 'ada@example.se' },
      text: '',
      notes: ['not-taken-apart'],
    });
  });

  it('letters in a head that is read alone stay what they are', async () => {
    const deep = Array.from(
      { length: 60 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    const raw = Buffer.from(`From: Åsa Öberg <asa@example.se>\r\nSubject: Frågan\r\n${deep.join('')}\r\nHej`);
    expect(await readMail(raw)).toMatchObject({
      from: { name: 'Åsa Öberg' },
      subject: 'Frågan',
      notes: ['not-taken-apart'],
    });
  });

  it('alternatives within alternatives are read once each', async () => {
    expect((await hostile('alternatives within alternatives, forty deep')).text).toBe('innerst');
  });
});

it('counts five thousand recipients and keeps fifty', async () => {
  const { facts, recipients } = await hostile('five thousand recipients');
  expect(facts.recipients).toBe(5000);
  expect(recipients).toHaveLength(50);
});

it('takes no header out of a folded or encoded one', async () => {
  const read = await hostile('line break in the sender');
  expect(read.facts.headers.get('bcc')).toBeUndefined();
  expect(read.from?.address).toBe('ada@example.se');
  expect(read.subject).toBe('Hej Bcc: offer@example.se');
});

it('a delivery report tells whom it is about, which mail, and why', async () => {
  const { report, facts } = await readMail(bounce({ about: 'x1@example.se' }));
  expect(facts).toMatchObject({ report: 'delivery-status', actions: ['failed'] });
  expect(report).toEqual({
    about: ['x1@example.se'],
    told: [
      {
        recipient: 'ada@example.se',
        action: 'failed',
        status: '5.1.1',
        said: '550 5.1.1 <ada@example.se>: Recipient address rejected: User unknown',
      },
    ],
  });
});
