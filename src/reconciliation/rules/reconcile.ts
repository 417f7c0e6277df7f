import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Mandate } from '../../law/facts.ts';
import { mandateOn } from '../../law/rules/mandate-covers.ts';
import { type AccessGrant, surplusAccess } from '../../law/rules/surplus-access.ts';

export const ACCESS_STATES = ['surplus', 'missing', 'right'] as const;
export type AccessState = (typeof ACCESS_STATES)[number];

/** One officer in one system. */
export interface Reconciled extends AccessGrant {
  readonly state: AccessState;
  /** The mandates in force that justify it; none for a surplus. */
  readonly mandates: readonly number[];
}

/**
 * R7: what is switched on against what a mandate in force gives within what its agreement needs. `mandates` are those of
 * officers who are employed that day: nobody who has left needs anything. `needed` is, per agreement in force, the systems
 * that its tasks need. Surplus is to be removed, and is item 3c of the report; missing keeps an officer from the work.
 */
export function reconcile(
  granted: readonly AccessGrant[],
  mandates: readonly Mandate[],
  needed: ReadonlyMap<number, ReadonlySet<number>>,
  at: PlainDate,
): Reconciled[] {
  const key = ({ officerId, systemId }: AccessGrant) => `${officerId} ${systemId}`;
  const justified = new Map<string, AccessGrant & { mandates: number[] }>();
  for (const mandate of mandates) {
    if (mandateOn(mandate, at) !== 'ok') continue;
    for (const systemId of mandate.access) {
      if (needed.get(mandate.agreementId)?.has(systemId) !== true) continue;
      const one = { officerId: mandate.officerId, systemId };
      const found = justified.get(key(one)) ?? { ...one, mandates: [] };
      found.mandates.push(mandate.id);
      justified.set(key(one), found);
    }
  }
  const surplus = new Set(surplusAccess(granted, mandates, needed, at).map(key));
  const rows = granted.map((grant): Reconciled => {
    if (surplus.has(key(grant))) return { ...grant, state: 'surplus', mandates: [] };
    return { ...grant, state: 'right', mandates: justified.get(key(grant))?.mandates ?? [] };
  });
  const there = new Set(granted.map(key));
  const missing = [...justified.values()].filter((one) => !there.has(key(one)));
  return [...rows, ...missing.map((one): Reconciled => ({ ...one, state: 'missing' }))];
}
