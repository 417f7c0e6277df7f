import type { Locale } from '../ui/texts.ts';
import { catalogue } from '../ui/texts.ts';
import { type Change, type ChangeKind, MAKER, type Maker } from './rules/change.ts';

/** The names that the sentences need. */
export interface Named {
  readonly officer: string;
  readonly office: string;
  readonly otherOffice: string;
  readonly task: string;
  readonly principal: string;
  readonly performer: string;
  readonly level: string;
  readonly otherLevel: string;
  readonly day: string;
  readonly otherDay: string;
  readonly diaryNumber: string;
  readonly item: string;
  readonly mandate: string;
}

export const changeTexts = catalogue(
  {
    title: 'Det här skulle ge ett ja',
    titleThen: 'Det här hade gett ett ja',
    passed: 'Dagen har varit. Det som inte gällde då kan inte ändras i efterhand.',
    way: (n: string) => `Sätt ${n}`,
    makerLabel: 'Kan göras av',
    otherwise: 'Eller så här, utan någon ändring',
    nothing: 'Ingen ändring inom lagen hjälper',
    nothingLead:
      'Varken myndigheten eller utföraren kan avtala om det här. Visa vägen till myndigheten i stället. I vägen står:',
    maker: {
      principal: (n: Named) => `samordnaren hos ${n.principal}`,
      'both-parties': (n: Named) => `${n.principal} och ${n.performer} tillsammans, genom samordnarna`,
      officer: (n: Named) => `${n.officer}`,
      government: 'regeringen eller den myndighet som den har bestämt',
      'who-asks': 'den som frågar',
    },
    change: {
      'add-task': (n: Named) =>
        `Ta med ”${n.task}” i avtal ${n.diaryNumber}, med det som nivån kräver${n.item === '' ? '' : ` (punkt ${n.item})`}.`,
      'conclude-agreement': (n: Named) =>
        `Teckna ett avtal mellan ${n.principal} och ${n.performer} om ”${n.task}”${n.item === '' ? '' : ` (punkt ${n.item})`}.`,
      'open-to-office': (n: Named) => `Låt avtal ${n.diaryNumber} gälla även vid ${n.office}.`,
      'open-task-to-office': (n: Named) =>
        `Låt uppgiften i avtal ${n.diaryNumber} utföras även vid ${n.office}.`,
      'agree-on-level': (n: Named) => `Ändra avtal ${n.diaryNumber} så att uppgiften omfattar ${n.level}.`,
      'list-separately': (n: Named) => `Redovisa uppgiften särskilt i avtal ${n.diaryNumber}.`,
      'name-performers': (n: Named) => `Ange i avtal ${n.diaryNumber} vem som utför uppgiften.`,
      'state-access': (n: Named) =>
        `Ange i avtal ${n.diaryNumber} vilken tillgång till personuppgifter som behövs.`,
      'name-item': (n: Named) =>
        `Knyt uppgiften i avtal ${n.diaryNumber} till punkt ${n.item} i lagens lista.`,
      'prolong-version': (n: Named) => `Förläng avtal ${n.diaryNumber} så att det gäller den ${n.day}.`,
      'state-term': (n: Named) => `Ange i avtal ${n.diaryNumber} en giltighetstid som når den ${n.day}.`,
      approve: (n: Named) => `Godkänn avtal ${n.diaryNumber}.`,
      'record-competence': (n: Named) =>
        `Registrera att ${n.officer} har den kompetens för ”${n.task}” som avtal ${n.diaryNumber} kräver.`,
      'issue-mandate': (n: Named) =>
        `Utfärda ett personligt uppdrag för ${n.officer} under avtal ${n.diaryNumber}: ${n.task}, ${n.level}.`,
      'prolong-mandate': (n: Named) => `Förläng uppdrag ${n.mandate} så att det gäller den ${n.day}.`,
      'advance-mandate': (n: Named) => `Låt uppdrag ${n.mandate} börja senast den ${n.day}.`,
      'principal-signs': (n: Named) => `${n.principal} undertecknar uppdrag ${n.mandate}.`,
      'officer-signs': (n: Named) => `${n.officer} undertecknar uppdrag ${n.mandate}.`,
      'mandate-of-kind': (n: Named) => `Ersätt uppdrag ${n.mandate} med ett av det slag som lagen kräver.`,
      'add-to-mandate': (n: Named) => `Ta med ”${n.task}”, ${n.level}, i uppdrag ${n.mandate}.`,
      'open-system': (n: Named) => `Ge uppdrag ${n.mandate} den åtkomst som avtalet anger.`,
      'another-day': (n: Named) => `Vänta till, eller välj, den ${n.otherDay}: då är det tillåtet.`,
      'lower-level': (n: Named) => `Ge ${n.otherLevel} i stället: det är tillåtet här den dagen.`,
      'another-office': (n: Named) => `Gör det vid ${n.otherOffice}: där är det tillåtet.`,
    },
    newAgreement: 'det nya avtalet',
  },
  {
    title: 'This would give a yes',
    titleThen: 'This would have given a yes',
    passed: 'The day has passed. What did not hold then cannot be changed afterwards.',
    way: (n: string) => `Way ${n}`,
    makerLabel: 'Can be done by',
    otherwise: 'Or like this, without any change',
    nothing: 'No change within the law helps',
    nothingLead:
      'Neither the authority nor the performer can agree on this. Show the way to the authority instead. In the way stands:',
    maker: {
      principal: (n: Named) => `the coordinator at ${n.principal}`,
      'both-parties': (n: Named) => `${n.principal} and ${n.performer} together, through their coordinators`,
      officer: (n: Named) => `${n.officer}`,
      government: 'the Government or the authority that it has appointed',
      'who-asks': 'you who ask',
    },
    change: {
      'add-task': (n: Named) =>
        `Put “${n.task}” in agreement ${n.diaryNumber}, with what the level needs${n.item === '' ? '' : ` (item ${n.item})`}.`,
      'conclude-agreement': (n: Named) =>
        `Conclude an agreement between ${n.principal} and ${n.performer} on “${n.task}”${n.item === '' ? '' : ` (item ${n.item})`}.`,
      'open-to-office': (n: Named) => `Let agreement ${n.diaryNumber} apply at ${n.office} as well.`,
      'open-task-to-office': (n: Named) =>
        `Let the task in agreement ${n.diaryNumber} be done at ${n.office} as well.`,
      'agree-on-level': (n: Named) =>
        `Amend agreement ${n.diaryNumber} so that the task includes ${n.level}.`,
      'list-separately': (n: Named) => `List the task separately in agreement ${n.diaryNumber}.`,
      'name-performers': (n: Named) => `State in agreement ${n.diaryNumber} who performs the task.`,
      'state-access': (n: Named) =>
        `State in agreement ${n.diaryNumber} which access to personal data is needed.`,
      'name-item': (n: Named) =>
        `Tie the task in agreement ${n.diaryNumber} to item ${n.item} of the list of the law.`,
      'prolong-version': (n: Named) => `Prolong agreement ${n.diaryNumber} so that it holds on ${n.day}.`,
      'state-term': (n: Named) => `State in agreement ${n.diaryNumber} a term that reaches ${n.day}.`,
      approve: (n: Named) => `Approve agreement ${n.diaryNumber}.`,
      'record-competence': (n: Named) =>
        `Record that ${n.officer} has the competence for “${n.task}” that agreement ${n.diaryNumber} demands.`,
      'issue-mandate': (n: Named) =>
        `Issue a personal mandate to ${n.officer} under agreement ${n.diaryNumber}: ${n.task}, ${n.level}.`,
      'prolong-mandate': (n: Named) => `Prolong mandate ${n.mandate} so that it holds on ${n.day}.`,
      'advance-mandate': (n: Named) => `Let mandate ${n.mandate} begin on ${n.day} at the latest.`,
      'principal-signs': (n: Named) => `${n.principal} signs mandate ${n.mandate}.`,
      'officer-signs': (n: Named) => `${n.officer} signs mandate ${n.mandate}.`,
      'mandate-of-kind': (n: Named) => `Replace mandate ${n.mandate} by one of the kind that the law wants.`,
      'add-to-mandate': (n: Named) => `Put “${n.task}”, ${n.level}, in mandate ${n.mandate}.`,
      'open-system': (n: Named) => `Give mandate ${n.mandate} the access that the agreement states.`,
      'another-day': (n: Named) => `Wait for, or choose, ${n.otherDay}: it is permitted then.`,
      'lower-level': (n: Named) => `Give ${n.otherLevel} instead: it is permitted here that day.`,
      'another-office': (n: Named) => `Do it at ${n.otherOffice}: it is permitted there.`,
    },
    newAgreement: 'the new agreement',
  },
);

// Exhaustive both ways: a change or a maker without a text does not compile.
changeTexts.sv satisfies {
  readonly change: Record<ChangeKind, (named: Named) => string>;
  readonly maker: Record<Maker, unknown>;
};

/** What to do, and who can. */
export function changeSentence(change: Change, named: Named, locale: Locale): { what: string; who: string } {
  const t = changeTexts[locale];
  const maker = t.maker[MAKER[change.kind]];
  return { what: t.change[change.kind](named), who: typeof maker === 'string' ? maker : maker(named) };
}
