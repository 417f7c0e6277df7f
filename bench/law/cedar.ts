import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PlainDate } from '../../src/kernel/plain-date.ts';
import type { Regime } from '../../src/law/facts.ts';
import type { IndexedPolicy } from '../../src/law/matrix.ts';
import { type Case, casesOf, covers, directionOf, itemsIn, NO_END, regimesIn } from './cases.ts';
import { DAY, type Question } from './policy.ts';

// The law is the policy set, parsed once; the facts are the request's context, which parses quicker than entities do.
const SET = 'law';
const AT = day(DAY);

/** Cedar: `prepare()` makes a question's requests, `ask()` answers from them. */
export function cedarContender(policy: IndexedPolicy) {
  const parsed = cedar.preparsePolicySet(SET, { staticPolicies: policiesOf(policy) });
  if (parsed.type === 'failure') throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  return {
    prepare: (question: Question) => casesOf(policy, question).map(requestOf),
    ask: (requests: readonly cedar.StatefulAuthorizationCall[]) => requests.some(allowed),
  };
}

function allowed(request: cedar.StatefulAuthorizationCall): boolean {
  const answer = cedar.statefulIsAuthorized(request);
  if (answer.type === 'failure') throw new Error(answer.errors.map((error) => error.message).join('\n'));
  const { decision, diagnostics } = answer.response;
  for (const { error } of diagnostics.errors) throw new Error(error.message);
  return decision === 'allow';
}

/** One policy per regime and level, one per item of a closed list; the scope tells most of them apart at once. */
function policiesOf(policy: IndexedPolicy): string {
  const policies: string[] = [];
  for (const regime of regimesIn(policy)) {
    const holds = `context.regime == ${text(regime.id)} && ${agreementHolds(regime)} && ${AT_THE_OFFICE}`;
    const permit = (level: string, resource: string, rules: string) =>
      policies.push(`permit(principal, action == Action::${text(level)}, ${resource}) when { ${rules} };`);
    permit('guidance', 'resource', holds);
    permit('e-service', 'resource', holds);
    permit('personal-data', 'resource', `${holds} && context.requiresPersonalData && ${mandated(regime)}`);
    for (const item of itemsIn(regime, policy.law))
      for (const task of item.tasks)
        permit(
          'authority',
          `resource == Task::${text(task)}`,
          `context.regime == ${text(regime.id)} && context.item == ${text(item.code)}
           && context.sphere == ${text(item.sphere)} && ${day(item.from)} <= context.at && context.at <= ${day(item.to)}
           && context.exercisesAuthority && ${holds} && ${mandated(regime)}`,
        );
  }
  return policies.join('\n');
}

function agreementHolds({ signed, rules }: Regime): string {
  const directions = rules.directions.map(([principal, performer]) => text(`${principal}>${performer}`));
  return `context.signedOn >= ${day(signed.from)} && context.signedOn <= ${day(signed.to ?? NO_END)}
    && context.principal != context.performer && [${directions}].contains(context.direction)
    && context.at <= context.termEndsOn && context.signedOn <= context.at
    && context.from <= context.at && context.at <= context.to`;
}

const AT_THE_OFFICE = `context.officer.employer == context.performer
  && context.officer.from <= context.at && context.at <= context.officer.to
  && context.office.operator == context.performer && context.office.from <= context.at && context.at <= context.office.to
  && context.office.inAgreement && context.office.inTask`;

function mandated({ rules }: Regime): string {
  const kinds = (of: readonly string[]) => `[${of.map(text)}].contains(context.mandate.kind)`;
  return `context.listedSeparately && context.mandate.principal == context.principal
    && context.mandate.agreement == context.agreement && context.mandate.levels.contains(context.level)
    && context.mandate.from <= context.at && context.at <= context.mandate.to && context.at < context.mandate.withdrawnOn
    && context.mandate.signedByPrincipalOn <= context.at && context.mandate.signedByOfficerOn <= context.at
    && (if context.direction == "state>state" then ${kinds(rules.mandateKinds.stateForState)}
        else ${kinds(rules.mandateKinds.otherwise)})
    && (!context.requiresPersonalData || context.mandate.access.containsAny(context.access))`;
}

function requestOf(one: Case): cedar.StatefulAuthorizationCall {
  const { question, task, officer, office, agreement: a, mandate: m } = one;
  const context: cedar.Context = {
    at: AT,
    agreement: a.agreementId,
    regime: a.regimeId,
    direction: directionOf(a),
    principal: a.principal.id,
    performer: a.performer.id,
    signedOn: day(a.signedOn),
    termEndsOn: day(a.termEndsOn ?? NO_END),
    from: day(a.valid.from),
    to: day(a.valid.to ?? NO_END),
    officer: {
      employer: officer.employerId,
      from: day(officer.employed.from),
      to: day(officer.employed.to ?? NO_END),
    },
    office: {
      operator: office.operatorId,
      from: day(office.open.from),
      to: day(office.open.to ?? NO_END),
      inAgreement: covers(a.offices.agreement, office.id),
      inTask: covers(a.offices.task, office.id),
    },
  };
  // What the level does not need is left out: it would only have to be parsed.
  if (m !== null) {
    context.level = question.level;
    context.requiresPersonalData = a.requiresPersonalData;
    context.listedSeparately = a.listedSeparately;
    context.access = [...a.access];
    context.mandate = {
      principal: m.principalId,
      agreement: m.agreementId,
      kind: m.kind,
      from: day(m.valid.from),
      to: day(m.valid.to ?? NO_END),
      signedByPrincipalOn: day(m.signedByPrincipalOn ?? NO_END),
      signedByOfficerOn: day(m.signedByOfficerOn ?? NO_END),
      withdrawnOn: day(m.withdrawnOn ?? NO_END),
      levels: m.tasks.filter((given) => given.taskId === task.id).map((given) => given.level),
      access: [...m.access],
    };
  }
  if (question.level === 'authority') {
    context.exercisesAuthority = a.exercisesAuthority;
    context.sphere = task.sphere;
    context.item = a.catalogueCode ?? '';
  }
  return {
    principal: { type: 'Officer', id: String(officer.id) },
    action: { type: 'Action', id: question.level },
    resource: { type: 'Task', id: task.code },
    context,
    preparsedPolicySetId: SET,
    entities: [],
  };
}

/** A day as a number, which Cedar compares quicker than its datetime extension: 2026-03-02 is 20260302. */
function day(of: PlainDate): number {
  return Number(of.replaceAll('-', ''));
}

function text(of: string): string {
  return JSON.stringify(of);
}
