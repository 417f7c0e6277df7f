import { addDays, contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, Office, Regime } from '../../law/facts.ts';
import { inForce } from '../../law/rules/in-force.ts';
import { officeInScope } from '../../law/rules/place-and-performer.ts';
import type { Need } from '../../law/rules/surplus-during.ts';

/** The Swedish days of a year. */
export function daysOf(year: number): Period & { readonly to: PlainDate } {
  return { from: `${year}-01-01` as PlainDate, to: `${year}-12-31` as PlainDate };
}

/**
 * The days on which a period of force can begin. If the agreement was in force on any day of the year it was so on one of
 * these: each condition holds from one of them, and what ends it comes later.
 */
function beginnings(agreement: AgreementTask, year: Period, also: readonly PlainDate[] = []): PlainDate[] {
  const { valid, signedOn, approvedOn } = agreement;
  const days = [year.from, valid.from, signedOn, ...(approvedOn === null ? [] : [approvedOn]), ...also];
  return days.filter((day) => contains(year, day));
}

/** Was the agreement version in force on any day of the year? */
export function inForceDuring(agreement: AgreementTask, regime: Regime | undefined, year: Period): boolean {
  return beginnings(agreement, year).some((day) => inForce(agreement, regime, day));
}

/** Did the agreement's task reach the office on any day of the year (3d)? The office has to be open then. */
export function reachesDuring(
  agreement: AgreementTask,
  regime: Regime | undefined,
  office: Office,
  year: Period,
): boolean {
  if (regime === undefined) return false;
  return beginnings(agreement, year, [office.open.from]).some(
    (day) => officeInScope(agreement, regime.rules, office, day, []) && inForce(agreement, regime, day),
  );
}

/**
 * R7: what each agreement needed during the year, for the days on which its version was in force. Between two days on which
 * something begins or ends the answer is one.
 */
export function needsDuring(
  tasks: readonly AgreementTask[],
  law: LawContent,
  year: Period & { readonly to: PlainDate },
): Need[] {
  const needs: Need[] = [];
  for (const task of tasks) {
    if (task.access.length === 0) continue;
    const after = (day: PlainDate | null) => (day === null ? [] : [addDays(day, 1)]);
    const turns = [
      task.valid.from,
      task.signedOn,
      task.decidedOn,
      ...after(task.valid.to),
      ...after(task.termEndsOn),
    ];
    for (const day of [task.approvedOn, task.approvalRevokedOn]) if (day !== null) turns.push(day);
    const starts = [...new Set([year.from, ...turns.filter((day) => contains(year, day))])].sort();
    starts.forEach((from, i) => {
      if (!inForce(task, law.regimes.get(task.regimeId), from)) return;
      const next = starts[i + 1];
      const valid = { from, to: next === undefined ? year.to : addDays(next, -1) };
      for (const systemId of task.access) needs.push({ agreementId: task.agreementId, systemId, valid });
    });
  }
  return needs;
}
