import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Mandate } from '../facts.ts';
import { mandateOn } from './mandate-covers.ts';

/** What is switched on for an officer in a system. */
export interface AccessGrant {
  readonly officerId: number;
  readonly systemId: number;
}

/**
 * R7: the grants that no mandate in force justifies within what its agreement needs (6 § lagen (2019:212), 9 § lagen
 * (2004:543)); item 3c of the annual report. `needed` is, per agreement in force, the systems that its tasks need.
 */
export function surplusAccess(
  grants: readonly AccessGrant[],
  mandates: readonly Mandate[],
  needed: ReadonlyMap<number, ReadonlySet<number>>,
  at: PlainDate,
): AccessGrant[] {
  const justified = new Set<string>();
  for (const mandate of mandates) {
    if (mandateOn(mandate, at) !== 'ok') continue;
    for (const system of mandate.access)
      if (needed.get(mandate.agreementId)?.has(system)) justified.add(`${mandate.officerId} ${system}`);
  }
  return grants.filter((grant) => !justified.has(`${grant.officerId} ${grant.systemId}`));
}
