import {
  type Actor,
  areaOfficesOf,
  areasOf,
  authoritiesOf,
  managedOfficesOf,
  officesOf,
} from '../access/actor.ts';
import type { FigureQuery, Place } from './query.ts';

/** Whose figures an actor sees. Nothing in it: none. */
export interface Sees {
  /** Offices whose people they belong to, or lead: there nothing is withheld. */
  readonly offices: readonly number[];
  readonly areas: readonly number[];
  /** Authorities that run offices and for which they analyse: all their figures, with what is too few withheld. */
  readonly operators: readonly number[];
  /** Authorities whose own part they see, everywhere, with what is too few withheld. */
  readonly authorities: readonly number[];
}

export function seesOf(actor: Actor): Sees {
  return {
    offices: [...new Set([...officesOf(actor), ...managedOfficesOf(actor), ...areaOfficesOf(actor)])],
    areas: areasOf(actor),
    operators: authoritiesOf(actor, 'analyst'),
    authorities: authoritiesOf(actor, 'coordinator', 'report-author'),
  };
}

export const seesAny = ({ offices, areas, operators, authorities }: Sees): boolean =>
  offices.length + areas.length + operators.length + authorities.length > 0;

/** An office and what it belongs to, today. */
export interface OfficeAt {
  readonly id: number;
  readonly name: string;
  readonly operatorId: number;
  readonly areaId: number | null;
  readonly area: string | null;
  readonly regionId: number | null;
  readonly region: string | null;
}

export function officesIn(place: Place, offices: readonly OfficeAt[]): readonly OfficeAt[] {
  switch (place.kind) {
    case 'country':
      return offices;
    case 'operator':
      return offices.filter(({ operatorId }) => operatorId === place.id);
    case 'region':
      return offices.filter(({ regionId }) => regionId === place.id);
    case 'area':
      return offices.filter(({ areaId }) => areaId === place.id);
    case 'office':
      return offices.filter(({ id }) => id === place.id);
  }
}

/**
 * `inside`: all offices of the view are the actor's own, and nothing is withheld. `outside`: what is too few is. `none`: not
 * for the actor. What of the whole country is for everybody stands in the open figures.
 */
export function viewOf(
  sees: Sees,
  { place, authority }: Pick<FigureQuery, 'place' | 'authority'>,
  offices: readonly OfficeAt[],
): 'inside' | 'outside' | 'none' {
  const within = officesIn(place, offices);
  if (within.length > 0 && within.every(({ id }) => sees.offices.includes(id))) return 'inside';
  if (within.length > 0 && within.every(({ operatorId }) => sees.operators.includes(operatorId)))
    return 'outside';
  return authority !== undefined && sees.authorities.includes(authority) ? 'outside' : 'none';
}

/** Where an actor begins: their office, their area, the offices of whom they analyse for, or the country (their authority's part). */
export function ownPlace(sees: Sees): Place {
  if (sees.areas[0] !== undefined) return { kind: 'area', id: sees.areas[0] };
  if (sees.offices[0] !== undefined) return { kind: 'office', id: sees.offices[0] };
  if (sees.operators[0] !== undefined) return { kind: 'operator', id: sees.operators[0] };
  return { kind: 'country' };
}

/** Who sees nothing but an authority's part: which one, when none was asked for. */
export function ownAuthority(sees: Sees): number | undefined {
  return sees.offices.length + sees.operators.length === 0 ? sees.authorities[0] : undefined;
}
