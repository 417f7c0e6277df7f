import type { PlainDate } from '../kernel/plain-date.ts';
import { decide } from './decide.ts';
import type { AgreementTask, Facts, Mandate, Party, Task } from './facts.ts';
import { agreementTask, day, law, mandateUnder, office, officer, party, task, until } from './test-facts.ts';
import type { Reason } from './verdict.ts';

// Each question here is permitted; a test takes something away or asks about another day.

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
  }: Partial<Omit<Facts, 'mandates'>> & { at?: string; mandate?: Partial<Mandate>; taskOf?: Party } = {},
): Question {
  const { mandate, taskOf, ...rest } = facts;
  const agreement = agreementTask({ taskId: about.id, ...over });
  return {
    at: day(at),
    facts: {
      level: 'authority',
      officer: { ...officer, employerId: agreement.performer.id },
      office: { ...office, operatorId: agreement.performer.id },
      agreements: [agreement],
      mandates: [mandateUnder(agreement, mandate)],
      competences: [],
      law,
      ...rest,
      // The task is the principal's own, whoever that is in the question, unless `taskOf` says whose.
      task:
        rest.task === null
          ? null
          : { ...(rest.task ?? about), authorityId: (taskOf ?? agreement.principal).id },
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
