import type { PlainDate } from '../kernel/plain-date.ts';
import { needsItem, needsMandate } from './decide.ts';
import {
  type AgreementTask,
  type Competence,
  type Facts,
  type LawContent,
  type Level,
  type Mandate,
  type Office,
  type Officer,
  type Regime,
  SERVICE_LEVELS,
  type ServiceLevel,
  type Task,
} from './facts.ts';
import { agreementHolds } from './rules/agreement-holds.ts';
import { competenceHolds } from './rules/competence.ts';
import { mandateFor } from './rules/mandate-covers.ts';
import { officeInScope, performerEmploys } from './rules/place-and-performer.ts';
import { catalogueItemFor, taskIsAgreed } from './rules/task-in-agreement.ts';
import type { Ground } from './verdict.ts';

/** A task that visitors bring, with an authority that is responsible for it. */
export interface PrincipalTask {
  readonly task: Task;
  readonly principalId: number;
}

/** All that the registers hold at one time: what `decide()` is asked about, for everybody at once. */
export interface Policy {
  readonly officers: readonly Officer[];
  readonly offices: readonly Office[];
  /** One entry per task and principal. */
  readonly tasks: readonly PrincipalTask[];
  readonly agreements: readonly AgreementTask[];
  readonly mandates: readonly Mandate[];
  readonly competences: readonly Competence[];
  readonly law: LawContent;
}

/** A policy with what questions are looked up by; made once, by `indexPolicy()`. */
export interface IndexedPolicy extends Policy {
  readonly officerById: ReadonlyMap<number, Officer>;
  readonly officeById: ReadonlyMap<number, Office>;
  readonly taskById: ReadonlyMap<number, Task>;
  /** By task, then by principal. */
  readonly agreementsOf: ReadonlyMap<number, ReadonlyMap<number, readonly AgreementTask[]>>;
  /** By officer, then by principal. */
  readonly mandatesOf: ReadonlyMap<number, ReadonlyMap<number, readonly Mandate[]>>;
  /** By officer, then by principal. */
  readonly competencesOf: ReadonlyMap<number, ReadonlyMap<number, readonly Competence[]>>;
}

export function indexPolicy(policy: Policy): IndexedPolicy {
  return {
    ...policy,
    officerById: new Map(policy.officers.map((officer) => [officer.id, officer])),
    officeById: new Map(policy.offices.map((office) => [office.id, office])),
    taskById: new Map(policy.tasks.map(({ task }) => [task.id, task])),
    agreementsOf: grouped(
      policy.agreements,
      (a) => a.taskId,
      (a) => a.principal.id,
    ),
    mandatesOf: grouped(
      policy.mandates,
      (m) => m.officerId,
      (m) => m.principalId,
    ),
    competencesOf: grouped(
      policy.competences,
      (c) => c.officerId,
      (c) => c.principalId,
    ),
  };
}

/** The facts of one question. Who or what the policy does not hold is null or empty, and permits nothing. */
export function factsFor(
  policy: IndexedPolicy,
  officerId: number,
  officeId: number,
  taskId: number,
  principalId: number,
  level: Level,
): Facts {
  return {
    level,
    task: policy.taskById.get(taskId) ?? null,
    officer: policy.officerById.get(officerId) ?? null,
    office: policy.officeById.get(officeId) ?? null,
    agreements: policy.agreementsOf.get(taskId)?.get(principalId) ?? NONE,
    mandates: policy.mandatesOf.get(officerId)?.get(principalId) ?? NONE,
    competences: policy.competencesOf.get(officerId)?.get(principalId) ?? NONE,
    law: policy.law,
  };
}

/**
 * What is permitted on one day: a row per officer and task (officer-major), in it a nibble per office in the order of
 * `policy.offices`, two to a byte with the even office low. Bit n of a nibble is `SERVICE_LEVELS[n]`. Signposting is
 * always permitted and is left out. National size (1,000 officers, 150 offices, 60 tasks): 4.5 MB.
 */
export interface PermittedMatrix {
  readonly policy: Policy;
  readonly at: PlainDate;
  readonly bits: Uint8Array;
  /** What agreements give whoever acts: a row per task, in it a nibble per office as in `bits`. */
  readonly agreed: Uint8Array;
  /** Bytes in a row: half the number of offices, rounded up. */
  readonly rowBytes: number;
}

/**
 * `decide()` for every officer, office, task and service level of a policy on one day, in one pass. Quick because the
 * conjunction falls apart: what an agreement says of the day, whom it lets act, and where, are asked once each and then
 * met, agreement by agreement (never one agreement's officer at another's office). What needs no mandate is the same for
 * all whom a performer employs, and is written once; for the rest only who holds a mandate under the agreement is asked.
 */
export function permittedMatrix(policy: Policy, at: PlainDate): PermittedMatrix {
  const { agreementsOf, competencesOf } = indexPolicy(policy);
  const placeOf = new Map(policy.officers.map((officer, o) => [officer.id, o]));
  const heldUnder = grouped(
    policy.mandates,
    (m) => m.agreementId,
    (m) => m.officerId,
  );
  const employed = new Map<number, readonly number[]>();
  const rowBytes = (policy.offices.length + 1) >> 1;
  const bits = new Uint8Array(policy.officers.length * policy.tasks.length * rowBytes);
  const covered = new Uint8Array(policy.tasks.length * rowBytes);
  policy.tasks.forEach(({ task, principalId }, t) => {
    const ofAll = new Map<number, Uint8Array>();
    const ofSome: { readonly row: number; readonly places: Uint8Array; readonly levels: number }[] = [];
    for (const agreement of agreementsOf.get(task.id)?.get(principalId) ?? NONE) {
      const regime = policy.law.regimes.get(agreement.regimeId);
      if (regime === undefined) continue;
      const agreed = agreedLevels(agreement, regime, task, policy.law, at);
      if (agreed === 0) continue;
      const places = officesOf(agreement, regime, policy.offices, rowBytes, at);
      add(covered, t * rowBytes, places, agreed);
      const performerId = agreement.performer.id;
      const staff = employed.get(performerId) ?? employedBy(agreement, regime, policy.officers, at);
      employed.set(performerId, staff);
      const held = heldUnder.get(agreement.agreementId);
      const blocks = agreement.competence === 'blocks';
      if (!blocks) {
        const row = ofAll.get(performerId) ?? new Uint8Array(rowBytes);
        ofAll.set(performerId, row);
        add(row, 0, places, agreed & WITHOUT_MANDATE);
      }
      const asked = blocks ? staff : [...(held?.keys() ?? NONE)].flatMap((id) => placeOf.get(id) ?? NONE);
      for (const o of asked) {
        const officer = policy.officers[o]!;
        const learnt = competencesOf.get(officer.id)?.get(principalId) ?? NONE;
        const mandates = held?.get(officer.id) ?? NONE;
        const levels = agreed & officerLevels(agreement, regime, officer, mandates, learnt, at);
        if (levels !== 0) ofSome.push({ row: (o * policy.tasks.length + t) * rowBytes, places, levels });
      }
    }
    // Each officer has one employer: what is the same for all its staff is copied before anything is added to it.
    for (const [performerId, row] of ofAll)
      for (const o of employed.get(performerId) ?? NONE)
        bits.set(row, (o * policy.tasks.length + t) * rowBytes);
    for (const { row, places, levels } of ofSome) add(bits, row, places, levels);
  });
  return { policy, at, bits, agreed: covered, rowBytes };
}

/** Adds the levels to a row at the places that have a bit set. */
function add(rows: Uint8Array, from: number, places: Uint8Array, levels: number): void {
  const pair = levels | (levels << 4);
  for (let b = 0; b < places.length; b++) rows[from + b]! |= places[b]! & pair;
}

/** The places in the list of those whom the agreement's performer employs that day. */
function employedBy(
  agreement: AgreementTask,
  { rules }: Regime,
  officers: readonly Officer[],
  at: PlainDate,
): number[] {
  const told: Ground[] = [];
  return officers.flatMap((officer, o) => (performerEmploys(agreement, rules, officer, at, told) ? o : NONE));
}

/** The levels permitted in one cell, by place in the policy's lists: bit n is `SERVICE_LEVELS[n]`. */
export function levelsAt(matrix: PermittedMatrix, officer: number, office: number, task: number): number {
  const byte =
    matrix.bits[(officer * matrix.policy.tasks.length + task) * matrix.rowBytes + (office >> 1)] ?? 0;
  return (byte >> ((office & 1) << 2)) & 0b1111;
}

/** The levels that agreements give in one place, whoever acts: bit n is `SERVICE_LEVELS[n]`. */
export function agreedAt(matrix: PermittedMatrix, office: number, task: number): number {
  const byte = matrix.agreed[task * matrix.rowBytes + (office >> 1)] ?? 0;
  return (byte >> ((office & 1) << 2)) & 0b1111;
}

/** What the agreement itself gives that day, whoever acts and wherever. */
function agreedLevels(
  agreement: AgreementTask,
  regime: Regime,
  task: Task,
  law: LawContent,
  at: PlainDate,
): number {
  const told: Ground[] = [];
  if (!agreementHolds(agreement, regime, at, told)) return 0;
  return levels(
    (level) =>
      taskIsAgreed(agreement, regime, task, level, told) &&
      (!needsItem(level, regime) || catalogueItemFor(agreement, regime, task, at, law, told) !== null),
  );
}

/** What the officer may do under the agreement, wherever. */
function officerLevels(
  agreement: AgreementTask,
  regime: Regime,
  officer: Officer,
  held: readonly Mandate[],
  learnt: readonly Competence[],
  at: PlainDate,
): number {
  const told: Ground[] = [];
  if (!performerEmploys(agreement, regime.rules, officer, at, told)) return 0;
  if (!competenceHolds(agreement, officer, learnt, at, told)) return 0;
  return levels(
    (level) => !needsMandate(level) || mandateFor(agreement, regime, level, officer, held, at, told) !== null,
  );
}

/** A row with all bits set for each office where the agreement and its task apply. */
function officesOf(
  agreement: AgreementTask,
  regime: Regime,
  offices: readonly Office[],
  rowBytes: number,
  at: PlainDate,
): Uint8Array {
  const told: Ground[] = [];
  const row = new Uint8Array(rowBytes);
  offices.forEach((office, i) => {
    if (officeInScope(agreement, regime.rules, office, at, told)) row[i >> 1]! |= 0b1111 << ((i & 1) << 2);
  });
  return row;
}

function levels(permits: (level: ServiceLevel) => boolean): number {
  let bits = 0;
  SERVICE_LEVELS.forEach((level, n) => {
    if (permits(level)) bits |= 1 << n;
  });
  return bits;
}

const NONE: readonly never[] = [];
const WITHOUT_MANDATE = levels((level) => !needsMandate(level));

function grouped<T>(all: readonly T[], outer: (one: T) => number, inner: (one: T) => number) {
  return new Map([...Map.groupBy(all, outer)].map(([key, group]) => [key, Map.groupBy(group, inner)]));
}
