import { localitiesOf, outlineOf, outlinesAround } from './place.server.ts';
import { type Point, pointOf } from './rules/place.ts';

/** What a map shows: a square around a point. */
export interface View {
  readonly centre: Point;
  /** From the centre to an edge, km. */
  readonly half: number;
}

/** The maps' side, in their own units and, where one points at them, in pixels of the page. */
export const SIDE = 320;
/** How close the map comes, one pointing after another, km. */
const CLOSER = [5, 2, 0.8] as const;
export const CLOSEST = CLOSER.length;

/** The whole kommun (level 0), or closer around a point. Null for a kommun that is none. */
export function viewOf(municipality: string, point: Point | null, level: number): View | null {
  const outline = outlineOf(municipality);
  if (outline === undefined) return null;
  const half = CLOSER[Math.min(level, CLOSEST) - 1];
  if (point !== null && half !== undefined) return { centre: point, half };
  const [w, s, e, n] = outline.box;
  const centre = { latitude: (s + n) / 2, longitude: (w + e) / 2 };
  const across = (e - w) * 111.32 * Math.cos((centre.latitude * Math.PI) / 180);
  return { centre, half: (Math.max(across, (n - s) * 110.57) / 2) * 1.06 };
}

/** A square around some points. */
export function viewAround(points: readonly Point[], least: number): View | null {
  if (points.length === 0) return null;
  const [lats, lngs] = [points.map((p) => p.latitude), points.map((p) => p.longitude)];
  const middle = (all: number[]) => (Math.min(...all) + Math.max(...all)) / 2;
  const centre = { latitude: middle(lats), longitude: middle(lngs) };
  const spread = (all: number[], km: number) => ((Math.max(...all) - Math.min(...all)) * km) / 2;
  const across = spread(lngs, 111.32 * Math.cos((centre.latitude * Math.PI) / 180));
  return { centre, half: Math.max(least, 1.15 * Math.max(across, spread(lats, 110.57))) };
}

const kmEast = ({ latitude }: Point) => 111.32 * Math.cos((latitude * Math.PI) / 180);

/** Where a point lies on a map, in its units. */
export function onMap({ centre, half }: View, { latitude, longitude }: Point): readonly [number, number] {
  const unit = SIDE / (2 * half);
  return [
    SIDE / 2 + (longitude - centre.longitude) * kmEast(centre) * unit,
    SIDE / 2 - (latitude - centre.latitude) * 110.57 * unit,
  ];
}

/** The point that was pointed at. Null for what is no place in or near Sweden. */
export function pointedAt({ centre, half }: View, x: number, y: number): Point | null {
  const km = (2 * half) / SIDE;
  return pointOf(
    centre.latitude - ((y - SIDE / 2) * km) / 110.57,
    centre.longitude + ((x - SIDE / 2) * km) / kmEast(centre),
  );
}

/** The outlines that a map shows as SVG paths, the kommun's own first. */
export function pathsOn(view: View, municipality: string): { readonly own: boolean; readonly d: string }[] {
  return outlinesAround(municipality)
    .toSorted((a, b) => Number(b.code === municipality) - Number(a.code === municipality))
    .map(({ code, rings }) => ({
      own: code === municipality,
      d: rings
        .map((ring) => {
          const points = ring.map(([longitude, latitude]) => onMap(view, { latitude, longitude }));
          return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}z`;
        })
        .join(''),
    }));
}

/** Names of localities that have room on a map. */
export function namesOn(
  view: View,
  municipality: string,
): { readonly name: string; readonly x: number; readonly y: number }[] {
  const shown: { name: string; x: number; y: number }[] = [];
  for (const place of localitiesOf(municipality)) {
    const [x, y] = onMap(view, place);
    if (x < 6 || y < 14 || x > SIDE - 60 || y > SIDE - 8) continue;
    if (shown.some((other) => Math.abs(other.y - y) < 15 && Math.abs(other.x - x) < 88)) continue;
    shown.push({ name: place.name, x: round(x), y: round(y) });
    if (shown.length >= 14) break;
  }
  return shown;
}

/** A length that is easy to read, and how long it is on the map. */
export function scaleOf({ half }: View): { readonly text: string; readonly units: number } {
  const km = [20, 10, 5, 2, 1, 0.5, 0.2, 0.1].find((length) => length <= half * 0.6) ?? 0.1;
  return { text: km < 1 ? `${km * 1000} m` : `${km} km`, units: round((km * SIDE) / (2 * half)) };
}

const round = (value: number) => Math.round(value * 10) / 10;
