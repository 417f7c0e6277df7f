import agreementsJson from '../agreements/reference/agreements.json' with { type: 'json' };
import { demoOffices } from './network.server.ts';

export const SSC = '202100-6453';
export const HANINGE = '212000-0084';
/** Invented, and labelled so wherever it is shown. */
export const DEMO_AGREEMENT = 'DEMO-2024-0001';

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

function demonstrationRows(): Row[] {
  const shared = {
    diaryNumber: DEMO_AGREEMENT,
    version: 1,
    name: 'DEMONSTRATION: påhittat serviceavtal mellan Haninge kommun och Statens servicecenter',
    signedOn: '2024-10-01',
    validFrom: '2024-11-01',
    governmentDirected: false,
    parties: [HANINGE, SSC],
    offices: ['haninge', 'jordbro'],
    principal: HANINGE,
    performer: SSC,
    exercisesAuthority: true,
    requiresPersonalData: true,
    listedSeparately: true,
    source: 'Påhittat för demonstrationen',
    note: 'Avtalet finns inte. Det visar hur ett avtal med en kommun ser ut.',
  };
  return [
    { ...shared, task: 'disabled-parking-permit', catalogueItem: 'SA-2019-K4', access: ['HANINGE-PARK'] },
    { ...shared, task: 'preschool-application', catalogueItem: 'SA-2019-K1a', access: ['HANINGE-FORSKOLA'] },
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
  const agreement = agreementsJson.find(({ diaryNumber }) => diaryNumber === '2021-00679-4.1.1');
  const offices = agreement?.versions.at(-1)?.offices ?? [];
  return new Set(typeof offices === 'string' ? [] : offices.map(codeOf));
}
