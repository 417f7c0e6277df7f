import { Problem } from '../platform/problem.ts';

/**
 * A diary number of Kammarkollegiet's is one document's, in the whole diary: the database refuses a second, whoever enters
 * it (migration 0034). Gives `work`'s answer, or throws Problem `invalid` with `diaryNumber` when the number is taken.
 */
export async function withFreeDiaryNumber<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'a_diary_number_is_one_documents') throw error;
    throw new Problem('invalid', {}, [{ field: 'diaryNumber', code: 'diary-number-taken' }]);
  }
}
