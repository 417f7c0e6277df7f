import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import {
  agreementTask,
  competenceIn,
  day,
  OTHER_OFFICE,
  office,
  officer,
  party,
  task,
  until,
} from './test-facts.ts';
import {
  general,
  identityCard,
  mk1994,
  personalData,
  type Question,
  refusals,
  stj2004,
  stj2009,
} from './test-questions.ts';
import type { Reason } from './verdict.ts';

const learnt = (over: Parameters<typeof competenceIn>[1]) => ({
  competences: [
    competenceIn(agreementTask({ taskId: task.jobseeker.id, principal: party.arbetsformedlingen }), over),
  ],
});

/** A question that is refused for each reason: a reason without a question does not pass the type check. */
const REFUSED: Readonly<
  Record<Exclude<Reason, 'ok' | 'begins-after-its-regime' | 'delegation-order-not-stated'>, Question>
> = {
  'no-agreement': general({}, { agreements: [] }),
  'task-of-own-authority': general({ performer: party.arbetsformedlingen }, { agreements: [] }),
  'regime-unknown': general({ regimeId: 'XX-1900' }),
  'signed-under-another-regime': general({ signedOn: day('2019-05-31') }),
  'direction-not-allowed': general({ principal: party.kommun, performer: party.region }),
  'not-approved': stj2004({ approvedOn: null }),
  'approved-later': stj2004({}, { at: '2005-02-28' }),
  'approval-revoked': stj2004({ approvalRevokedOn: day('2006-03-01') }),
  'term-missing': stj2004({ termEndsOn: null }),
  'term-too-long': mk1994({ termEndsOn: day('1999-07-01') }),
  'term-ended': stj2004({}, { at: '2009-01-01' }),
  'not-yet-in-force': general({}, { at: '2019-05-31' }),
  'no-longer-in-force': general({ valid: until('2019-06-01', '2026-03-01') }),
  'removed-by-amendment': general({
    valid: until('2019-06-01', '2026-03-01'),
    followed: { version: 2, until: null, approvedFrom: null },
  }),
  'officer-unknown': general({}, { officer: null }),
  'officer-not-employed': general({}, { officer: { ...officer, employed: until('2026-03-03') } }),
  'officer-of-another-employer': general({}, { officer: { ...officer, employerId: party.kommun.id } }),
  'office-unknown': general({}, { office: null }),
  'office-not-open': general({}, { office: { ...office, open: until('2026-03-03') } }),
  'office-of-another-operator': general({}, { office: { ...office, operatorId: party.kommun.id } }),
  'office-not-in-agreement': identityCard({}, { office: { ...office, id: 99 } }),
  'office-not-for-task': identityCard({}, { office: { ...office, id: OTHER_OFFICE } }),
  'task-unknown': general({}, { task: null }),
  'task-of-another-authority': identityCard({}, { taskOf: party.forsakringskassan }),
  'not-in-agreement': personalData({ requiresPersonalData: false }),
  'not-listed-separately': personalData({ listedSeparately: false }),
  'access-not-stated': personalData({ access: [] }),
  'performers-not-named': stj2004({ performersNamed: false }),
  'authority-never': mk1994({}, { level: 'authority' }),
  'list-not-known': stj2009({}, { at: '2010-12-31' }),
  'no-catalogue-item': identityCard({ catalogueCode: null }),
  'item-of-another-list': identityCard({ catalogueCode: 'SA-2019-K4' }),
  'item-for-another-task': identityCard({ catalogueCode: 'SA-2019-S2' }),
  'item-not-valid': identityCard(
    { taskId: task.vaccination.id, catalogueCode: 'SA-2019-S4' },
    { task: task.vaccination },
  ),
  'no-mandate': personalData({}, { mandate: { officerId: 22 } }),
  'mandate-of-another-agreement': personalData({}, { mandate: { agreementId: 32 } }),
  'mandate-withdrawn': personalData({}, { mandate: { withdrawnOn: day('2026-03-02') } }),
  'mandate-not-yet': personalData({}, { mandate: { valid: until('2026-03-03') } }),
  'mandate-ended': personalData({}, { mandate: { valid: until('2020-01-01', '2026-03-01') } }),
  'mandate-not-signed': personalData({}, { mandate: { signedByOfficerOn: null } }),
  'mandate-without-task': personalData({}, { mandate: { tasks: [] } }),
  'kind-not-enough': personalData({}, { mandate: { kind: 'employment' } }),
  'mandate-without-access': personalData({}, { mandate: { access: [] } }),
  'competence-missing': general({ competence: 'blocks' }),
  'competence-not-yet': general({ competence: 'blocks' }, learnt({ valid: until('2026-03-03') })),
  'competence-ended': general({ competence: 'blocks' }, learnt({ valid: until('2020-01-01', '2026-03-01') })),
  'competence-withdrawn': general({ competence: 'blocks' }, learnt({ withdrawnOn: day('2026-03-02') })),
};

describe('every reason is reached', () => {
  it.each(Object.entries(REFUSED))('R1–R8, R14: %s', (reason, asked) => {
    expect(refusals(asked)).toContain(reason);
    const verdict = decide(asked.facts, asked.at);
    const ground = verdict.grounds.find((one) => one.reason === reason);
    expect(ground?.provision.ref).toMatch(/§|lagen/);
    expect(verdict.permitted).toBe(false);
  });

  it('R6: another principal’s task with the same number is unknown to the agreement', () => {
    expect(refusals(general({ taskId: task.parental.id }))).toEqual(['task-unknown']);
  });
});
