import { describe, expect, it } from 'vitest';
import { type Fallen, fallSums } from './fall-sums.ts';

const row = (office: number, task: number, left: number, over: Partial<Fallen> = {}): Fallen => ({
  office: { id: office },
  task: { task: { id: task }, principalId: 1 },
  level: 'personal-data',
  left,
  beforeHere: 1,
  leftHere: left,
  acts: 1,
  ...over,
});

describe('what falls away, summed up', () => {
  it('is nothing of nothing', () => {
    expect(fallSums([])).toEqual({ tasks: [], offices: [] });
  });

  it('counts by task and by office what nobody is left for, or nobody here; the heaviest first', () => {
    const { tasks, offices } = fallSums([
      row(1, 10, 2),
      row(1, 20, 0, { acts: 5 }),
      row(2, 20, 0),
      row(2, 10, 3, { leftHere: 0 }),
    ]);
    expect(
      tasks.map(({ of, rows, nobody, nobodyHere, acts }) => [
        of.task.task.id,
        rows,
        nobody,
        nobodyHere,
        acts,
      ]),
    ).toEqual([
      [20, 2, 2, 0, 6],
      [10, 2, 0, 1, 2],
    ]);
    expect(offices.map(({ of, nobody, nobodyHere }) => [of.office.id, nobody, nobodyHere])).toEqual([
      [2, 1, 1],
      [1, 1, 0],
    ]);
  });

  it('keeps the same task of two authorities apart', () => {
    const other = row(1, 10, 0, { task: { task: { id: 10 }, principalId: 2 } });
    expect(fallSums([row(1, 10, 0), other]).tasks).toHaveLength(2);
  });
});
