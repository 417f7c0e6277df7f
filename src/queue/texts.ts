import { catalogue, type Locale } from '../ui/texts.ts';
import { leadReasons } from './lead-reasons.ts';

/** Why a step in the queue was not taken, and what to do. `ticket`, `officer`, `desk`, `minutes`: from the facts. */
export const queueReasons = catalogue(
  {
    'closed-early': () => 'Kontoret har stängt för dagen. Inga fler könummer ges ut.',
    'office-closed': () => 'Kontoret är stängt. Könummer ges ut från en kvart innan det öppnar.',
    'need-paused': () => 'Det ärendet tas inte emot just nu. Fråga personalen.',
    'too-many-tickets': () =>
      'Många könummer har tagits här på kort tid. Vänta en minut, eller fråga personalen.',
    'no-desk': () => 'Du har ingen disk öppen här. Öppna en disk först.',
    'desk-on-break': () => 'Din disk har paus. Öppna den igen för att kalla.',
    'desk-taken': ({ officer }) => `${officer} har redan den disken. Välj en annan.`,
    'at-another-desk': ({ desk }) => `Du har redan disk ${desk} öppen. Stäng den först.`,
    'at-another-office': () =>
      'Du har en disk öppen på ett annat kontor. Stäng den där, eller be chefen där att stänga den.',
    'desk-closed': () => 'Den disken är stängd. Välj en som är öppen, eller sätt tillbaka besökaren i kön.',
    'officer-not-at-a-desk': () => 'Handläggaren har ingen disk öppen. Välj någon som har det.',
    'not-employed': () => 'Du är inte anställd i dag enligt registret. Tala med din chef.',
    'has-a-visitor': ({ ticket }) =>
      ticket === undefined
        ? 'Disken har redan en besökare. Avsluta eller parkera först.'
        : `Disken har redan ${ticket}. Avsluta eller parkera först.`,
    'not-open': () => 'Din disk är inte öppen.',
    'not-within-mandate': ({ ticket }) =>
      `Dina uppdrag räcker inte för ${ticket ?? 'det ärendet'}. En kollega med uppdraget behöver kalla.`,
    'kept-for-a-desk-without-line': ({ ticket, desk }) =>
      `${ticket} kan ha kallats av disk ${desk}, som är utan kontakt. Fråga där. Chefen kan släppa numret.`,
    'share-elsewhere': () => 'Disken är öppen i en annan webbläsare.',
    'not-so-any-more': ({ ticket }) => `${ticket} har ändrats på annat håll under tiden.`,
    'not-in-share': ({ ticket }) => `${ticket} var inte reserverad för disken.`,
    'not-next-needs-reason': () => 'Någon annan står på tur. Ange varför du kallar den här besökaren.',
    'with-another-officer': ({ officer }) => `Besökaren är hos ${officer}.`,
    'ticket-is-waiting': ({ ticket }) => `${ticket} väntar i kön.`,
    'ticket-is-called': ({ ticket }) => `${ticket} är redan kallad.`,
    'ticket-is-serving': ({ ticket }) => `${ticket} får redan hjälp.`,
    'ticket-is-held': ({ ticket }) => `${ticket} är parkerad.`,
    'ticket-is-missed': ({ ticket }) => `${ticket} kom inte när numret kallades.`,
    'ticket-is-finished': ({ ticket }) => `${ticket} är redan avslutad.`,
    'ticket-is-left': ({ ticket }) => `${ticket} har lämnat kön.`,
    'too-late-to-return': ({ minutes }) =>
      `Det har gått mer än ${minutes} minuter sedan numret kallades. Ta ett nytt nummer, eller fråga personalen.`,
    'too-late-to-undo': ({ minutes }) => `Ett steg kan ångras i ${minutes} minuter. Den tiden har gått.`,
    'nothing-to-undo': () => 'Det finns inget steg att ångra.',
    'not-your-step': () => 'Någon annan tog det senaste steget. Bara den kan ångra det.',
    'no-such-phase': () => 'Besökaren har inte haft den fasen.',
    'already-marked': () => 'Tiden är redan markerad som inte verklig.',
    'matter-without-act': () => 'Ett ärende saknar åtgärd. Registrera vad du gjorde, eller ta bort ärendet.',
    'unknown-need': () => 'Det behovet finns inte på kontoret.',
    'priority-needs-reason': () => 'Ange varför besökaren går före.',
    'reason-without-priority': () => 'Välj hur mycket före besökaren går, eller ta bort skälet.',
    'protected-is-a-number-only': () =>
      'För en besökare med skyddade personuppgifter registreras inget annat än numret. Ta bort de andra valen.',
    'one-receiver': () => 'Välj en disk eller en handläggare, inte båda.',
    'range-overlaps': () => 'Ett annat behov med samma bokstav har redan de numren.',
    'range-used-today': () =>
      'Nummer i det området har redan getts ut i dag. Välj andra, eller vänta till i morgon.',
    'name-taken': () => 'En disk med det namnet finns redan.',
  } as Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => string>>,
  {
    'closed-early': () => 'The office has closed for today. No more tickets are given.',
    'office-closed': () =>
      'The office is closed. Tickets are given from a quarter of an hour before it opens.',
    'need-paused': () => 'That is not taken care of just now. Ask the staff.',
    'too-many-tickets': () =>
      'Many tickets have been taken here in a short time. Wait a minute, or ask the staff.',
    'no-desk': () => 'You have no desk open here. Open a desk first.',
    'desk-on-break': () => 'Your desk is on a break. Open it again to call.',
    'desk-taken': ({ officer }) => `${officer} has that desk already. Choose another.`,
    'at-another-desk': ({ desk }) => `You already have desk ${desk} open. Close it first.`,
    'at-another-office': () =>
      'You have a desk open at another office. Close it there, or ask the manager there to close it.',
    'desk-closed': () =>
      'That desk is closed. Choose one that is open, or put the visitor back in the queue.',
    'officer-not-at-a-desk': () => 'That officer has no desk open. Choose somebody who has.',
    'not-employed': () => 'You are not employed today according to the register. Talk to your manager.',
    'has-a-visitor': ({ ticket }) =>
      ticket === undefined
        ? 'The desk already has a visitor. Finish or park first.'
        : `The desk already has ${ticket}. Finish or park first.`,
    'not-open': () => 'Your desk is not open.',
    'not-within-mandate': ({ ticket }) =>
      `Your mandates do not cover ${ticket ?? 'that'}. A colleague who has the mandate needs to call.`,
    'kept-for-a-desk-without-line': ({ ticket, desk }) =>
      `${ticket} may have been called by desk ${desk}, which has lost its line. Ask there. The manager can release the number.`,
    'share-elsewhere': () => 'The desk is open in another browser.',
    'not-so-any-more': ({ ticket }) => `${ticket} was changed elsewhere meanwhile.`,
    'not-in-share': ({ ticket }) => `${ticket} was not reserved for the desk.`,
    'not-next-needs-reason': () => 'Somebody else is next. Say why you call this visitor.',
    'with-another-officer': ({ officer }) => `The visitor is with ${officer}.`,
    'ticket-is-waiting': ({ ticket }) => `${ticket} waits in the queue.`,
    'ticket-is-called': ({ ticket }) => `${ticket} has already been called.`,
    'ticket-is-serving': ({ ticket }) => `${ticket} is already being helped.`,
    'ticket-is-held': ({ ticket }) => `${ticket} is parked.`,
    'ticket-is-missed': ({ ticket }) => `${ticket} did not come when the number was called.`,
    'ticket-is-finished': ({ ticket }) => `${ticket} is finished already.`,
    'ticket-is-left': ({ ticket }) => `${ticket} has left the queue.`,
    'too-late-to-return': ({ minutes }) =>
      `More than ${minutes} minutes have passed since the number was called. Take a new ticket, or ask the staff.`,
    'too-late-to-undo': ({ minutes }) => `A step can be undone for ${minutes} minutes. That time has passed.`,
    'nothing-to-undo': () => 'There is no step to undo.',
    'not-your-step': () => 'Somebody else took the last step. Only they can undo it.',
    'no-such-phase': () => 'The visitor has not had that phase.',
    'already-marked': () => 'The time is already marked as not real.',
    'matter-without-act': () => 'A matter has no act. Record what you did, or remove the matter.',
    'unknown-need': () => 'There is no such need at the office.',
    'priority-needs-reason': () => 'Say why the visitor goes ahead.',
    'reason-without-priority': () => 'Choose how far ahead the visitor goes, or take the reason away.',
    'protected-is-a-number-only': () =>
      'Of a visitor with protected identity nothing is recorded but the number. Take the other choices away.',
    'one-receiver': () => 'Choose a desk or an officer, not both.',
    'range-overlaps': () => 'Another need with the same letter has those numbers.',
    'range-used-today': () =>
      'Numbers of that range have been given today. Choose others, or wait until tomorrow.',
    'name-taken': () => 'There is a desk of that name already.',
  },
);

/** The room's sentence for one of its codes, or null. */
export function queueErrorText(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  for (const texts of [queueReasons[locale], leadReasons[locale]])
    if (Object.hasOwn(texts, code)) return texts[code]?.(facts) ?? null;
  return null;
}
