import { type Actor, authoritiesOf, hasRole, managedOfficesOf, officesOf } from '../access/actor.ts';
import { Problem } from '../platform/problem.ts';

/**
 * From where somebody looks at what is asked: at the office, at the area that they manage, at the authority that it belongs to, or
 * as analyst of who runs offices. The database has the same (`learning_offices`, `learning_authorities`).
 */
export const SIDES = ['office', 'area', 'authority', 'analyst'] as const;
export type Side = (typeof SIDES)[number];

/** Outside the office small counts are not told (rules/withhold). */
export function isOutside(side: Side): boolean {
  return side !== 'office';
}

export function sidesOf(actor: Actor): Side[] {
  const at: Readonly<Record<Side, boolean>> = {
    office: officesOf(actor).length > 0 || managedOfficesOf(actor).length > 0,
    area: hasRole(actor, 'area-manager'),
    authority: authoritiesOf(actor, 'coordinator', 'receiver').length > 0,
    analyst: hasRole(actor, 'analyst'),
  };
  return SIDES.filter((side) => at[side]);
}

/** The side that was asked for, or the first of the actor's. Throws Problem `forbidden` for who has none, or not that one. */
export function sideAsked(actor: Actor, asked: string | undefined): Side {
  const sides = sidesOf(actor);
  const side = asked === undefined || asked === '' ? sides[0] : sides.find((each) => each === asked);
  if (side === undefined) throw new Problem('forbidden');
  return side;
}
