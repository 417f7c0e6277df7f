import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deliveredAgain, mail, personMail } from '../test-mails.ts';
import { mailAddress } from './address.ts';
import { whatMakesItOne } from './same-mail.ts';
import { answerSubject, messageIds, pointersOf, subjectWithout } from './thread.ts';

const OURS = ['kontakt@example.se'];
const empty = { inReplyTo: [], references: [], subject: '', recipients: [] };

describe('what a mail belongs to', () => {
  const cases = [
    ['nothing', { ...empty, subject: 'Fråga om 2026-2027', recipients: OURS }, ['2026-2027']],
    [
      'the parent before its ancestors, the newest first',
      { ...empty, inReplyTo: ['c'], references: ['a', 'b', 'c'] },
      ['c', 'b', 'a'],
    ],
    [
      'the address before the subject',
      { ...empty, subject: 'Sv: Flytt [K7QM-2XPA]', recipients: ['kontakt+abcd2345@example.se'] },
      ['ABCD-2345', 'K7QM-2XPA'],
    ],
    ['a reference as people write it', { ...empty, subject: 'ang. k7qm–2xpa tack' }, ['K7QM-2XPA']],
    [
      'a reference without its hyphen, and no word',
      { ...empty, subject: 'angående k7qm2xpa, från Stockholm' },
      ['K7QM-2XPA'],
    ],
    ['not a part of something longer', { ...empty, subject: '20260101-2345, K7QM-2XPAX' }, []],
    ['not the plus of somebody else', { ...empty, recipients: ['annan+abcd2345@example.se'] }, []],
  ] as const;
  for (const [name, asked, expected] of cases)
    it(name, () => {
      expect(pointersOf(asked, OURS).map((p) => (p.by === 'message-id' ? p.id : p.reference))).toEqual(
        expected,
      );
    });

  it('looks at no more than thirty Message-IDs', () => {
    expect(
      pointersOf({ ...empty, references: Array.from({ length: 5000 }, (_, n) => `${n}`) }, OURS),
    ).toHaveLength(30);
  });

  it('reads Message-IDs out of what programs write around them', () => {
    expect(messageIds(['<a@b> (comment)\r\n <c@d>,<e>', 'utan', '<>'])).toEqual(['a@b', 'c@d', 'e']);
  });
});

describe('subjects', () => {
  it('are the same through a conversation', () => {
    expect(subjectWithout('Sv: RE: Re[2]: VB: Flytt till Åre [K7QM-2XPA]')).toBe('Flytt till Åre');
    expect(answerSubject('Sv: Flytt [K7QM-2XPA]', 'K7QM-2XPA')).toBe('Sv: Flytt [K7QM-2XPA]');
    expect(answerSubject('', 'K7QM-2XPA')).toBe('Sv: [K7QM-2XPA]');
    expect(answerSubject('x'.repeat(999), 'K7QM-2XPA').length).toBeLessThan(180);
  });
});

describe('an address', () => {
  const cases = [
    ['Ada@Example.SE ', 'ada@example.se'],
    ['a.b+c@xn--lmhult-xxa.se', 'a.b+c@xn--lmhult-xxa.se'],
    ['ada@älmhult.se', 'ada@xn--lmhult-9ta.se'],
    ['ada@example.se, bo@example.se', null],
    ['ada@example.se\r\nBcc: bo@example.se', null],
    ['ada@example', null],
    ['"a b"@example.se', null],
    ['<ada@example.se>', null],
    ['@example.se', null],
    ['', null],
  ] as const;
  for (const [text, expected] of cases)
    it(JSON.stringify(text), () => {
      expect(mailAddress(text)).toBe(expected);
    });
});

describe('one mail', () => {
  const hash = (raw: Uint8Array) => {
    const digest = createHash('sha256');
    for (const bytes of whatMakesItOne(raw)) digest.update(bytes);
    return digest.digest('hex');
  };
  it('is one however often a server delivers it', () => {
    const raw = personMail();
    expect(hash(deliveredAgain(raw))).toBe(hash(raw));
    expect(hash(deliveredAgain(deliveredAgain(raw)))).toBe(hash(raw));
  });
  it('is another when it is sent again, or when somebody takes its Message-ID for another text', () => {
    const raw = personMail({ id: 'x@example.se' });
    expect(hash(personMail({ id: 'y@example.se' }))).not.toBe(hash(raw));
    expect(hash(personMail({ id: 'x@example.se', body: 'annat' }))).not.toBe(hash(raw));
    expect(hash(personMail({ id: 'x@example.se', from: 'bo@example.se' }))).not.toBe(hash(raw));
  });
  it('without Message-ID and Date is only itself', () => {
    const one = mail(['From: a@example.se', 'Received: 1'], 'x');
    expect(hash(mail(['From: a@example.se', 'Received: 2'], 'x'))).not.toBe(hash(one));
  });
});
