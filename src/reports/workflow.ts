import type { ReportContent } from './content.ts';

/** Where a report stands: derived from its events, and from what stands in it now. */
export type Stage = 'draft' | 'submitted' | 'returned' | 'reviewed' | 'frozen' | 'sent' | 'received';

export type StepKind =
  | 'opened'
  | 'saved'
  | 'submitted'
  | 'withdrawn'
  | 'returned'
  | 'reviewed'
  | 'frozen'
  | 'offices-asked'
  | 'answer-taken'
  | 'sent'
  | 'received';

/** Something that happened to a report. */
export interface Step {
  readonly id: number;
  readonly kind: StepKind;
  /** What was submitted, reviewed or frozen; null for other steps. */
  readonly contentSha256: string | null;
  readonly version: number | null;
  readonly note: string;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly by: string | null;
}

/** What stands in the report now, and what has been sent of its newest version. */
interface Now {
  readonly sha256: string;
  /** The same, as the content's version before had it. */
  readonly sha256Before: string;
  readonly newest: { readonly sent: boolean; readonly received: boolean } | null;
}

export interface Standing {
  readonly stage: Stage;
  /** The step that made it so; null for a draft that nobody has handed over. */
  readonly step: Step | null;
  /** A review or a submission there was, and it was of another content than what stands now. */
  readonly changedSince: boolean;
}

const REVIEWS: readonly StepKind[] = ['submitted', 'withdrawn', 'returned', 'reviewed'];

/**
 * The stage of a report. A submission or a review holds for the content that it was of: with another content, by words,
 * registers or an office's answer, the report is a draft again. Steps in order, oldest first.
 */
export function standingOf(steps: readonly Step[], now: Now): Standing {
  const frozenAt = steps.findLastIndex((step) => step.kind === 'frozen');
  const frozen = steps[frozenAt] ?? null;
  const last = steps.slice(frozenAt + 1).findLast((step) => REVIEWS.includes(step.kind)) ?? null;
  const review = last?.kind === 'withdrawn' ? null : last;
  if (review !== null && review.contentSha256 === now.sha256)
    return { stage: review.kind as Stage, step: review, changedSince: false };
  if (review === null && frozen !== null && isOf(frozen, now) && now.newest !== null) {
    const stage = now.newest.received ? 'received' : now.newest.sent ? 'sent' : 'frozen';
    return { stage, step: frozen, changedSince: false };
  }
  return { stage: 'draft', step: null, changedSince: review !== null };
}

/** Whether what was frozen is what stands now. */
export function isOf(frozen: Step, now: Pick<Now, 'sha256' | 'sha256Before'>): boolean {
  return frozen.contentSha256 === now.sha256 || frozen.contentSha256 === now.sha256Before;
}

/** Who wrote what stands since the last freezing: they do not review it. */
export function writersOf(steps: readonly Step[]): ReadonlySet<string> {
  const since = steps.slice(steps.findLastIndex((step) => step.kind === 'frozen') + 1);
  const writing: readonly StepKind[] = ['saved', 'submitted', 'answer-taken'];
  return new Set(since.filter((step) => writing.includes(step.kind)).map((step) => step.actor));
}

/** The letter's lines of address, by who is accounted to. */
export function recipientOf({ duty }: Pick<ReportContent, 'duty'>): 'kammarkollegiet' | 'government' {
  return duty.to.includes('kammarkollegiet') ? 'kammarkollegiet' : 'government';
}
