import type { Locale } from '../ui/texts.ts';
import { catalogue } from '../ui/texts.ts';

/** What people ask, what comes back, and what the front desk is told. */
export const questionTexts = catalogue(
  {
    title: 'Frågor',
    lead: {
      office: 'Vad människor frågar om på kontoret, vad som växer, och vad som kom tillbaka.',
      area: 'Vad människor frågar om på områdets kontor.',
      authority:
        'Vad människor frågar om hos servicekontoren i er myndighets namn, och vad ni skickade tillbaka.',
      analyst: 'Vad människor frågar om på kontoren.',
    },
    side: { office: 'Kontoret', area: 'Området', authority: 'Myndigheten', analyst: 'Alla kontor' },
    sides: 'Ur vems synvinkel',
    office: 'Kontor',
    allOffices: 'Alla',
    period: 'Hela veckor tillbaka',
    weeks: (count: number) => (count === 52 ? 'Ett år (52 veckor)' : `${count} veckor`),
    show: 'Visa',
    csv: 'Ladda ned som CSV',
    days: (first: string, last: string) => `${first} – ${last}`,
    privacy: 'Antal under fem visas inte utanför kontoret, och inte heller det som skulle avslöja dem.',
    withheld: 'under 5',
    withheldSaid: 'visas inte: färre än fem, eller skulle avslöja ett annat antal',
    none: 'ingen uppgift',
    growing: {
      title: 'Växer',
      empty: 'Ingen fråga växer så mycket att det säger något.',
      compared: (now: string, before: string) => `${now} de senaste fyra veckorna, ${before} de fyra före`,
      lastYear: (count: string) => `Samma veckor i fjol: ${count}`,
      noLastYear: 'Inget är fört från samma veckor i fjol.',
      ruleTitle: 'När en fråga växer',
      rule: (least: number, percent: number) =>
        `Minst ${least} frågor i någon av de två perioderna, minst ${percent} procent fler än de fyra veckorna före, och mer än slumpen gör (skillnaden är större än dubbla roten ur summan). Är det lika många som samma veckor i fjol är det säsong. Gränserna är våra.`,
    },
    top: {
      title: 'Mest frågat',
      empty: 'Inga frågor är förda under veckorna. Välj en längre tid.',
      columns: {
        question: 'Fråga',
        asked: 'Frågade',
        share: 'Andel',
        now: '4 veckor',
        before: '4 före',
        trend: 'Utveckling',
        weeks: '13 veckor',
      },
      all: (count: number) => `Visa alla ${count}`,
      asTable: 'Vecka för vecka, som tabell',
      week: (number: number) => `v. ${number}`,
    },
    trend: {
      growing: 'växer',
      new: 'ny',
      season: 'som i fjol',
      steady: 'jämn',
      falling: 'minskar',
      'too-few': 'för få',
    },
    spark: {
      title: (question: string) => `${question}: frågor per vecka`,
      description: (weeks: number, last: string, most: string) =>
        `${weeks} veckor. Senaste veckan ${last}, som mest ${most}.`,
    },
    returned: {
      title: 'Kom tillbaka som fel hänvisat',
      lead: 'Det som lämnades över och skickades åter, och varför. En upplysning vid disken kan hjälpa.',
      empty: 'Inget som lämnades över har kommit tillbaka.',
      noParty: 'Överlämningar ser kontoret och myndigheten.',
      columns: {
        question: 'Fråga',
        department: 'Enhet',
        handedOver: 'Överlämnade',
        returned: 'Åter',
        reasons: 'Varför',
      },
      noDepartment: 'myndigheten',
      reason: (text: string, count: string) => `${text} (${count})`,
      latest: 'De senaste som kom tillbaka',
      effect: (since: string, before: string) =>
        `Sedan upplysningen skrevs: ${since}. Lika lång tid före: ${before}.`,
      of: (returned: string, handedOver: string) => `${returned} av ${handedOver} åter`,
    },
    words: {
      title: 'Ord som återkommer',
      lead: {
        inside:
          'Ur kontakternas ämnen: ord som minst tre kontakter har. Den som hör av sig igen räknas en gång.',
        outside:
          'Ur kontakternas ämnen: ord som minst fem kontakter har. Den som hör av sig igen räknas en gång, och inget ämne visas.',
      },
      empty: 'Inga ord återkommer tillräckligt ofta.',
    },
    question: {
      back: 'Frågor',
      asked: 'Frågade',
      ends: 'Vad det blev av dem',
      endsLead: 'Avslutade kontakter i samma veckor. Den som kom tillbaka räknas som löst hos ingen.',
      end: {
        solved: 'Löst här',
        partly: 'Delvis löst',
        passedOn: 'Hänvisad eller överlämnad',
        cameBack: 'Kom tillbaka',
      },
      minutes: (minutes: number) => `Hälften tog högst ${minutes} minuter.`,
      everyday: 'Kallas också',
    },
    guidance: {
      title: 'Upplysning till disken',
      lead: 'Det som hade hjälpt: handläggaren ser texten i ärendet och när det ska lämnas över.',
      none: 'Ingen upplysning är skriven.',
      noneOwn: 'Ingen upplysning är skriven. Vad hade hjälpt handläggaren att hänvisa rätt?',
      write: 'Vad ska handläggaren veta?',
      writeHelp:
        'Kort och konkret: vart det hör, vad personen behöver ha med sig, var svaret finns. Högst 600 tecken. En tom text tar bort upplysningen.',
      save: 'Spara',
      saved: 'Sparat. Texten syns vid diskarna nu.',
      stale: 'Någon annan skrev medan du skrev. Läs deras text och spara igen om din ska gälla.',
      written: (day: string, version: number) => `Version ${version}, ${day}`,
      takenBack: 'Togs bort',
      versions: 'Tidigare versioner',
      byCoordinator: 'Myndighetens samordnare skriver den.',
      has: 'upplysning vid disken',
    },
    csvHeads: {
      authority: 'Myndighet',
      question: 'Fråga',
      code: 'Vecka (måndag)',
      asked: 'Frågade',
      trend: 'Utveckling',
      now: 'Senaste 4 veckorna',
      before: 'De 4 före',
      lastYear: 'Samma 4 i fjol',
      withheld: 'under 5',
    },
  },
  {
    title: 'Questions',
    lead: {
      office: 'What people ask at the office, what grows, and what came back.',
      area: 'What people ask at the offices of the area.',
      authority: 'What people ask at the service offices in your authority’s name, and what you sent back.',
      analyst: 'What people ask at the offices.',
    },
    side: { office: 'The office', area: 'The area', authority: 'The authority', analyst: 'All offices' },
    sides: 'Seen from',
    office: 'Office',
    allOffices: 'All',
    period: 'Whole weeks back',
    weeks: (count: number) => (count === 52 ? 'A year (52 weeks)' : `${count} weeks`),
    show: 'Show',
    csv: 'Download as CSV',
    days: (first: string, last: string) => `${first} – ${last}`,
    privacy: 'Counts below five are not shown outside the office, nor what would give them away.',
    withheld: 'below 5',
    withheldSaid: 'not shown: fewer than five, or would give another count away',
    none: 'not known',
    growing: {
      title: 'Growing',
      empty: 'No question grows enough to say anything.',
      compared: (now: string, before: string) =>
        `${now} in the last four weeks, ${before} in the four before`,
      lastYear: (count: string) => `Same weeks last year: ${count}`,
      noLastYear: 'Nothing is recorded from the same weeks of last year.',
      ruleTitle: 'When a question grows',
      rule: (least: number, percent: number) =>
        `At least ${least} questions in one of the two periods, at least ${percent} per cent more than in the four weeks before, and more than chance makes (the difference is larger than twice the root of the sum). As many as in the same weeks of last year is season. The limits are ours.`,
    },
    top: {
      title: 'Most asked',
      empty: 'No questions are recorded in these weeks. Choose a longer time.',
      columns: {
        question: 'Question',
        asked: 'Asked',
        share: 'Share',
        now: '4 weeks',
        before: '4 before',
        trend: 'Development',
        weeks: '13 weeks',
      },
      all: (count: number) => `Show all ${count}`,
      asTable: 'Week by week, as a table',
      week: (number: number) => `wk ${number}`,
    },
    trend: {
      growing: 'growing',
      new: 'new',
      season: 'as last year',
      steady: 'steady',
      falling: 'falling',
      'too-few': 'too few',
    },
    spark: {
      title: (question: string) => `${question}: questions a week`,
      description: (weeks: number, last: string, most: string) =>
        `${weeks} weeks. Last week ${last}, at most ${most}.`,
    },
    returned: {
      title: 'Came back as wrongly guided',
      lead: 'What was handed over and sent back, and why. A note at the desk may help.',
      empty: 'Nothing that was handed over has come back.',
      noParty: 'Hand-overs are seen by the office and the authority.',
      columns: {
        question: 'Question',
        department: 'Department',
        handedOver: 'Handed over',
        returned: 'Back',
        reasons: 'Why',
      },
      noDepartment: 'the authority',
      reason: (text: string, count: string) => `${text} (${count})`,
      latest: 'The latest that came back',
      effect: (since: string, before: string) =>
        `Since the note was written: ${since}. As long a time before: ${before}.`,
      of: (returned: string, handedOver: string) => `${returned} of ${handedOver} back`,
    },
    words: {
      title: 'Words that come again',
      lead: {
        inside:
          'Of the contacts’ subjects: words that at least three contacts have. Who writes again is counted once.',
        outside:
          'Of the contacts’ subjects: words that at least five contacts have. Who writes again is counted once, and no subject is shown.',
      },
      empty: 'No word comes again often enough.',
    },
    question: {
      back: 'Questions',
      asked: 'Asked',
      ends: 'What became of them',
      endsLead: 'Closed contacts of the same weeks. Who came back is counted as solved nowhere.',
      end: {
        solved: 'Solved here',
        partly: 'Partly solved',
        passedOn: 'Referred or handed over',
        cameBack: 'Came back',
      },
      minutes: (minutes: number) => `Half took at most ${minutes} minutes.`,
      everyday: 'Also called',
    },
    guidance: {
      title: 'Note to the desk',
      lead: 'What would have helped: the officer sees it in the matter and when it is to be handed over.',
      none: 'No note is written.',
      noneOwn: 'No note is written. What would have helped the officer to guide rightly?',
      write: 'What should the officer know?',
      writeHelp:
        'Short and to the point: where it belongs, what the person needs to bring, where the answer is. At most 600 characters. An empty text takes the note back.',
      save: 'Save',
      saved: 'Saved. The desks see it now.',
      stale: 'Somebody else wrote while you did. Read theirs, and save again if yours is to hold.',
      written: (day: string, version: number) => `Version ${version}, ${day}`,
      takenBack: 'Taken back',
      versions: 'Earlier versions',
      byCoordinator: 'The authority’s coordinator writes it.',
      has: 'note at the desk',
    },
    csvHeads: {
      authority: 'Authority',
      question: 'Question',
      code: 'Week (Monday)',
      asked: 'Asked',
      trend: 'Development',
      now: 'Last 4 weeks',
      before: 'The 4 before',
      lastYear: 'Same 4 last year',
      withheld: 'below 5',
    },
  },
);

const fieldTexts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  sv: {
    'study-too-long': 'En kartläggning varar högst ett halvår.',
    'too-late': 'Det går inte längre att svara.',
    'too-late-to-change': 'Svaret kan ändras inom ett dygn, och det har gått.',
    'no-study': 'Ingen kartläggning pågår för kontakten.',
    'not-ones-office': 'Välj kontor som du leder.',
    'too-many': 'Det är för många.',
  },
  en: {
    'study-too-long': 'A study lasts half a year at most.',
    'too-late': 'It can no longer be answered.',
    'too-late-to-change': 'The answer can be changed within a day, and that has passed.',
    'no-study': 'No study goes on for the contact.',
    'not-ones-office': 'Choose offices that you manage.',
    'too-many': 'There are too many.',
  },
};

/** The sentence for a code of this room; null for another's. */
export function learningErrorText(
  code: string,
  _facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const texts = fieldTexts[locale];
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : null;
}
