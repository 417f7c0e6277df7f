import { describe, expect, it } from 'vitest';
import { kindOf, type MailFacts, noReceiptBecause } from './kind.ts';

const OURS = ['kontakt@example.se', 'samtjanst@example.se'];

function facts(headers: Readonly<Record<string, string>>, more: Partial<MailFacts> = {}): MailFacts {
  return {
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    from: 'ada@example.se',
    subject: 'Fråga',
    recipients: 1,
    report: null,
    actions: [],
    answersInvitation: false,
    ...more,
  };
}

const CASES: readonly (readonly [string, MailFacts, string, ReturnType<typeof noReceiptBecause>])[] = [
  ['a person', facts({}), 'person', null],
  ['RFC 3834: no', facts({ 'auto-submitted': 'no' }), 'person', null],
  [
    'RFC 3834: auto-replied',
    facts({ 'auto-submitted': 'auto-replied (vacation)' }),
    'automatic auto-submitted',
    'not-a-person',
  ],
  [
    'RFC 3834: auto-generated, as it likes to be written',
    facts({ 'auto-submitted': ' Auto-Generated; x=1' }),
    'automatic auto-submitted',
    'not-a-person',
  ],
  ['an older out-of-office', facts({ 'x-autoreply': 'yes' }), 'automatic auto-submitted', 'not-a-person'],
  ['Precedence: bulk', facts({ precedence: 'Bulk' }), 'automatic bulk', 'not-a-person'],
  ['Precedence: list', facts({ precedence: 'list' }), 'automatic mailing-list', 'not-a-person'],
  ['Precedence: first-class', facts({ precedence: 'first-class' }), 'person', null],
  ['a mailing list', facts({ 'list-id': '<nyheter.example.se>' }), 'automatic mailing-list', 'not-a-person'],
  ['an empty return path', facts({ 'return-path': '<>' }), 'automatic null-sender', 'not-a-person'],
  ['a return path', facts({ 'return-path': '<ada@example.se>' }), 'person', null],
  ['our own', facts({}, { from: 'kontakt@example.se' }), 'automatic own-mail', 'not-a-person'],
  [
    'not delivered',
    facts({}, { report: 'delivery-status', actions: ['failed'] }),
    'bounce not-delivered',
    'not-a-person',
  ],
  [
    'one of two not delivered',
    facts({}, { report: 'delivery-status', actions: ['relayed', 'failed'] }),
    'bounce not-delivered',
    'not-a-person',
  ],
  [
    'delayed',
    facts({}, { report: 'delivery-status', actions: ['delayed'] }),
    'automatic delivery-report',
    'not-a-person',
  ],
  ['read', facts({}, { report: 'disposition-notification' }), 'automatic read-receipt', 'not-a-person'],
  ['abuse', facts({}, { report: 'feedback-report' }), 'automatic abuse-report', 'not-a-person'],
  ['an old bounce', facts({}, { from: 'mailer-daemon@example.se' }), 'bounce not-delivered', 'not-a-person'],
  [
    'an old bounce as it comes: with an empty return path, and said to be automatic',
    facts({ 'return-path': '<>', 'auto-submitted': 'auto-replied' }, { from: 'mailer-daemon@example.se' }),
    'bounce not-delivered',
    'not-a-person',
  ],
  [
    'a server that names who it could not reach',
    facts({ 'return-path': '<>', 'x-failed-recipients': 'ada@example.se' }, { from: 'post@mx.example.se' }),
    'bounce not-delivered',
    'not-a-person',
  ],
  [
    'an old server that still tries',
    facts(
      { 'return-path': '<>' },
      { from: 'mailer-daemon@example.se', subject: 'Warning: message delayed 24 hours' },
    ),
    'automatic null-sender',
    'not-a-person',
  ],
  [
    'Exchange: no automatic answers',
    facts({ 'x-auto-response-suppress': 'DR, OOF, AutoReply' }),
    'person',
    'asked-not-to',
  ],
  ['Exchange: none suppressed', facts({ 'x-auto-response-suppress': 'None' }), 'person', null],
  ['nobody reads there', facts({}, { from: 'no-reply@example.se' }), 'person', 'nobody-reads'],
  ['nobody reads there, in Swedish', facts({}, { from: 'svara_inte@example.se' }), 'person', 'nobody-reads'],
  ['Noreen is somebody', facts({}, { from: 'noreen@example.se' }), 'person', null],
  ['no sender', facts({}, { from: null }), 'person', 'no-address'],
  [
    'a newsletter that does not say so',
    facts({ 'list-unsubscribe': '<mailto:x@example.se>' }),
    'person',
    'sent-to-many',
  ],
  ['five thousand recipients', facts({}, { recipients: 5000 }), 'person', 'sent-to-many'],
  [
    'an automatic answer that does not say so',
    facts({}, { subject: 'Automatiskt svar: Hej' }),
    'person',
    'looks-automatic',
  ],
  ['a question about automatic answers', facts({}, { subject: 'Varför fick jag autosvar?' }), 'person', null],
  ['spam', facts({ 'x-spam-flag': 'YES' }), 'person', 'withheld'],
];

describe('RFC 3834, 3464: what a mail is, and whether a program may answer it', () => {
  for (const [name, mail, kind, receipt] of CASES)
    it(name, () => {
      const { kind: found, why } = kindOf(mail, OURS);
      expect([found, why].filter((each) => each !== null).join(' ')).toBe(kind);
      expect(noReceiptBecause(mail, OURS)).toBe(receipt);
    });
});
