import type { Reason } from '../law/verdict.ts';
import type { ReportItem } from './rules/report-items.ts';
import type { DeviationCode, Suggestion } from './suggestion.ts';

export type ItemNames = Record<ReportItem, string>;
type Sentence = string | ((facts: Suggestion['facts']) => string);
/** The room's own; the law's reasons have their sentences in the verdicts. */
export type OwnCode = Exclude<DeviationCode, Reason>;
export type Sentences = Record<OwnCode, Sentence>;
