/** A point of the earth, degrees (WGS 84). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A kommun's outline: rings of points, in degrees, longitude first. */
export interface Outline {
  readonly code: string;
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[];
  /** [west, south, east, north] */
  readonly box: readonly [number, number, number, number];
}

/** Borders and shores are simplified: what lies so little outside all outlines belongs to the nearest, km. */
const NEAR = 2;

/** The kommun that a point lies in; null: in the sea or abroad. `localities`: known places on islands that outlines may lack. */
export function municipalityAt(
  outlines: readonly Outline[],
  localities: readonly (Point & { readonly code: string })[],
  point: Point,
): string | null {
  const inside = outlines.find(
    ({ box, rings }) => within(box, point, 0) && rings.some((ring) => contains(ring, point)),
  );
  if (inside !== undefined) return inside.code;
  const near = [
    ...outlines
      .filter(({ box }) => within(box, point, 0.06))
      .flatMap(({ code, rings }) => rings.map((ring) => ({ code, km: kmToRing(ring, point) }))),
    ...localities
      .filter(
        ({ latitude, longitude }) =>
          Math.abs(latitude - point.latitude) < 0.03 && Math.abs(longitude - point.longitude) < 0.06,
      )
      .map((each) => ({ code: each.code, km: kmBetween(point, each) })),
  ].filter(({ km }) => km <= NEAR);
  return near.toSorted((a, b) => a.km - b.km)[0]?.code ?? null;
}

function within(
  [west, south, east, north]: Outline['box'],
  { latitude, longitude }: Point,
  more: number,
): boolean {
  return (
    longitude >= west - 2 * more &&
    longitude <= east + 2 * more &&
    latitude >= south - more &&
    latitude <= north + more
  );
}

/** Even-odd: a ring within a ring would be told apart by the caller; kommuner have none that matter. */
function contains(ring: Outline['rings'][number], { latitude, longitude }: Point): boolean {
  let inside = false;
  for (const [at, [x, y]] of ring.entries()) {
    const [px, py] = ring[at === 0 ? ring.length - 1 : at - 1]!;
    if (y > latitude !== py > latitude && longitude < ((px - x) * (latitude - y)) / (py - y) + x)
      inside = !inside;
  }
  return inside;
}

function kmToRing(ring: Outline['rings'][number], point: Point): number {
  let best = Number.POSITIVE_INFINITY;
  for (const [at, to] of ring.entries()) {
    const from = ring[at === 0 ? ring.length - 1 : at - 1]!;
    const [ax, ay] = flat(from[0], from[1], point);
    const [bx, by] = flat(to[0], to[1], point);
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / length));
    best = Math.min(best, Math.hypot(ax + t * (bx - ax), ay + t * (by - ay)));
  }
  return best;
}

/** Kilometres east and north of a point: flat, for distances of a few kilometres. */
function flat(longitude: number, latitude: number, from: Point): [number, number] {
  const east = (longitude - from.longitude) * 111.32 * Math.cos((from.latitude * Math.PI) / 180);
  return [east, (latitude - from.latitude) * 110.57];
}

/** Flat: for neighbours. */
export function kmBetween(a: Point, b: Point): number {
  return Math.hypot(...flat(b.longitude, b.latitude, a));
}

/** `59.168,18.145` as a person or a script writes it; null for what is no place in or near Sweden. */
export function readPoint(text: string): Point | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,15})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*$/.exec(text);
  return match === null ? null : pointOf(Number(match[1]), Number(match[2]));
}

/** Null for what is no place in or near Sweden. To a metre. */
export function pointOf(latitude: number, longitude: number): Point | null {
  const there = latitude >= 54 && latitude <= 71 && longitude >= 9 && longitude <= 26;
  const round = (degrees: number) => Math.round(degrees * 100_000) / 100_000;
  return there ? { latitude: round(latitude), longitude: round(longitude) } : null;
}
