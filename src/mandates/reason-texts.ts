import { catalogue, type Locale } from '../ui/texts.ts';
import type { FileFault } from './officer-file.ts';
import type { Named } from './queries/batches.server.ts';
import type { Reason } from './rules/row-reasons.ts';

interface About {
  readonly task: string;
  readonly system: string;
  readonly provision: string;
}

export const reasonTexts = catalogue(
  {
    reason: {
      'unknown-officer': () => 'Handläggaren finns inte i registret.',
      'officer-of-another-employer': () => 'Anställd hos en annan part än den som utför uppgifterna.',
      'officer-not-employed': () => 'Inte anställd den dag uppdraget börjar.',
      'overlapping-mandate': () => 'Har redan ett uppdrag under avtalet för en del av perioden.',
      'office-outside-agreement': () => 'Hemkontoret ligger utanför avtalet för alla valda uppgifter.',
      'agreement-begins-after': () => 'Avtalet gäller inte den dag uppdraget börjar.',
      'agreement-ends-before': () => 'Avtalet slutar före uppdraget.',
      'task-not-in-agreement': ({ task }: About) => `${task} finns inte i avtalet under perioden.`,
      'level-not-in-agreement': ({ task }: About) => `Avtalet omfattar inte ${task} på den nivån.`,
      'task-ended-in-list': ({ task }: About) => `${task} står inte i lagens lista den dag uppdraget börjar.`,
      'access-not-needed': ({ system }: About) => `Uppgifterna kräver inte åtkomst till ${system}.`,
      'access-missing': ({ task }: About) => `${task} kräver åtkomst som inte är vald.`,
      'kind-not-allowed': ({ provision }: About) => `Lagen kräver ett annat slag av avtal${provision}.`,
      'in-the-future': () => 'Underskriftsdagen har inte varit än.',
      'competence-blocks': ({ task }: About) =>
        `Saknar kompetens för ${task}: avtalet kräver den, och åtgärder avvisas tills den finns.`,
      'competence-warns': ({ task }: About) => `Saknar kompetens för ${task}: avtalet varnar för det.`,
      'not-signed': () => 'Ger ingenting förrän båda sidor har undertecknat.',
      'employment-ends-before': () => 'Anställningen slutar före uppdraget.',
      'task-leaves-list': ({ task }: About) => `${task} lämnar lagens lista under perioden.`,
    },
    fileFault: {
      'file-empty': 'Filen är tom. Den ska ha en rubrikrad och minst en rad.',
      'not-utf8': 'Filen är inte i UTF-8. Spara den som CSV UTF-8.',
      'not-csv': 'Filen går inte att läsa som CSV.',
      'too-many-rows': 'Filen har för många rader. Dela upp den.',
      'missing-column': 'Kolumnen saknas i rubrikraden.',
      'wrong-number-of-cells': 'Raden har inte lika många celler som rubriken.',
      required: 'Cellen är tom.',
      'too-long': 'Texten är för lång.',
      'not-a-date': 'Det är ingen dag. Skriv 2026-03-31.',
      'looks-like-identity-number': 'Det ser ut som ett personnummer. Sådana ska inte finnas i filen.',
      'unknown-officer': 'Ingen handläggare har den koden.',
      'unknown-task': 'Uppgiften finns inte, eller hör till en annan myndighet.',
      'ends-before-it-begins': 'Sista dagen ligger före den första.',
      'obtained-after-it-counts': 'Kompetensen räknas från en dag före den då den nåddes.',
      'in-the-future': 'Dagen har inte varit än.',
      'already-there': 'Kompetensen är redan registrerad från den dagen.',
      'twice-in-file': 'Står redan tidigare i filen.',
    },
  },
  {
    reason: {
      'unknown-officer': () => 'The officer is not in the register.',
      'officer-of-another-employer': () => 'Employed by another party than the one that performs the tasks.',
      'officer-not-employed': () => 'Not employed on the day that the mandate begins.',
      'overlapping-mandate': () => 'Holds a mandate under the agreement already for part of the period.',
      'office-outside-agreement': () => 'The home office lies outside the agreement for all chosen tasks.',
      'agreement-begins-after': () => 'The agreement does not hold on the day that the mandate begins.',
      'agreement-ends-before': () => 'The agreement ends before the mandate.',
      'task-not-in-agreement': ({ task }) => `${task} is not in the agreement during the period.`,
      'level-not-in-agreement': ({ task }) => `The agreement does not cover ${task} at that level.`,
      'task-ended-in-list': ({ task }) =>
        `${task} is not on the law’s list on the day that the mandate begins.`,
      'access-not-needed': ({ system }) => `The tasks do not need access to ${system}.`,
      'access-missing': ({ task }) => `${task} needs access that is not chosen.`,
      'kind-not-allowed': ({ provision }) => `The law demands another kind of agreement${provision}.`,
      'in-the-future': () => 'The day of signing has not been yet.',
      'competence-blocks': ({ task }) =>
        `Lacks competence for ${task}: the agreement demands it, and acts are refused until it is there.`,
      'competence-warns': ({ task }) => `Lacks competence for ${task}: the agreement warns of that.`,
      'not-signed': () => 'Gives nothing until both sides have signed.',
      'employment-ends-before': () => 'The employment ends before the mandate.',
      'task-leaves-list': ({ task }) => `${task} leaves the law’s list during the period.`,
    },
    fileFault: {
      'file-empty': 'The file is empty. It needs a header and at least one row.',
      'not-utf8': 'The file is not UTF-8. Save it as CSV UTF-8.',
      'not-csv': 'The file cannot be read as CSV.',
      'too-many-rows': 'The file has too many rows. Divide it.',
      'missing-column': 'The column is missing in the header.',
      'wrong-number-of-cells': 'The row has not as many cells as the header.',
      required: 'The cell is empty.',
      'too-long': 'The text is too long.',
      'not-a-date': 'That is no day. Write 2026-03-31.',
      'looks-like-identity-number': 'It looks like a personal identity number. The file must hold none.',
      'unknown-officer': 'No officer has that code.',
      'unknown-task': 'There is no such task, or it is another authority’s.',
      'ends-before-it-begins': 'The last day lies before the first.',
      'obtained-after-it-counts': 'The competence counts from a day before it was obtained.',
      'in-the-future': 'The day has not been yet.',
      'already-there': 'The competence is recorded already from that day.',
      'twice-in-file': 'Stands earlier in the file.',
    },
  },
);

interface Names {
  readonly tasks: readonly Named[];
  readonly systems: readonly Named[];
}

/** A reason as a sentence, without its day. */
export function reasonSentence(reason: Reason, names: Names, locale: Locale): string {
  const name = (all: readonly Named[], id: number | undefined) => {
    const found = all.find((each) => each.id === id);
    return (locale === 'sv' ? found?.nameSv : found?.nameEn) ?? '?';
  };
  return reasonTexts[locale].reason[reason.code]({
    task: name(names.tasks, reason.taskId),
    system: name(names.systems, reason.systemId),
    provision: reason.provision === undefined ? '' : ` (${reason.provision})`,
  });
}

export function fileFaultSentence({ code }: FileFault, locale: Locale): string {
  return reasonTexts[locale].fileFault[code];
}
