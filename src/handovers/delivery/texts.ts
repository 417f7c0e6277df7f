import { catalogue } from '../../ui/texts.ts';

/** How many wait for an authority, and how many messages of what is open did not reach it and have not been sent again. */
export interface Summary {
  readonly fresh: number;
  readonly today: number;
  readonly late: number;
  readonly waiting: number;
  readonly undelivered: number;
}

/** Mail to authorities. Nothing of what a matter is about goes by mail: a number, a day and where to read it. */
export const deliveryTexts = catalogue(
  {
    mailSubject: (reference: string) => `Överlämning ${reference}: något har hänt`,
    mailText: (reference: string, office: string, task: string, due: string, address: string) =>
      `${office} har lämnat över ett ärende, eller något har hänt i det.\n\nReferens: ${reference}\nUppgift: ${task}\nNästa steg senast: ${due}\n\nLäs och svara: ${address}`,
    warnSubject: (reference: string, due: string) => `Överlämning ${reference} ska vara klar ${due}`,
    lateSubject: (reference: string, due: string) =>
      `Överlämning ${reference} är sen: skulle varit klar ${due}`,
    raisedSubject: (reference: string) => `Överlämning ${reference} har lyfts till dig`,
    text: (reference: string, who: string, due: string, address: string) =>
      `Referens: ${reference}\nAnsvarig nu: ${who}\nNästa steg senast: ${due}\n\n${address}`,
    summarySubject: (day: string, late: number) => `Överlämningar ${day}: ${late} sena`,
    summary: ({ fresh, today, late, waiting, undelivered }: Summary, address: string) =>
      `Väntar på er: ${waiting}\nvarav inte mottagna: ${fresh}\nska vara klara i dag: ${today}\nsena: ${late}\n${undelivered === 0 ? '' : `gick inte fram till er: ${undelivered} (se överlämningen, där skickas det igen)\n`}\n${address}`,
  },
  {
    mailSubject: (reference: string) => `Hand-over ${reference}: something has happened`,
    mailText: (reference: string, office: string, task: string, due: string, address: string) =>
      `${office} has handed over a matter, or something has happened in it.\n\nReference: ${reference}\nTask: ${task}\nNext step due: ${due}\n\nRead and answer: ${address}`,
    warnSubject: (reference: string, due: string) => `Hand-over ${reference} is due on ${due}`,
    lateSubject: (reference: string, due: string) => `Hand-over ${reference} is late: was due on ${due}`,
    raisedSubject: (reference: string) => `Hand-over ${reference} has been raised to you`,
    text: (reference: string, who: string, due: string, address: string) =>
      `Reference: ${reference}\nResponsible now: ${who}\nNext step due: ${due}\n\n${address}`,
    summarySubject: (day: string, late: number) => `Hand-overs ${day}: ${late} late`,
    summary: ({ fresh, today, late, waiting, undelivered }: Summary, address: string) =>
      `Waiting for you: ${waiting}\nof these not accepted: ${fresh}\ndue today: ${today}\nlate: ${late}\n${undelivered === 0 ? '' : `did not reach you: ${undelivered} (see the hand-over, where it is sent again)\n`}\n${address}`,
  },
);
