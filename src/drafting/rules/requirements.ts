import type { AmendedTask } from '../../agreements/amendment.ts';
import {
  type NamedOffice,
  type NamedSystem,
  type TaskFault,
  taskFaults,
} from '../../agreements/rules/agreed-task.ts';
import { type AmendmentFrame, amendmentFaults } from '../../agreements/rules/amendment-fits.ts';
import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { LawContent, Party, Regime, Task } from '../../law/facts.ts';
import { mayActFor } from '../../law/rules/directions.ts';
import { regimeOf } from '../../law/rules/regime-of.ts';
import type { DraftContent, DraftTask } from '../draft.ts';

export type RequirementCode =
  | 'signed'
  | 'identity'
  | 'parties'
  | 'directed'
  | 'days'
  | 'offices'
  | 'tasks'
  | 'task'
  | 'direction'
  | 'listed-separately'
  | 'access'
  | 'catalogue'
  | 'performers-named'
  | 'approval'
  | 'term'
  | 'levels'
  | 'contacts'
  | 'amendment';

/** One thing that the agreement must say, and whether it does. */
export interface Requirement {
  readonly code: RequirementCode;
  readonly state: 'fulfilled' | 'missing' | 'not-allowed';
  /** Why not; a code of the text catalogue. */
  readonly reasons: readonly string[];
  /** Null where it is our own register that asks, not the law. */
  readonly provision: string | null;
  /** Row of the draft's tasks. */
  readonly task: number | null;
  /** Codes of the list's items that fit the task. */
  readonly items: readonly string[];
  /** Whether the agreement can be concluded without it. */
  readonly advice: boolean;
}

/** What a draft is held against; what is not in `named` does not exist. */
export interface RequirementFrame {
  readonly today: PlainDate;
  readonly law: LawContent;
  readonly named: {
    readonly parties: ReadonlyMap<number, Party>;
    readonly tasks: ReadonlyMap<number, Task>;
    readonly systems: ReadonlyMap<number, NamedSystem>;
    readonly offices: ReadonlyMap<number, NamedOffice>;
  };
  /** For an amendment: the version that it amends, as `amendmentFaults` is asked. */
  readonly amends:
    | (Pick<AmendmentFrame, 'current' | 'mine'> & { readonly version: number; readonly regime: Regime })
    | null;
}

/** 9 kap. 37 § kommunallagen: municipalities may let each other perform their tasks, by delegation (domain §1.8). */
export const MUNICIPAL_COOPERATION = '9 kap. 37 § kommunallagen (2017:725)';

/** What the Government can direct: a state authority that serves others. */
const DIRECTED = '1 § andra stycket lagen (2019:212) om viss gemensam offentlig service';

type Tell = (
  code: RequirementCode,
  faults: readonly (readonly [state: 'missing' | 'not-allowed', reason: string])[],
  more?: Partial<Pick<Requirement, 'provision' | 'task' | 'items' | 'advice'>>,
) => void;

/**
 * What 2 § lagen (2019:212), its predecessors and the registers ask of an agreement, each fulfilled or not: R1–R4, R7, R14.
 * The same rules as amendments and imported files are held to (agreements/rules).
 */
export function requirements(draft: DraftContent, frame: RequirementFrame): Requirement[] {
  const told: Requirement[] = [];
  const tell: Tell = (code, faults, more = {}) =>
    told.push({
      code,
      state: faults.some(([state]) => state === 'not-allowed')
        ? 'not-allowed'
        : faults.length > 0
          ? 'missing'
          : 'fulfilled',
      reasons: [...new Set(faults.map(([, reason]) => reason))],
      provision: null,
      task: null,
      items: [],
      advice: false,
      ...more,
    });
  const regime = regimeFor(draft, frame);
  if (frame.amends === null) {
    beginning(draft, frame, regime, tell);
    directed(draft, regime, tell);
  }
  spans(draft, frame, tell);
  const p = regime?.rules.provisions;
  tell('tasks', draft.tasks.length === 0 ? [['missing', 'no-tasks']] : [], {
    provision: p?.agreement.ref ?? null,
  });
  for (const [index, task] of draft.tasks.entries()) ofTask(task, index, draft, frame, regime, tell);
  if (regime !== null && frame.amends === null) approvalAndTerm(draft, regime, tell);
  whole(draft, frame, tell);
  service(draft, tell);
  return told;
}

/** Whether it can be concluded. */
export function isComplete(all: readonly Requirement[]): boolean {
  return all.every(({ state, advice }) => advice || state === 'fulfilled');
}

/** R1: the signing day's regime; a co-operation under kommunallagen is chosen. Null while there is none. */
export function regimeFor(draft: DraftContent, { law, amends }: RequirementFrame): Regime | null {
  if (amends !== null) return amends.regime;
  if (draft.signedOn === null) return null;
  if (draft.regimeId !== null) {
    const chosen = law.regimes.get(draft.regimeId);
    if (chosen === undefined || chosen.basis === 'service-agreement') return null;
    return contains(chosen.signed, draft.signedOn) ? chosen : null;
  }
  return regimeOf(draft.signedOn, law.regimes.values());
}

function beginning(draft: DraftContent, frame: RequirementFrame, regime: Regime | null, tell: Tell): void {
  tell('identity', [
    ...(draft.name === '' ? [['missing', 'no-name'] as const] : []),
    ...(draft.diaryNumber === '' ? [['missing', 'no-diary-number'] as const] : []),
  ]);
  tell(
    'signed',
    draft.signedOn === null
      ? [['missing', 'no-signing-day']]
      : regime === null
        ? [['not-allowed', 'no-regime']]
        : draft.signedOn > frame.today
          ? [['missing', 'not-signed-yet']]
          : [],
    { provision: regime?.rules.provisions.regime.ref ?? null },
  );
  const parties = draft.parties.flatMap((id) => frame.named.parties.get(id) ?? []);
  const kinds = new Set(parties.map(({ kind }) => kind));
  const allowed =
    regime !== null && parties.some((one) => parties.some((other) => mayActFor(regime, one, other)));
  const fewest = regime?.basis === 'own-office' ? 1 : 2;
  // Municipalities, or municipalities and regions, among themselves: no law on shared service has it.
  const municipal = parties.length > 1 && [...kinds].every((k) => k === 'municipality' || k === 'region');
  tell(
    'parties',
    parties.length < Math.max(fewest, draft.parties.length)
      ? [['missing', 'two-parties']]
      : regime !== null && !allowed
        ? [['not-allowed', municipal ? 'municipal-cooperation' : 'parties-not-allowed']]
        : [],
    { provision: municipal ? MUNICIPAL_COOPERATION : (regime?.rules.provisions.parties.ref ?? null) },
  );
}

/** 1 § second paragraph lagen (2019:212): what rests on kommunallagen is nothing that the Government directs. */
function directed(draft: DraftContent, regime: Regime | null, tell: Tell): void {
  if (!draft.governmentDirected || regime === null || regime.basis === 'service-agreement') return;
  tell('directed', [['not-allowed', 'not-directed']], { provision: DIRECTED });
}

function spans(draft: DraftContent, frame: RequirementFrame, tell: Tell): void {
  const decidedOn = frame.amends === null ? draft.signedOn : draft.decidedOn;
  const faults: ['missing' | 'not-allowed', string][] = [];
  if (draft.from === null) faults.push(['missing', 'no-first-day']);
  else if (decidedOn !== null && draft.from < decidedOn)
    faults.push(['not-allowed', 'before-it-was-decided']);
  if (draft.from !== null && draft.to !== null && draft.to < draft.from)
    faults.push(['not-allowed', 'ends-before-it-begins']);
  if (frame.amends !== null && draft.decidedOn === null) faults.push(['missing', 'no-decision-day']);
  if (frame.amends !== null && draft.summary === '') faults.push(['missing', 'no-summary']);
  tell('days', faults);
  const { offices } = draft;
  const unknown = offices !== 'all' && offices.some((id) => !frame.named.offices.has(id));
  const foreign =
    offices !== 'all' &&
    offices.some((id) => {
      const office = frame.named.offices.get(id);
      return office !== undefined && !draft.parties.includes(office.operatorId);
    });
  tell('offices', [
    ...(offices !== 'all' && offices.length === 0 ? [['missing', 'no-offices'] as const] : []),
    ...(unknown ? [['not-allowed', 'unknown-office'] as const] : []),
    ...(foreign ? [['not-allowed', 'office-of-no-party'] as const] : []),
  ]);
}

/** The items of the regime's list that a task can rest on, on the version's first day. */
function fitting(task: Task, on: PlainDate | null, regime: Regime, { items }: LawContent): string[] {
  const fits = items.filter(
    (item) =>
      item.regimeId === regime.id &&
      item.sphere === task.sphere &&
      item.tasks.includes(task.code) &&
      (on === null || contains(item.valid, on)),
  );
  return [...new Set(fits.map((item) => item.code))].sort();
}

function ofTask(
  row: DraftTask,
  index: number,
  draft: DraftContent,
  frame: RequirementFrame,
  regime: Regime | null,
  tell: Tell,
): void {
  const { named } = frame;
  const task = row.taskId === null ? undefined : named.tasks.get(row.taskId);
  const principal = partyOf(row.principalId, draft, frame);
  const performer = partyOf(row.performerId, draft, frame);
  const p = regime?.rules.provisions;
  const at = { task: index };
  const twice = draft.tasks.some(
    (other, i) => i < index && other.taskId === row.taskId && other.principalId === row.principalId,
  );
  tell(
    'task',
    [
      ...(task === undefined ? [['missing', 'no-task'] as const] : []),
      ...(principal === undefined ? [['missing', 'no-principal'] as const] : []),
      ...(performer === undefined ? [['missing', 'no-performer'] as const] : []),
      ...(task !== undefined && twice ? [['not-allowed', 'task-twice'] as const] : []),
    ],
    { ...at, provision: p?.agreement.ref ?? null },
  );
  // What another authority has agreed stands as it was: `whole` tells when the draft changes it.
  if (frame.amends !== null && principal !== undefined && !frame.amends.mine.includes(principal.id)) return;
  const special = row.exercisesAuthority || row.requiresPersonalData;
  if (special && regime?.rules.separateListing !== false)
    tell('listed-separately', row.listedSeparately ? [] : [['missing', 'not-listed-separately']], {
      ...at,
      provision: p?.['separate-listing'].ref ?? null,
    });
  const faults = faultsOf(row, draft, frame, regime, task, principal, performer);
  const of = (...fields: TaskFault['field'][]) =>
    faults
      .filter(({ field }) => fields.includes(field))
      .map(({ code }) => [code === 'catalogue-item-required' ? 'missing' : 'not-allowed', code] as const);
  if (task !== undefined && principal !== undefined && performer !== undefined) {
    tell('direction', of('principal', 'performer', 'offices'), { ...at, provision: p?.parties.ref ?? null });
    if (row.exercisesAuthority || row.catalogueCode !== null)
      tell('catalogue', of('catalogueCode', 'exercisesAuthority'), {
        ...at,
        provision: p?.catalogue.ref ?? null,
        items: regime === null ? [] : fitting(task, draft.from, regime, frame.law),
      });
  }
  if (row.requiresPersonalData || row.access.length > 0)
    tell(
      'access',
      row.requiresPersonalData && row.access.length === 0 ? [['missing', 'access-not-stated']] : of('access'),
      { ...at, provision: p?.['access-stated'].ref ?? null },
    );
  if (special && regime?.rules.performersNamed)
    tell('performers-named', row.performersNamed ? [] : [['missing', 'performers-not-named']], {
      ...at,
      provision: p?.['performers-named'].ref ?? null,
    });
}

function faultsOf(
  row: DraftTask,
  draft: DraftContent,
  frame: RequirementFrame,
  regime: Regime | null,
  task: Task | undefined,
  principal: Party | undefined,
  performer: Party | undefined,
): TaskFault[] {
  const { named, law } = frame;
  if (regime === null || task === undefined || principal === undefined || performer === undefined) return [];
  // Until its days are known, the task is asked of today.
  const from = draft.from ?? frame.today;
  const to = draft.to !== null && draft.to < from ? from : draft.to;
  const stated = {
    ...row,
    task,
    principal,
    performer,
    access: row.access.flatMap((id) => named.systems.get(id) ?? []),
    offices: row.offices === 'all' ? [] : row.offices.flatMap((id) => named.offices.get(id) ?? []),
  };
  const faults = taskFaults(stated, { from, to }, regime, law);
  if (stated.access.length < row.access.length)
    faults.push({ field: 'access', code: 'system-of-another-authority', facts: {} });
  if (row.offices !== 'all' && (row.offices.length === 0 || stated.offices.length < row.offices.length))
    faults.push({ field: 'offices', code: 'office-of-another-operator', facts: {} });
  return faults;
}

function partyOf(id: number | null, draft: DraftContent, frame: RequirementFrame): Party | undefined {
  return id !== null && draft.parties.includes(id) ? frame.named.parties.get(id) : undefined;
}

/** R14: what the regime of the signing day wants of the agreement as a whole. */
function approvalAndTerm(draft: DraftContent, { rules }: Regime, tell: Tell): void {
  if (rules.approvalBy !== null)
    tell('approval', draft.approvedOn === null ? [['missing', 'no-approval']] : [], {
      provision: rules.provisions.approval.ref,
    });
  if (rules.termRequired || rules.longestTerm !== null)
    tell(
      'term',
      draft.termEndsOn === null
        ? rules.termRequired
          ? [['missing', 'no-term']]
          : []
        : rules.longestTerm !== null && draft.termEndsOn > rules.longestTerm
          ? [['not-allowed', 'term-too-long']]
          : [],
      { provision: rules.provisions.term.ref },
    );
}

/** An amendment is asked as a whole what `amendAgreement` will ask: what the rows above have told is not told again. */
function whole(draft: DraftContent, frame: RequirementFrame, tell: Tell): void {
  const { amends } = frame;
  if (amends === null || draft.from === null || draft.decidedOn === null || draft.signedOn === null) return;
  const tasks = draft.tasks.flatMap((task) => asAgreed(task) ?? []);
  if (tasks.length < draft.tasks.length) return;
  const faults = amendmentFaults(
    {
      amends: amends.version,
      from: draft.from,
      to: draft.to,
      decidedOn: draft.decidedOn,
      summary: draft.summary,
      offices: draft.offices,
      tasks,
    },
    {
      signedOn: draft.signedOn,
      today: frame.today,
      current: amends.current,
      parties: draft.parties.flatMap((id) => frame.named.parties.get(id) ?? []),
      mine: amends.mine,
      regime: amends.regime,
      law: frame.law,
      named: frame.named,
    },
  );
  const own = faults.filter(({ field }) => !/^tasks\./.test(field) && field !== 'offices');
  const scope = faults.filter(({ field, code }) => field === 'offices' && code === 'changes-others-tasks');
  tell(
    'amendment',
    [...own, ...scope].map(({ code }) => ['not-allowed', code] as const),
  );
}

/** A row in which nothing is left out; null for one that is not ready. */
export function asAgreed(task: DraftTask): AmendedTask | null {
  const { taskId, principalId, performerId } = task;
  if (taskId === null || principalId === null || performerId === null) return null;
  return { ...task, taskId, principalId, performerId };
}

/** What later hand-overs and a person with a question need; the law does not ask for it. */
function service(draft: DraftContent, tell: Tell): void {
  const { firstAnswerDays: first, finalAnswerDays: final } = draft;
  const wrong = first !== null && final !== null && final < first;
  tell(
    'levels',
    wrong
      ? [['not-allowed', 'final-before-first']]
      : first === null || final === null
        ? [['missing', 'no-levels']]
        : [],
    { advice: !wrong },
  );
  const without = draft.parties.some((id) => !draft.contacts.some((contact) => contact.authorityId === id));
  const stranger = draft.contacts.some((contact) => !draft.parties.includes(contact.authorityId));
  const unnamed = draft.contacts.some((contact) => contact.function === '');
  tell(
    'contacts',
    stranger
      ? [['not-allowed', 'contact-of-no-party']]
      : unnamed
        ? [['missing', 'contact-without-function']]
        : without
          ? [['missing', 'no-contact']]
          : [],
    { advice: !stranger && !unnamed },
  );
}
