import type { Reason } from '../law/verdict.ts';
import type { ReportItem } from './rules/report-items.ts';

/** What a deviation is: a reason of the law's rules, one of the duties towards the desk, or a person's own. */
export type DeviationCode =
  | Exclude<Reason, 'ok'>
  | 'no-tasks'
  | 'party-missing'
  | 'begins-before-concluded'
  | 'copy-late'
  | 'item-missing'
  | 'surplus-access'
  | 'agreement-not-received'
  | 'report-late'
  | 'report-not-sent'
  | 'own';

/** What a rule finds in what was sent. A person decides whether it is a deviation. */
export interface Suggestion {
  readonly code: DeviationCode;
  /** The task, item or agreement that it concerns; empty when it is the whole. */
  readonly subject: string;
  readonly provision: string;
  /** The provision does not say it in so many words: it is read so by us. */
  readonly reading: boolean;
  /** Days and numbers for the sentence. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}

export const STATES = ['suggested', 'confirmed', 'dismissed'] as const;
export type DeviationState = (typeof STATES)[number];

/** What an item of the report is found to be. */
export interface ItemFinding {
  readonly item: ReportItem;
  readonly fulfilled: boolean;
  /** Kammarkollegiet asks for it, but an empty answer is an answer. */
  readonly optional: boolean;
}
