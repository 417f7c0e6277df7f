import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.ts';
import { charsetOf } from './rules/charset.ts';
import { unflowed } from './rules/flowed.ts';
import { kindOf } from './rules/kind.ts';
import { bounce, mail, multipart, personMail } from './test-mails.ts';

const OURS = ['kontakt@example.se'];
const read = (type: string, body: string | Uint8Array, more: readonly string[] = []) =>
  readMail(personMail({ more: [`Content-Type: ${type}`, ...more], body }));

describe('characters', () => {
  const utf8 = Buffer.from('Är det öppet på lördag? 100 €');
  const western = Buffer.from('Är det öppet på lördag', 'latin1');
  const utf16 = Buffer.from('Är det öppet', 'utf16le');
  for (const [said, bytes, charset, guessed] of [
    ['iso-8859-1', utf8, 'utf-8', true],
    ['windows-1252', utf8, 'utf-8', true],
    ['iso-8859-1', western, 'iso-8859-1', false],
    ['iso-8859-1', Buffer.from('bara ASCII'), 'iso-8859-1', false],
    ['koi8-r', utf8, 'koi8-r', false],
    ['utf-8', western, 'windows-1252', true],
    ["'UTF-8'", utf8, 'utf-8', false],
    ['utf-16', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), 'utf-16be', false],
    ['utf-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le', false],
    ['', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le', true],
  ] as const)
    it(`said to be ${said || 'nothing'}: read as ${charset}`, () => {
      expect(charsetOf(said, bytes)).toEqual({ charset, guessed });
    });
});

describe('format=flowed', () => {
  for (const [name, sent, delSp, seen] of [
    ['lines that go on', 'Jag har flyttat \ntill Åre.\nHej', false, 'Jag har flyttat till Åre.\nHej'],
    ['quotations', '> Var bor \n> du?\n>> Hej \n>> du\nI Åre', false, '> Var bor du?\n>> Hej du\nI Åre'],
    ['a quotation that ends in a space', '> Var bor \nI Åre', false, '> Var bor \nI Åre'],
    ['a signature', 'Hej \n-- \nAda', false, 'Hej \n-- \nAda'],
    ['a word that was broken', 'försäk \nring', true, 'försäkring'],
    ['a line that begins with >', ' > 5 år', false, '> 5 år'],
  ] as const)
    it(name, () => {
      expect(unflowed(sent, delSp)).toBe(seen);
    });

  it('is how the text of such a mail is read', async () => {
    const { text } = await read(
      'text/plain; charset=utf-8; format=flowed',
      '> Var bor \r\n> du?\r\nI \r\nÅre\r\n',
    );
    expect(text).toBe('> Var bor du?\nI Åre');
  });
});

describe('HTML', () => {
  const html = (body: string) => read('text/html; charset=utf-8', body);

  it('cells stand apart and rows on lines of their own', async () => {
    const { text } = await html(
      '<table><tr><th>Månad</th><th>Belopp</th></tr><tr><td>1</td><td>250</td></tr></table>',
    );
    expect(text).toBe('Månad Belopp\n1 250');
  });

  it('a picture written out in it takes no room from the text', async () => {
    const picture = `<img src="data:image/png;base64,${'A'.repeat(1_200_000)}">`;
    expect(await html(`<p>före</p>${picture}<p>efter</p>`)).toMatchObject({
      text: 'före\n\nefter',
      notes: ['html-only'],
    });
  });

  it('what was not read of it is told', async () => {
    expect((await html(`${'<div>'.repeat(300)}innerst`)).notes).toContain('cut');
    expect((await html(`${'<p>rad</p>'.repeat(110_000)}sist`)).notes).toContain('cut');
  });
});

describe('parts', () => {
  it('that nothing divides leave the head, and it is told', async () => {
    expect(await read('multipart/mixed', 'text utan gräns\r\n')).toMatchObject({
      text: '',
      notes: ['not-taken-apart'],
    });
  });

  it('a type that is none, and a kind of text that few know, are text', async () => {
    for (const type of ['text', 'text/markdown; charset=utf-8'])
      expect(await read(type, 'Hej från Åre')).toMatchObject({ text: 'Hej från Åre', attachments: [] });
  });

  it('a mail that is sealed says so', async () => {
    const sealed = await read('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', 'MIIB', [
      'Content-Transfer-Encoding: base64',
    ]);
    expect(sealed).toMatchObject({ text: '', notes: ['sealed'] });
    const signed = await read(
      'multipart/signed; protocol="application/pkcs7-signature"; boundary="b"',
      multipart('b', [
        [['Content-Type: text/plain'], 'Hej'],
        [['Content-Type: application/pkcs7-signature; name="smime.p7s"'], 'MIIB'],
      ]),
    );
    expect(signed).toMatchObject({ text: 'Hej', notes: [] });
  });

  it('no id has a character that the database cannot hold', async () => {
    const { inReplyTo, references } = await read('text/plain', 'Hej', [
      'In-Reply-To: <a\0b@example.se>',
      'References: <c\0d@example.se> <e@example.se>',
    ]);
    expect({ inReplyTo, references }).toEqual({ inReplyTo: [], references: ['e@example.se'] });
  });
});

describe('programs', () => {
  it('yes to an invitation, as it is sent beside a text', async () => {
    const { facts } = await read(
      'multipart/alternative; boundary="b"',
      multipart('b', [
        [['Content-Type: text/plain'], 'Ada Provlund har tackat ja'],
        [['Content-Type: text/calendar; charset=utf-8; method=REPLY'], 'BEGIN:VCALENDAR'],
      ]),
    );
    expect(kindOf(facts, OURS)).toEqual({ kind: 'automatic', why: 'calendar-answer' });
  });

  it('an invitation is somebody’s', async () => {
    const { facts } = await read('text/calendar; method=REQUEST', 'BEGIN:VCALENDAR');
    expect(kindOf(facts, OURS).kind).toBe('person');
  });

  const wrapped = (more: readonly string[]) => {
    const inner = bounce({ about: 'x1@example.se' }).toString('latin1');
    const [, report = ''] = /\r\n(Content-Type: multipart\/report[\s\S]*)$/.exec(inner) ?? [];
    return readMail(
      mail(
        [
          'From: postmaster@mx.example.se',
          'Subject: Olevererbart',
          ...more,
          'MIME-Version: 1.0',
          'Content-Type: multipart/mixed; boundary="yttre"',
        ],
        `--yttre\r\n${report}\r\n--yttre\r\nContent-Type: text/plain\r\n\r\nKonfidentiellt\r\n--yttre--\r\n`,
      ),
    );
  };

  it('a report that something on the way has put a part around is a report', async () => {
    const { facts, report } = await wrapped(['Return-Path: <>']);
    expect(kindOf(facts, OURS)).toEqual({ kind: 'bounce', why: 'not-delivered' });
    expect(report?.about).toEqual(['x1@example.se']);
  });

  it('a person who passes one on is a person', async () => {
    const { facts } = await wrapped(['Return-Path: <ada@example.se>']);
    expect(kindOf(facts, OURS).kind).toBe('person');
  });

  it('what a postmaster sends without a way back could not be delivered', async () => {
    const raw = mail(['Return-Path: <>', 'From: postmaster@mx.example.se', 'Subject: Undeliverable'], 'Hej');
    expect(kindOf((await readMail(raw)).facts, OURS)).toEqual({ kind: 'bounce', why: 'not-delivered' });
  });
});
