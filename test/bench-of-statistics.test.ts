import { expect, it } from 'vitest';
import { ofSize } from '../bench/statistics/size.ts';

// The bench of 50 million visits, small: every number of every view, added up by sets, as PostgreSQL and DuckDB count it.
it('views of thirteen years say what two scans of their facts say', { timeout: 300_000 }, async () => {
  const { views } = await ofSize({ visits: 40_000, times: 1, scanTimes: 1, keep: null });
  expect(views.flatMap(({ unequal }) => unequal)).toEqual([]);
  // An office may have no visit at all in so few.
  expect(views.filter(({ numbers }) => numbers > 0).length).toBeGreaterThan(15);
});
