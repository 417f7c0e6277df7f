import type { FieldText } from '../shell/problems.tsx';
import { catalogue } from '../ui/texts.ts';

/** Who speaks for the person: noting it, looking it up, and why nothing can rest on it. */
export const representationTexts = catalogue(
  {
    title: 'Företrädare',
    none: 'Ingen är noterad: personen talar för sig själv.',
    note: 'Notera en företrädare',
    kind: 'Vad för slags företrädare?',
    kinds: {
      'power-of-attorney': 'ombud med fullmakt',
      guardian: 'vårdnadshavare',
      'god-man': 'god man',
      forvaltare: 'förvaltare',
    },
    saidAs: {
      'power-of-attorney': 'ombud med fullmakt',
      guardian: 'vårdnadshavare',
      'god-man': 'gode man',
      forvaltare: 'förvaltare',
      other: 'annat, till exempel anhörig eller vän',
    },
    said: (whom: string, as: string) => `Säger sig skriva för ${whom}, som ${as}.`,
    notLookedUp:
      'Det är inte kontrollerat. Slå upp det och notera företrädaren i ärendet innan något vilar på det.',
    name: 'Företrädarens namn',
    covers: 'Vad omfattar det?',
    coversSaid: {
      everything: 'Allt',
      authority: 'Allt hos den här myndigheten',
      task: 'Den här uppgiften',
      other: 'Något annat',
    },
    powers: 'Med vilka ord? (frivilligt)',
    powersHelp: 'Som det står. Behövs när det omfattar något annat: då kan inget här vila på det.',
    proof: 'Hur är det visat?',
    proofHelp: 'Till exempel fullmakt i original, registerutdrag, förordnande.',
    from: 'Gäller från',
    to: 'Till och med (tomt: tills vidare)',
    save: 'Notera',
    state: {
      holds: 'gäller',
      'representation-not-begun': 'gäller inte än',
      'representation-ended': 'har upphört',
      'representation-elsewhere': 'gäller annat',
    },
    until: (from: string, to: string) => `${from} – ${to}`,
    untilNotice: (from: string) => `från ${from}, tills vidare`,
    endedOn: (day: string, why: string) => `Upphörde ${day}: ${why}`,
    log: 'Uppslaget',
    logRow: (by: string, at: string, found: string, note: string) =>
      `${at}, ${by}: ${found}${note === '' ? '' : `. ${note}`}`,
    found: { holds: 'gäller', ended: 'har upphört', 'not-found': 'finns inte' },
    lookUp: 'Slå upp igen',
    whatFound: 'Vad visade det?',
    endedDay: 'Upphörde den (tomt: i dag)',
    why: 'Var och vad såg du?',
    lookUpSave: 'Spara uppslaget',
    who: 'Vem talar för personen?',
    self: 'Personen själv',
    by: (name: string) => `genom ${name}`,
  },
  {
    title: 'Representative',
    none: 'Nobody is noted: the person speaks for themself.',
    note: 'Note a representative',
    kind: 'What kind of representative?',
    kinds: {
      'power-of-attorney': 'representative with power of attorney',
      guardian: 'parent or guardian',
      'god-man': 'special representative (god man)',
      forvaltare: 'administrator (förvaltare)',
    },
    saidAs: {
      'power-of-attorney': 'representative with power of attorney',
      guardian: 'parent or guardian',
      'god-man': 'special representative (god man)',
      forvaltare: 'administrator (förvaltare)',
      other: 'something else, for instance relative or friend',
    },
    said: (whom: string, as: string) => `Says that they write for ${whom}, as ${as}.`,
    notLookedUp:
      'It is not checked. Look it up and note the representative in the matter before anything rests on it.',
    name: 'The representative’s name',
    covers: 'What does it cover?',
    coversSaid: {
      everything: 'Everything',
      authority: 'Everything with this authority',
      task: 'This task',
      other: 'Something else',
    },
    powers: 'In what words? (optional)',
    powersHelp: 'As it says. Needed when it covers something else: then nothing here can rest on it.',
    proof: 'How is it shown?',
    proofHelp: 'For instance original power of attorney, extract of a register, appointment.',
    from: 'Holds from',
    to: 'To (empty: until further notice)',
    save: 'Note',
    state: {
      holds: 'holds',
      'representation-not-begun': 'does not hold yet',
      'representation-ended': 'has ended',
      'representation-elsewhere': 'is for something else',
    },
    until: (from: string, to: string) => `${from} – ${to}`,
    untilNotice: (from: string) => `from ${from}, until further notice`,
    endedOn: (day: string, why: string) => `Ended on ${day}: ${why}`,
    log: 'Looked up',
    logRow: (by: string, at: string, found: string, note: string) =>
      `${at}, ${by}: ${found}${note === '' ? '' : `. ${note}`}`,
    found: { holds: 'holds', ended: 'has ended', 'not-found': 'does not exist' },
    lookUp: 'Look it up again',
    whatFound: 'What did it show?',
    endedDay: 'Ended on (empty: today)',
    why: 'Where did you look, and what did you see?',
    lookUpSave: 'Save',
    who: 'Who speaks for the person?',
    self: 'The person themself',
    by: (name: string) => `through ${name}`,
  },
);

type Sentence = (facts: Readonly<Record<string, unknown>>) => string;
const sentences: Readonly<Record<'sv' | 'en', Readonly<Record<string, Sentence>>>> = {
  sv: {
    'representation-not-begun': ({ name, day }) =>
      `${name} företräder personen först från ${day}. Vänta till dess, eller ta det med personen själv.`,
    'representation-ended': ({ name, day }) =>
      `Rätten för ${name} att företräda personen har upphört (${day}). Ta det med personen själv, eller notera en ny fullmakt.`,
    'representation-elsewhere': ({ name }) =>
      `Det som ${name} har visat omfattar inte det här ärendet. Ta det med personen själv, eller notera vad som omfattar det.`,
    'representation-ended-already': () => 'Det är redan noterat att den har upphört.',
    'ends-before-it-begins': () => 'Den sista dagen är före den första.',
    'reason-too-short': () => 'Skriv några ord om vad du såg.',
    'not-yet': () => 'Den dagen har inte varit än.',
  },
  en: {
    'representation-not-begun': ({ name, day }) =>
      `${name} represents the person from ${day} only. Wait until then, or take it with the person themself.`,
    'representation-ended': ({ name, day }) =>
      `The right of ${name} to represent the person has ended (${day}). Take it with the person themself, or note a new power of attorney.`,
    'representation-elsewhere': ({ name }) =>
      `What ${name} has shown does not cover this matter. Take it with the person themself, or note what covers it.`,
    'representation-ended-already': () => 'It is noted already that it has ended.',
    'ends-before-it-begins': () => 'The last day is before the first.',
    'reason-too-short': () => 'Write a few words about what you saw.',
    'not-yet': () => 'That day has not been yet.',
  },
};

/** The sentences for its codes, at a contact and in a hand-over. */
export const representationErrorText: FieldText = (code, facts, locale) =>
  Object.hasOwn(sentences[locale], code) ? (sentences[locale][code]?.(facts) ?? null) : null;
