import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import type {
  AgreementTask,
  CatalogueItem,
  CatalogueList,
  LawContent,
  PartyKind,
  Regime,
  ServiceLevel,
  Sphere,
  Task,
} from '../facts.ts';
import type { Ground, Reason } from '../verdict.ts';
import { isTaskOf } from './task-of.ts';

/**
 * R2: tasks with exercise of authority or need of personal data are listed separately, and the access that they need is
 * stated. A duty not met means that the act which needs it is refused (domain §7.9). The task must be the principal's.
 */
export function taskIsAgreed(
  agreement: AgreementTask,
  regime: Regime,
  task: Task,
  level: ServiceLevel,
  grounds: Ground[],
): boolean {
  const { provisions: p, performersNamed, separateListing } = regime.rules;
  if (!isTaskOf(task, agreement.principal)) {
    const provision = p['task-direction'];
    grounds.push({ code: 'task-direction', holds: false, reason: 'task-of-another-authority', provision });
    return false;
  }
  if (level === 'guidance' || level === 'e-service') {
    grounds.push({ code: 'task-direction', holds: true, reason: 'ok', provision: p['task-direction'] });
    return true;
  }
  let holds = level === 'authority' ? agreement.exercisesAuthority : agreement.requiresPersonalData;
  let all = holds;
  let reason: Reason = holds ? 'ok' : 'not-in-agreement';
  grounds.push({ code: 'task-direction', holds, reason, provision: p['task-direction'] });

  if (separateListing) {
    holds = agreement.listedSeparately;
    all = holds && all;
    reason = holds ? 'ok' : 'not-listed-separately';
    grounds.push({ code: 'separate-listing', holds, reason, provision: p['separate-listing'] });
  }

  if (agreement.requiresPersonalData) {
    holds = agreement.access.length > 0;
    all = holds && all;
    reason = holds ? 'ok' : 'access-not-stated';
    grounds.push({ code: 'access-stated', holds, reason, provision: p['access-stated'] });
  }
  if (performersNamed) {
    holds = agreement.performersNamed;
    all = holds && all;
    reason = holds ? 'ok' : 'performers-not-named';
    grounds.push({ code: 'performers-named', holds, reason, provision: p['performers-named'] });
  }
  return all;
}

/**
 * R3 and R4: exercise of authority must match an item of the regime's closed list for who is responsible, valid on the
 * day of the act (domain §7.8). Days whose wording we do not know are refused, never guessed (§7.6).
 */
export function catalogueItemFor(
  agreement: AgreementTask,
  regime: Regime,
  task: Task,
  at: PlainDate,
  law: LawContent,
  grounds: Ground[],
): CatalogueItem | null {
  const sphere = LIST_OF[agreement.principal.kind];
  let list: CatalogueList | null = null;
  let known = false;
  for (const one of law.lists) {
    if (one.regimeId !== regime.id || one.sphere !== sphere) continue;
    list = one;
    known ||= contains(one.known, at);
  }
  let reason: Reason = 'list-not-known';
  let item: CatalogueItem | null = null;
  if (regime.rules.exerciseOfAuthority === 'never') reason = 'authority-never';
  else if (known) [reason, item] = match(regime, task, sphere, at, itemsOf(law, agreement.catalogueCode));
  const holds = reason === 'ok';
  const ref = item?.provision ?? list?.provision;
  grounds.push({
    code: 'catalogue',
    holds,
    reason,
    provision: ref === undefined ? regime.rules.provisions.catalogue : { ref },
    facts: { item: agreement.catalogueCode, from: item?.valid.from ?? null, to: item?.valid.to ?? null },
  });
  return holds ? item : null;
}

/**
 * The list follows the authority that is responsible (3 § lagen (2019:212), 2 § förordningen (2019:214)), whatever the
 * task is called; 7 § lagen (1997:297) has one list for state authorities and försäkringskassor.
 */
const LIST_OF: Readonly<Record<PartyKind, Sphere>> = {
  state: 'state',
  'social-insurance-office': 'state',
  municipality: 'municipal',
  region: 'regional',
};

function match(
  regime: Regime,
  task: Task,
  sphere: Sphere,
  at: PlainDate,
  items: readonly CatalogueItem[],
): readonly [Reason, CatalogueItem | null] {
  let reason: Answer = 'no-catalogue-item';
  let closest: CatalogueItem | null = null;
  // All wordings of the item are asked: one that does not fit must not stand in the way of one that does.
  for (const item of items) {
    const answer = question(item, regime, task, sphere, at);
    if (answer === reason || NEARER.indexOf(answer) < NEARER.indexOf(reason)) continue;
    reason = answer;
    closest = item;
  }
  return [reason, reason === 'item-of-another-list' ? null : closest];
}

/** The wordings of an item, through an index that is made once for a law. */
function itemsOf({ items }: LawContent, code: string | null): readonly CatalogueItem[] {
  let byCode = indexes.get(items);
  if (byCode === undefined) {
    byCode = Map.groupBy(items, (item) => item.code);
    indexes.set(items, byCode);
  }
  return code === null ? [] : (byCode.get(code) ?? []);
}

const indexes = new WeakMap<readonly CatalogueItem[], ReadonlyMap<string, readonly CatalogueItem[]>>();

/** From the farthest to the nearest. */
const NEARER = [
  'no-catalogue-item',
  'item-of-another-list',
  'item-for-another-task',
  'item-not-valid',
  'ok',
] as const satisfies readonly Reason[];
type Answer = (typeof NEARER)[number];

function question(item: CatalogueItem, regime: Regime, task: Task, sphere: Sphere, at: PlainDate): Answer {
  if (item.regimeId !== regime.id || item.sphere !== sphere || task.sphere !== sphere)
    return 'item-of-another-list';
  if (!item.tasks.includes(task.code)) return 'item-for-another-task';
  return contains(item.valid, at) ? 'ok' : 'item-not-valid';
}
