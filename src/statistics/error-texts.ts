import type { FieldText } from '../shell/problems.tsx';
import type { Locale } from '../ui/texts.ts';

/** What is wrong with what was asked; other codes have their sentences in the shell. */
const errors: Record<Locale, Record<string, string>> = {
  sv: {
    'no-such-place': 'Platsen finns inte, eller hör inte till det du får se.',
    'no-such-measure': 'Det finns inget sådant mått. Se sidan Mått.',
    'not-a-month': 'Skriv en månad som har börjat, som 2026-10.',
    twice: 'Samma mått står två gånger.',
    'not-by': 'Måttet kan inte delas upp eller begränsas så. På sidan Mått står hur varje mått kan delas.',
    'not-by-hour':
      'Timmar och veckodagar räknas av kontakter, för alla myndigheter och uppgifter tillsammans. Ta bort myndigheten och uppgiften.',
    'not-within': 'Platsen har inga sådana delar. Välj en större plats eller en annan uppdelning.',
    'needs-a-series': 'Ackumulerat visas per månad eller år. Välj en av dem.',
    'too-many-cells':
      'Det blir fler rutor än vad som visas eller hämtas på en gång. Välj en kortare period, färre mått eller månader i stället för dagar.',
    'whole-months':
      'Utanför det egna kontoret visas smala urval i hela månader: från den första till den sista i en månad.',
  },
  en: {
    'no-such-place': 'There is no such place, or it is not among what you may see.',
    'no-such-measure': 'There is no such measure. See the page Measures.',
    'not-a-month': 'Write a month that has begun, as 2026-10.',
    twice: 'The same measure stands twice.',
    'not-by': 'The measure cannot be split or narrowed like that. The page Measures says how each can be.',
    'not-by-hour':
      'Hours and weekdays are counted of contacts, for all authorities and tasks together. Remove the authority and the task.',
    'not-within': 'The place has no such parts. Choose a larger place or another split.',
    'needs-a-series': 'Accumulated is shown by month or year. Choose one of them.',
    'too-many-cells':
      'That is more cells than are shown or downloaded at once. Choose a shorter period, fewer measures, or months instead of days.',
    'whole-months':
      'Outside the own office narrow selections are shown by whole months: from the first to the last day of a month.',
  },
};
export const statisticsErrorText: FieldText = (code, _facts, locale) =>
  Object.hasOwn(errors[locale], code) ? (errors[locale][code] ?? null) : null;
