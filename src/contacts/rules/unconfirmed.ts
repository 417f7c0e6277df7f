import type { Condition } from '../../law/facts.ts';

/**
 * R8: the conditions of a permitted act that the officer has not confirmed ("i enklare fall"). What is not a simple case,
 * and what would be refused, is handed over instead.
 */
export function unconfirmed(conditions: readonly Condition[], confirmed: readonly Condition[]): Condition[] {
  return conditions.filter((condition) => !confirmed.includes(condition));
}
