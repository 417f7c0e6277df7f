import { catalogue } from '../ui/texts.ts';

/** What goes out about an application: no answer of it, and nothing of what it is about but the form's name. */
export const mailTexts = catalogue(
  {
    inContact: (title: string, authority: string) =>
      `${title} till ${authority} har kommit från webben. Svaren och bilagorna står i ansökan.`,
    subject: (reference: string) => `Vi har din ansökan ${reference}`,
    text: (title: string, authority: string, reference: string, link: string) =>
      [
        `${title} till ${authority} har kommit in.`,
        `Referens: ${reference}. Säg den när du hör av dig.`,
        `Här ser du vad som händer: ${link}`,
        'Ge inte länken till någon annan: den visar ansökan.',
      ].join('\n\n'),
    handedSubject: (reference: string) => `Din ansökan har lämnats över, ${reference}`,
    handed: (title: string, authority: string, link: string) =>
      [
        `${title} har lämnats över till ${authority}, som nu har den.`,
        `Här följer du den: ${link}`,
        'Ge inte länken till någon annan.',
      ].join('\n\n'),
    decidedSubject: (reference: string) => `Det finns ett beslut om din ansökan ${reference}`,
    decided: (title: string, authority: string) =>
      `${title}: ${authority} har beslutat. Beslutet står på kvittots sida, med länken som du fick när du ansökte.`,
    wants: (title: string, reference: string) =>
      `${title}, referens ${reference}. Ansökan är en handling i överlämningen.`,
  },
  {
    inContact: (title: string, authority: string) =>
      `${title} to ${authority} has come from the web. The answers and attachments are in the application.`,
    subject: (reference: string) => `We have your application ${reference}`,
    text: (title: string, authority: string, reference: string, link: string) =>
      [
        `${title} to ${authority} has come in.`,
        `Reference: ${reference}. Say it when you contact us.`,
        `Here you see what happens: ${link}`,
        'Do not give the link to anybody else: it shows the application.',
      ].join('\n\n'),
    handedSubject: (reference: string) => `Your application has been handed over, ${reference}`,
    handed: (title: string, authority: string, link: string) =>
      [
        `${title} has been handed over to ${authority}, which has it now.`,
        `Here you follow it: ${link}`,
        'Do not give the link to anybody else.',
      ].join('\n\n'),
    decidedSubject: (reference: string) => `There is a decision on your application ${reference}`,
    decided: (title: string, authority: string) =>
      `${title}: ${authority} has decided. The decision is on the page of the receipt, by the link that you got when you applied.`,
    wants: (title: string, reference: string) =>
      `${title}, reference ${reference}. The application is a document of the hand-over.`,
  },
);
