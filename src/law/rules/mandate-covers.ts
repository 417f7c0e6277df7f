import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, Mandate, MandateKind, MandateLevel, Officer, Regime } from '../facts.ts';
import type { Ground, Reason } from '../verdict.ts';

/**
 * R6: access to personal data and exercise of authority need an active mandate from the principal that covers the task
 * that day; state for state under lagen (2019:212) it must be an uppdragsavtal (5 § last sentence).
 * R7: without access to what the agreement says that the task needs, there is nothing to look into (6 §).
 * Of several mandates the one that comes nearest is told of.
 */
export function mandateFor(
  agreement: AgreementTask,
  regime: Regime,
  level: MandateLevel,
  officer: Officer | null,
  mandates: readonly Mandate[],
  at: PlainDate,
  grounds: Ground[],
): Mandate | null {
  const { provisions } = regime.rules;
  const kinds = kindsOf(regime, agreement, level);

  let nearest: Mandate | null = null;
  let reason: Answer = 'no-mandate';
  for (const mandate of mandates) {
    if (mandate.officerId !== officer?.id) continue;
    const answer = question(mandate, agreement, level, kinds, at);
    if (answer === reason || NEARER.indexOf(answer) < NEARER.indexOf(reason)) continue;
    nearest = mandate;
    reason = answer;
  }
  const code =
    reason === 'kind-not-enough'
      ? 'mandate-kind'
      : reason === 'mandate-without-access'
        ? 'mandate-access'
        : 'mandate';
  const holds = reason === 'ok';
  // The last sentence of 5 § lagen (2019:212) is about state for state alone.
  const ofTheKind =
    code !== 'mandate-kind' ||
    isStateForState(agreement) ||
    regime.rules.exerciseOfAuthority === 'delegation';
  const provision = ofTheKind ? provisions[code] : provisions.mandate;
  // 7 kap. 5–8 §§ kommunallagen ask for a decision, and no form of its record: a lack of it is told, and stops nobody.
  const unstated = holds && nearest !== null && !nearest.delegationStated;
  const ground: Ground = unstated
    ? { code, holds, reason: 'delegation-order-not-stated', provision: { ...provision, reading: true } }
    : { code, holds, reason, provision };
  grounds.push(nearest === null ? ground : { ...ground, facts: told(nearest) });
  return holds ? nearest : null;
}

/**
 * The kinds of mandate that will do (R6). Where exercise of authority rests on delegation nothing else gives it: the
 * municipality's employee decides on the board's behalf (6 kap. 37 §, 7 kap. 5 § and 9 kap. 37 § kommunallagen (2017:725)).
 */
export function kindsOf(
  { rules }: Regime,
  parties: Pick<AgreementTask, 'principal' | 'performer'>,
  level: MandateLevel,
): readonly MandateKind[] {
  const { stateForState, otherwise } = rules.mandateKinds;
  const kinds = isStateForState(parties) ? stateForState : otherwise;
  return level === 'authority' && rules.exerciseOfAuthority === 'delegation'
    ? kinds.filter((kind) => kind === 'delegation')
    : kinds;
}

function isStateForState({ principal, performer }: Pick<AgreementTask, 'principal' | 'performer'>): boolean {
  return principal.kind === 'state' && performer.kind === 'state';
}

/** From the farthest to the nearest: the later, the more useful as an explanation. */
const NEARER = [
  'no-mandate',
  'mandate-of-another-agreement',
  'mandate-without-task',
  'mandate-ended',
  'mandate-not-yet',
  'mandate-not-signed',
  'mandate-withdrawn',
  'kind-not-enough',
  'mandate-without-access',
  'ok',
] as const satisfies readonly Reason[];
type Answer = (typeof NEARER)[number];

function question(
  mandate: Mandate,
  agreement: AgreementTask,
  level: MandateLevel,
  kinds: readonly MandateKind[],
  at: PlainDate,
): Answer {
  if (mandate.principalId !== agreement.principal.id) return 'no-mandate';
  if (mandate.agreementId !== agreement.agreementId) return 'mandate-of-another-agreement';
  if (!mandate.tasks.some((task) => task.taskId === agreement.taskId && task.level === level))
    return 'mandate-without-task';
  const active = mandateOn(mandate, at);
  if (active !== 'ok') return active;
  if (!kinds.includes(mandate.kind)) return 'kind-not-enough';
  if (agreement.requiresPersonalData && !mandate.access.some((system) => agreement.access.includes(system)))
    return 'mandate-without-access';
  return 'ok';
}

/**
 * Does a mandate give anything that day: within its days, signed by both, not withdrawn? A delegation is the board's own
 * decision, and the employee signs nothing (6 kap. 37 §, 7 kap. 5 §, 9 kap. 37 § kommunallagen (2017:725)). The database
 * holds the same (migration 0022, `mandate_is_made`).
 */
export function mandateOn(
  mandate: Mandate,
  at: PlainDate,
): 'ok' | 'mandate-ended' | 'mandate-not-yet' | 'mandate-not-signed' | 'mandate-withdrawn' {
  if (mandate.valid.to !== null && mandate.valid.to < at) return 'mandate-ended';
  if (at < mandate.valid.from) return 'mandate-not-yet';
  if (!signedBy(mandate.signedByPrincipalOn, at)) return 'mandate-not-signed';
  if (officerSigns(mandate.kind) && !signedBy(mandate.signedByOfficerOn, at)) return 'mandate-not-signed';
  return mandate.withdrawnOn !== null && mandate.withdrawnOn <= at ? 'mandate-withdrawn' : 'ok';
}

/** Särskilt anställnings- eller uppdragsavtal has two sides (5 § lagen (2019:212)); delegation has one. */
export function officerSigns(kind: MandateKind): boolean {
  return kind !== 'delegation';
}

function signedBy(day: PlainDate | null, at: PlainDate): boolean {
  return day !== null && day <= at;
}

function told(mandate: Mandate): Ground['facts'] & object {
  return {
    mandate: mandate.id,
    kind: mandate.kind,
    from: mandate.valid.from,
    to: mandate.valid.to,
    withdrawnOn: mandate.withdrawnOn,
  };
}
