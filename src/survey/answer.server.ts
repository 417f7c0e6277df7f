import { type Pool, shortUnscopedRead, sql, unscoped } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Score } from './rules/satisfaction-index.ts';

/** What who has a code may know: where, and what they have answered. */
export interface Survey {
  readonly office: string;
  /** Null: not answered yet. */
  readonly score: Score | null;
  readonly answeredAt: Temporal.Instant | null;
  /** Whether it may be answered, or answered otherwise, now. */
  readonly mayAnswer: boolean;
}

/** The survey of a code in its stored form; null when there is none. */
export async function surveyOf(pool: Pool, code: string, now: Temporal.Instant): Promise<Survey | null> {
  const [found] = await shortUnscopedRead<Survey>(
    pool,
    sql`
      select office, score, answered_at as "answeredAt", may_answer as "mayAnswer" from survey_of_code(${code}, ${now})`,
  );
  return found ?? null;
}

/**
 * Answers the one question after a contact: once for each, and another answer within a day. Nobody is signed in; the code is
 * what gives the right. Throws Problem `not-found`, `not-possible` (`too-late`, `too-late-to-change`).
 */
export async function answerSurvey(
  { pool, clock }: { readonly pool: Pool; readonly clock: () => Temporal.Instant },
  code: string,
  score: Score,
): Promise<void> {
  const { outcome } = await unscoped(pool).one<{ outcome: string }>(
    sql`select answer_survey(${code}, ${score}, ${clock()}) as outcome`,
  );
  if (outcome === 'unknown-code') throw new Problem('not-found');
  if (outcome !== 'answered') throw new Problem('not-possible', { reason: outcome });
}
