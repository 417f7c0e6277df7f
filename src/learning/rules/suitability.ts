/** What makes a kind of question suit the front desk; every threshold is shown, and changed in the page's address. */
export interface Thresholds {
  /** At least so many contacts. */
  readonly many: number;
  /** At least such a share simple, in per cent. */
  readonly simple: number;
  /** At least such a share solved at first contact, in per cent. */
  readonly solved: number;
  /** Half of them take at most so many minutes. */
  readonly minutes: number;
  /** At least such a share that officers judge to suit, with training or mandate too, in per cent; where they have judged. */
  readonly judged: number;
}

/** Where one begins: a kind is many at 20, and simple by the 80 per cent of seed 004. The others are ours. */
export const THRESHOLDS: Thresholds = { many: 20, simple: 80, solved: 70, minutes: 20, judged: 50 };

/** What was counted of a kind of question. */
export interface Kind {
  readonly contacts: number;
  readonly simple: number;
  readonly solved: number;
  /** Half took at most this; null: not measured. */
  readonly minutes: number | null;
  /** Judged to suit as things are. Null: nobody was asked. */
  readonly suits: number | null;
  /** Judged to suit with training, or with a mandate. */
  readonly suitsWith: { readonly training: number; readonly mandate: number } | null;
}

export const CRITERIA = ['many', 'simple', 'solved', 'short', 'judged'] as const;
export type Criterion = (typeof CRITERIA)[number];

export interface Suitability {
  /** `suits`: now; `with-training`, `with-mandate`: what most of those who judge say it takes; `no`: a criterion is not met. */
  readonly verdict: 'suits' | 'with-training' | 'with-mandate' | 'no' | 'too-few';
  /** Those that are not met. */
  readonly lacks: readonly Criterion[];
}

/** Whether a kind of question would suit the front desk: many, simple, solved there, short, and by those who meet it. */
export function suitability(kind: Kind, limit: Thresholds): Suitability {
  const { contacts, simple, solved, minutes, suits, suitsWith } = kind;
  if (contacts < limit.many) return { verdict: 'too-few', lacks: ['many'] };
  const helped = (suits ?? 0) + (suitsWith?.training ?? 0) + (suitsWith?.mandate ?? 0);
  const reaches = (count: number, percent: number) => count * 100 >= percent * contacts;
  const lacks: Criterion[] = [];
  if (!reaches(simple, limit.simple)) lacks.push('simple');
  if (minutes === null || minutes > limit.minutes) lacks.push('short');
  if (suits !== null && !reaches(helped, limit.judged)) lacks.push('judged');
  const solvedThere = reaches(solved, limit.solved);
  if (lacks.length > 0) return { verdict: 'no', lacks: solvedThere ? lacks : [...lacks, 'solved'] };
  if (solvedThere) return { verdict: 'suits', lacks };
  // Not solved there today: what those who meet it say it takes.
  const training = suitsWith?.training ?? 0;
  const mandate = suitsWith?.mandate ?? 0;
  if (training + mandate === 0 || !reaches(solved + training + mandate, limit.solved))
    return { verdict: 'no', lacks: ['solved'] };
  return { verdict: mandate > training ? 'with-mandate' : 'with-training', lacks: ['solved'] };
}
