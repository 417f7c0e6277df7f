import { endOfHead } from './rules/same-mail.ts';

/** A mail as it comes over the wire. Header lines as given; the body as text or as bytes. */
export function mail(headers: readonly string[], body: string | Uint8Array = 'Hej!\r\n'): Buffer {
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

let number = 0;
/** An ordinary mail of a person, with what is given instead. */
export function personMail({
  from = 'Ada Provlund <ada@example.se>',
  to = 'kontakt@example.se',
  subject = 'Var anmäler jag flytt?',
  id = `m${++number}.${Date.now()}@mail.example.se`,
  more = [] as readonly string[],
  body = 'Hej!\r\n\r\nJag har flyttat från Sala till Åre. Vart vänder jag mig?\r\n\r\nAda\r\n' as
    | string
    | Uint8Array,
} = {}): Buffer {
  return mail(
    [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Message-ID: <${id}>`,
      'Date: Wed, 18 Nov 2026 09:12:00 +0100',
      'MIME-Version: 1.0',
      ...(more.some((line) => /^content-type:/i.test(line))
        ? []
        : ['Content-Type: text/plain; charset=utf-8']),
      ...more,
    ],
    body,
  );
}

/** Parts with their own headers under one boundary. */
export function multipart(
  boundary: string,
  parts: readonly (readonly [readonly string[], string | Uint8Array])[],
): Buffer {
  return Buffer.concat([
    ...parts.flatMap(([headers, body]) => [
      Buffer.from(`--${boundary}\r\n`),
      mail(headers, body),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

/** What a server sends when it could not deliver a mail of ours (RFC 3464). */
export function bounce({
  to = 'samtjanst@example.se',
  about,
  recipient = 'ada@example.se',
  action = 'failed',
  id = `b${++number}.${Date.now()}@mx.example.se`,
}: {
  readonly to?: string;
  /** The Message-ID of the mail that it is about. */
  readonly about: string;
  readonly recipient?: string;
  readonly action?: string;
  readonly id?: string;
}): Buffer {
  return mail(
    [
      'From: Mail Delivery System <MAILER-DAEMON@mx.example.se>',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${id}>`,
      'Date: Wed, 18 Nov 2026 10:12:00 +0100',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"',
    ],
    multipart('dsn', [
      [
        ['Content-Type: text/plain; charset=us-ascii'],
        'I am sorry to have to inform you that your message could not be delivered.',
      ],
      [
        ['Content-Type: message/delivery-status'],
        `Reporting-MTA: dns; mx.example.se\r\nArrival-Date: Wed, 18 Nov 2026 10:11:00 +0100\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <${recipient}>: Recipient address\r\n    rejected: User unknown\r\n`,
      ],
      [['Content-Type: message/rfc822'], mail([`Message-ID: <${about}>`, 'Subject: Sv: Hej'], 'Svaret.\r\n')],
    ]),
  );
}

const html = (body: string) => personMail({ more: ['Content-Type: text/html; charset=utf-8'], body });

/** Mails that somebody might send on purpose, and that old programs send without meaning to. */
export const HOSTILE: Readonly<Record<string, Buffer>> = {
  'an empty mail': Buffer.alloc(0),
  'only line breaks': Buffer.from('\r\n\r\n\r\n'),
  'no headers at all': Buffer.from('bara text utan huvud'),
  'bytes that are no mail': Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) % 256)),
  'NUL in subject and body': personMail({ subject: 'a\0b', body: 'noll\0byte' }),
  'Latin-1 that says it is UTF-8': personMail({
    body: Buffer.from('Jag bor i Åmål, på Östra vägen', 'latin1'),
  }),
  'Latin-1 that says nothing': personMail({
    more: ['Content-Type: text/plain'],
    body: Buffer.from('Jag bor i Åmål, på Östra vägen', 'latin1'),
  }),
  'a charset that nobody knows': personMail({
    more: ['Content-Type: text/plain; charset=x-klingon'],
    body: 'Jag bor i Åmål, på Östra vägen',
  }),
  'raw Latin-1 in the subject': Buffer.from(
    'From: ada@example.se\r\nSubject: Flytt till Åre\r\n\r\nHej\r\n',
    'latin1',
  ),
  'lone surrogates': personMail({
    more: ['Content-Type: text/plain; charset=utf-16le'],
    body: Buffer.from([0x61, 0, 0, 0xd8, 0x62, 0]),
  }),
  'script in HTML': html(
    '<html><head><title>T</title><style>p{color:red}</style></head><body onload="alert(1)"><p>Hej <b>där</b></p><script>alert("x")</script><img src="https://spy.example.com/p.gif" onerror="alert(2)"><a href="javascript:alert(3)">klicka</a><a href="https://bank.example.com/x">din bank</a><iframe src="https://x.example.com"></iframe></body></html>',
  ),
  'HTML without end': html(`${'<div>'.repeat(50_000)}djupt`),
  'HTML of a million tags': html('<b>x</b>'.repeat(200_000)),
  'spaces in heaps': personMail({ body: `${' '.repeat(2_000_000)}x` }),
  'subject of a megabyte': personMail({ subject: 'å'.repeat(500_000) }),
  'header over two megabytes': mail([
    'From: ada@example.se',
    'Subject: stor',
    `X-Fill: ${'x'.repeat(3_000_000)}`,
  ]),
  'five thousand recipients': personMail({
    to: Array.from({ length: 5000 }, (_, n) => `Person ${n} <p${n}@example.se>`).join(',\r\n '),
  }),
  'thirty thousand references': personMail({
    more: [`References: ${Array.from({ length: 30_000 }, (_, n) => `<r${n}@example.se>`).join('\r\n ')}`],
  }),
  'line break in the sender': mail([
    'From: "Ada\r\n Bcc: offer@example.se" <ada@example.se>',
    'Subject: =?utf-8?Q?Hej=0D=0ABcc:_offer@example.se?=',
  ]),
  'parts within parts, sixty deep': personMail({
    more: ['Content-Type: multipart/mixed; boundary="b0"'],
    body: deep(60, 'mixed'),
  }),
  'alternatives within alternatives, forty deep': personMail({
    more: ['Content-Type: multipart/alternative; boundary="b0"'],
    body: deep(40, 'alternative'),
  }),
  'mails within mails, thirty deep': nested(30),
  'a boundary that never comes': personMail({
    more: ['Content-Type: multipart/mixed; boundary="borta"'],
    body: 'ingen gräns\r\n',
  }),
  'two thousand attachments': personMail({
    more: ['Content-Type: multipart/mixed; boundary="b"'],
    body: multipart(
      'b',
      Array.from(
        { length: 2000 },
        (_, n) => [[`Content-Disposition: attachment; filename="f${n}.txt"`], 'x'] as const,
      ),
    ),
  }),
  'names of files that lead out': personMail({
    more: ['Content-Type: multipart/mixed; boundary="b"'],
    body: multipart('b', [
      [['Content-Disposition: attachment; filename="../../etc/passwd"'], 'x'],
      [['Content-Disposition: attachment; filename="C:\\\\Windows\\\\system32\\\\x.dll"'], 'x'],
      [["Content-Disposition: attachment; filename*=utf-8''faktura%E2%80%AEfdp.exe"], 'MZ'],
      [['Content-Disposition: attachment; filename="a\u0000b\r\n.txt"'], 'x'],
      [['Content-Disposition: attachment; filename=""'], 'x'],
    ]),
  }),
  'broken base64': personMail({
    more: ['Content-Type: application/pdf; name="a.pdf"', 'Content-Transfer-Encoding: base64'],
    body: '%%%=== inte base64 åäö',
  }),
};

function deep(levels: number, kind: 'mixed' | 'alternative'): Buffer {
  let body: Buffer = multipart(`b${levels}`, [[['Content-Type: text/plain'], 'innerst']]);
  for (let level = levels - 1; level >= 0; level -= 1)
    body = multipart(`b${level}`, [
      [['Content-Type: text/html'], '<p>yttre</p>'],
      [[`Content-Type: multipart/${kind}; boundary="b${level + 1}"`], body],
    ]);
  return body;
}

function nested(levels: number): Buffer {
  let inner = personMail({ subject: 'Innersta mejlet', body: 'innerst' });
  for (let level = 0; level < levels; level += 1)
    inner = personMail({
      subject: `Vidarebefordrat ${level}`,
      more: [`Content-Type: multipart/mixed; boundary="n${level}"`],
      body: multipart(`n${level}`, [
        [['Content-Type: text/plain; charset=utf-8'], `Se nedan, nivå ${level}`],
        [['Content-Type: message/rfc822'], inner],
      ]),
    });
  return inner;
}

/** The same mail as a server delivers it a second time: with its own traces before it. */
export function deliveredAgain(raw: Uint8Array): Buffer {
  const head = Buffer.from(raw.subarray(0, endOfHead(raw)));
  return Buffer.concat([
    Buffer.from(
      `Return-Path: <ada@example.se>\r\nReceived: from mx${++number}.example.se by in.example.se; Wed, 18 Nov 2026 09:13:${10 + (number % 50)} +0100\r\n`,
    ),
    head,
    Buffer.from(raw.subarray(endOfHead(raw))),
    Buffer.from('\r\n'),
  ]);
}
