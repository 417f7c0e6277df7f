import { catalogue } from '../ui/texts.ts';

/** What the queue refuses to who leads it or calls for help, and what to do. */
export const leadReasons = catalogue(
  {
    'need-has-visitors': ({ visitors }) =>
      visitors === 1
        ? 'En besökare med det behovet är kvar i kön. Avsluta behovet när besökaren har fått hjälp.'
        : `${visitors} besökare med det behovet är kvar i kön. Avsluta behovet när de har fått hjälp.`,
    'desk-is-open': () => 'Någon sitter vid disken. Stäng den först.',
    'already-closed-early': () => 'Kontoret är redan stängt för dagen.',
    'closed-early-there': () => 'Det andra kontoret har stängt för dagen. Välj ett annat.',
    'same-office': () => 'Besökaren är redan i det kontorets kö.',
    'other-office-not-yours': () =>
      'Du arbetar inte på det andra kontoret och kan inte lägga någon i dess kö. Be besökaren ta ett nummer där.',
    'alarm-ended': () => 'Någon har redan avslutat larmet.',
    'own-alarm': () => 'Du larmade själv. En kollega behöver svara.',
    'alarm-goes-on': () => 'Larmet pågår. Avsluta det först.',
    'not-your-alarm': () => 'Bara den som larmade, den som kom och kontorschefen kan skriva vad som hände.',
    'incident-noted': () => 'Det är redan skrivet vad som hände.',
    'incident-identity-number': () =>
      'Texten ser ut att innehålla ett personnummer. Skriv inget om vem personen är.',
    'reason-identity-number': () =>
      'Skälet ser ut att innehålla ett personnummer. Skriv inget om vem personen är.',
    'numbers-given-today': () =>
      'Nummer med den bokstaven har getts ut i dag. Byt bokstav eller nummer före öppning en annan dag.',
    'not-a-prefix': () => 'Skriv en eller två versaler A–Ö, eller lämna tomt.',
    'not-a-number-of-a-ticket': () => 'Skriv ett heltal från 1 till 9999.',
    'range-backwards': () => 'Det sista numret är lägre än det första.',
    'not-minutes': () => 'Skriv hela minuter, från 1 till 240.',
    'not-within-two-hours': () => 'Skriv hela minuter, från 0 till 120.',
    'not-tickets-a-minute': () => 'Skriv ett heltal från 1 till 120.',
    'not-an-https-link': () => 'Skriv en hel adress som börjar med https://.',
    'nothing-to-change': () => 'Inget är ändrat. Ändra något av valen först.',
    'link-without-remote': () => 'Bara en disk på distans har en länk. Ta bort länken eller välj distans.',
  } as Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => string>>,
  {
    'need-has-visitors': ({ visitors }) =>
      visitors === 1
        ? 'One visitor with that need is still in the queue. End the need when they have been helped.'
        : `${visitors} visitors with that need are still in the queue. End the need when they have been helped.`,
    'desk-is-open': () => 'Somebody sits at the desk. Close it first.',
    'already-closed-early': () => 'The office has closed for today already.',
    'closed-early-there': () => 'The other office has closed for today. Choose another.',
    'same-office': () => 'The visitor is in that office’s queue already.',
    'other-office-not-yours': () =>
      'You do not work at the other office and cannot put anybody in its queue. Ask the visitor to take a ticket there.',
    'alarm-ended': () => 'Somebody has ended the alarm already.',
    'own-alarm': () => 'You called yourself. A colleague needs to answer.',
    'alarm-goes-on': () => 'The alarm goes on. End it first.',
    'not-your-alarm': () => 'Only who called, who came and the office manager can write what happened.',
    'incident-noted': () => 'What happened has been written already.',
    'incident-identity-number': () =>
      'The text seems to hold a personal identity number. Write nothing about who the person is.',
    'reason-identity-number': () =>
      'The reason seems to hold a personal identity number. Write nothing about who the person is.',
    'numbers-given-today': () =>
      'Numbers with that letter have been given today. Change letter or numbers before opening on another day.',
    'not-a-prefix': () => 'Write one or two capital letters A–Ö, or leave it empty.',
    'not-a-number-of-a-ticket': () => 'Write a whole number from 1 to 9999.',
    'range-backwards': () => 'The last number is lower than the first.',
    'not-minutes': () => 'Write whole minutes, from 1 to 240.',
    'not-within-two-hours': () => 'Write whole minutes, from 0 to 120.',
    'not-tickets-a-minute': () => 'Write a whole number from 1 to 120.',
    'not-an-https-link': () => 'Write a whole address that begins with https://.',
    'nothing-to-change': () => 'Nothing is changed. Change one of the choices first.',
    'link-without-remote': () => 'Only a remote desk has a link. Take the link away or choose remote.',
  },
);
