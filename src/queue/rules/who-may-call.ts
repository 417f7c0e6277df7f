import type { MeetingNeeds, Ticket } from '../ticket.ts';

/** An open desk with what its officer may and can. */
export interface DeskInLine {
  readonly sessionId: number;
  readonly deskId: number;
  readonly officerId: number;
  /** False during a break and in the back office: it calls nobody, and holds nobody's place but its own redirected ones. */
  readonly open: boolean;
  /** The needs that the law lets this officer serve here today, and that the desk has chosen. */
  readonly mayServe: ReadonlySet<number>;
  readonly languages: readonly string[];
  readonly stepFree: boolean;
  readonly calm: boolean;
  /** Who is kept for it, because its line is down: it may have called them (docs/adr/0012). */
  readonly keeps: ReadonlySet<string>;
}

/** Swedish and English are spoken at every desk. */
const EVERYWHERE: ReadonlySet<string> = new Set(['sv', 'en']);
/** The language tag of Swedish sign language. */
export const SIGN_LANGUAGE = 'swl';

/** Whether a desk offers every way in which the visitor needs to be met. */
export function meets(desk: DeskInLine, needs: MeetingNeeds): boolean {
  return (
    (needs.language === null || EVERYWHERE.has(needs.language) || desk.languages.includes(needs.language)) &&
    (!needs.signLanguage || desk.languages.includes(SIGN_LANGUAGE)) &&
    (!needs.stepFree || desk.stepFree) &&
    (!needs.calm || desk.calm)
  );
}

export type MayNotCall =
  | 'not-open'
  | 'not-within-mandate'
  | 'for-another-desk'
  | 'for-another-officer'
  | 'another-desk-meets-the-need'
  | 'kept-for-a-desk-without-line';

/**
 * Why a desk may not call a ticket, or null when it may. A ticket that was sent to a desk or an officer is theirs for as long
 * as they have a desk open that may serve it, break or not; then everybody's. One that asks for a language, sign language, a step-free or calm
 * place goes to a desk that offers all of it while one that may serve it is open; when none is, nobody waits for it in vain.
 */
export function mayNotCall(
  ticket: Ticket,
  desk: DeskInLine,
  desks: readonly DeskInLine[],
): MayNotCall | null {
  if (!desk.open) return 'not-open';
  if (!desk.mayServe.has(ticket.needId)) return 'not-within-mandate';
  if (desks.some(({ sessionId, keeps }) => sessionId !== desk.sessionId && keeps.has(ticket.id)))
    return 'kept-for-a-desk-without-line';
  const { forDeskId, forOfficerId } = ticket;
  if (forDeskId !== null) {
    if (forDeskId === desk.deskId) return null;
    if (desks.some((other) => other.deskId === forDeskId && other.mayServe.has(ticket.needId)))
      return 'for-another-desk';
  }
  if (forOfficerId !== null) {
    if (forOfficerId === desk.officerId) return null;
    if (desks.some((other) => other.officerId === forOfficerId && other.mayServe.has(ticket.needId)))
      return 'for-another-officer';
  }
  if (meets(desk, ticket)) return null;
  const better = desks.some(
    (other) => other.open && other.mayServe.has(ticket.needId) && meets(other, ticket),
  );
  return better ? 'another-desk-meets-the-need' : null;
}
