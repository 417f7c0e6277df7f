import { catalogue } from '../ui/texts.ts';

const SV = {
  1: 'måndagar',
  2: 'tisdagar',
  3: 'onsdagar',
  4: 'torsdagar',
  5: 'fredagar',
  6: 'lördagar',
  7: 'söndagar',
};
const EN = {
  1: 'Mondays',
  2: 'Tuesdays',
  3: 'Wednesdays',
  4: 'Thursdays',
  5: 'Fridays',
  6: 'Saturdays',
  7: 'Sundays',
};

// Before coming: how many wait, and when it is calm. Short sentences: many read little Swedish.
export const waitingTexts = catalogue(
  {
    title: 'Väntan nu',
    waiting: (n: number) =>
      n === 0
        ? 'Ingen väntar just nu.'
        : n === 1
          ? '1 person väntar just nu.'
          : `${n} personer väntar just nu.`,
    short: (n: number) => (n === 0 ? 'ingen väntar' : n === 1 ? '1 väntar' : `${n} väntar`),
    comesNow: (range: string) => `Om du kommer nu väntar du ${range}.`,
    range: (low: number, high: number) =>
      low <= 1
        ? `högst ungefär ${high} minuter`
        : low === high
          ? `ungefär ${low} minuter`
          : `ungefär ${low}–${high} minuter`,
    byNeed: 'Så länge väntar du om du kommer nu',
    nobody: 'Ingen tar emot just nu',
    honest: 'Det är en uppskattning. Den kan ändras när andra kommer före dig med rätt till det.',
    usualTitle: (day: keyof typeof SV) => `Så brukar det vara på ${SV[day]}`,
    usualHour: 'När du kommer',
    usualWait: 'Hälften väntar högst',
    minutes: (n: number) => (n === 1 ? '1 minut' : `${n} minuter`),
    calm: (day: keyof typeof SV, from: string, to: string) =>
      `Lugnast brukar det vara på ${SV[day]} ${from}–${to}.`,
    source: 'Räknat på de senaste åtta veckorna.',
    calmestHere: 'lugnast',
  },
  {
    title: 'Waiting now',
    waiting: (n) =>
      n === 0
        ? 'Nobody is waiting now.'
        : n === 1
          ? '1 person is waiting now.'
          : `${n} people are waiting now.`,
    short: (n) => (n === 0 ? 'nobody waiting' : `${n} waiting`),
    comesNow: (range) => `If you come now you wait ${range}.`,
    range: (low, high) =>
      low <= 1
        ? `at most about ${high} minutes`
        : low === high
          ? `about ${low} minutes`
          : `about ${low}–${high} minutes`,
    byNeed: 'How long you wait if you come now',
    nobody: 'Nobody receives visitors for it now',
    honest: 'This is an estimate. It can change when others have a right to go before you.',
    usualTitle: (day) => `How it usually is on ${EN[day]}`,
    usualHour: 'When you come',
    usualWait: 'Half wait at most',
    minutes: (n) => (n === 1 ? '1 minute' : `${n} minutes`),
    calm: (day, from, to) => `It is usually calmest on ${EN[day]}, ${from}–${to}.`,
    source: 'Reckoned from the last eight weeks.',
    calmestHere: 'calmest',
  },
);
