import type { PlainDate } from '../kernel/plain-date.ts';
import type { ServiceLevel } from '../law/facts.ts';
import type { Recipient } from './duties.ts';
import type { OfficeAnswer } from './office-answer.ts';

/**
 * The annual report as Kammarkollegiet asks for it (domain §1.9, seed 000): what the registers say, and what only the
 * author can say. This is what is frozen; the PDF and the JSON hold the same. What was frozen in an older version of this
 * shape is read by `readFrozen` (frozen-content.ts).
 */
export interface ReportContent {
  readonly schema: 1 | 2 | 3;
  readonly year: number;
  /** Swedish is the language of the report. */
  readonly language: 'sv';
  /** True when the installation holds demonstration data: printed on every page. */
  readonly demonstration: boolean;
  readonly authority: { readonly name: string; readonly orgNumber: string | null };
  /** Whether the year has to be accounted for, per agreement, with the provision (R9). */
  readonly duty: {
    readonly owed: boolean;
    /** The agreements of the three oldest regimes are accounted for to the Government. */
    readonly to: readonly Recipient[];
    readonly due: PlainDate | null;
    readonly provisions: readonly string[];
  };
  /** Item 1. */
  readonly contact: {
    readonly address: string;
    readonly person: string;
    readonly email: string;
    readonly phone: string;
  };
  /** Items 1 and 2: the agreements in force during the year. */
  readonly agreements: readonly {
    readonly diaryNumber: string;
    readonly name: string;
    readonly regime: string;
    readonly counterparties: readonly string[];
    readonly from: PlainDate;
    readonly to: PlainDate | null;
    readonly version: number;
    readonly governmentDirected: boolean;
  }[];
  /** Item 3, per office. */
  readonly offices: readonly {
    readonly name: string;
    readonly locality: string;
    readonly municipality: string;
    /** 3a: tasks with exercise of authority and how many times. */
    readonly authorityTasks: readonly TaskExtent[];
    /** 3b: other tasks that need personal data and how many times. */
    readonly personalDataTasks: readonly TaskExtent[];
    /** 3c: grants that no mandate justifies, on the last day of the year. */
    readonly surplusAccess: number;
    /** 3f: full-time equivalents at the office, and the authority's part by its share of the office's matters. */
    readonly fullTimeEquivalents: number;
    readonly authorityShareOfFullTimeEquivalents: number;
    /** 3g: visits with at least one matter of the authority. */
    readonly visitors: number;
    /** What the office itself has answered, as the author has taken it in; it changes none of the figures above. */
    readonly answer: OfficeAnswer | null;
  }[];
  /** 3c for every day of the year: access that no mandate justified, with its days. Null: frozen before it was told. */
  readonly surplusDuring: readonly SurplusStretch[] | null;
  /** 3a, 3b, 3d–3g from the performer's side: what is done in the names of others, per office. Null: as above. */
  readonly performed: readonly PerformedOffice[] | null;
  /** 3c–3g summed; `corrected` is what the author holds to be right instead, with the reason. */
  readonly totals: {
    readonly offices: DerivedFigure;
    readonly localities: DerivedFigure;
    readonly fullTimeEquivalents: DerivedFigure;
    readonly visitors: DerivedFigure;
    readonly surplusAccess: DerivedFigure;
  };
  readonly texts: ReportTexts;
  /** Set in a version that was made after one had been sent: which, and what is supplemented. */
  readonly supplements: { readonly version: number; readonly what: string } | null;
}

export interface TaskExtent {
  readonly task: string;
  /** The closed list's provision for tasks with exercise of authority; null for the others. */
  readonly provision: string | null;
  readonly times: number;
}

/** What an authority performs in the names of others at one office (item 3, from the performer's side). */
export interface PerformedOffice {
  readonly name: string;
  readonly locality: string;
  readonly municipality: string;
  readonly tasks: readonly {
    readonly principal: string;
    readonly task: string;
    readonly level: ServiceLevel;
    readonly times: number;
  }[];
  /** All at the office; how they are shared among principals is the principals' to report. */
  readonly fullTimeEquivalents: number;
  /** Visits with something done for another. */
  readonly visitors: number;
}

/** One officer's access to one system, for the days on which no mandate justified it. The officer is not named. */
export interface SurplusStretch {
  readonly system: string;
  /** The officer's home office. */
  readonly office: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export interface DerivedFigure {
  readonly derived: number;
  readonly corrected: number | null;
  readonly reason: string;
}

/** What only the author can say: 3a–3c in words, item 4. Paragraphs are parted by an empty line. */
export const TEXT_ITEMS = [
  'activity',
  'authorityTasks',
  'personalDataTasks',
  'surplusAccess',
  'finances',
  'effectiveness',
  'other',
] as const;
export type TextItem = (typeof TEXT_ITEMS)[number];
export type ReportTexts = Readonly<Record<TextItem, string>>;
