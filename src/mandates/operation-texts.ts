import { catalogue } from '../ui/texts.ts';

/** What an operation is told besides its outcome: drafts, interruptions, a file that cannot be taken. */
export const operationTexts = catalogue(
  {
    discard: 'Kasta förhandsvisningen',
    discarded: 'Förhandsvisningen är kastad. Inget utfärdades.',
    notDraft: 'Omgången är redan beställd och kan inte kastas.',
    kept: (days: string) => `En förhandsvisning som ingen beställer kastas efter ${days} dagar.`,
    again: (times: string) =>
      `Körningen avbröts och togs upp igen (${times} gånger). Varje uppdrag är ändå utfärdat en enda gång.`,
    csvDraft: 'Hämta förhandsvisningen som CSV',
    csvRefused: 'Bara de som inte får uppdrag (CSV)',
    fileRefused: (count: string) =>
      `${count === '1' ? 'En rad' : `${count} rader`} i filen kan inte läsas. Ingenting är sparat: rätta och välj filen igen.`,
    fileCaption: 'Rader som ska rättas',
  },
  {
    discard: 'Discard the preview',
    discarded: 'The preview is discarded. Nothing was issued.',
    notDraft: 'The operation is ordered already and cannot be discarded.',
    kept: (days: string) => `A preview that nobody orders is discarded after ${days} days.`,
    again: (times: string) =>
      `The run was interrupted and taken up again (${times} times). Each mandate is issued only once all the same.`,
    csvDraft: 'Get the preview as CSV',
    csvRefused: 'Only those who get no mandate (CSV)',
    fileRefused: (count: string) =>
      `${count === '1' ? 'One row' : `${count} rows`} of the file cannot be read. Nothing is kept: correct and choose the file again.`,
    fileCaption: 'Rows to correct',
  },
);
