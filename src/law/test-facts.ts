import { plainDate } from '../kernel/plain-date.ts';
import { shippedLaw } from './content.ts';
import type {
  AgreementTask,
  Competence,
  LawContent,
  Mandate,
  Office,
  Officer,
  Party,
  Task,
} from './facts.ts';

// One small world for all tests of the law, which is the one that ships. test-questions.ts asks about it.

export const law: LawContent = {
  ...shippedLaw,
  regimes: new Map(shippedLaw.regimes.map((regime) => [regime.id, regime])),
};

export const day = plainDate;
export const until = (from: string, to: string | null = null) => ({
  from: day(from),
  to: to === null ? null : day(to),
});

export const party = {
  ssc: { id: 1, kind: 'state' },
  skatteverket: { id: 2, kind: 'state' },
  forsakringskassan: { id: 3, kind: 'state' },
  arbetsformedlingen: { id: 4, kind: 'state' },
  polisen: { id: 5, kind: 'state' },
  kommun: { id: 6, kind: 'municipality' },
  otherKommun: { id: 7, kind: 'municipality' },
  region: { id: 8, kind: 'region' },
  /** Allmän försäkringskassa, a party of its own until 2004 (domain §7.7). */
  kassa: { id: 9, kind: 'social-insurance-office' },
} as const satisfies Record<string, Party>;

export const task = {
  identityCard: { id: 1, code: 'identity-card', sphere: 'state', authorityId: 2 },
  passport: { id: 2, code: 'passport-hand-out', sphere: 'state', authorityId: 5 },
  vaccination: { id: 3, code: 'vaccination-certificate-basis', sphere: 'state', authorityId: 5 },
  parental: { id: 4, code: 'parental-benefit', sphere: 'state', authorityId: 3 },
  jobseeker: { id: 5, code: 'jobseeker-registration', sphere: 'state', authorityId: 4 },
  housing: { id: 6, code: 'housing-supplement', sphere: 'state', authorityId: 3 },
  relocation: { id: 7, code: 'relocation-allowance', sphere: 'state', authorityId: 3 },
  travel: { id: 8, code: 'travel-allowance', sphere: 'state', authorityId: 3 },
  parking: { id: 9, code: 'disabled-parking-permit', sphere: 'municipal', authorityId: null },
  preschoolApplication: { id: 10, code: 'preschool-application', sphere: 'municipal', authorityId: null },
  preschoolOffer: { id: 11, code: 'preschool-place-offer', sphere: 'municipal', authorityId: null },
} as const satisfies Record<string, Task>;

/** Systems that hold personal data: two of each authority. */
export const system = { first: 100, second: 101, ofAnother: 200 } as const;

export const office: Office = { id: 11, operatorId: party.ssc.id, open: until('1994-07-01') };
export const OTHER_OFFICE = 12;
export const officer: Officer = { id: 21, employerId: party.ssc.id, employed: until('1994-07-01') };

export function agreementTask(over: Partial<AgreementTask> = {}): AgreementTask {
  return {
    agreementId: 31,
    diaryNumber: '2019-00518-1.8',
    version: 1,
    regimeId: 'SA-2019',
    signedOn: day('2019-06-01'),
    governmentDirected: true,
    approvedOn: null,
    approvalRevokedOn: null,
    termEndsOn: null,
    decidedOn: over.signedOn ?? day('2019-06-01'),
    valid: until('2019-06-01'),
    amendmentApprovedOn: null,
    followed: null,
    principal: party.skatteverket,
    performer: party.ssc,
    taskId: task.identityCard.id,
    exercisesAuthority: true,
    requiresPersonalData: true,
    listedSeparately: true,
    performersNamed: false,
    catalogueCode: 'SA-2019-S1',
    access: [system.first],
    offices: { agreement: [office.id, OTHER_OFFICE], task: [office.id] },
    competence: 'not-asked',
    ...over,
  };
}

/** A mandate that answers to the agreement; in force as long as it. */
export function mandateUnder(agreement: AgreementTask, over: Partial<Mandate> = {}): Mandate {
  return {
    id: 41,
    officerId: officer.id,
    agreementId: agreement.agreementId,
    principalId: agreement.principal.id,
    kind: 'commission',
    delegationStated: true,
    valid: agreement.valid,
    signedByPrincipalOn: agreement.signedOn,
    signedByOfficerOn: agreement.signedOn,
    withdrawnOn: null,
    tasks: [
      { taskId: agreement.taskId, level: 'personal-data' },
      { taskId: agreement.taskId, level: 'authority' },
    ],
    access: [system.first, system.second],
    ...over,
  };
}

/** Competence in the agreement's task, from the day of its signing. */
export function competenceIn(agreement: AgreementTask, over: Partial<Competence> = {}): Competence {
  return {
    id: 51,
    officerId: officer.id,
    principalId: agreement.principal.id,
    taskId: agreement.taskId,
    valid: until(agreement.signedOn),
    withdrawnOn: null,
    ...over,
  };
}
