import pg from 'pg';
import type { ProblemCode, RowProblem } from './problems.ts';

const KNOWN: Readonly<Record<string, ProblemCode>> = {
  a_mandate_lies_within_its_agreement: 'outside-agreement',
  one_mandate_at_a_time: 'overlapping-mandate',
  one_grant_at_a_time: 'overlapping-grant',
};

/**
 * What the database did not take, as a problem of the file: data it cannot hold (class 22) and constraints that our
 * checks did not foresee or that somebody else's work broke meanwhile (class 23). Null for faults that are not the file's.
 */
export function asProblem(error: unknown): RowProblem | null {
  if (!(error instanceof pg.DatabaseError) || !/^2[23]/.test(error.code ?? '')) return null;
  const constraint = error.constraint ?? error.code ?? '';
  return { line: 0, field: null, code: KNOWN[constraint] ?? 'refused-by-database', facts: { constraint } };
}
