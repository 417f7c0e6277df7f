import { catalogue, type Locale } from '../ui/texts.ts';
import { approvalTexts } from './approval-texts.ts';
import { documentTexts } from './documents/texts.ts';

/** Texts that several pages of this room share. */
export const sharedTexts = catalogue(
  {
    asOf: {
      day: 'Per den',
      known: 'Som vi visste',
      asKnown: (when: string) => `Så som registren såg ut ${when}. Det kan ha ändrats sedan dess.`,
      wrong: 'Skriv en dag som finns, i formen 2026-03-31.',
      now: 'Visa det som gäller nu',
    },
    show: 'Visa',
    all: 'Alla',
    state: 'Läge',
    pages: 'Sidor',
    previous: 'Föregående',
    next: 'Nästa',
    clear: 'Rensa urvalet',
    mandateKind: {
      commission: 'uppdragsavtal',
      employment: 'anställningsavtal',
      delegation: 'delegation',
    },
    fieldError: {
      'in-the-future': 'Dagen har inte varit än. Ange dagen då avtalet undertecknades.',
      'outside-agreement': 'Uppdraget måste ligga inom avtalets giltighet. Välj en annan dag.',
      'task-not-in-agreement':
        'Uppgiften finns inte i avtalet under perioden. Välj bara uppgifter ur avtalet.',
      'level-not-in-agreement': 'Avtalet omfattar inte uppgiften på den nivån. Välj en lägre nivå.',
      'access-not-needed': 'Uppgifterna kräver inte den åtkomsten. Ta bort den: ingen får mer än som behövs.',
      'access-missing':
        'Minst en uppgift kräver tillgång till personuppgifter. Välj den åtkomst som avtalet anger.',
      'kind-not-allowed':
        'Lagen kräver ett annat slag av avtal här. När en statlig myndighet utför uppgifter åt en annan är det uppdragsavtal.',
      'unknown-officer': 'Ingen handläggare har den koden eller det namnet. Kontrollera stavningen.',
      'officer-of-another-employer':
        'Handläggaren är inte anställd hos den som utför uppgifterna enligt avtalet.',
      'officer-not-employed': 'Handläggaren är inte anställd den dag uppdraget börjar.',
      'overlapping-mandate':
        'Handläggaren har redan ett uppdrag under avtalet för en del av perioden. Återkalla det först, eller välj andra dagar.',
      'not-after-current-version':
        'Ändringen måste börja efter den dag då den gällande versionen började. Välj en senare dag.',
      'agreement-has-ended': 'Avtalet har upphört. Ett nytt avtal behövs.',
      'before-the-agreement-was-signed': 'Dagen ligger före avtalets undertecknande.',
      'mandates-reach-further':
        'Uppdrag under avtalet gäller längre än så. Återkalla dem först, eller välj en senare sista dag.',
      'not-a-party': 'Myndigheten är inte part i avtalet.',
      'acts-for-oneself': 'Ingen kan utföra uppgifter åt sig själv. Ange en annan utförare.',
      'parties-not-allowed':
        'Lagen låter inte parterna handla för varandra så. Ange en annan huvudman eller utförare.',
      'unknown-task': 'Uppgiften finns inte. Välj en uppgift ur registret.',
      'task-of-another-authority': 'Uppgiften är inte huvudmannens. Ange den myndighet som ansvarar för den.',
      'authority-never':
        'Lagen som avtalet lyder under tillåter ingen myndighetsutövning. Ange uppgiften utan den.',
      'catalogue-item-required': 'Myndighetsutövning ska svara mot en punkt i lagens lista. Ange punkten.',
      'catalogue-item-without-authority':
        'En punkt i lagens lista anges bara för uppgifter som innefattar myndighetsutövning. Ta bort den.',
      'unknown-catalogue-item': 'Punkten finns inte i lagens listor. Rätta koden.',
      'catalogue-item-of-another-list':
        'Punkten hör inte till listan för avtalets lag och uppgiftens slag. Ange en punkt ur den listan.',
      'catalogue-item-for-another-task': 'Punkten gäller inte uppgiften. Ange en annan punkt.',
      'catalogue-item-not-valid': 'Punkten gäller ingen av versionens dagar. Ange en annan punkt eller dag.',
      'unknown-system': 'Systemet finns inte. Välj ett system ur registret.',
      'system-of-another-authority': 'Systemet är inte huvudmannens. Ta bort det.',
      'access-without-need':
        'Åtkomst anges bara för en uppgift som kräver personuppgifter. Ta bort systemen, eller ange att den gör det.',
      'unknown-office': 'Kontoret finns inte. Välj ett kontor ur registret.',
      'office-of-another-operator': 'Kontoret drivs av någon annan än den som utför uppgiften. Ta bort det.',
      'task-twice': 'Uppgiften står två gånger. Ta bort den ena.',
      'changes-others-tasks':
        'Ändringen rör en annan myndighets uppgifter. Lämna dem som de var: bara dess samordnare kan ändra dem.',
      required: 'Fyll i fältet.',
    },
  },
  {
    asOf: {
      day: 'As of',
      known: 'As known',
      asKnown: (when: string) => `As the registers stood ${when}. It may have changed since.`,
      wrong: 'Write a day that exists, as 2026-03-31.',
      now: 'Show what holds now',
    },
    show: 'Show',
    all: 'All',
    state: 'State',
    pages: 'Pages',
    previous: 'Previous',
    next: 'Next',
    clear: 'Clear the selection',
    mandateKind: {
      commission: 'commission agreement (uppdragsavtal)',
      employment: 'employment agreement',
      delegation: 'delegation',
    },
    fieldError: {
      'in-the-future': 'That day has not been yet. Give the day on which it was signed.',
      'outside-agreement': 'The mandate must lie within the days of the agreement. Choose another day.',
      'task-not-in-agreement':
        'The task is not in the agreement in that period. Choose tasks of the agreement.',
      'level-not-in-agreement': 'The agreement does not include the task at that level. Choose a lower one.',
      'access-not-needed': 'The tasks do not need that access. Remove it: nobody gets more than is needed.',
      'access-missing': 'At least one task needs personal data. Choose the access that the agreement states.',
      'kind-not-allowed':
        'The law requires another kind here. When a state authority acts for another, it is an uppdragsavtal.',
      'unknown-officer': 'No officer has that code or name. Check the spelling.',
      'officer-of-another-employer':
        'The officer is not employed by the one who performs the tasks under the agreement.',
      'officer-not-employed': 'The officer is not employed on the first day of the mandate.',
      'overlapping-mandate':
        'The officer already holds a mandate under the agreement for some of those days. Withdraw it first, or choose other days.',
      'not-after-current-version':
        'The amendment must begin after the first day of the version in force. Choose a later day.',
      'agreement-has-ended': 'The agreement has ended. A new one is needed.',
      'before-the-agreement-was-signed': 'The day lies before the agreement was signed.',
      'mandates-reach-further':
        'Mandates under the agreement reach further. Withdraw them first, or choose a later last day.',
      'not-a-party': 'The authority is no party to the agreement.',
      'acts-for-oneself': 'Nobody can perform tasks for itself. Name another performer.',
      'parties-not-allowed':
        'The law does not let the parties act for each other so. Name another principal or performer.',
      'unknown-task': 'There is no such task. Choose one of the register.',
      'task-of-another-authority': 'The task is not the principal’s. Name the authority that is responsible.',
      'authority-never':
        'The law of the agreement allows no exercise of authority. State the task without it.',
      'catalogue-item-required':
        'Exercise of authority is to match an item of the law’s list. Name the item.',
      'catalogue-item-without-authority':
        'An item of the closed list is named only for tasks with exercise of authority. Remove it.',
      'unknown-catalogue-item': 'There is no such item in the lists of the law. Correct the code.',
      'catalogue-item-of-another-list':
        'The item is not of the list for the law of the agreement and the kind of task. Name one of that list.',
      'catalogue-item-for-another-task': 'The item does not concern the task. Name another.',
      'catalogue-item-not-valid':
        'The item is valid on none of the version’s days. Name another item or other days.',
      'unknown-system': 'There is no such system. Choose one of the register.',
      'system-of-another-authority': 'The system is not the principal’s. Remove it.',
      'access-without-need':
        'Access is stated only for a task that needs personal data. Remove the systems, or state that it does.',
      'unknown-office': 'There is no such office. Choose one of the register.',
      'office-of-another-operator':
        'The office is run by somebody else than who performs the task. Remove it.',
      'task-twice': 'The task stands twice. Remove one.',
      'changes-others-tasks':
        'The amendment changes another authority’s tasks. Leave them as they were: only its coordinator can change them.',
      required: 'Fill in this field.',
    },
  },
);

/** The sentence for a field code of this room; null for another's. */
export function agreementErrorText(code: string, _facts: unknown, locale: Locale): string | null {
  const texts: Readonly<Record<string, string>> = {
    ...sharedTexts[locale].fieldError,
    ...documentTexts[locale].fieldError,
    ...approvalTexts[locale].fieldError,
  };
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : null;
}
