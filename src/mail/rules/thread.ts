import { afterPlus } from './address.ts';

/** What in a mail points at what it belongs to, the surest first. Never the sender alone: a person may want several things. */
export type Pointer =
  /** A Message-ID: of something that we sent (nobody else can know it), or of an earlier mail of the same conversation. */
  | { readonly by: 'message-id'; readonly id: string }
  /** A contact's reference: in the address that it was sent to, or in its subject. */
  | { readonly by: 'address' | 'subject'; readonly reference: string };

/** The most Message-IDs of a mail that are looked at: its own parent and the newest of its ancestors. */
const MOST_IDS = 30;

/** As a reference is written by us, `K7QM-2XPA`, and as people write it. */
const REFERENCE = /(?<![0-9A-Za-z])([0-9A-Za-z]{4})[-–\u2010\u2011]([0-9A-Za-z]{4})(?![0-9A-Za-z])/g;
/** The same without its hyphen; with digits and letters, so that it is hardly a word or a number. */
const TYPED =
  /(?<![0-9A-Za-z])(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])([0-9A-Za-z]{4})([0-9A-Za-z]{4})(?![0-9A-Za-z])/g;

export function pointersOf(
  mail: {
    readonly inReplyTo: readonly string[];
    readonly references: readonly string[];
    readonly subject: string;
    readonly recipients: readonly string[];
  },
  ours: readonly string[],
): readonly Pointer[] {
  const ids = [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])].slice(0, MOST_IDS);
  const plus = mail.recipients.flatMap((address) => {
    const [, a, b] = /^([0-9a-z]{4})-?([0-9a-z]{4})$/i.exec(afterPlus(address, ours) ?? '') ?? [];
    return a === undefined || b === undefined ? [] : [`${a}-${b}`.toUpperCase()];
  });
  const subject = [...mail.subject.matchAll(REFERENCE), ...mail.subject.matchAll(TYPED)].map(([, a, b]) =>
    `${a}-${b}`.toUpperCase(),
  );
  return [
    ...ids.map((id) => ({ by: 'message-id', id }) as const),
    ...[...new Set(plus)].slice(0, 5).map((reference) => ({ by: 'address', reference }) as const),
    ...[...new Set(subject)].slice(0, 5).map((reference) => ({ by: 'subject', reference }) as const),
  ];
}

/** `<a@b>` and the like out of a header's values, in order; none with a character that no id has. */
export function messageIds(values: readonly string[]): string[] {
  return values.flatMap((value) =>
    [...value.matchAll(/<([^<>\s\p{Cc}]{1,500})>/gu)].map((match) => match[1] ?? ''),
  );
}

/** The same subject for all of a conversation: without what programs put before it, and without our reference. */
export function subjectWithout(subject: string): string {
  return subject
    .replace(/\[[0-9A-Za-z]{4}-[0-9A-Za-z]{4}\]/g, '')
    .replace(/^(\s*(re|sv|svar|fw|fwd|vb|vs|aw|antw)\s*(\[\d+\])?\s*:)+/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The subject of an answer: `Sv: Var anmäler jag flytt? [K7QM-2XPA]`. */
export function answerSubject(subject: string, reference: string): string {
  const bare = subjectWithout(subject);
  const short = bare.length <= 150 ? bare : `${bare.slice(0, 149).toWellFormed().trimEnd()}…`;
  return `Sv: ${short === '' ? '' : `${short} `}[${reference}]`;
}
