import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { root } from '../platform/paths.server.ts';
import { type IndexedPlace, indexed, type Place, type PostcodeRun } from './rules/search-places.ts';

/** What visitors may name, and where postcodes lie: data/README.md has where each comes from. */
export interface Places {
  readonly places: readonly IndexedPlace[];
  readonly postcodes: readonly PostcodeRun[];
}

let held: Places | undefined;

/** Read once: the files never change while the process lives. Localities: GeoNames, CC BY 4.0. */
export function places(): Places {
  held ??= read();
  return held;
}

function read(): Places {
  const names = new Map(
    z
      .array(z.object({ code: z.string(), municipality: z.string() }))
      .parse(JSON.parse(text('kommuner.json')))
      .map(({ code, municipality }) => [code, municipality]),
  );
  const localities = new Map<string, Place & { readonly code: string }>();
  for (const [id = '', name = '', lat, lng, code = '', , population] of lines('localities.tsv'))
    localities.set(id, {
      ...{ name, code, municipality: names.get(code) ?? '', latitude: Number(lat), longitude: Number(lng) },
      weight: Number(population ?? 0),
    });
  // A municipality is where its largest locality is.
  const seats = new Map<string, Place>();
  for (const place of localities.values())
    if ((seats.get(place.code)?.weight ?? -1) < place.weight) seats.set(place.code, place);
  const municipalities = [...seats].map(([code, seat]) => ({
    ...{ name: names.get(code) ?? '', municipality: names.get(code) ?? '', weight: seat.weight - 0.5 },
    ...{ latitude: seat.latitude, longitude: seat.longitude },
  }));
  const postcodes = lines('postcodes.tsv').flatMap(([from = '', code = '', locality = '']) => {
    const place = localities.get(locality) ?? seats.get(code);
    return place === undefined ? [] : [{ from, place }];
  });
  return { places: indexed([...localities.values(), ...municipalities]), postcodes };
}

function text(name: string): string {
  return fs.readFileSync(path.join(root, 'data', name), 'utf8');
}

/** The cells of each line, without the header. */
function lines(name: string): string[][] {
  return text(name)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}
