import { catalogue } from '../ui/texts.ts';

/** Mail to who has to keep a promise, and to who manages the office. Nothing of what it is about goes by mail. */
export const promiseWarningTexts = catalogue(
  {
    soonSubject: (reference: string, due: string) => `Löfte senast ${due}: ${reference}`,
    brokenSubject: (reference: string, due: string) => `Brutet löfte: ${reference} skulle hållits ${due}`,
    soon: (who: string, due: string, office: string, address: string) =>
      `${who} har lovat att återkomma senast ${due} (${office}).\n\nHåll löftet, eller flytta det och säg varför: ${address}`,
    broken: (who: string, due: string, office: string, address: string) =>
      `${who} hade lovat att återkomma senast ${due} (${office}). Det är inte gjort.\n\nHåll det nu: ${address}`,
    morningSubject: (day: string, today: number, late: number) =>
      late === 0 ? `Löften ${day}: ${today} att hålla` : `Löften ${day}: ${today} att hålla, ${late} brutna`,
    morning: (rows: string, address: string) => `Det här har du lovat till i dag:\n\n${rows}\n\n${address}`,
    row: (due: string, reference: string, late: boolean) =>
      `${due}  ${reference}${late ? '  BRUTET: håll det nu' : ''}`,
  },
  {
    soonSubject: (reference: string, due: string) => `Promise due ${due}: ${reference}`,
    brokenSubject: (reference: string, due: string) => `Broken promise: ${reference} was due ${due}`,
    soon: (who: string, due: string, office: string, address: string) =>
      `${who} has promised to come back no later than ${due} (${office}).\n\nKeep the promise, or move it and say why: ${address}`,
    broken: (who: string, due: string, office: string, address: string) =>
      `${who} had promised to come back no later than ${due} (${office}). It has not been done.\n\nKeep it now: ${address}`,
    morningSubject: (day: string, today: number, late: number) =>
      late === 0 ? `Promises ${day}: ${today} to keep` : `Promises ${day}: ${today} to keep, ${late} broken`,
    morning: (rows: string, address: string) => `What you have promised for today:\n\n${rows}\n\n${address}`,
    row: (due: string, reference: string, late: boolean) =>
      `${due}  ${reference}${late ? '  BROKEN: keep it now' : ''}`,
  },
);
