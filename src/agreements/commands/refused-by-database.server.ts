import pg from 'pg';
import { Problem } from '../../platform/problem.ts';

/** Constraints that a form can run into, and the field whose fault it is. */
const FIELDS: Readonly<Record<string, readonly [field: string, code: string]>> = {
  a_mandate_lies_within_its_agreement: ['to', 'outside-agreement'],
  one_mandate_at_a_time: ['from', 'overlapping-mandate'],
  a_mandate_reaches_further: ['to', 'mandates-reach-further'],
};

/**
 * Does `work`; what the database refuses (class 22 data, class 23 constraints) becomes a Problem of the form: checked
 * before as far as can be seen, it happens when somebody else was first. `renamed` gives a constraint another sense.
 */
export async function tellingFields<T>(
  work: () => Promise<T>,
  renamed: Readonly<Record<string, string>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !/^2[23]/.test(error.code ?? '')) throw error;
    const constraint = error.constraint ?? '';
    const known = FIELDS[renamed[constraint] ?? constraint];
    if (known === undefined) {
      // The name says nothing to who asks; it tells us which check is missing.
      console.error('refused by the database:', error.code, constraint);
      throw new Problem('invalid');
    }
    throw new Problem('invalid', {}, [{ field: known[0], code: known[1] }]);
  }
}
