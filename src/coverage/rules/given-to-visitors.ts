import { levelsAt, type PermittedMatrix } from '../../law/matrix.ts';

/**
 * What visitors are given at each office: a byte per task and office (task-major, in the order of the policy), bit n is
 * `SERVICE_LEVELS[n]`. Set when the law lets somebody who works there do it; how many they are, or who, is not in it.
 * `worksAt` gives the places in the list of offices where each officer of the policy meets visitors.
 */
export function givenToVisitors(
  matrix: PermittedMatrix,
  worksAt: readonly (readonly number[])[],
): Uint8Array {
  const { tasks, offices, officers } = matrix.policy;
  const given = new Uint8Array(tasks.length * offices.length);
  officers.forEach((_, o) => {
    for (const f of worksAt[o] ?? [])
      for (let t = 0; t < tasks.length; t++) given[t * offices.length + f]! |= levelsAt(matrix, o, f, t);
  });
  return given;
}
