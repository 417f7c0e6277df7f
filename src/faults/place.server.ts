import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { root } from '../platform/paths.server.ts';
import { municipalityAt, type Outline, type Point } from './rules/place.ts';

interface Known {
  readonly outlines: readonly Outline[];
  readonly localities: readonly (Point & {
    readonly code: string;
    readonly name: string;
    readonly weight: number;
  })[];
}
let held: Known | undefined;

/** Read once. data/README.md has where the outlines and the localities come from, and how exact they are. */
function known(): Known {
  held ??= { outlines: readOutlines(), localities: readLocalities() };
  return held;
}

const file = (name: string) => fs.readFileSync(path.join(root, 'data', name), 'utf8');

function readOutlines(): Outline[] {
  const rows = z
    .array(z.object({ code: z.string(), rings: z.array(z.array(z.int())) }))
    .parse(JSON.parse(file('kommun-outlines.json')));
  return rows.map(({ code, rings: steps }) => {
    const rings = steps.map((ring) => {
      const points: [number, number][] = [];
      let [x, y] = [0, 0];
      for (let at = 0; at + 1 < ring.length; at += 2) {
        x += ring[at]!;
        y += ring[at + 1]!;
        points.push([x / 10_000, y / 10_000]);
      }
      return points;
    });
    const all = rings.flat();
    const [xs, ys] = [all.map(([lng]) => lng), all.map(([, lat]) => lat)];
    return { code, rings, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
  });
}

function readLocalities(): Known['localities'] {
  return file('localities.tsv')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([, name = '', latitude, longitude, code = '', , population]) => ({
      ...{ name, code, latitude: Number(latitude), longitude: Number(longitude) },
      weight: Number(population ?? 0),
    }));
}

/** The kommun (its code) that a point lies in; null: in the sea or abroad. */
export function municipalityOf(point: Point): string | null {
  return municipalityAt(known().outlines, known().localities, point);
}

/** The outline of a kommun; undefined for a code that is none. */
export function outlineOf(code: string): Outline | undefined {
  return known().outlines.find((each) => each.code === code);
}

/** All outlines whose box touches another's: a kommun and those around it. */
export function outlinesAround(code: string): readonly Outline[] {
  const here = outlineOf(code);
  if (here === undefined) return [];
  const [w, s, e, n] = here.box;
  return known().outlines.filter(({ box }) => box[0] < e && box[2] > w && box[1] < n && box[3] > s);
}

/** The localities of a kommun, the largest first. */
export function localitiesOf(code: string): Known['localities'] {
  return known()
    .localities.filter((each) => each.code === code)
    .toSorted((a, b) => b.weight - a.weight);
}
