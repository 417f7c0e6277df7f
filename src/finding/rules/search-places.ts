import type { Point } from './distance.ts';

/** A place that visitors may name: a locality, a municipality, or the locality of an office. */
export interface Place extends Point {
  readonly name: string;
  readonly municipality: string;
  /** Estimated, for the order only. */
  readonly weight: number;
}
export interface IndexedPlace extends Place {
  readonly key: string;
}

/** What people write for a name that is another in Swedish, or short for it. */
const ALIASES: Readonly<Record<string, string>> = {
  gothenburg: 'goteborg',
  gbg: 'goteborg',
  sthlm: 'stockholm',
};

/** A name as it is compared: without case, accents, hyphens and doubled signs; å ä ö as a a o, also written aa ae oe. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/aa|ae/g, 'a')
    .replaceAll('oe', 'o')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function indexed(places: readonly Place[]): IndexedPlace[] {
  return places.map((place) => ({ ...place, key: fold(place.name) }));
}

/** Longer than any name: what is more is no name, and is not compared. */
const LONGEST = 60;

/**
 * The places that a text may mean, most likely first: the name itself, then names that begin so, then those where a word
 * does, then those that differ by one letter (two in a long word). The larger place first among equals.
 */
export function searchPlaces(places: readonly IndexedPlace[], text: string, most = 6): IndexedPlace[] {
  const word = fold(text.slice(0, LONGEST)).replace(/ (kommun|kommuns|stad|lan|municipality|city)$/, '');
  const asked = ALIASES[word] ?? word;
  if (asked === '') return [];
  const ranked = places.flatMap((place) => {
    const rank = rankOf(place.key, asked);
    return rank === null ? [] : [{ place, rank }];
  });
  const best = ranked.some(({ rank }) => rank < 3) ? 2 : 3;
  return ranked
    .filter(({ rank }) => rank <= best)
    .sort((a, b) => a.rank - b.rank || b.place.weight - a.place.weight)
    .map(({ place }) => place)
    .filter((place, at, all) => all.findIndex((other) => sameSpot(other, place)) === at)
    .slice(0, most);
}

function rankOf(key: string, asked: string): 0 | 1 | 2 | 3 | null {
  if (key === asked) return 0;
  if (key.startsWith(asked)) return 1;
  if (key.includes(` ${asked}`)) return 2;
  const allowed = asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0;
  return allowed > 0 && differsBy(key, asked, allowed) ? 3 : null;
}

/** A municipality and its town, or an office and its locality, are one answer. */
function sameSpot(a: IndexedPlace, b: IndexedPlace): boolean {
  return a.key === b.key && a.municipality === b.municipality;
}

/** Whether two words are at most so many letters apart: one more, one less, another, or two that changed places. */
export function differsBy(a: string, b: string, allowed: number): boolean {
  if (Math.abs(a.length - b.length) > allowed) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return last[b.length]! <= allowed;
}

/** What looks like a postcode, whole or not; null for anything else. */
export function postcodeIn(text: string): { readonly digits: string; readonly whole: boolean } | null {
  const match = /^(?:se?[- ]?)?(\d{3}) ?(\d{0,2})$/i.exec(text.trim());
  if (match === null) return null;
  const digits = `${match[1]}${match[2]}`;
  return { digits, whole: digits.length === 5 };
}

/** Runs of postcodes, in order: from this one on they lie there. */
export interface PostcodeRun {
  readonly from: string;
  readonly place: Place;
}

/** No postcode is higher: the last in use are Kiruna's and Gällivare's. */
const LAST = '98699';

/** Where a postcode lies: in the run that it falls in, or null for one before the first or after the last. */
export function placeOfPostcode(runs: readonly PostcodeRun[], digits: string): Place | null {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.from <= digits) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run === undefined || digits > LAST ? null : run.place;
}
