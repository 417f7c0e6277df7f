import type { Role } from '../access/actor.ts';
import { DEMO_MAIN_OFFICE, DEMO_OFFICERS, DEMO_SMALL_OFFICE } from './demo-officers.ts';

/** The same everywhere, and worth nothing: it opens invented data on a machine that listens to itself. */
export const DEMO_PASSWORD = 'demonstration-2026';

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Office code (an area manager's: any office of the area) or organisation number, where the role has one. */
  readonly scope: string | null;
  readonly officer: string | null;
  /** What the list at start says of it. */
  readonly says: string;
}

const SKV = '202100-5448';

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  officer('alva', 'Alva Provlund', DEMO_MAIN_OFFICE, DEMO_OFFICERS.full, 'all mandates, identity cards too'),
  officer(
    'bo',
    'Bo Exempelström',
    DEMO_MAIN_OFFICE,
    DEMO_OFFICERS.withoutIdentityCards,
    'the same office, no identity cards',
  ),
  officer('dag', 'Dag Påhittsson', DEMO_SMALL_OFFICE, DEMO_OFFICERS.smallOffice, 'a small office'),
  other(
    'kontorschef',
    'Kontorschef Haninge',
    'office-manager',
    DEMO_MAIN_OFFICE,
    'manages the office in Haninge',
  ),
  other(
    'omrade',
    'Områdeschef',
    'area-manager',
    DEMO_MAIN_OFFICE,
    'leads the area of offices that Haninge is in',
  ),
  other(
    'analytiker',
    'Analytiker Statens servicecenter',
    'analyst',
    '202100-6453',
    'analyses for Statens servicecenter',
  ),
  other('samordnare.skv', 'Samordnare Skatteverket', 'coordinator', SKV, 'Skatteverket'),
  other('samordnare.fk', 'Samordnare Försäkringskassan', 'coordinator', '202100-5521', 'Försäkringskassan'),
  other('samordnare.mig', 'Samordnare Migrationsverket', 'coordinator', '202100-2163', 'Migrationsverket'),
  other(
    'samordnare.ssc',
    'Samordnare Statens servicecenter',
    'coordinator',
    '202100-6453',
    'Statens servicecenter, which performs',
  ),
  other(
    'samordnare.haninge',
    'Samordnare Haninge',
    'coordinator',
    '212000-0084',
    'Haninge kommun; reviews its report',
  ),
  other('mottagare.skv', 'Mottagare Skatteverket', 'receiver', SKV, 'receives hand-overs at Skatteverket'),
  other(
    'mottagare.fk',
    'Mottagare Försäkringskassan',
    'receiver',
    '202100-5521',
    'receives hand-overs at Försäkringskassan',
  ),
  other('rapport.skv', 'Rapportförfattare Skatteverket', 'report-author', SKV, 'Skatteverket'),
  other(
    'rapport.haninge',
    'Rapportförfattare Haninge',
    'report-author',
    '212000-0084',
    'Haninge kommun (invented agreement)',
  ),
  other(
    'rapport.ssc',
    'Rapportförfattare Statens servicecenter',
    'report-author',
    '202100-6453',
    'Statens servicecenter',
  ),
  other('tillsyn', 'Handläggare Kammarkollegiet', 'supervisor', null, 'the desk of Kammarkollegiet'),
  other('lag', 'Ansvarig för rättsinnehållet', 'law-editor', null, 'law content'),
  other('admin', 'Administratör', 'administrator', null, 'registers, import, accounts'),
];

export const demoOfficer = DEMO_ACCOUNTS[0]!;

function officer(address: string, name: string, scope: string, code: string, says: string): DemoAccount {
  return { email: `${address}@example.se`, name, role: 'officer', scope, officer: code, says };
}

function other(address: string, name: string, role: Role, scope: string | null, says: string): DemoAccount {
  return { email: `${address}@example.se`, name, role, scope, officer: null, says };
}
