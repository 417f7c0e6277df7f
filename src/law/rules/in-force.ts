import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, Regime } from '../facts.ts';
import type { Ground } from '../verdict.ts';
import { agreementHolds } from './agreement-holds.ts';

/**
 * Was the agreement in force that day: signed under its regime, approved where that is needed (R14), within its term and
 * its version's days? Which kind may act for which is not asked: an agreement that went too far was still concluded, and
 * is accounted for.
 */
export function inForce(agreement: AgreementTask, regime: Regime | undefined, at: PlainDate): boolean {
  if (regime === undefined) return false;
  const grounds: Ground[] = [];
  agreementHolds(agreement, regime, at, grounds);
  return grounds.every((ground) => ground.holds || ground.code === 'parties');
}

/** R7: per agreement in force that day, the systems of the principal that its tasks need. */
export function neededAccess(
  tasks: readonly AgreementTask[],
  law: LawContent,
  at: PlainDate,
): Map<number, Set<number>> {
  const needed = new Map<number, Set<number>>();
  for (const task of tasks) {
    if (!inForce(task, law.regimes.get(task.regimeId), at)) continue;
    const systems = needed.get(task.agreementId) ?? new Set();
    for (const system of task.access) systems.add(system);
    needed.set(task.agreementId, systems);
  }
  return needed;
}
