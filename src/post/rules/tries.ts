/** Minutes from a failed try to the next; afterwards hourly. */
const MINUTES = [1, 5, 15, 60];
/** The first hour and a third, and then an hour at a time for three days. */
const MOST_TRIES = MINUTES.length + 71;

/** How long a mail waits after its `tries`th try has failed, in minutes; null when it has been tried for three days. */
export function waitAfter(tries: number): number | null {
  if (tries >= MOST_TRIES) return null;
  return MINUTES[tries - 1] ?? 60;
}

/** What a mail server's refusal was about. `command`: what it answered to; `code`: its reply code. */
export interface Refusal {
  readonly command: string | undefined;
  readonly code: number | undefined;
}

/**
 * Whether the server has refused this mail for good (RFC 5321 4.2.1: 5yz), and not only for now or for something that is
 * wrong with the settings: what is said before the message's own commands, and that one must log in first (530, 535, 538).
 */
export function isForGood({ command, code }: Refusal): boolean {
  if (code === undefined || code < 500 || code > 599 || [530, 535, 538].includes(code)) return false;
  return ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? '');
}
