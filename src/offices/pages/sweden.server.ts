import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { root } from '../../platform/paths.server.ts';

type Point = readonly [x: number, y: number];
type Ring = readonly number[];

const Topology = z.object({
  transform: z.object({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  arcs: z.array(z.array(z.tuple([z.number(), z.number()]))),
  objects: z.object({
    lan: z.object({
      geometries: z.array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('Polygon'), arcs: z.array(z.array(z.int())), properties: z.unknown() }),
          z.object({
            type: z.literal('MultiPolygon'),
            arcs: z.array(z.array(z.array(z.int()))),
            properties: z.unknown(),
          }),
        ]),
      ),
    }),
  }),
});

/** The outlines of the counties as SVG paths, in the units of `place`. Natural Earth, public domain. */
export interface Sweden {
  readonly width: number;
  readonly height: number;
  readonly outlines: readonly string[];
  /** Where a point of the earth lies on the map. */
  place(longitude: number, latitude: number): Point;
}

let made: Sweden | undefined;

/** Made once: the outlines never change while the process lives. */
export function sweden(): Sweden {
  made ??= draw(JSON.parse(fs.readFileSync(path.join(root, 'data', 'lan.topo.json'), 'utf8')));
  return made;
}

const HEIGHT = 900;
const MARGIN = 6;

function draw(file: unknown): Sweden {
  const { transform, arcs, objects } = Topology.parse(file);
  const lines = arcs.map((arc) => unquantized(arc, transform));
  const rings = objects.lan.geometries.flatMap((geometry) =>
    (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs).map((polygon) =>
      polygon.map((ring) => joined(ring, lines)),
    ),
  );
  const all = rings.flat(2);
  const [left, right] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const [bottom, top] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
  const scale = (HEIGHT - 2 * MARGIN) / (top - bottom);
  const onMap = ([x, y]: Point): Point => [(x - left) * scale + MARGIN, (top - y) * scale + MARGIN];
  return {
    width: Math.ceil((right - left) * scale + 2 * MARGIN),
    height: HEIGHT,
    outlines: rings.map((polygon) => polygon.map((ring) => svgPath(ring.map(onMap))).join('')),
    place: (longitude, latitude) => onMap(project(longitude, latitude)),
  };
}

/** Transverse Mercator on a sphere around 15° E: the look of SWEREF 99 TM. */
function project(longitude: number, latitude: number): Point {
  const east = ((longitude - 15) * Math.PI) / 180;
  const north = (latitude * Math.PI) / 180;
  return [Math.atanh(Math.cos(north) * Math.sin(east)), Math.atan2(Math.tan(north), Math.cos(east))];
}

/** TopoJSON keeps each point as whole steps from the one before it. */
function unquantized(
  arc: readonly Point[],
  { scale, translate }: z.infer<typeof Topology>['transform'],
): Point[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return project(x * scale[0] + translate[0], y * scale[1] + translate[1]);
  });
}

/** A ring of shared arcs: `~i` is arc i backwards, and an arc begins where the one before it ended. */
function joined(ring: Ring, lines: readonly Point[][]): Point[] {
  return ring.flatMap((index, place) => {
    const line = index < 0 ? lines[~index]!.toReversed() : lines[index]!;
    return place === 0 ? line : line.slice(1);
  });
}

function svgPath(ring: readonly Point[]): string {
  let last: Point = [0, 0];
  const steps = ring.map((point, index) => {
    const at: Point = [Math.round(point[0]), Math.round(point[1])];
    const step = index === 0 ? `M${at[0]} ${at[1]}` : `l${at[0] - last[0]} ${at[1] - last[1]}`;
    last = at;
    return step;
  });
  return `${steps.filter((step) => step !== 'l0 0').join('')}z`;
}
