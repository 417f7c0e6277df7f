import { contains, type PlainDate } from '../kernel/plain-date.ts';
import type {
  AgreementTask,
  CatalogueItem,
  Condition,
  Facts,
  Level,
  Mandate,
  MandateLevel,
  Regime,
} from './facts.ts';
import { SIGNPOSTING, UNAGREED } from './provisions.ts';
import { agreementHolds } from './rules/agreement-holds.ts';
import { competenceHolds } from './rules/competence.ts';
import { mandateFor } from './rules/mandate-covers.ts';
import { officeInScope, performerEmploys } from './rules/place-and-performer.ts';
import { catalogueItemFor, taskIsAgreed } from './rules/task-in-agreement.ts';
import type { Basis, Ground, Verdict } from './verdict.ts';

/**
 * May this officer do this task, at this level, at this office, on this day, in the principal's name? (R1–R8, R14)
 *
 * Closed by default: what the facts do not hold permits nothing. Any one agreement that allows it is enough; a refusal
 * tells the grounds of the agreement that came nearest. Never throws.
 */
export function decide(facts: Facts, at: PlainDate): Verdict {
  if (facts.level === 'signpost') return SIGNPOST;
  let nearest: AgreementTask | null = null;
  let told: Ground[] = [];
  let closest: readonly number[] = [];
  for (const agreement of facts.agreements) {
    const grounds: Ground[] = [];
    const result = underAgreement(agreement, facts, at, grounds);
    if (result !== null) return { permitted: true, grounds, ...result };
    const distance = distanceOf(agreement, facts, at, grounds);
    if (nearest === null || isLess(distance, closest)) {
      closest = distance;
      nearest = agreement;
      told = grounds;
    }
  }
  return nearest === null ? NO_AGREEMENT : { permitted: false, grounds: told, nearest };
}

/**
 * How far an agreement is from what was asked: first whether it holds that day, then whether the officer has a mandate
 * under it, then how much stands in the way; of versions that have not begun the first to begin.
 */
function distanceOf(
  agreement: AgreementTask,
  { mandates, officer }: Facts,
  at: PlainDate,
  grounds: readonly Ground[],
): readonly number[] {
  let failed = 0;
  for (const ground of grounds) if (!ground.holds) failed++;
  const held = mandates.some((m) => m.agreementId === agreement.agreementId && m.officerId === officer?.id);
  const begins = at < agreement.valid.from ? Date.parse(agreement.valid.from) : 0;
  return [contains(agreement.valid, at) ? 0 : 1, held ? 0 : 1, failed, begins];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at]! < b[at]!;
}

function underAgreement(
  agreement: AgreementTask,
  { task, officer, office, mandates, competences, level, law }: Facts,
  at: PlainDate,
  grounds: Ground[],
): { basis: Basis; conditions: readonly Condition[] } | null {
  const regime = law.regimes.get(agreement.regimeId);
  if (regime === undefined || task === null || task.id !== agreement.taskId || level === 'signpost') {
    const reason = regime === undefined ? 'regime-unknown' : 'task-unknown';
    grounds.push({
      code: regime === undefined ? 'regime' : 'agreement',
      holds: false,
      reason,
      provision: UNAGREED,
    });
    return null;
  }
  grounds.push({
    code: 'agreement',
    holds: true,
    reason: 'ok',
    provision: regime.rules.provisions.agreement,
    facts: { diaryNumber: agreement.diaryNumber, version: agreement.version },
  });
  // Each part is asked, whatever the one before it said: a refusal tells all that stands in the way.
  let all = agreementHolds(agreement, regime, at, grounds);
  all = performerEmploys(agreement, regime.rules, officer, at, grounds) && all;
  all = officeInScope(agreement, regime.rules, office, at, grounds) && all;
  all = taskIsAgreed(agreement, regime, task, level, grounds) && all;
  let item: CatalogueItem | null = null;
  let mandate: Mandate | null = null;
  if (needsItem(level, regime)) {
    item = catalogueItemFor(agreement, regime, task, at, law, grounds);
    all = item !== null && all;
  }
  if (needsMandate(level)) {
    mandate = mandateFor(agreement, regime, level, officer, mandates, at, grounds);
    all = mandate !== null && all;
  }
  all = competenceHolds(agreement, officer, competences, at, grounds) && all;
  if (!all) return null;
  return {
    basis: { agreement, mandate, item },
    conditions: level === 'authority' ? bound(regime, item) : NO_CONDITIONS,
  };
}

/**
 * What exercises authority has to be in a closed list (R3, R4), and nothing else will do, unless the regime rests it on the
 * officer's delegation: then the mandate's kind is asked instead (R6).
 */
export function needsItem(level: Level, { rules }: Regime): boolean {
  return level === 'authority' && rules.exerciseOfAuthority !== 'delegation';
}

/** 5 § lagen (2019:212): exercise of authority and access to personal data, not advice or help (domain §7.10). */
export function needsMandate(level: Level): level is MandateLevel {
  return level === 'authority' || level === 'personal-data';
}

/** R8: what the regime binds every exercise of authority by, and what the item adds. */
function bound(regime: Regime, item: CatalogueItem | null): readonly Condition[] {
  const added = item?.conditions ?? NO_CONDITIONS;
  if (regime.rules.conditions.length === 0) return added;
  return [...new Set([...regime.rules.conditions, ...added])];
}

const NO_CONDITIONS: readonly Condition[] = [];

/** Showing the way is every authority's duty and rests on no agreement (domain §7.10). */
const SIGNPOST: Verdict = {
  permitted: true,
  grounds: [{ code: 'signposting', holds: true, reason: 'ok', provision: SIGNPOSTING }],
  conditions: NO_CONDITIONS,
  basis: null,
};

const NO_AGREEMENT: Verdict = {
  permitted: false,
  grounds: [{ code: 'agreement', holds: false, reason: 'no-agreement', provision: UNAGREED }],
  nearest: null,
};

/**
 * The systems of the principal that a permitted act may look into: what the task needs and the mandate opens (R7).
 * Empty for acts that need none.
 */
export function accessOf({ agreement, mandate }: Basis): number[] {
  if (!agreement.requiresPersonalData || mandate === null) return [];
  return agreement.access.filter((system) => mandate.access.includes(system));
}
