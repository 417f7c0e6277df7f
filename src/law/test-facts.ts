import { type PlainDate, plainDate } from '../kernel/plain-date.ts';
import { shippedLaw } from './content.ts';
import { decide } from './decide.ts';
import type { AgreementTask, Facts, LawContent, Mandate, Office, Officer, Party, Task } from './facts.ts';
import type { Reason } from './verdict.ts';

// One small world for all tests of the law: each question in it is permitted, and a test takes something away or asks
// about another day. The law is the one that ships.

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
  identityCard: { id: 1, code: 'identity-card', sphere: 'state' },
  passport: { id: 2, code: 'passport-hand-out', sphere: 'state' },
  vaccination: { id: 3, code: 'vaccination-certificate-basis', sphere: 'state' },
  parental: { id: 4, code: 'parental-benefit', sphere: 'state' },
  jobseeker: { id: 5, code: 'jobseeker-registration', sphere: 'state' },
  housing: { id: 6, code: 'housing-supplement', sphere: 'state' },
  relocation: { id: 7, code: 'relocation-allowance', sphere: 'state' },
  travel: { id: 8, code: 'travel-allowance', sphere: 'state' },
  parking: { id: 9, code: 'disabled-parking-permit', sphere: 'municipal' },
  preschoolApplication: { id: 10, code: 'preschool-application', sphere: 'municipal' },
  preschoolOffer: { id: 11, code: 'preschool-place-offer', sphere: 'municipal' },
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
    valid: until('2019-06-01'),
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

export interface Question {
  readonly facts: Facts;
  readonly at: PlainDate;
}

/** A question about one agreement, with a mandate under it. */
export function question(
  about: Task,
  over: Partial<AgreementTask>,
  {
    at = '2026-03-02',
    ...facts
  }: Partial<Omit<Facts, 'mandates'>> & { at?: string; mandate?: Partial<Mandate> } = {},
): Question {
  const { mandate, ...rest } = facts;
  const agreement = agreementTask({ taskId: about.id, ...over });
  return {
    at: day(at),
    facts: {
      level: 'authority',
      task: about,
      officer: { ...officer, employerId: agreement.performer.id },
      office: { ...office, operatorId: agreement.performer.id },
      agreements: [agreement],
      mandates: [mandateUnder(agreement, mandate)],
      law,
      ...rest,
    },
  };
}

type More = Parameters<typeof question>[2];

/** Skatteverket's identity cards at Statens servicecenter. */
export const identityCard = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(task.identityCard, over, more);

/** Försäkringskassan, with access to its systems but no exercise of authority. */
export const personalData = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(
    task.parental,
    { principal: party.forsakringskassan, exercisesAuthority: false, catalogueCode: null, ...over },
    { level: 'personal-data', ...more },
  );

/** Arbetsförmedlingen: general service, nothing that needs a mandate. */
export const general = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(
    task.jobseeker,
    {
      principal: party.arbetsformedlingen,
      exercisesAuthority: false,
      requiresPersonalData: false,
      listedSeparately: false,
      catalogueCode: null,
      access: [],
      offices: { agreement: 'all', task: 'all' },
      ...over,
    },
    { level: 'guidance', ...more },
  );

/** A municipality's parking permits at Statens servicecenter. */
export const municipal = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(
    task.parking,
    { principal: party.kommun, governmentDirected: false, catalogueCode: 'SA-2019-K4', ...over },
    more,
  );

/** Signed under lagen (2004:543) as amended, and still governed by it. */
export const stj2009 = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(
    task.housing,
    {
      regimeId: 'STJ-2009',
      signedOn: day('2009-06-01'),
      valid: until('2009-06-01'),
      governmentDirected: false,
      principal: party.forsakringskassan,
      catalogueCode: 'STJ-2009-S1',
      ...over,
    },
    { at: '2012-03-01', ...more },
  );

/** Original wording: approval, stated term, named performers; its list is not known, so no exercise of authority. */
export const stj2004 = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  personalData(
    {
      regimeId: 'STJ-2004',
      signedOn: day('2005-01-10'),
      valid: until('2005-01-10'),
      governmentDirected: false,
      approvedOn: day('2005-03-01'),
      termEndsOn: day('2008-12-31'),
      performersNamed: true,
      ...over,
    },
    { at: '2006-03-01', ...more },
  );

/** The second trial: a försäkringskassa's housing supplements in a municipality's office. */
export const stj1997 = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  question(
    task.housing,
    {
      regimeId: 'STJ-1997',
      signedOn: day('1997-07-01'),
      valid: until('1997-07-01'),
      governmentDirected: false,
      approvedOn: day('1997-09-01'),
      termEndsOn: day('2004-06-30'),
      performersNamed: true,
      principal: party.kassa,
      performer: party.kommun,
      catalogueCode: 'STJ-1997-S1',
      ...over,
    },
    { at: '2003-03-03', ...more },
  );

/** The first trial: a municipality gives advice for a state authority. */
export const mk1994 = (over: Partial<AgreementTask> = {}, more: More = {}) =>
  general(
    {
      regimeId: 'MK-1994',
      signedOn: day('1994-07-01'),
      valid: until('1994-07-01'),
      governmentDirected: false,
      approvedOn: day('1994-09-01'),
      termEndsOn: day('1999-06-30'),
      performer: party.kommun,
      ...over,
    },
    { at: '1996-03-01', ...more },
  );

/** One permitted question of each kind. */
export const permitted: Readonly<Record<string, () => Question>> = {
  'identity card': identityCard,
  passport: () => question(task.passport, { principal: party.polisen, catalogueCode: 'SA-2019-S2' }),
  'personal data': personalData,
  guidance: general,
  'e-service': () => general({}, { level: 'e-service' }),
  'parking permit': municipal,
  'state task at a municipality': () =>
    personalData({ performer: party.kommun }, { mandate: { kind: 'employment' } }),
  'STJ-2009': stj2009,
  'STJ-2004': stj2004,
  'STJ-1997': stj1997,
  'MK-1994': mk1994,
};

/** The reasons for which a question is refused, `[]` when it is permitted. */
export function refusals({ facts, at }: Question, on: string = at): Reason[] {
  const verdict = decide(facts, day(on));
  const reasons = verdict.grounds.filter((ground) => !ground.holds).map((ground) => ground.reason);
  if (verdict.permitted !== (reasons.length === 0)) throw new Error('the grounds do not bear the verdict');
  return reasons;
}
