import PostalMime, { addressParser, decodeWords, type Email } from 'postal-mime';
import { type Address, mailAddress } from './rules/address.ts';
import { charsetOf, withReadableHead } from './rules/charset.ts';
import { cleanText, fileName, LONGEST_TEXT, oneLine } from './rules/clean.ts';
import { readDeliveryStatus, reportedIds, type Told } from './rules/delivery-report.ts';
import { unflowed } from './rules/flowed.ts';
import { htmlToText } from './rules/html.ts';
import { isMailServer, isOfServer, type MailFacts } from './rules/kind.ts';
import { endOfHead } from './rules/same-mail.ts';
import { messageIds } from './rules/thread.ts';

/** What whoever reads the mail is told about the reading of it. */
export type Note =
  /** Its characters were not those that it says; read as the likeliest. */
  | 'charset-guessed'
  /** Characters that nobody can know stand as �. */
  | 'characters-lost'
  | 'html-only'
  /** Encrypted, or signed so that its text lies within (S/MIME, PGP): it is read nowhere here. */
  | 'sealed'
  | 'cut'
  /** It could not be taken apart: only its head was read, and it lies as it came. */
  | 'not-taken-apart'
  | 'attachments-left';

export interface ReadAttachment {
  readonly name: string;
  /** The type that the mail gives it. */
  readonly said: string;
  readonly bytes: Uint8Array;
}

export interface ReadMail {
  readonly facts: MailFacts;
  readonly messageId: string | null;
  readonly from: Address | null;
  /** Whom an answer goes to: `Reply-To`, or the sender. */
  readonly answerTo: Address | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Addresses that it was sent to, the first 50. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly ReadAttachment[];
  /** What a server says about a mail of ours, and which. */
  readonly report: { readonly told: readonly Told[]; readonly about: readonly string[] } | null;
  readonly notes: readonly Note[];
}

/** The most attachments that are kept beside the mail itself. */
const MOST_ATTACHMENTS = 100;
/** Deeper, and a mail is not taken apart. */
const DEEPEST = 50;

/** A part of a mail as postal-mime holds it. */
interface Part {
  readonly contentType: {
    parsed: { value: string; params: Record<string, string> };
    multipart: string | false;
  };
  readonly contentDisposition: {
    readonly parsed: { readonly value: string; readonly params: Record<string, string> };
  };
  readonly childNodes: readonly Part[];
  readonly content: ArrayBuffer | null;
  getTextContent(): string;
}

/**
 * Reads a mail as it came over the wire. Never throws for what a mail holds: what cannot be read is told in `notes`. What it
 * returns can be passed between threads.
 */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const parser = new PostalMime({ forceRfc822Attachments: true, maxNestingDepth: DEEPEST });
  try {
    const readable = withReadableHead(raw);
    const email = await parser.parse(readable);
    const { root } = parser as unknown as { readonly root: Part };
    // Parts that nothing divides: what is in it cannot be told apart.
    if (root.contentType.multipart !== false && root.childNodes.length === 0) return await readHead(raw);
    const read = understood(email, root);
    return readable === raw || read.notes.includes('charset-guessed')
      ? read
      : { ...read, notes: [...read.notes, 'charset-guessed'] };
  } catch {
    return readHead(raw);
  }
}

/** The head of a mail that cannot be taken apart: a mail without a body. */
export async function readHead(raw: Uint8Array): Promise<ReadMail> {
  const readable = withReadableHead(raw.subarray(0, endOfHead(raw)));
  const head = readable.subarray(0, 200_000);
  const email = await new PostalMime({ maxNestingDepth: 0 }).parse(withoutContent(head));
  return { ...understood(email, null), notes: ['not-taken-apart'] };
}

function withoutContent(head: Uint8Array): Uint8Array {
  // Byte for byte: what a TextDecoder calls latin1 is Windows', in which half an Å is an ellipsis.
  const kept = Array.from(head, (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) =>
      /^(from|to|cc|subject|date|message-id|in-reply-to|references|reply-to|return-path|auto-submitted|precedence|list-id|x-auto-response-suppress)\s*:/i.test(
        line,
      ),
    )
    .map((line) => line.slice(0, 5000));
  return Uint8Array.from(`${kept.join('\r\n')}\r\n\r\n`, (char) => char.charCodeAt(0));
}

function understood(email: Email, root: Part | null): ReadMail {
  const headers = new Map<string, string[]>();
  for (const { key, value } of email.headers) headers.set(key, [...(headers.get(key) ?? []), value]);
  const header = (name: string) => headers.get(name) ?? [];
  const notes = new Set<Note>();
  const body = root === null ? '' : bodyOf(root, notes);
  const text = cleanText(body.slice(0, LONGEST_TEXT * 4));
  if (text.length > LONGEST_TEXT || body.length > LONGEST_TEXT * 4) notes.add('cut');
  const subject = oneLine(email.subject ?? '', 300);
  if (text.includes('\ufffd') || subject.includes('\ufffd')) notes.add('characters-lost');
  const parts = root === null ? [] : leaves(root);
  if (text === '' && parts.some(({ part }) => isSealed(part))) notes.add('sealed');
  const attachments = parts.filter(({ part }) => isAttachment(part));
  if (attachments.length > MOST_ATTACHMENTS) notes.add('attachments-left');
  const from = addresses(header('from'))[0] ?? addresses(header('sender'))[0] ?? null;
  const sentTo = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'].map((name) =>
    addresses(header(name)),
  );
  const report = root === null ? null : reportIn(root, isOfServer(headers, from?.address ?? null));
  const told = parts
    .filter(({ part }) =>
      ['message/delivery-status', 'message/global-delivery-status'].includes(part.contentType.parsed.value),
    )
    .flatMap(({ part }) => readDeliveryStatus(part.getTextContent().slice(0, 200_000)));
  return {
    facts: {
      headers,
      from: from?.address ?? null,
      subject,
      recipients: (sentTo[0]?.length ?? 0) + (sentTo[1]?.length ?? 0),
      report,
      actions: told.map(({ action }) => action),
      answersInvitation: parts.some(({ part }) => isCalendarAnswer(part)),
    },
    messageId: messageIds(header('message-id'))[0] ?? null,
    from,
    answerTo: addresses(header('reply-to'))[0] ?? from,
    inReplyTo: messageIds(header('in-reply-to')).slice(0, 10),
    references: messageIds(header('references')).slice(-100),
    recipients: [...new Set(sentTo.flat().map(({ address }) => address))].slice(0, 50),
    subject,
    text: text.slice(0, LONGEST_TEXT).toWellFormed(),
    attachments: attachments.slice(0, MOST_ATTACHMENTS).map(({ part }, index) => attachmentOf(part, index)),
    report:
      report === 'delivery-status' || told.length > 0 || isMailServer(from?.address ?? null)
        ? { told, about: parts.flatMap(({ part }) => returnedIds(part)) }
        : null,
    notes: [...notes],
  };
}

/** What kind of report it is (RFC 6522); of what a server wrote also when something on the way has put a part around it. */
function reportIn(part: Part, within: boolean): string | null {
  const { value, params } = part.contentType.parsed;
  if (value === 'multipart/report') return params['report-type']?.toLowerCase() ?? null;
  if (!within) return null;
  return part.childNodes.map((child) => reportIn(child, true)).find((type) => type !== null) ?? null;
}

/** Yes or no to an invitation (RFC 5546 3.2.3), as programs send it: beside a text that says the same. */
function isCalendarAnswer(part: Part): boolean {
  const { value, params } = part.contentType.parsed;
  return value === 'text/calendar' && params.method?.toLowerCase() === 'reply';
}

/** Leaf parts in the order that they stand. */
function leaves(root: Part): { readonly part: Part }[] {
  return root.childNodes.length === 0 && root.contentType.multipart === false
    ? [{ part: root }]
    : root.childNodes.flatMap(leaves);
}

/** `text` alone is what old programs write for plain text (RFC 1049); of the others the letters are what a person reads. */
const READ_AS_TEXT = new Set(['text', 'text/plain', 'text/html', 'text/markdown', 'text/enriched']);

function isText(part: Part): boolean {
  const { value } = part.contentType.parsed;
  return part.contentDisposition.parsed.value !== 'attachment' && READ_AS_TEXT.has(value);
}

function isAttachment(part: Part): boolean {
  return part.content !== null && (!isText(part) || nameOf(part) !== null);
}

/** The text that a person would read: of alternatives the plain one, and of the rest all, in order. */
function bodyOf(part: Part, notes: Set<Note>): string {
  if (part.contentType.multipart === 'alternative') {
    // Each once: alternatives within alternatives would otherwise be read twice as often at each level.
    const read = part.childNodes.map((child) => {
      const own = new Set<Note>();
      return { text: bodyOf(child, own), own, html: holdsHtml(child) };
    });
    const chosen =
      read.find(({ text, html }) => text.trim() !== '' && !html) ??
      read.findLast(({ text }) => text.trim() !== '');
    for (const note of chosen?.own ?? []) notes.add(note);
    return chosen?.text ?? '';
  }
  if (part.contentType.multipart !== false)
    return part.childNodes
      .map((child) => bodyOf(child, notes))
      .filter((text) => text.trim() !== '')
      .join('\n\n');
  if (!isText(part) || part.content === null || nameOf(part) !== null) return '';
  const text = decoded(part, notes);
  if (part.contentType.parsed.value !== 'text/html') return text;
  notes.add('html-only');
  const read = htmlToText(text);
  if (read.cut) notes.add('cut');
  return read.text;
}

function holdsHtml(part: Part): boolean {
  return part.contentType.parsed.value === 'text/html' || part.childNodes.some(holdsHtml);
}

/** The characters of a text part, its lines joined where they were only broken to be sent. */
function decoded(part: Part, notes: Set<Note>): string {
  const params = part.contentType.parsed.params;
  const { charset, guessed } = charsetOf(
    params.charset ?? '',
    new Uint8Array(part.content ?? new ArrayBuffer(0)),
  );
  if (guessed) notes.add('charset-guessed');
  const flowed = /^flowed$/i.test(params.format ?? '');
  Object.assign(params, { charset, format: '' });
  const text = part.getTextContent();
  return flowed ? unflowed(text, /^yes$/i.test(params.delsp ?? '')) : text;
}

function isSealed(part: Part): boolean {
  return /^application\/((x-)?pkcs7-mime|pgp-encrypted)$/.test(part.contentType.parsed.value);
}

function nameOf(part: Part): string | null {
  return part.contentDisposition.parsed.params.filename ?? part.contentType.parsed.params.name ?? null;
}

function attachmentOf(part: Part, index: number): ReadAttachment {
  const said = part.contentType.parsed.value;
  const inner = said === 'message/rfc822' ? subjectOf(part) : null;
  const name = nameOf(part);
  return {
    name: fileName(
      name === null ? inner : decodeWords(name),
      `bilaga-${index + 1}${said === 'message/rfc822' ? '.eml' : ''}`,
    ),
    said,
    bytes: new Uint8Array(part.content ?? new ArrayBuffer(0)),
  };
}

/** A mail in a mail is called by its subject. */
function subjectOf(part: Part): string | null {
  const head =
    new TextDecoder('latin1')
      .decode((part.content ?? new ArrayBuffer(0)).slice(0, 20_000))
      .split(/\r?\n\r?\n/)[0] ?? '';
  const found = /^subject:(.*)$/im.exec(head.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim();
  return found === undefined || found === '' ? null : `${decodeWords(found)}.eml`;
}

function returnedIds(part: Part): string[] {
  if (
    ![
      'message/rfc822',
      'text/rfc822-headers',
      'message/rfc822-headers',
      'message/global',
      'message/global-headers',
    ].includes(part.contentType.parsed.value)
  )
    return [];
  return reportedIds(
    new TextDecoder('latin1').decode((part.content ?? new ArrayBuffer(0)).slice(0, 200_000)),
  );
}

function addresses(values: readonly string[]): Address[] {
  return values.flatMap((value) =>
    addressParser(value, { flatten: true }).flatMap((each) => {
      const address = mailAddress('address' in each ? (each.address ?? '') : '');
      return address === null ? [] : [{ name: oneLine(each.name ?? '', 100), address }];
    }),
  );
}
