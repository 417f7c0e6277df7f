import { type Enforcer, newEnforcer, newModelFromString } from 'casbin';
import type { Regime } from '../../src/law/facts.ts';
import type { IndexedPolicy } from '../../src/law/matrix.ts';
import { type Case, casesOf, covers, directionOf, itemsIn, NO_END, regimesIn } from './cases.ts';
import { DAY, type Question } from './policy.ts';

// The facts come with the request as attributes, the figures of the agreement's regime among them. What is permitted at
// all is policy, a row per regime and level and one per item of a closed list, as casbin keeps policies; or else, quicker
// and with no policy left in casbin, the item comes with the request too and one expression says it all.
const FACTS = `r.agreement.principal != r.agreement.performer && r.at <= r.agreement.termEndsOn \\
 && r.agreement.signedOn <= r.at && r.agreement.from <= r.at && r.at <= r.agreement.to \\
 && r.officer.employer == r.agreement.performer && r.officer.from <= r.at && r.at <= r.officer.to \\
 && r.office.operator == r.agreement.performer && r.office.from <= r.at && r.at <= r.office.to \\
 && r.office.inAgreement && r.office.inTask \\
 && has(r.regime.directions, r.agreement.direction) \\
 && r.regime.signedFrom <= r.agreement.signedOn && r.agreement.signedOn <= r.regime.signedTo \\
 && (r.level == 'guidance' || r.level == 'e-service' || r.agreement.listedSeparately \\
  && (r.level == 'authority' ? r.agreement.exercisesAuthority : r.agreement.requiresPersonalData) \\
  && r.mandate.principal == r.agreement.principal && r.mandate.agreement == r.agreement.id \\
  && has(r.mandate.levels, r.level) && r.mandate.from <= r.at && r.at <= r.mandate.to && r.at < r.mandate.withdrawnOn \\
  && r.mandate.signedByPrincipalOn <= r.at && r.mandate.signedByOfficerOn <= r.at \\
  && has(r.agreement.direction == 'state>state' ? r.regime.stateForState : r.regime.otherwise, r.mandate.kind) \\
  && (!r.agreement.requiresPersonalData || meet(r.mandate.access, r.agreement.access)))`;

const head = (policy: string) => `
[request_definition]
r = at, level, task, officer, office, agreement, mandate, regime, item
[policy_definition]
p = ${policy}
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = `;

const ROWS = `${head('level, regime, item, task, sphere, from, to')}r.level == p.level && r.agreement.regime == p.regime && (p.item == '' || p.item == r.agreement.item \\
 && p.task == r.task.code && p.sphere == r.task.sphere && p.from <= r.at && r.at <= p.to) \\
 && ${FACTS}`;

const EXPRESSION = `${head('none')}(r.level != 'authority' || r.item.sphere == r.task.sphere \\
 && has(r.item.tasks, r.task.code) && r.item.from <= r.at && r.at <= r.item.to) && ${FACTS}`;

type Request = readonly unknown[];

/** casbin: `prepare()` makes a question's requests, `ask()` answers from them. `items`: as policy rows, or in the request. */
export async function casbinContender(policy: IndexedPolicy, items: 'rows' | 'request') {
  const enforcer = await newEnforcer(newModelFromString(items === 'rows' ? ROWS : EXPRESSION));
  await enforcer.addFunction('has', (all: readonly string[], one: string) => all.includes(one));
  await enforcer.addFunction('meet', (a: readonly number[], b: readonly number[]) =>
    a.some((x) => b.includes(x)),
  );
  const regimes = new Map(regimesIn(policy).map((regime) => [regime.id, regimeOf(regime)]));
  const all = regimesIn(policy).flatMap((regime) => itemsIn(regime, policy.law));
  if (items === 'rows') await addRows(enforcer, policy);
  return {
    prepare(question: Question): Request[] {
      return casesOf(policy, question).flatMap((one) => {
        const { agreement, task, officer } = one;
        const facts = [
          DAY,
          question.level,
          task,
          officerOf(officer),
          officeOf(one),
          agreementOf(one),
          mandateOf(one),
        ];
        const regime = regimes.get(agreement.regimeId);
        if (items === 'rows' || question.level !== 'authority') return [[...facts, regime, null]];
        return all
          .filter((item) => item.code === agreement.catalogueCode && item.regimeId === agreement.regimeId)
          .map((item) => [...facts, regime, item]);
      });
    },
    ask: (requests: readonly Request[]) => requests.some((request) => enforcer.enforceSync(...request)),
  };
}

async function addRows(enforcer: Enforcer, policy: IndexedPolicy): Promise<void> {
  for (const regime of regimesIn(policy)) {
    for (const level of ['guidance', 'e-service', 'personal-data'])
      await enforcer.addPolicy(level, regime.id, '', '', '', '', '');
    for (const { code, tasks, sphere, from, to } of itemsIn(regime, policy.law))
      for (const task of tasks)
        await enforcer.addPolicy('authority', regime.id, code, task, sphere, from, to);
  }
}

function regimeOf({ signed, rules }: Regime) {
  return {
    signedFrom: signed.from,
    signedTo: signed.to ?? NO_END,
    directions: rules.directions.map(([principal, performer]) => `${principal}>${performer}`),
    ...rules.mandateKinds,
  };
}

function officerOf({ employerId, employed }: Case['officer']) {
  return { employer: employerId, from: employed.from, to: employed.to ?? NO_END };
}

function officeOf({ office, agreement }: Case) {
  return {
    operator: office.operatorId,
    from: office.open.from,
    to: office.open.to ?? NO_END,
    inAgreement: covers(agreement.offices.agreement, office.id),
    inTask: covers(agreement.offices.task, office.id),
  };
}

function agreementOf({ agreement: a }: Case) {
  return {
    id: a.agreementId,
    regime: a.regimeId,
    direction: directionOf(a),
    principal: a.principal.id,
    performer: a.performer.id,
    signedOn: a.signedOn,
    termEndsOn: a.termEndsOn ?? NO_END,
    from: a.valid.from,
    to: a.valid.to ?? NO_END,
    exercisesAuthority: a.exercisesAuthority,
    requiresPersonalData: a.requiresPersonalData,
    listedSeparately: a.listedSeparately,
    access: a.access,
    item: a.catalogueCode,
  };
}

function mandateOf({ mandate: m, task }: Case) {
  if (m === null) return null;
  return {
    principal: m.principalId,
    agreement: m.agreementId,
    kind: m.kind,
    from: m.valid.from,
    to: m.valid.to ?? NO_END,
    signedByPrincipalOn: m.signedByPrincipalOn ?? NO_END,
    signedByOfficerOn: m.signedByOfficerOn ?? NO_END,
    withdrawnOn: m.withdrawnOn ?? NO_END,
    levels: m.tasks.filter((given) => given.taskId === task.id).map((given) => given.level),
    access: m.access,
  };
}
