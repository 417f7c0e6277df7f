import type { Party } from '../law/facts.ts';
import type { AgreementOfYear } from './agreements-of-year.ts';
import type { PerformedOffice, ReportContent, SurplusStretch } from './content.ts';
import type { Figure } from './draft.ts';

/** An office's part of the report, as the registers have it. */
export type OfficePart = Omit<ReportContent['offices'][number], 'answer'>;

/** What the registers say of an authority's year, with what the page shows beside the report's content. */
export interface Derived {
  readonly authority: Party & {
    readonly name: string;
    readonly shortName: string;
    readonly orgNumber: string | null;
  };
  readonly year: number;
  readonly agreements: readonly AgreementOfYear[];
  readonly offices: readonly (OfficePart & { readonly id: number })[];
  readonly figures: Readonly<Record<Figure, number>>;
  /** Surplus access of officers whose home office is none of the offices above; part of `figures.surplusAccess`. */
  readonly surplusElsewhere: number;
  /** 3c for every day of the year: access that nothing justified, with its days; what ended before 31 December too. */
  readonly surplusDuring: readonly SurplusStretch[];
  /** The authority also performs tasks for others that year: the acts stand in the reports of the others. */
  readonly performsForOthers: boolean;
  /** Per office where it did. */
  readonly performed: readonly PerformedOffice[];
}
