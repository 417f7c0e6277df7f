import type { PlainDate } from '../../kernel/plain-date.ts';
import type { ListKind } from '../plan.ts';

/** What the registers know of an authority in an agreement. */
export interface Situation {
  /** The agreement's last day; null while it goes on. */
  readonly lastDay: PlainDate | null;
  readonly tasks: number;
  /** Whether any of its tasks wants a mandate (exercise of authority, personal data). */
  readonly wantsMandates: boolean;
  readonly systems: number;
  /** Mandates that both have signed and nobody has withdrawn, in force now or to come. */
  readonly mandates: number;
  /** Those of them that reach past the last day, or have none. */
  readonly mandatesPast: number;
  /** Officer and system pairs that mandates open and where the access is not switched on. */
  readonly grantsMissing: number;
  /** Access that is switched on in its systems, for whoever has held a mandate here, past the last day or without an end. */
  readonly grantsPast: number;
  /** Whether the version asks for competence, and how many mandate holders lack it for a task of theirs. */
  readonly asksCompetence: boolean;
  readonly competenceMissing: number;
  readonly contacts: number;
}

export interface Derived {
  readonly code:
    | 'services'
    | 'mandates'
    | 'access'
    | 'competence'
    | 'contacts'
    | 'exit-day'
    | 'mandates-ended'
    | 'access-closed';
  readonly done: boolean;
  /** How many stand open, or how many there are. */
  readonly count: number;
  /** Where to see to it. */
  readonly href: string | null;
}

/** What the registers say is done: nobody can tick these off, and they are done when the register says so (5–6 §§). */
export function derivedItems(list: ListKind, s: Situation, agreementId: number): Derived[] {
  const mandates = `/uppdrag?avtal=${agreementId}`;
  if (list === 'joining')
    return [
      { code: 'services', done: s.tasks > 0, count: s.tasks, href: `/avtal/${agreementId}` },
      { code: 'mandates', done: !s.wantsMandates || s.mandates > 0, count: s.mandates, href: mandates },
      {
        code: 'access',
        done: s.systems === 0 || (s.mandates > 0 && s.grantsMissing === 0),
        count: s.grantsMissing,
        href: null,
      },
      {
        code: 'competence',
        done: !s.asksCompetence || (s.mandates > 0 && s.competenceMissing === 0),
        count: s.asksCompetence ? s.competenceMissing : 0,
        href: '/kompetens',
      },
      { code: 'contacts', done: s.contacts > 0, count: s.contacts, href: null },
    ];
  return [
    { code: 'exit-day', done: s.lastDay !== null, count: 0, href: `/avtal/${agreementId}/avsluta` },
    {
      code: 'mandates-ended',
      done: s.lastDay !== null && s.mandatesPast === 0,
      count: s.mandatesPast,
      href: mandates,
    },
    {
      code: 'access-closed',
      done: s.lastDay !== null && s.grantsPast === 0,
      count: s.grantsPast,
      href: null,
    },
  ];
}
