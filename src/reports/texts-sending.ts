import { catalogue } from '../ui/texts.ts';

/** What goes wrong on a report's way, what to do about it, and what its start page lines say. */
export const sendingTexts = catalogue(
  {
    badge: {
      retrying: 'skickas om',
      failed: 'kom inte fram',
      uncertain: 'ovisst om den kom fram',
      cancelled: 'utskicket inställt',
    },
    title: (version: number) => `Version ${version} är inte framme`,
    what: {
      retrying: 'E-posten har inte gått iväg än. Systemet försöker igen av sig självt, i upp till tre dygn.',
      failed: 'Mottagarens server tog inte emot e-posten, eller så studsade den.',
      uncertain:
        'E-posten lämnades till servern, men svaret kom inte fram. Den skickas inte igen av sig själv.',
      cancelled: 'Utskicket har ställts in.',
    },
    todo: {
      retrying:
        'Du behöver inte göra något nu. Är dagen nära kan du ställa in utskicket och skicka ett brev i stället.',
      failed:
        'Stäm av adressen med mottagaren. Låt sedan utskicket försöka igen, eller skicka versionen som brev från sidan för versionen.',
      uncertain:
        'Fråga mottagaren om rapporten har kommit in, och ange svaret på utskickets sida: ”Det kom fram” eller ”Skicka igen”.',
      cancelled: 'Skicka versionen som brev från sidan för versionen.',
    },
    said: 'Servern svarade:',
    toMail: 'Till utskicket',
    toVersion: (version: number) => `Till version ${version}`,
    withdraw: 'Ta tillbaka',
    withdrawHelp: 'Den väntar då inte längre på granskning.',
    withdrawn: 'Rapporten är tagen tillbaka.',
    frozen: {
      title: 'Fastställda versioner',
      lead: 'Myndighetens rapporter som de fastställdes, med allt som sparats.',
      none: 'Ingen version är fastställd än.',
      columns: { report: 'Rapport', frozen: 'Fastställd', state: 'Läge' },
      item: (authority: string, year: number, version: number) => `${authority} ${year}, version ${version}`,
    },
    start: {
      reviews: (n: number) =>
        n === 1 ? 'En årsrapport väntar på din granskning.' : `${n} årsrapporter väntar på din granskning.`,
      questions: (n: number) =>
        n === 1
          ? 'En fråga till ditt kontor väntar på svar till en årsrapport.'
          : `${n} frågor till ditt kontor väntar på svar till årsrapporter.`,
      late: (authority: string, year: number, days: number) =>
        `${authority}: verksamhetsrapporten för ${year} är ${days === 1 ? '1 dag' : `${days} dagar`} sen.`,
      due: (authority: string, year: number, day: string, days: number) =>
        days === 0
          ? `${authority}: verksamhetsrapporten för ${year} ska ha kommit in i dag.`
          : `${authority}: verksamhetsrapporten för ${year} ska ha kommit in senast ${day}, om ${days === 1 ? '1 dag' : `${days} dagar`}.`,
      more: (n: number) =>
        n === 1 ? ' En till är sen eller snart sen.' : ` ${n} till är sena eller snart sena.`,
      failed: (n: number) =>
        n === 1
          ? 'E-posten med en verksamhetsrapport kom inte fram, eller så är det ovisst.'
          : `E-posten med ${n} verksamhetsrapporter kom inte fram, eller så är det ovisst.`,
    },
  },
  {
    badge: {
      retrying: 'being tried again',
      failed: 'did not arrive',
      uncertain: 'may not have arrived',
      cancelled: 'mail cancelled',
    },
    title: (version: number) => `Version ${version} has not arrived`,
    what: {
      retrying: 'The mail has not gone yet. The system tries again by itself, for up to three days.',
      failed: 'The recipient’s server did not take the mail, or it bounced.',
      uncertain:
        'The mail was handed to the server, but the answer was lost. It is not sent again by itself.',
      cancelled: 'The mail has been cancelled.',
    },
    todo: {
      retrying:
        'There is nothing to do now. If the day is near you can cancel the mail and send a letter instead.',
      failed:
        'Check the address with the recipient. Then let the mail be tried again, or send the version as a letter from the version’s page.',
      uncertain:
        'Ask the recipient whether the report has come in, and say so on the mail’s page: “It arrived” or “Send again”.',
      cancelled: 'Send the version as a letter from the version’s page.',
    },
    said: 'The server answered:',
    toMail: 'To the mail',
    toVersion: (version: number) => `To version ${version}`,
    withdraw: 'Take it back',
    withdrawHelp: 'Then it no longer waits for review.',
    withdrawn: 'The report has been taken back.',
    frozen: {
      title: 'Frozen versions',
      lead: 'The authority’s reports as they were frozen, with all that is kept.',
      none: 'No version has been frozen yet.',
      columns: { report: 'Report', frozen: 'Frozen', state: 'State' },
      item: (authority: string, year: number, version: number) => `${authority} ${year}, version ${version}`,
    },
    start: {
      reviews: (n: number) =>
        n === 1 ? 'An annual report waits for your review.' : `${n} annual reports wait for your review.`,
      questions: (n: number) =>
        n === 1
          ? 'A question to your office waits for its answer for an annual report.'
          : `${n} questions to your office wait for their answers for annual reports.`,
      late: (authority: string, year: number, days: number) =>
        `${authority}: the annual report for ${year} is ${days === 1 ? '1 day' : `${days} days`} late.`,
      due: (authority: string, year: number, day: string, days: number) =>
        days === 0
          ? `${authority}: the annual report for ${year} is due in today.`
          : `${authority}: the annual report for ${year} is due in by ${day}, in ${days === 1 ? '1 day' : `${days} days`}.`,
      more: (n: number) => (n === 1 ? ' One more is late or soon due.' : ` ${n} more are late or soon due.`),
      failed: (n: number) =>
        n === 1
          ? 'The mail with an annual report did not arrive, or may not have.'
          : `The mail with ${n} annual reports did not arrive, or may not have.`,
    },
  },
);
