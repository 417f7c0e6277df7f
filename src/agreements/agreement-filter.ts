import type { AgreementState } from './rules/agreement-state.ts';

/** How the list may be sorted: by name, by signing day (newest first), or by what ends first. */
export const AGREEMENT_SORTS = ['name', 'signed', 'ends'] as const;
export type AgreementSort = (typeof AGREEMENT_SORTS)[number];

/** The furthest that "ending soon" looks, in days. */
export const LONGEST_ENDING = 3650;

/** What is left out filters nothing. */
export interface AgreementFilter {
  readonly search?: string | undefined;
  readonly state?: AgreementState | undefined;
  readonly partyId?: number | undefined;
  readonly regimeId?: string | undefined;
  readonly officeId?: number | undefined;
  readonly taskId?: number | undefined;
  /** Agreements whose last day comes within so many days of the day of the question. */
  readonly endingWithin?: number | undefined;
  readonly sort?: AgreementSort | undefined;
}
