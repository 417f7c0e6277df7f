/**
 * What a request can be told besides its answer. Thrown by commands and queries, mapped once to an error page or to
 * RFC 9457 problem details (src/shell/problems.tsx); the sentences stand in src/shell/texts.ts.
 */
export type ProblemCode =
  | 'not-signed-in'
  | 'wrong-credentials'
  | 'too-many-tries'
  | 'forbidden'
  | 'other-site'
  | 'not-found'
  | 'invalid'
  | 'too-large'
  | 'refused'
  | 'stale'
  | 'visit-closed'
  | 'matter-exists'
  | 'already-withdrawn'
  | 'already-recorded'
  | 'not-possible'
  | 'unavailable'
  | 'fault';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'too-many-tries': 429,
  forbidden: 403,
  'other-site': 403,
  'not-found': 404,
  invalid: 422,
  'too-large': 413,
  refused: 409,
  stale: 409,
  'visit-closed': 409,
  'matter-exists': 409,
  'already-withdrawn': 409,
  'already-recorded': 409,
  'not-possible': 409,
  unavailable: 503,
  fault: 500,
};

export interface FieldError {
  readonly field: string;
  readonly code: string;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** What the sentence needs, and what an API client can act on. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    facts: Readonly<Record<string, unknown>> = {},
    errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = STATUS[code];
    this.errors = errors;
    this.facts = facts;
  }
}

/** Refused until `free`: the answer says so in seconds (`retryAfter`, RFC 9110 §10.2.3), at least one and whole. */
export function tooManyTries(
  free: Temporal.Instant,
  now: Temporal.Instant,
  errors: readonly FieldError[] = [],
): Problem {
  return new Problem('too-many-tries', { retryAfter: secondsUntil(free, now) }, errors);
}

export function secondsUntil(free: Temporal.Instant, now: Temporal.Instant): number {
  return Math.max(1, Math.ceil((free.epochMilliseconds - now.epochMilliseconds) / 1000));
}
