import type { PlainDate } from '../../kernel/plain-date.ts';
import type {
  AgreementTask,
  Competence,
  Facts,
  Level,
  Mandate,
  MandateKind,
  MandateLevel,
  Office,
  OfficeScope,
} from '../../law/facts.ts';

/** What is asked, and of which day. */
export interface Situation {
  readonly facts: Facts;
  readonly at: PlainDate;
}

/** Which agreement version a change amends, or under which a mandate is given. */
interface Under {
  readonly agreementId: number;
  readonly version: number;
}
interface InAgreement extends Under {
  readonly diaryNumber: string;
}
interface OfMandate {
  readonly mandateId: number;
}

/**
 * One thing that somebody can do, or ask instead. Amendments are of the agreement, mandates are the officer's own, and
 * the last three ask another question: they change no record.
 */
export type Change =
  | ({ readonly kind: 'add-task'; readonly row: AgreementTask } & InAgreement)
  | ({ readonly kind: 'conclude-agreement'; readonly row: AgreementTask } & InAgreement)
  | ({ readonly kind: 'open-to-office' } & InAgreement)
  | ({ readonly kind: 'open-task-to-office' } & InAgreement)
  | ({ readonly kind: 'agree-on-level'; readonly level: MandateLevel } & InAgreement)
  | ({ readonly kind: 'list-separately' } & InAgreement)
  | ({ readonly kind: 'name-performers' } & InAgreement)
  | ({ readonly kind: 'state-access'; readonly systems: readonly number[] } & InAgreement)
  | ({ readonly kind: 'name-item'; readonly item: string } & InAgreement)
  | ({ readonly kind: 'prolong-version' } & InAgreement)
  | ({ readonly kind: 'state-term'; readonly to: PlainDate } & InAgreement)
  | ({ readonly kind: 'approve' } & InAgreement)
  | ({ readonly kind: 'record-competence' } & InAgreement)
  | ({
      readonly kind: 'issue-mandate';
      readonly level: MandateLevel;
      readonly mandateKind: MandateKind;
    } & InAgreement)
  | ({ readonly kind: 'prolong-mandate' } & OfMandate)
  | ({ readonly kind: 'advance-mandate' } & OfMandate)
  | ({ readonly kind: 'principal-signs' } & OfMandate)
  | ({ readonly kind: 'officer-signs' } & OfMandate)
  | ({ readonly kind: 'mandate-of-kind'; readonly mandateKind: MandateKind } & OfMandate)
  | ({ readonly kind: 'add-to-mandate'; readonly level: MandateLevel } & OfMandate)
  | ({ readonly kind: 'open-system' } & OfMandate)
  | { readonly kind: 'another-day'; readonly day: PlainDate }
  | { readonly kind: 'lower-level'; readonly level: Level }
  | { readonly kind: 'another-office'; readonly office: Office };
export type ChangeKind = Change['kind'];

/** Who has it in hand. A party's coordinators make agreements and mandates; approval is the Government's. */
export type Maker = 'principal' | 'both-parties' | 'officer' | 'government' | 'who-asks';

export const MAKER: Readonly<Record<ChangeKind, Maker>> = {
  'add-task': 'both-parties',
  'conclude-agreement': 'both-parties',
  'open-to-office': 'both-parties',
  'open-task-to-office': 'both-parties',
  'agree-on-level': 'both-parties',
  'list-separately': 'both-parties',
  'name-performers': 'both-parties',
  'state-access': 'both-parties',
  'name-item': 'both-parties',
  'prolong-version': 'both-parties',
  'state-term': 'both-parties',
  approve: 'government',
  'record-competence': 'principal',
  'issue-mandate': 'principal',
  'prolong-mandate': 'principal',
  'advance-mandate': 'principal',
  'principal-signs': 'principal',
  'officer-signs': 'officer',
  'mandate-of-kind': 'principal',
  'add-to-mandate': 'principal',
  'open-system': 'principal',
  'another-day': 'who-asks',
  'lower-level': 'who-asks',
  'another-office': 'who-asks',
};

/** Changes that ask another question instead of changing a record. */
export function asksOtherwise({ kind }: Change): boolean {
  return MAKER[kind] === 'who-asks';
}

/** The situation as it would be. Agreements are amended before mandates under them are given, whatever the order. */
export function applied(situation: Situation, changes: readonly Change[]): Situation {
  return changes.toSorted((a, b) => STAGE(a) - STAGE(b)).reduce(apply, situation);
}

const STAGE = ({ kind }: Change) =>
  kind === 'add-task' || kind === 'conclude-agreement' ? 0 : MAKER[kind] === 'both-parties' ? 1 : 2;

function apply({ facts, at }: Situation, change: Change): Situation {
  switch (change.kind) {
    case 'another-day':
      return { facts, at: change.day };
    case 'lower-level':
      return { facts: { ...facts, level: change.level }, at };
    case 'another-office':
      return { facts: { ...facts, office: change.office }, at };
    case 'add-task':
    case 'conclude-agreement':
      return { facts: { ...facts, agreements: [...facts.agreements, change.row] }, at };
    case 'record-competence':
      return { facts: { ...facts, competences: [...facts.competences, ...learnt(facts, change, at)] }, at };
    case 'issue-mandate':
      return { facts: { ...facts, mandates: [...facts.mandates, ...issued(facts, change, at)] }, at };
    default: {
      if ('mandateId' in change)
        return {
          facts: {
            ...facts,
            mandates: replaced(facts, change.mandateId, (m) => signed(facts, m, change, at)),
          },
          at,
        };
      const agreements = facts.agreements.map((a) =>
        a.agreementId === change.agreementId && a.version === change.version
          ? amended(facts, a, change, at)
          : a,
      );
      return { facts: { ...facts, agreements }, at };
    }
  }
}

function amended(facts: Facts, a: AgreementTask, change: Change, at: PlainDate): AgreementTask {
  const here = facts.office?.id ?? 0;
  switch (change.kind) {
    case 'open-to-office':
      return { ...a, offices: { ...a.offices, agreement: withOffice(a.offices.agreement, here) } };
    case 'open-task-to-office':
      return { ...a, offices: { ...a.offices, task: withOffice(a.offices.task, here) } };
    case 'agree-on-level':
      return change.level === 'authority'
        ? { ...a, exercisesAuthority: true }
        : { ...a, requiresPersonalData: true };
    case 'list-separately':
      return { ...a, listedSeparately: true };
    case 'name-performers':
      return { ...a, performersNamed: true };
    case 'state-access':
      return { ...a, access: [...change.systems] };
    case 'name-item':
      return { ...a, catalogueCode: change.item };
    case 'prolong-version':
      return { ...a, valid: { from: a.valid.from, to: null } };
    case 'state-term':
      return { ...a, termEndsOn: change.to };
    case 'approve':
      return {
        ...{ ...a, approvedOn: at, approvalRevokedOn: null },
        amendmentApprovedOn: a.version > 1 ? at : null,
      };
    default:
      return a;
  }
}

function withOffice(scope: OfficeScope, id: number): OfficeScope {
  return scope === 'all' ? scope : [...scope, id];
}

/** That the officer has learnt the task, from that day on. */
function learnt(
  { agreements, officer, task }: Facts,
  change: Extract<Change, { kind: 'record-competence' }>,
  at: PlainDate,
): Competence[] {
  const under = agreements.find((a) => a.agreementId === change.agreementId && a.version === change.version);
  if (under === undefined || officer === null || task === null) return [];
  return [
    {
      id: 0,
      officerId: officer.id,
      principalId: under.principal.id,
      taskId: task.id,
      valid: { from: at, to: null },
      withdrawnOn: null,
    },
  ];
}

/** A mandate for the day that opens what the agreement then states. */
function issued(
  { agreements, officer, task }: Facts,
  change: Extract<Change, { kind: 'issue-mandate' }>,
  at: PlainDate,
): Mandate[] {
  const under = agreements.find((a) => a.agreementId === change.agreementId && a.version === change.version);
  if (under === undefined || officer === null || task === null) return [];
  return [
    {
      id: 0,
      officerId: officer.id,
      agreementId: under.agreementId,
      principalId: under.principal.id,
      kind: change.mandateKind,
      delegationStated: true,
      valid: { from: at, to: null },
      signedByPrincipalOn: at,
      signedByOfficerOn: at,
      withdrawnOn: null,
      tasks: [{ taskId: task.id, level: change.level }],
      access: [...under.access],
    },
  ];
}

function replaced(facts: Facts, id: number, change: (mandate: Mandate) => Mandate): Mandate[] {
  return facts.mandates.map((mandate) => (mandate.id === id ? change(mandate) : mandate));
}

function signed(facts: Facts, m: Mandate, change: Change, at: PlainDate): Mandate {
  switch (change.kind) {
    case 'prolong-mandate':
      return { ...m, valid: { from: m.valid.from, to: null } };
    case 'advance-mandate':
      return { ...m, valid: { from: at, to: m.valid.to } };
    case 'principal-signs':
      return { ...m, signedByPrincipalOn: at };
    case 'officer-signs':
      return { ...m, signedByOfficerOn: at };
    case 'mandate-of-kind':
      return { ...m, kind: change.mandateKind };
    case 'add-to-mandate':
      return facts.task === null
        ? m
        : { ...m, tasks: [...m.tasks, { taskId: facts.task.id, level: change.level }] };
    case 'open-system':
      return {
        ...m,
        access: [
          ...new Set([
            ...m.access,
            ...facts.agreements.filter((a) => a.agreementId === m.agreementId).flatMap((a) => a.access),
          ]),
        ],
      };
    default:
      return m;
  }
}
