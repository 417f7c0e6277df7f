import { catalogue } from '../../ui/texts.ts';

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
    summary: (fresh: number, today: number, late: number, waiting: number, address: string) =>
      `Väntar på er: ${waiting}\nvarav inte mottagna: ${fresh}\nska vara klara i dag: ${today}\nsena: ${late}\n\n${address}`,
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
    summary: (fresh: number, today: number, late: number, waiting: number, address: string) =>
      `Waiting for you: ${waiting}\nof these not accepted: ${fresh}\ndue today: ${today}\nlate: ${late}\n\n${address}`,
  },
);
