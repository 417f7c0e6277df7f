import { catalogue } from '../ui/texts.ts';

/** What is mailed to who has reported or follows. */
export const mailTexts = catalogue(
  {
    receivedSubject: (reference: string) => `Felanmälan ${reference} är mottagen`,
    received: (reference: string, link: string) =>
      `Tack. Din felanmälan har nummer ${reference}.\n\nMed länken kan du följa den, lägga till något och säga till om felet är kvar när den har avslutats. Länken är din: den som har den kan göra detsamma.\n\n${link}\n`,
    closedSubject: (reference: string) => `Felanmälan ${reference} är avslutad`,
    closed: (reference: string, how: string, words: string, link: string) =>
      `Felanmälan ${reference} är avslutad: ${how}\n${words === '' ? '' : `\n${words}\n`}\nÄr felet kvar? Öppna din länk, som du fick när du anmälde, och säg till. Läget syns för alla här:\n\n${link}\n`,
    answeredSubject: (reference: string) => `Svar på din synpunkt ${reference}`,
    answered: (reference: string, answer: string) =>
      `Du har fått svar på din synpunkt ${reference}:\n\n${answer}\n\nVill du skriva tillbaka? Öppna din länk, som du fick när du skrev.\n`,
    complaintSubject: (reference: string) => `Din synpunkt ${reference} är mottagen`,
    complaint: (reference: string, link: string) =>
      `Tack. Din synpunkt har nummer ${reference}. Här kan du läsa svaret när det kommer, och skriva tillbaka. Länken är din: den som har den kan göra detsamma.\n\n${link}\n`,
    dueSubject: (reference: string) => `Synpunkt ${reference} ska besvaras`,
    due: (reference: string, authority: string, day: string, late: boolean, link: string) =>
      `Synpunkt ${reference} till ${authority} ${late ? `skulle ha besvarats senast ${day}. Den väntar fortfarande.` : `ska besvaras senast ${day}.`}\n\n${link}\n`,
  },
  {
    receivedSubject: (reference) => `Fault report ${reference} is received`,
    received: (reference, link) =>
      `Thank you. Your fault report has number ${reference}.\n\nWith this link you can follow it, add something, and say so if the fault is still there when it has been closed. The link is yours: whoever has it can do the same.\n\n${link}\n`,
    closedSubject: (reference) => `Fault report ${reference} is closed`,
    closed: (reference, how, words, link) =>
      `Fault report ${reference} is closed: ${how}\n${words === '' ? '' : `\n${words}\n`}\nIs the fault still there? Open the link that you got when you reported, and say so. Everybody can see the state here:\n\n${link}\n`,
    answeredSubject: (reference) => `An answer to your comment ${reference}`,
    answered: (reference, answer) =>
      `You have an answer to your comment ${reference}:\n\n${answer}\n\nDo you want to write back? Open the link that you got when you wrote.\n`,
    complaintSubject: (reference) => `Your comment ${reference} is received`,
    complaint: (reference, link) =>
      `Thank you. Your comment has number ${reference}. Here you can read the answer when it comes, and write back. The link is yours: whoever has it can do the same.\n\n${link}\n`,
    dueSubject: (reference) => `Comment ${reference} is to be answered`,
    due: (reference, authority, day, late, link) =>
      `Comment ${reference} to ${authority} ${late ? `should have been answered by ${day}. It still waits.` : `is to be answered by ${day}.`}\n\n${link}\n`,
  },
);
