import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import { needsItem, needsMandate } from '../../law/decide.ts';
import {
  type AgreementTask,
  type CatalogueItem,
  LEVELS,
  type Mandate,
  type Office,
  type Party,
  type Regime,
} from '../../law/facts.ts';
import { mayActFor } from '../../law/rules/directions.ts';
import { kindsOf, officerSigns } from '../../law/rules/mandate-covers.ts';
import { type Change, MAKER, type Situation } from './change.ts';
import { periodsOf } from './periods-of.ts';

/** What the registers offer besides the facts that were asked with. What is left out is not proposed. */
export interface Surroundings {
  /** Tasks of agreements with the same authority that are in force that day, whatever the task. */
  readonly related: readonly AgreementTask[];
  /** The systems of the authority. */
  readonly systems: readonly number[];
  /** Other offices, nearest first. */
  readonly offices: readonly Office[];
  /** Who would sign, where there is no agreement yet. */
  readonly parties: { readonly principal: Party; readonly performer: Party } | null;
}

export const NOTHING_AROUND: Surroundings = { related: [], systems: [], offices: [], parties: null };

/** Offices that are tried in another's place: the nearest, not every one in the country. */
const OFFICES_TRIED = 40;

/** A pair of authorities has one agreement of a kind, seldom two. */
const AGREEMENTS_TRIED = 8;

/** The agreement versions that changes are proposed to: of each agreement the one of the day, else the last before it. */
export function versionsToChange({ facts, at }: Situation): AgreementTask[] {
  const employer = facts.officer?.employerId;
  // Whose officer this is cannot be changed: agreements that others perform are no way.
  const possible = facts.agreements.filter((a) => employer === undefined || a.performer.id === employer);
  const byAgreement = Map.groupBy(possible, (a) => a.agreementId);
  return [...byAgreement.values()].slice(0, AGREEMENTS_TRIED).flatMap((rows) => {
    const thatDay = rows.find((a) => contains(a.valid, at));
    const before = rows.filter((a) => a.valid.from <= at).toSorted((a, b) => b.version - a.version)[0];
    return thatDay ?? before ?? rows[0] ?? [];
  });
}

/** Every single change to one agreement version and to the officer's mandates under it. The law decides which help. */
export function candidatesUnder(
  agreement: AgreementTask,
  { facts, at }: Situation,
  around: Surroundings,
): Change[] {
  const { level, officer, office, law } = facts;
  const regime = law.regimes.get(agreement.regimeId);
  if (regime === undefined) return [];
  const { agreementId, version, diaryNumber } = agreement;
  const it = { agreementId, version, diaryNumber };
  const changes: Change[] = [];
  // The parties' own demand: what is missing is learnt and recorded.
  if (agreement.competence === 'blocks' && officer !== null && facts.task !== null)
    changes.push({ kind: 'record-competence', ...it });
  // 2 § lagen (1994:686): an amendment rests on an approval of its own, which the register does not keep.
  const amendable = !regime.rules.amendmentsApproved;
  if (office !== null) {
    const { offices } = agreement;
    if (offices.agreement !== 'all' && !offices.agreement.includes(office.id))
      changes.push({ kind: 'open-to-office', ...it });
    if (offices.task !== 'all' && !offices.task.includes(office.id))
      changes.push({ kind: 'open-task-to-office', ...it });
  }
  // A later version that is in force has taken the place of this one: prolonging it would make two of one day.
  const followed =
    agreement.followed !== null ||
    around.related.some((a) => a.agreementId === agreementId && a.version > version);
  if (agreement.valid.to !== null && agreement.valid.to < at && !followed)
    changes.push({ kind: 'prolong-version', ...it });
  if (agreement.termEndsOn === null ? regime.rules.termRequired : agreement.termEndsOn < at)
    changes.push({ kind: 'state-term', to: at, ...it });
  if (regime.rules.approvalBy !== null) changes.push({ kind: 'approve', ...it });
  if (needsMandate(level)) {
    if (level === 'authority' ? !agreement.exercisesAuthority : !agreement.requiresPersonalData)
      changes.push({ kind: 'agree-on-level', level, ...it });
    if (!agreement.listedSeparately && regime.rules.separateListing)
      changes.push({ kind: 'list-separately', ...it });
    if (!agreement.performersNamed && regime.rules.performersNamed)
      changes.push({ kind: 'name-performers', ...it });
    if (agreement.access.length === 0 && around.systems.length > 0)
      changes.push({ kind: 'state-access', systems: around.systems, ...it });
    if (needsItem(level, regime))
      for (const item of itemsFor(facts.task?.code, regime, law.items))
        if (item !== agreement.catalogueCode) changes.push({ kind: 'name-item', item, ...it });
    if (officer !== null) changes.push(...mandateChanges(agreement, regime, { facts, at }));
  }
  return amendable ? changes : changes.filter((change) => MAKER[change.kind] !== 'both-parties');
}

function mandateChanges(agreement: AgreementTask, regime: Regime, { facts, at }: Situation): Change[] {
  const { level, officer, task } = facts;
  if (!needsMandate(level)) return [];
  const { agreementId, version, diaryNumber } = agreement;
  const kinds = kindsOf(regime, agreement, level);
  const all = facts.mandates.filter(
    (m) =>
      m.officerId === officer?.id &&
      m.agreementId === agreementId &&
      m.principalId === agreement.principal.id &&
      (m.withdrawnOn === null || m.withdrawnOn > at),
  );
  const held = nearestInTime(all, at);
  const changes: Change[] = held.flatMap((m): Change[] => {
    const of = { mandateId: m.id };
    const without = !m.tasks.some((each) => each.taskId === task?.id && each.level === level);
    return [
      ...(m.valid.to !== null && m.valid.to < at ? [{ kind: 'prolong-mandate', ...of } as const] : []),
      ...(at < m.valid.from ? [{ kind: 'advance-mandate', ...of } as const] : []),
      ...(m.signedByPrincipalOn === null || m.signedByPrincipalOn > at
        ? [{ kind: 'principal-signs', ...of } as const]
        : []),
      ...(officerSigns(m.kind) && (m.signedByOfficerOn === null || m.signedByOfficerOn > at)
        ? [{ kind: 'officer-signs', ...of } as const]
        : []),
      ...(kinds.includes(m.kind)
        ? []
        : kinds.slice(0, 1).map((mandateKind) => ({ kind: 'mandate-of-kind', mandateKind, ...of }) as const)),
      ...(without ? [{ kind: 'add-to-mandate', level, ...of } as const] : []),
      { kind: 'open-system', ...of },
    ];
  });
  // One mandate at a time: a second one of the same days cannot be issued, the one there is has to be changed.
  const oneThatDay = held.some((m) => contains(m.valid, at));
  const mandateKind = kinds[0];
  if (!oneThatDay && mandateKind !== undefined)
    changes.push({ kind: 'issue-mandate', level, mandateKind, agreementId, version, diaryNumber });
  return changes;
}

/** Of years of mandates those of the day, the last before it and the first after it. */
function nearestInTime(mandates: readonly Mandate[], at: PlainDate): Mandate[] {
  const sorted = mandates.toSorted((a, b) => (a.valid.from < b.valid.from ? -1 : 1));
  const before = sorted.findLast((m) => m.valid.to !== null && m.valid.to < at);
  const after = sorted.find((m) => at < m.valid.from);
  return sorted.filter((m) => contains(m.valid, at) || m === before || m === after);
}

/** Codes of the regime's items that speak of the task. */
function itemsFor(task: string | undefined, regime: Regime, items: readonly CatalogueItem[]): string[] {
  return [
    ...new Set(
      items
        .filter((item) => task !== undefined && item.regimeId === regime.id && item.tasks.includes(task))
        .map((item) => item.code),
    ),
  ];
}

/** The task, put into an agreement in force that lacks it, with all that the level needs. */
export function addedTasks({ facts, at }: Situation, around: Surroundings): Change[] {
  const have = new Set(facts.agreements.filter((a) => contains(a.valid, at)).map((a) => a.agreementId));
  const others = new Map(
    around.related
      .filter((a) => !have.has(a.agreementId) && contains(a.valid, at))
      .map((a) => [a.agreementId, a]),
  );
  return [...others.values()].flatMap((template) =>
    rowsFor(template, facts, around).map(
      (row): Change => ({
        kind: 'add-task',
        agreementId: row.agreementId,
        version: row.version,
        diaryNumber: row.diaryNumber,
        row,
      }),
    ),
  );
}

/** A new agreement between the two, of each kind that the law of the day lets them make; else any, to tell why not. */
export function newAgreements({ facts, at }: Situation, around: Surroundings): Change[] {
  const { parties } = around;
  if (parties === null || parties.principal.id === parties.performer.id) return [];
  const ofTheDay = [...facts.law.regimes.values()].filter(
    (each) => each.basis !== 'own-office' && contains(each.signed, at),
  );
  const allowed = ofTheDay.filter((each) => mayActFor(each, parties.principal, parties.performer));
  return (allowed.length > 0 ? allowed : ofTheDay).flatMap((regime) =>
    underNewAgreement(regime, parties, { facts, at }, around),
  );
}

function underNewAgreement(
  regime: Regime,
  parties: NonNullable<Surroundings['parties']>,
  { facts, at }: Situation,
  around: Surroundings,
): Change[] {
  if (facts.task === null) return [];
  const template: AgreementTask = {
    agreementId: 0,
    diaryNumber: '',
    version: 1,
    regimeId: regime.id,
    signedOn: at,
    governmentDirected: false,
    approvedOn: null,
    approvalRevokedOn: null,
    termEndsOn: regime.rules.termRequired ? at : null,
    decidedOn: at,
    valid: { from: at, to: null },
    ...parties,
    taskId: facts.task.id,
    exercisesAuthority: false,
    requiresPersonalData: false,
    listedSeparately: false,
    performersNamed: false,
    catalogueCode: null,
    access: [],
    amendmentApprovedOn: null,
    followed: null,
    competence: 'not-asked',
    offices: { agreement: 'all', task: 'all' },
  };
  return rowsFor(template, facts, around).map((row) => ({
    kind: 'conclude-agreement',
    agreementId: 0,
    version: 1,
    diaryNumber: '',
    row,
  }));
}

function rowsFor(template: AgreementTask, { level, task, law }: Situation['facts'], around: Surroundings) {
  const regime = law.regimes.get(template.regimeId);
  if (task === null || regime === undefined) return [];
  const separate = needsMandate(level);
  const row: AgreementTask = {
    ...template,
    taskId: task.id,
    exercisesAuthority: level === 'authority',
    requiresPersonalData: level === 'personal-data',
    listedSeparately: separate && regime.rules.separateListing,
    performersNamed: separate && regime.rules.performersNamed,
    catalogueCode: null,
    access: level === 'personal-data' ? [...around.systems] : [],
    offices: { ...template.offices, task: 'all' },
  };
  if (!needsItem(level, regime)) return [row];
  const items = itemsFor(task.code, regime, law.items);
  // Where no list speaks of the task the row is tried without an item: the refusal then says so.
  return items.length === 0 ? [row] : items.map((catalogueCode) => ({ ...row, catalogueCode }));
}

/** The same asked of another day, a lower level, another office. */
export function otherQuestions(situation: Situation, around: Surroundings): Change[] {
  const { facts, at } = situation;
  const periods = periodsOf(facts);
  const next = periods.find((period) => period.from > at)?.from;
  const last = periods.findLast((period) => period.to !== null && period.to < at)?.to ?? undefined;
  const days = [next, last].flatMap((day): Change[] =>
    day === undefined ? [] : [{ kind: 'another-day', day }],
  );
  const below = LEVELS.slice(1, LEVELS.indexOf(facts.level)).toReversed();
  return [
    ...below.map((level): Change => ({ kind: 'lower-level', level })),
    ...days,
    ...around.offices
      .filter((office) => office.id !== facts.office?.id)
      .slice(0, OFFICES_TRIED)
      .map((office): Change => ({ kind: 'another-office', office })),
  ];
}
