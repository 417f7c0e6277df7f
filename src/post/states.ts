/** As stored (migration 0009). `uncertain`: handed over, and the answer was lost; or still awaited, while a process has it. */
export const MAIL_STATES = ['queued', 'sending', 'uncertain', 'sent', 'failed', 'cancelled'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** What a person can do about a mail that no process has in hand. */
export const DECISIONS = ['retry', 'cancel', 'arrived', 'send-again', 'bounced'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Which decisions stand open. A mail that a process has in hand waits for what becomes of it. */
export function decisionsOpen(state: MailState, inHand: boolean): readonly Decision[] {
  if (inHand) return [];
  switch (state) {
    case 'queued':
    case 'failed':
      return ['retry', 'cancel'];
    case 'uncertain':
      return ['arrived', 'send-again'];
    // The server took it, and its bounce came to the sender's address, which only a person reads.
    case 'sent':
      return ['bounced'];
    default:
      return [];
  }
}
