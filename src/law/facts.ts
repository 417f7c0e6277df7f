import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { Provision } from '../kernel/provision.ts';

/**
 * The ladder. Our steps, not the statute's (domain §7.10): `signpost` shows the way to the right authority
 * (6–8 §§ förvaltningslagen), `guidance` and `e-service` are "upplysningar, vägledning, råd och annan sådan hjälp",
 * `personal-data` and `authority` are what 5 § lagen (2019:212) wants a personal mandate for.
 */
export const LEVELS = ['signpost', 'guidance', 'e-service', 'personal-data', 'authority'] as const;
export type Level = (typeof LEVELS)[number];
/** The steps that are done on behalf of another authority. */
export const SERVICE_LEVELS = ['guidance', 'e-service', 'personal-data', 'authority'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

export type Sphere = 'state' | 'municipal' | 'regional';
export type PartyKind = 'state' | 'municipality' | 'region' | 'social-insurance-office';
export type MandateKind = 'commission' | 'employment' | 'delegation';
export type MandateLevel = 'personal-data' | 'authority';

/** What an officer has to confirm before an act with exercise of authority. */
export type Condition =
  | 'simple-case'
  | 'favourable-only'
  | 'no-special-support'
  | 'in-person'
  | 'not-of-principle';

/** Each ground on which a verdict rests. Its provision is looked up in the agreement's regime. */
export type GroundCode =
  | 'signposting'
  | 'agreement'
  | 'regime'
  | 'parties'
  | 'approval'
  | 'term'
  | 'in-force'
  | 'performer'
  | 'office'
  | 'task-direction'
  | 'separate-listing'
  | 'access-stated'
  | 'performers-named'
  | 'catalogue'
  | 'mandate'
  | 'mandate-kind'
  | 'mandate-access'
  | 'competence';

/**
 * What kind of agreement it is: the signing day decides the regime among those of its kind (R1). `service-agreement` is
 * samtjänstavtal and serviceavtal; `municipal-cooperation` is avtalssamverkan (9 kap. 37 § kommunallagen (2017:725));
 * `own-office` is no agreement at all but a municipality's or region's decision on its own office.
 */
export const BASES = ['service-agreement', 'municipal-cooperation', 'own-office'] as const;
export type LegalBasis = (typeof BASES)[number];

/** The law and ordinance that govern agreements of a kind signed within a period (domain §1.0). */
export interface Regime {
  readonly id: string;
  readonly name: string;
  readonly basis: LegalBasis;
  /** Signing days. */
  readonly signed: Period;
  readonly rules: RegimeRules;
}

export interface RegimeRules {
  /** Who must approve before the agreement holds; null where nobody. */
  readonly approvalBy: 'government' | 'government-or-appointed' | null;
  /** Whether the same approval is needed for each amendment. */
  readonly amendmentsApproved: boolean;
  readonly termRequired: boolean;
  /** Last day that any term may reach; null where there is none. */
  readonly longestTerm: PlainDate | null;
  /** Which kind may act for which: [principal, performer]. */
  readonly directions: readonly (readonly [PartyKind, PartyKind])[];
  /** Whether exercise of authority may be in it at all, and on what: the law's closed list, or the officer's delegation. */
  readonly exerciseOfAuthority: 'closed-list' | 'never' | 'delegation';
  /** Whether tasks with exercise of authority or personal data must be listed separately (R2). */
  readonly separateListing: boolean;
  /** Whether the agreement must name who performs tasks with exercise of authority or personal data. */
  readonly performersNamed: boolean;
  /** The kinds of mandate that will do, by whether state acts for state. */
  readonly mandateKinds: {
    readonly stateForState: readonly MandateKind[];
    readonly otherwise: readonly MandateKind[];
  };
  /** What every exercise of authority under this regime is bound by. */
  readonly conditions: readonly Condition[];
  /** To whom a copy goes after each conclusion or change (R5). */
  readonly copyTo: 'kammarkollegiet' | null;
  /** Whether activity that the Government has directed owes neither copy nor report. */
  readonly directedExempt: boolean;
  /** Who accounts for the year, to whom and by which day of the year after (R9). */
  readonly report: {
    readonly by: readonly PartyKind[];
    readonly to: 'kammarkollegiet' | 'government' | 'council';
    /** `MM-DD`; null as the Government decides. */
    readonly due: string | null;
  };
  readonly provisions: Readonly<Record<Exclude<GroundCode, 'competence'>, Provision>> & {
    readonly copy: Provision | null;
    readonly report: Provision | null;
    readonly conditions: Provision | null;
  };
}

/** An entry of a closed list, as worded during a period. */
export interface CatalogueItem {
  readonly code: string;
  readonly version: number;
  readonly regimeId: string;
  readonly sphere: Sphere;
  readonly provision: string;
  /** Codes of the tasks that it covers. */
  readonly tasks: readonly string[];
  readonly conditions: readonly Condition[];
  readonly valid: Period;
}

/** The days for which a list's wording is known to us. */
export interface CatalogueList {
  readonly regimeId: string;
  readonly sphere: Sphere;
  readonly provision: string;
  readonly known: Period;
}

export interface LawContent {
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly lists: readonly CatalogueList[];
  readonly items: readonly CatalogueItem[];
}

export interface Task {
  readonly id: number;
  readonly code: string;
  readonly sphere: Sphere;
  /** The authority whose task it is; null for one that every municipality or region has. */
  readonly authorityId: number | null;
}

export interface Party {
  readonly id: number;
  readonly kind: PartyKind;
}

export interface Officer {
  readonly id: number;
  readonly employerId: number;
  readonly employed: Period;
}

export interface Office {
  readonly id: number;
  readonly operatorId: number;
  readonly open: Period;
}

/** How an agreement went on after a version. */
export interface Followed {
  readonly version: number;
  /** The last day of the agreement as it then is. */
  readonly until: PlainDate | null;
  /** The first day of a later version that has an approval of its own; null while none has. */
  readonly approvedFrom: PlainDate | null;
}

/** One task of one agreement version, with what the agreement as a whole says. */
export interface AgreementTask {
  readonly agreementId: number;
  readonly diaryNumber: string;
  readonly version: number;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly approvalRevokedOn: PlainDate | null;
  /** Last day of the stated term. */
  readonly termEndsOn: PlainDate | null;
  /** The day that this version was concluded: nothing rests on it before. */
  readonly decidedOn: PlainDate;
  /** The days that this version governs. */
  readonly valid: Period;
  /** Of an amended version: the day of its own approval, where its regime wants amendments approved. */
  readonly amendmentApprovedOn: PlainDate | null;
  /** That a later version took over the day after its last; else null. */
  readonly followed: Followed | null;
  readonly principal: Party;
  readonly performer: Party;
  readonly taskId: number;
  readonly exercisesAuthority: boolean;
  readonly requiresPersonalData: boolean;
  readonly listedSeparately: boolean;
  readonly performersNamed: boolean;
  readonly catalogueCode: string | null;
  /** Systems of the principal that the task needs, as stated in the agreement. */
  readonly access: readonly number[];
  /** Offices where the version applies and, within it, the task. */
  readonly offices: { readonly agreement: OfficeScope; readonly task: OfficeScope };
  /** What missing competence means under this version: the parties' own demand, no statute's. */
  readonly competence: CompetenceDemand;
}

export const COMPETENCE_DEMANDS = ['not-asked', 'warns', 'blocks'] as const;
export type CompetenceDemand = (typeof COMPETENCE_DEMANDS)[number];

/** That an officer has learnt a task as its authority wants it done. */
export interface Competence {
  readonly id: number;
  readonly officerId: number;
  readonly principalId: number;
  readonly taskId: number;
  readonly valid: Period;
  /** From this day it counts for nothing. */
  readonly withdrawnOn: PlainDate | null;
}

/** `all` is written out in the agreement; an empty list is no office. */
export type OfficeScope = 'all' | readonly number[];

export interface Mandate {
  readonly id: number;
  readonly officerId: number;
  readonly agreementId: number;
  readonly principalId: number;
  readonly kind: MandateKind;
  readonly valid: Period;
  /** Of a delegation: that its delegation order and who decided are on record. True for the other kinds. */
  readonly delegationStated: boolean;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
  /** From this day it gives nothing. */
  readonly withdrawnOn: PlainDate | null;
  readonly tasks: readonly { readonly taskId: number; readonly level: MandateLevel }[];
  /** Systems of the principal that it opens. */
  readonly access: readonly number[];
}

/** All that is known about one officer doing one task of one authority at one office. What is missing permits nothing. */
export interface Facts {
  readonly level: Level;
  readonly task: Task | null;
  readonly officer: Officer | null;
  readonly office: Office | null;
  /** What agreements say of this task for this authority. */
  readonly agreements: readonly AgreementTask[];
  /** What the officer holds. */
  readonly mandates: readonly Mandate[];
  /** What the officer has learnt. */
  readonly competences: readonly Competence[];
  readonly law: LawContent;
}
