import { Problem } from '../../platform/problem.ts';

/** A field of the law's content that cannot be stored; `fact` is what its sentence names (texts.ts, error). */
export function contentError(field: string, code: string, fact?: string | readonly string[]): Problem {
  return new Problem('invalid', fact === undefined ? {} : { [code]: fact }, [{ field, code }]);
}

/** Two wordings of one item never hold on the same day: PostgreSQL has the last word (WITHOUT OVERLAPS). */
export function overlapAsError(error: unknown, field: string): unknown {
  return (error as { code?: unknown } | null)?.code === '23P01' ? contentError(field, 'overlaps') : error;
}
