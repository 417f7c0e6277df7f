import type { AgreementTask, Facts, LawContent, Mandate, OfficeScope, Regime } from './facts.ts';

// What a permission may rest on, taken away one by one. Not here: what binds (a last day, a withdrawal, a revocation, a
// term where none is wanted, that personal data are needed), since to lift a bound is to permit more.

export interface Withdrawal {
  readonly what: string;
  readonly facts: Facts;
}

export function withdrawals(facts: Facts): Withdrawal[] {
  return [
    { what: 'the task', facts: { ...facts, task: null } },
    { what: 'the officer', facts: { ...facts, officer: null } },
    { what: 'the office', facts: { ...facts, office: null } },
    ...without(facts.agreements).map((agreements) => ({
      what: 'an agreement',
      facts: { ...facts, agreements },
    })),
    ...without(facts.mandates).map((mandates) => ({ what: 'a mandate', facts: { ...facts, mandates } })),
    ...facts.agreements.flatMap((agreement, i) =>
      lessAgreed(agreement, facts.law).map(([what, less]) => ({
        what,
        facts: { ...facts, agreements: facts.agreements.with(i, { ...agreement, ...less }) },
      })),
    ),
    ...facts.mandates.flatMap((mandate, i) =>
      lessMandated(mandate).map(([what, less]) => ({
        what,
        facts: { ...facts, mandates: facts.mandates.with(i, { ...mandate, ...less }) },
      })),
    ),
    ...lessLaw(facts).map(([what, less]) => ({ what, facts: { ...facts, law: { ...facts.law, ...less } } })),
  ];
}

function lessAgreed(agreement: AgreementTask, law: LawContent): [string, Partial<AgreementTask>][] {
  const { offices, access } = agreement;
  const rules = law.regimes.get(agreement.regimeId)?.rules;
  return [
    ['exercise of authority', { exercisesAuthority: false }],
    ['separate listing', { listedSeparately: false }],
    ['named performers', { performersNamed: false }],
    ['the item of the agreement', { catalogueCode: null }],
    ['the approval', { approvedOn: null }],
    ...(rules?.termRequired ? [['the term', { termEndsOn: null }] as [string, Partial<AgreementTask>]] : []),
    ...without(access).map((less): [string, Partial<AgreementTask>] => ['stated access', { access: less }]),
    ...fewer(offices.agreement).map((less): [string, Partial<AgreementTask>] => [
      'an office of the agreement',
      { offices: { ...offices, agreement: less } },
    ]),
    ...fewer(offices.task).map((less): [string, Partial<AgreementTask>] => [
      'an office of the task',
      { offices: { ...offices, task: less } },
    ]),
  ];
}

function lessMandated(mandate: Mandate): [string, Partial<Mandate>][] {
  return [
    ['the principal’s signature', { signedByPrincipalOn: null }],
    ['the officer’s signature', { signedByOfficerOn: null }],
    ...without(mandate.tasks).map((tasks): [string, Partial<Mandate>] => ['a task of a mandate', { tasks }]),
    ...without(mandate.access).map((access): [string, Partial<Mandate>] => [
      'access of a mandate',
      { access },
    ]),
  ];
}

function lessLaw({ law, agreements, task }: Facts): [string, Partial<LawContent>][] {
  // Items and lists of other regimes are left in: they are asked for their own questions.
  const regimes = new Set(agreements.map((agreement) => agreement.regimeId));
  const items = law.items.filter((item) => task !== null && item.tasks.includes(task.code));
  return [
    ...items.map((item): [string, Partial<LawContent>] => [
      'an item',
      { items: law.items.filter((i) => i !== item) },
    ]),
    ...items.map((item): [string, Partial<LawContent>] => [
      'a task of an item',
      { items: law.items.map((i) => (i === item ? { ...i, tasks: [] } : i)) },
    ]),
    ...law.lists
      .filter((list) => regimes.has(list.regimeId))
      .map((list): [string, Partial<LawContent>] => [
        'a list',
        { lists: law.lists.filter((l) => l !== list) },
      ]),
    ...[...regimes].flatMap((id) => lessRegime(law, id)),
  ];
}

function lessRegime({ regimes }: LawContent, id: string): [string, Partial<LawContent>][] {
  const regime = regimes.get(id);
  if (regime === undefined) return [];
  const with_ = (rules: Partial<Regime['rules']>) => ({
    regimes: new Map([...regimes, [id, { ...regime, rules: { ...regime.rules, ...rules } }] as const]),
  });
  return [
    ['a regime', { regimes: new Map([...regimes].filter(([other]) => other !== id)) }],
    ...without(regime.rules.directions).map((directions): [string, Partial<LawContent>] => [
      'a direction',
      with_({ directions }),
    ]),
    ['the kinds of mandate', with_({ mandateKinds: { stateForState: [], otherwise: [] } })],
    ['the closed list', with_({ exerciseOfAuthority: 'never' })],
  ];
}

function without<T>(all: readonly T[]): T[][] {
  return all.map((_, i) => all.toSpliced(i, 1));
}

function fewer(scope: OfficeScope): OfficeScope[] {
  return scope === 'all' ? [[]] : without(scope);
}
