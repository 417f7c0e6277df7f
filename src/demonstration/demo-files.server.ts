import type { ImportKind } from '../imports/columns.ts';
import { agreementRows, type Row } from './agreements.server.ts';
import { accessGrantRows, mandateRows } from './mandates.server.ts';
import { officeRows, officerRows, partyRows, systemRows } from './registers.server.ts';
import { visitRows } from './visits.server.ts';

export interface DemoFile {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly rows: () => Row[];
}

/** The files of the demonstration, in the order in which they build on each other. */
export const DEMO_FILES: readonly DemoFile[] = [
  { kind: 'authorities', fileName: 'demonstration/authorities.json', rows: partyRows },
  { kind: 'systems', fileName: 'demonstration/systems.json', rows: systemRows },
  { kind: 'offices', fileName: 'demonstration/offices.json', rows: officeRows },
  { kind: 'officers', fileName: 'demonstration/officers.json', rows: officerRows },
  { kind: 'agreements', fileName: 'demonstration/agreements.json', rows: agreementRows },
  { kind: 'mandates', fileName: 'demonstration/mandates.json', rows: mandateRows },
  { kind: 'access-grants', fileName: 'demonstration/access-grants.json', rows: accessGrantRows },
  { kind: 'visits', fileName: 'demonstration/visits.json', rows: visitRows },
];
