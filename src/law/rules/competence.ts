import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, Competence, Officer } from '../facts.ts';
import { COMPETENCE } from '../provisions.ts';
import type { Ground, Reason } from '../verdict.ts';

/**
 * Has the officer the competence that the agreement asks for, on the day of the act? The law asks for none: it is the
 * parties who say whether it is asked, and whether a lack warns or blocks. A lack that warns holds, with its reason; what
 * the agreement does not ask for is no ground.
 */
export function competenceHolds(
  agreement: AgreementTask,
  officer: Officer | null,
  competences: readonly Competence[],
  at: PlainDate,
  grounds: Ground[],
): boolean {
  if (agreement.competence === 'not-asked') return true;
  let reason: Answer = 'competence-missing';
  let nearest: Competence | null = null;
  for (const competence of competences) {
    if (competence.officerId !== officer?.id || competence.principalId !== agreement.principal.id) continue;
    if (competence.taskId !== agreement.taskId) continue;
    const answer = competenceOn(competence, at);
    if (NEARER.indexOf(answer) <= NEARER.indexOf(reason)) continue;
    reason = answer;
    nearest = competence;
  }
  // Closed by default: only what is written out as a warning lets the act through.
  const holds = reason === 'ok' || agreement.competence === 'warns';
  grounds.push({
    code: 'competence',
    holds,
    reason,
    provision: COMPETENCE,
    facts: {
      from: nearest?.valid.from ?? null,
      to: nearest?.valid.to ?? null,
      withdrawnOn: nearest?.withdrawnOn ?? null,
    },
  });
  return holds;
}

/** From the farthest to the nearest. */
const NEARER = [
  'competence-missing',
  'competence-withdrawn',
  'competence-ended',
  'competence-not-yet',
  'ok',
] as const satisfies readonly Reason[];
type Answer = (typeof NEARER)[number];

/** Does a competence count that day? Its last day counts. */
export function competenceOn(
  { valid, withdrawnOn }: Pick<Competence, 'valid' | 'withdrawnOn'>,
  at: PlainDate,
): 'ok' | 'competence-ended' | 'competence-not-yet' | 'competence-withdrawn' {
  if (withdrawnOn !== null && withdrawnOn <= at) return 'competence-withdrawn';
  if (valid.to !== null && valid.to < at) return 'competence-ended';
  return at < valid.from ? 'competence-not-yet' : 'ok';
}
