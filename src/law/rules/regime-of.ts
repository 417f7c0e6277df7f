import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { LegalBasis, Regime } from '../facts.ts';

/**
 * R1: the signing day decides which law governs an agreement of its kind, for good; an amendment keeps its regime
 * (lagen (2019:212), övergångsbestämmelser p. 2–3). Null before the first regime: there was no such agreement.
 */
export function regimeOf(
  signedOn: PlainDate,
  regimes: Iterable<Regime>,
  basis: LegalBasis = 'service-agreement',
): Regime | null {
  for (const regime of regimes)
    if (regime.basis === basis && contains(regime.signed, signedOn)) return regime;
  return null;
}
