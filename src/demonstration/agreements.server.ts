import agreementsJson from '../agreements/reference/agreements.json' with { type: 'json' };
import { demoOffices } from './network.server.ts';

export const SSC = '202100-6453';
export const HANINGE = '212000-0084';
export const BOTKYRKA = '212000-2882';
/** Offices that the municipalities keep themselves; invented, like who works there. */
export const DEMO_MUNICIPAL_OFFICE = 'medborgarkontoret-haninge';
export const DEMO_NEIGHBOUR_OFFICE = 'medborgarkontoret-botkyrka';
/** Migrationsverket's agreement, by its diary number. */
export const MIGRATION = '2021-00679-4.1.1';
/** Invented, and labelled so wherever it is shown. */
export const DEMO_AGREEMENT = 'DEMO-2024-0001';

/** Its copy waits in the outbox. */
export const DEMO_ORDERED = 'DEMO-2026-0008';

export type Row = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The agreements that are known to have been concluded, and one invented agreement with a municipality. */
export function agreementRows(): Row[] {
  return [...knownRows(), ...demonstrationRows()];
}

function knownRows(): Row[] {
  return agreementsJson.flatMap((agreement) =>
    agreement.versions.flatMap((version) => {
      const shared = {
        diaryNumber: agreement.diaryNumber,
        version: version.version,
        name: agreement.name,
        signedOn: agreement.signedOn,
        decidedOn: version.decidedOn,
        validFrom: version.validFrom,
        validTo: version.validTo,
        governmentDirected: agreement.governmentDirected,
        approvedOn: agreement.approvedOn,
        termEndsOn: agreement.termEndsOn,
        parties: agreement.parties,
        offices: typeof version.offices === 'string' ? version.offices : version.offices.map(codeOf),
        source: version.source ?? agreement.source,
        note: version.version === 1 ? agreement.note : version.note,
      };
      if (version.tasks.length === 0) return [shared];
      return version.tasks.map((task) => ({
        ...shared,
        principal: agreement.principal,
        performer: agreement.performer,
        task: task.task,
        exercisesAuthority: task.exercisesAuthority,
        requiresPersonalData: task.requiresPersonalData,
        listedSeparately: task.listedSeparately,
        catalogueItem: task.catalogueItem,
        access: task.access,
        taskOffices: 'offices' in task ? identityCardOffices() : null,
      }));
    }),
  );
}

/** What is invented says so in its name, its source and its note. */
const INVENTED = {
  source: 'Påhittat för demonstrationen',
  note: 'Avtalet finns inte. Det visar hur ett avtal med en kommun ser ut.',
};

function demonstrationRows(): Row[] {
  return [...parkingAndPreschool(), ...neverSent(), ...ownOffice(), ...betweenMunicipalities()];
}

/** Haninge and Statens servicecenter: its copy went late, and the amendment's has not gone yet. A lack of competence warns. */
function parkingAndPreschool(): Row[] {
  const shared = {
    ...INVENTED,
    diaryNumber: DEMO_AGREEMENT,
    name: 'DEMONSTRATION: påhittat serviceavtal mellan Haninge kommun och Statens servicecenter',
    signedOn: '2024-10-01',
    governmentDirected: false,
    parties: [HANINGE, SSC],
    principal: HANINGE,
    performer: SSC,
    exercisesAuthority: true,
    requiresPersonalData: true,
    listedSeparately: true,
    competence: 'warns',
  };
  const first = { version: 1, validFrom: '2024-11-01', offices: ['haninge', 'jordbro'] };
  const amended = {
    version: 2,
    decidedOn: '2026-11-16',
    validFrom: '2026-12-01',
    offices: ['haninge', 'jordbro', 'stockholm'],
    note: 'Påhittad ändring: även kontoret i Stockholm.',
  };
  return [first, amended].flatMap((version) => [
    {
      ...shared,
      ...version,
      task: 'disabled-parking-permit',
      catalogueItem: 'SA-2019-K4',
      access: ['HANINGE-PARK'],
    },
    {
      ...shared,
      ...version,
      task: 'preschool-application',
      catalogueItem: 'SA-2019-K1a',
      access: ['HANINGE-FORSKOLA'],
    },
  ]);
}

/** Nobody has sent the copy of the one from September; the one from November is ordered (stories/copies.server.ts). */
function neverSent(): Row[] {
  const shared = {
    ...INVENTED,
    version: 1,
    governmentDirected: false,
    parties: [HANINGE, SSC],
    principal: HANINGE,
    performer: SSC,
    exercisesAuthority: false,
    requiresPersonalData: true,
    listedSeparately: true,
    access: ['HANINGE-FORSKOLA'],
  };
  return [
    {
      ...shared,
      diaryNumber: 'DEMO-2026-0007',
      name: 'DEMONSTRATION: påhittat serviceavtal om förskoleplats i Jordbro',
      signedOn: '2026-09-01',
      validFrom: '2026-09-15',
      validTo: '2026-12-31',
      offices: ['jordbro'],
      task: 'preschool-place-offer',
    },
    {
      ...shared,
      diaryNumber: DEMO_ORDERED,
      name: 'DEMONSTRATION: påhittat serviceavtal om inackorderingsstöd i Haninge',
      signedOn: '2026-11-12',
      validFrom: '2027-01-01',
      offices: ['haninge'],
      task: 'lodging-support',
    },
  ];
}

/** KL-EGEN: the municipality at its own medborgarkontor, by delegation. */
function ownOffice(): Row[] {
  return [
    {
      ...INVENTED,
      diaryNumber: 'DEMO-2022-EGET',
      version: 1,
      name: 'DEMONSTRATION: Haninge kommuns eget medborgarkontor (påhittat)',
      signedOn: '2022-01-10',
      validFrom: '2022-02-01',
      governmentDirected: false,
      basis: 'own-office',
      parties: [HANINGE],
      offices: [DEMO_MUNICIPAL_OFFICE],
      principal: HANINGE,
      performer: HANINGE,
      task: 'disabled-parking-permit',
      exercisesAuthority: true,
      requiresPersonalData: true,
      access: ['HANINGE-PARK'],
    },
  ];
}

/** KL-SAMVERKAN: a neighbour's officers decide by delegation in Haninge's name. */
function betweenMunicipalities(): Row[] {
  return [
    {
      ...INVENTED,
      diaryNumber: 'DEMO-2023-SAMVERKAN',
      version: 1,
      name: 'DEMONSTRATION: påhittad avtalssamverkan mellan Haninge och Botkyrka kommuner',
      signedOn: '2023-05-10',
      validFrom: '2023-06-01',
      governmentDirected: false,
      basis: 'municipal-cooperation',
      parties: [HANINGE, BOTKYRKA],
      offices: [DEMO_NEIGHBOUR_OFFICE],
      principal: HANINGE,
      performer: BOTKYRKA,
      task: 'alternative-toilet-permit',
      exercisesAuthority: true,
      requiresPersonalData: true,
      access: ['HANINGE-PARK'],
    },
  ];
}

function codeOf(locality: string): string {
  return demoOffices().find((office) => office.locality === locality)?.code ?? locality;
}

function identityCardOffices(): string[] {
  return demoOffices().flatMap((office) => (office.identityCards ? [office.code] : []));
}

/** Where the agreement with Migrationsverket applies during the demonstration's years. */
export function migrationOffices(): ReadonlySet<string> {
  const agreement = agreementsJson.find(({ diaryNumber }) => diaryNumber === MIGRATION);
  const offices = agreement?.versions.at(-1)?.offices ?? [];
  return new Set(typeof offices === 'string' ? [] : offices.map(codeOf));
}
