import type { PlainDate } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import { type Facts, SERVICE_LEVELS, type ServiceLevel } from '../law/facts.ts';
import type { Ground, Verdict } from '../law/verdict.ts';

/** One step of the ladder: a level and what the law says of it here today. */
export interface Step {
  readonly level: ServiceLevel;
  readonly verdict: Verdict;
}

/** The four steps of service for one matter. `factsAt` gives the facts of a level. */
export function ladder(factsAt: (level: ServiceLevel) => Facts, at: PlainDate): Step[] {
  return SERVICE_LEVELS.map((level) => ({ level, verdict: decide(factsAt(level), at) }));
}

/** The highest step that may be taken; null when only showing the way remains. */
export function highestPermitted(steps: readonly Step[]): ServiceLevel | null {
  return steps.findLast((step) => step.verdict.permitted)?.level ?? null;
}

/** The first refused step: the one whose reason and alternatives are told. */
export function firstRefused(steps: readonly Step[]): Step | null {
  return steps.find((step) => !step.verdict.permitted) ?? null;
}

const ABOUT_THE_OFFICER: readonly Ground['code'][] = [
  'performer',
  'mandate',
  'mandate-kind',
  'mandate-access',
  'competence',
];

/** Where somebody else may do what was refused: it depends on what stands in the way. */
export function whoElse(verdict: Verdict): 'colleague' | 'other-office' | 'nobody' {
  const failed = verdict.grounds.filter((ground) => !ground.holds);
  if (failed.every((ground) => ABOUT_THE_OFFICER.includes(ground.code))) return 'colleague';
  if (failed.every((ground) => ground.code === 'office' || ABOUT_THE_OFFICER.includes(ground.code)))
    return 'other-office';
  return 'nobody';
}
