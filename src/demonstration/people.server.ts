import { DEMO_MAIN_OFFICE, DEMO_OFFICERS, DEMO_SMALL_OFFICE } from './demo-officers.ts';
import { type DemoOffice, demoOffices } from './network.server.ts';
import { seeded, whole } from './random.ts';

export interface DemoOfficer {
  readonly code: string;
  readonly name: string;
  readonly office: DemoOffice;
  readonly fullTimeShare: number;
  readonly employedFrom: string;
  readonly employedTo: string | null;
}

// Invented, and seen to be: no register of persons has them.
const SURNAMES =
  'Provlund Exempelström Demovik Påhittsson Testgrenius Mallutkast Låtsdal Skissqvist Fiktlind Utkasth Övningsson Modellhag Fantasén Tänkdahl Prototyp-Ek Skenbildsson Mönsterby Hittepåhl Schablonius Figurström Inövad Platshållarö Provisor-Alm Blankettsson Sagofigursson'.split(
    ' ',
  );
const GIVEN =
  'Alva Bo Cleo Dag Elin Folke Greta Hugo Ines Jon Kaj Liv Moa Nils Olle Pia Quint Ria Sol Tor Una Vide Wilma Xerxes Yngve Zara Åke Älva Örjan Ester Frans Gun'.split(
    ' ',
  );

let made: readonly DemoOfficer[] | undefined;

export function demoOfficers(): readonly DemoOfficer[] {
  made ??= make();
  return made;
}

function make(): DemoOfficer[] {
  const random = seeded(875);
  const offices = demoOffices();
  const main = offices.find((office) => office.code === DEMO_MAIN_OFFICE)!;
  const small = offices.find((office) => office.code === DEMO_SMALL_OFFICE)!;
  const seats = [main, main, main, small];
  for (const office of offices) {
    const there = seats.filter((seat) => seat === office).length;
    for (let n = there; n < office.staff; n++) seats.push(office);
  }
  const fixed = Object.keys(DEMO_OFFICERS).length;
  return seats.map((office, at) => {
    const fullTimeShare = random() < 0.85 ? 1 : [0.5, 0.6, 0.75, 0.8][whole(random, 0, 3)]!;
    const since =
      random() < 0.55 ? '2019-06-01' : `${whole(random, 2020, 2025)}-${two(whole(random, 1, 10))}-01`;
    const until = random() < 0.05 ? `2026-${two(whole(random, 1, 9))}-28` : null;
    return {
      code: `SSC-${String(at + 1).padStart(4, '0')}`,
      // 25 and 32 have no common factor: every pair comes once before one comes again.
      name: `${GIVEN[at % GIVEN.length]} ${SURNAMES[at % SURNAMES.length]}`,
      office,
      fullTimeShare: at < fixed ? 1 : fullTimeShare,
      employedFrom: at < fixed ? '2019-06-01' : since,
      employedTo: at < fixed ? null : until,
    };
  });
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
