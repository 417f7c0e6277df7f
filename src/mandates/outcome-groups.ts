import type { Outcome } from './queries/batches.server.ts';
import { REFUSALS, REMARKS, type Reason } from './rules/row-reasons.ts';

/** One reason, and to whom it applies. */
export interface Group {
  readonly reason: Reason;
  readonly refusal: boolean;
  readonly of: readonly { readonly outcome: Outcome; readonly reason: Reason }[];
}

/** Outcomes by reason: refusals first, then what is worth knowing; the most usual first in each. */
export function groupsOf(outcomes: readonly Outcome[]): Group[] {
  const all = outcomes.flatMap((outcome) => outcome.reasons.map((reason) => ({ outcome, reason })));
  const groups = Map.groupBy(
    all,
    ({ reason: { code, taskId, systemId } }) => `${code} ${taskId ?? ''} ${systemId ?? ''}`,
  );
  return [...groups.values()]
    .map((of): Group => {
      const { reason } = of[0]!;
      return { reason, refusal: (REFUSALS as readonly string[]).includes(reason.code), of };
    })
    .sort(
      (a, b) => Number(b.refusal) - Number(a.refusal) || b.of.length - a.of.length || order(a) - order(b),
    );
}

const order = ({ reason }: Group) => [...REFUSALS, ...REMARKS].indexOf(reason.code);
