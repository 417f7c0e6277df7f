import fs from 'node:fs';
import path from 'node:path';
import { root } from '../platform/paths.server.ts';
import { seeded, whole } from './random.ts';

export interface DemoOffice {
  readonly code: string;
  readonly locality: string;
  readonly municipality: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly type: 'large' | 'medium' | 'small' | 'flexible';
  readonly staff: number;
  readonly region: string;
  readonly area: string;
  readonly closesOn: string | null;
  readonly identityCards: boolean;
}

interface Place {
  readonly name: string;
  readonly municipality: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly seat: boolean;
  readonly population: number;
}

/** Which län each region holds is the demonstration's; the six names are Statens servicecenters (seed 001 note 58). */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  Nord: ['22', '23', '24', '25'],
  Mitt: ['03', '17', '18', '19', '20', '21'],
  'Stockholm och Gotland': ['01', '09'],
  Öst: ['04', '05', '06', '08'],
  Väst: ['13', '14'],
  Syd: ['07', '10', '12'],
};
const AREAS_PER_REGION = 7;

/** Second offices of large municipalities, in places other than the seat. */
const BESIDES_THE_SEAT = [
  ['Kista', '0180'],
  ['Tensta', '0180'],
  ['Årsta', '0180'],
  ['Hammarkullen', '1480'],
  ['Västra Frölunda', '1480'],
  ['Majorna', '1480'],
  ['Oxie', '1280'],
  ['Jordbro', '0136'],
] as const;
/** Named in the agreement with Migrationsverket, whatever their size. */
const NAMED = ['Borlänge', 'Mariestad', 'Visby', 'Luleå', 'Karlstad', 'Sundsvall'];
const OFFICES = 113;
const BY_SIZE = 76;
const LARGE = 8;
const MEDIUM = 36;
const IDENTITY_CARD_OFFICES = 40;

let made: readonly DemoOffice[] | undefined;

/** 113 offices: the largest places, second offices in large municipalities, then where the way to the nearest is longest. */
export function demoOffices(): readonly DemoOffice[] {
  made ??= make();
  return made;
}

function make(): DemoOffice[] {
  const places = read();
  const seats = places.filter((place) => place.seat).sort((a, b) => b.population - a.population);
  const chosen = seats.filter((seat, rank) => rank < BY_SIZE || NAMED.includes(seat.name));
  const remote = seats.filter((seat) => !chosen.includes(seat) && seat.population > 1500);
  for (const [name, municipality] of BESIDES_THE_SEAT)
    chosen.push(places.find((place) => place.name === name && place.municipality === municipality)!);
  const near = chosen.length;
  while (chosen.length < OFFICES) {
    const farthest = remote.reduce((a, b) => (distance(b, chosen) > distance(a, chosen) ? b : a));
    chosen.push(farthest);
    remote.splice(remote.indexOf(farthest), 1);
  }
  const random = seeded(2019_06_01);
  const areas = areasOf(chosen);
  return chosen.map((place, rank) => {
    const seat = rank < near - BESIDES_THE_SEAT.length;
    const type = !seat
      ? rank >= near && rank % 2 === 0
        ? 'flexible'
        : 'small'
      : rank < LARGE
        ? 'large'
        : rank < LARGE + MEDIUM
          ? 'medium'
          : 'small';
    const [region, area] = areas.get(place)!;
    return {
      code: slug(place.name),
      locality: place.name,
      municipality: place.municipality,
      latitude: place.latitude,
      longitude: place.longitude,
      type,
      staff: whole(random, STAFF[type][0], STAFF[type][1]),
      region,
      area,
      closesOn: rank >= OFFICES - 3 ? '2026-08-31' : null,
      identityCards: rank < IDENTITY_CARD_OFFICES,
    };
  });
}

/** Within what the type of the office says (seed 001 §2.2). */
const STAFF = { large: [21, 27], medium: [6, 14], small: [2, 5], flexible: [0, 0] } as const;

function read(): Place[] {
  const lines = fs
    .readFileSync(path.join(root, 'data', 'localities.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [, name = '', latitude, longitude, municipality = '', feature = '', population] = line.split('\t');
    // The seat of Haninge is kept as Handen, a part of the locality Haninge; the office takes the name people use.
    const seat = municipality === '0136' ? name === 'Haninge' : ['PPLC', 'PPLA', 'PPLA2'].includes(feature);
    return {
      name,
      municipality,
      latitude: Number(latitude),
      longitude: Number(longitude),
      seat,
      population: Number(population),
    };
  });
}

/** Degrees to the nearest of them, with a degree of longitude worth half of one of latitude, as in the middle of Sweden. */
function distance(place: Place, others: readonly Place[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const other of others)
    nearest = Math.min(
      nearest,
      (place.latitude - other.latitude) ** 2 + ((place.longitude - other.longitude) / 2) ** 2,
    );
  return nearest;
}

function areasOf(places: readonly Place[]): Map<Place, readonly [string, string]> {
  const areas = new Map<Place, readonly [string, string]>();
  for (const [region, counties] of Object.entries(REGIONS)) {
    const own = places
      .filter((place) => counties.includes(place.municipality.slice(0, 2)))
      .sort((a, b) => a.municipality.localeCompare(b.municipality, 'sv') || a.latitude - b.latitude);
    for (const [at, place] of own.entries())
      areas.set(place, [region, `${region} ${1 + Math.floor((at * AREAS_PER_REGION) / own.length)}`]);
  }
  return areas;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .replaceAll(/[^a-z]+/g, '-');
}
