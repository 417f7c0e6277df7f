import type { Party, Regime } from '../facts.ts';

/**
 * Whether the law lets one act for the other: by their kinds, and nobody for itself, except at a municipality's or
 * region's own office, where nobody else may (6 kap. 37 § kommunallagen (2017:725)).
 */
export function mayActFor(
  { basis, rules }: Pick<Regime, 'basis' | 'rules'>,
  principal: Party,
  performer: Party,
): boolean {
  if ((principal.id === performer.id) !== (basis === 'own-office')) return false;
  return rules.directions.some(([of, by]) => of === principal.kind && by === performer.kind);
}
