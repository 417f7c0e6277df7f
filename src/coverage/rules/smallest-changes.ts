import { decide } from '../../law/decide.ts';
import type { Ground } from '../../law/verdict.ts';
import {
  addedTasks,
  candidatesUnder,
  newAgreements,
  otherQuestions,
  type Surroundings,
  versionsToChange,
} from './candidate-changes.ts';
import { applied, type Change, type Situation } from './change.ts';

/** What would turn a no into a yes. */
export interface Remedies {
  /** Sets of changes to the records, fewest first; each is needed, and together they are enough. */
  readonly changes: readonly (readonly Change[])[];
  /** Another question with a yes for an answer: each alone. */
  readonly otherwise: readonly Change[];
  /** Where no change helps: what the law itself does not let anybody change. */
  readonly inTheWay: readonly Ground[];
}

/** How many ways are told of; and how many changes are tried together before all are. */
const TOLD = 6;
const TOGETHER = 3;

/**
 * The smallest changes, found by asking the law itself: one change, else two, else three; where more are needed, all and
 * then fewer, until nothing can be left out. A permitted act needs none.
 */
export function smallestChanges(situation: Situation, around: Surroundings): Remedies {
  if (permits(situation, [])) return { changes: [], otherwise: [], inTheWay: [] };
  const otherwise = otherQuestions(situation, around).filter((change) => permits(situation, [change]));
  const told = {
    otherwise: [
      ...otherwise.filter(({ kind }) => kind === 'lower-level').slice(0, 1),
      ...otherwise.filter(({ kind }) => kind === 'another-day'),
      ...otherwise.filter(({ kind }) => kind === 'another-office').slice(0, 3),
    ],
  };
  const pools = poolsOf(situation, around, addedTasks(situation, around));
  let changes = fewest(situation, pools);
  const anew =
    changes.length === 0 ? poolsOf(situation, around, newAgreements(situation, around), false) : [];
  if (changes.length === 0) changes = fewest(situation, anew);
  const inTheWay = changes.length > 0 ? [] : immovable(situation, [...pools, ...anew]);
  return { ...told, changes: changes.slice(0, TOLD), inTheWay };
}

function permits(situation: Situation, changes: readonly Change[]): boolean {
  const { facts, at } = applied(situation, changes);
  return decide(facts, at).permitted;
}

/** The changes that can work together: those under one agreement, and those under one that gets the task added. */
function poolsOf(
  situation: Situation,
  around: Surroundings,
  added: readonly Change[],
  asTheyAre = true,
): Change[][] {
  const standing = asTheyAre
    ? versionsToChange(situation).map((agreement) => candidatesUnder(agreement, situation, around))
    : [];
  const extended = added.flatMap((change) => {
    if (change.kind !== 'add-task' && change.kind !== 'conclude-agreement') return [];
    return [[change, ...candidatesUnder(change.row, applied(situation, [change]), around)]];
  });
  return [...standing, ...extended];
}

function fewest(situation: Situation, pools: readonly (readonly Change[])[]): Change[][] {
  for (let size = 1; size <= TOGETHER; size++) {
    const found = pools.flatMap((pool) => ofSize(pool, size).filter((some) => permits(situation, some)));
    if (found.length > 0) return found;
  }
  return pools
    .flatMap(withOneItem)
    .filter((pool) => permits(situation, pool))
    .map((pool) => irreducible(situation, pool))
    .toSorted((a, b) => a.length - b.length);
}

/** An agreed task has one item of the list: of several that could be named, one at a time. */
function withOneItem(pool: readonly Change[]): Change[][] {
  const items = pool.filter(({ kind }) => kind === 'name-item');
  if (items.length < 2) return [[...pool]];
  return items.map((item) => pool.filter((change) => change.kind !== 'name-item' || change === item));
}

/** Of a set that is enough, one that is enough and of which no proper subset is. */
function irreducible(situation: Situation, enough: readonly Change[]): Change[] {
  let kept = [...enough];
  for (const change of enough) {
    const fewer = kept.filter((each) => each !== change);
    if (permits(situation, fewer)) kept = fewer;
  }
  for (let size = TOGETHER + 1; size < kept.length; size++) {
    const found = ofSize(kept, size).find((some) => permits(situation, some));
    if (found !== undefined) return found;
  }
  return kept;
}

function ofSize<T>(pool: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return pool.flatMap((first, index) =>
    ofSize(pool.slice(index + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

/** The grounds that fail whatever is changed: told of the agreement where the fewest do. */
function immovable(situation: Situation, pools: readonly (readonly Change[])[]): Ground[] {
  const failing = [[], ...pools.flatMap(withOneItem)].map((pool) => {
    const { facts, at } = applied(situation, pool);
    return decide(facts, at).grounds.filter((ground) => !ground.holds);
  });
  return failing.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
