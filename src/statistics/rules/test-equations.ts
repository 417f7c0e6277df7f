/** A sum that somebody was told: which of the smallest counts are in it. */
export interface Sum {
  readonly of: readonly boolean[];
}

/** What follows from equations: whether a sum is one of their combinations. */
export function whatFollows(equations: readonly Sum[]) {
  const rows: number[][] = [];
  const reduce = (vector: number[]) => {
    for (const row of rows) {
      const pivot = row.findIndex((value) => Math.abs(value) > 1e-9);
      const times = vector[pivot]! / row[pivot]!;
      for (const [at, value] of row.entries()) vector[at]! -= times * value;
    }
    return vector;
  };
  for (const { of } of equations) {
    const left = reduce(of.map(Number));
    if (left.some((value) => Math.abs(value) > 1e-9)) rows.push(left);
  }
  return (of: readonly boolean[]) => reduce(of.map(Number)).every((value) => Math.abs(value) < 1e-7);
}
