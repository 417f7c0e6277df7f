import type { PlainDate } from '../../src/kernel/plain-date.ts';
import type {
  AgreementTask,
  LawContent,
  Mandate,
  Office,
  Officer,
  Regime,
  Task,
} from '../../src/law/facts.ts';
import { factsFor, type IndexedPolicy } from '../../src/law/matrix.ts';
import type { Question } from './policy.ts';

/** For what has no last day: engines compare, they have no null. */
export const NO_END = '9999-12-31' as PlainDate;

/** One combination of records that may answer a question. */
export interface Case {
  readonly question: Question;
  readonly task: Task;
  readonly officer: Officer;
  readonly office: Office;
  readonly agreement: AgreementTask;
  readonly mandate: Mandate | null;
}

/**
 * What an engine has to be asked: the question is permitted when it says yes to one of them, since neither engine can
 * say "any of these records". Looked up by the indexes that ours uses.
 */
export function casesOf(policy: IndexedPolicy, question: Question): Case[] {
  const { officerId, officeId, taskId, principalId, level } = question;
  const { officer, office, task, agreements, mandates } = factsFor(
    policy,
    officerId,
    officeId,
    taskId,
    principalId,
    level,
  );
  if (officer === null || office === null || task === null) return [];
  const wanted = level === 'authority' || level === 'personal-data' ? mandates : [null];
  return agreements.flatMap((agreement) =>
    wanted.map((mandate) => ({ question, task, officer, office, agreement, mandate })),
  );
}

/** `principal>performer`, by kind. */
export function directionOf({ principal, performer }: AgreementTask): string {
  return `${principal.kind}>${performer.kind}`;
}

export function covers(scope: 'all' | readonly number[], officeId: number): boolean {
  return scope === 'all' || scope.includes(officeId);
}

/** The regimes that the policy's agreements are under; those that want an approval are not in this nation. */
export function regimesIn(policy: IndexedPolicy): Regime[] {
  const ids = new Set(policy.agreements.map((agreement) => agreement.regimeId));
  const regimes = [...policy.law.regimes.values()].filter((regime) => ids.has(regime.id));
  for (const { id, rules } of regimes)
    if (
      rules.approvalBy !== null ||
      rules.termRequired ||
      rules.performersNamed ||
      rules.longestTerm !== null
    )
      throw new Error(`${id}: the engines' policies do not say its rules`);
  return regimes;
}

/** The items of a regime with the days on which both the item's wording and the list are known to hold. */
export function itemsIn(regime: Regime, law: LawContent) {
  return law.items
    .filter((item) => item.regimeId === regime.id)
    .map((item) => {
      const list = law.lists.find((one) => one.regimeId === item.regimeId && one.sphere === item.sphere);
      if (list === undefined) throw new Error(`${item.code}: no list`);
      const from = item.valid.from > list.known.from ? item.valid.from : list.known.from;
      const [to, knownTo] = [item.valid.to ?? NO_END, list.known.to ?? NO_END];
      return { ...item, from, to: to < knownTo ? to : knownTo };
    });
}
