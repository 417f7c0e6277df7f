import type { FigureQuery, Place } from '../query.ts';

/** The ways in which figures are narrowed or split, time apart. A task is part of what it is about, as its authority is. */
export type Way = 'place' | 'what' | 'channel' | 'level' | 'help-form' | 'hour-weekday';

/** The most ways in which a figure may be narrowed outside the office that it is about; of more, all is withheld. */
export const MOST_WAYS = 2;

/**
 * The ways in which the rows of a view and its total are narrowed, from all that the reader may see: `top`, and the one
 * authority that is theirs, if they see one alone.
 */
export function waysOf(
  { place, by, authority, task, channel }: FigureQuery,
  top: Place,
  own: number | undefined,
): { readonly row: ReadonlySet<Way>; readonly total: ReadonlySet<Way> } {
  const total = new Set<Way>();
  if (!samePlace(place, top)) total.add('place');
  if (task !== undefined || (authority !== undefined && own === undefined)) total.add('what');
  if (channel !== undefined) total.add('channel');
  const row = new Set(total);
  if (by === 'office' || by === 'area' || by === 'region') row.add('place');
  else if (by === 'task' || (by === 'authority' && own === undefined)) row.add('what');
  else if (by === 'channel' || by === 'level' || by === 'help-form' || by === 'hour-weekday') row.add(by);
  return { row, total };
}

export const samePlace = (a: Place, b: Place): boolean =>
  a.kind === b.kind && (a.kind === 'country' || a.id === (b as { id: number }).id);
