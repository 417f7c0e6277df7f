/** What has become of the mail of a version that was sent by mail. */
export interface SentMail {
  readonly id: string;
  readonly state: 'queued' | 'sending' | 'uncertain' | 'sent' | 'failed' | 'cancelled';
  /** What the server said last, or a code of the outbox's own; null when nothing went wrong. */
  readonly lastError: string | null;
}

/** A mail that did not go as it should: `retrying` goes on by itself, the others wait for a person. */
export type SendingTrouble = 'retrying' | 'failed' | 'uncertain' | 'cancelled';

/** Null when all is well, or when there is no mail. */
export function troubleOf(mail: SentMail | null): SendingTrouble | null {
  if (mail === null) return null;
  if (mail.state === 'queued' || mail.state === 'sending') return mail.lastError === null ? null : 'retrying';
  return mail.state === 'sent' ? null : mail.state;
}
