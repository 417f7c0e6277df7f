import { expect, it } from 'vitest';
import { performedTasks } from './performed-rows.ts';

it('a row a task, its levels beside each other, summed over the offices, most often done first', () => {
  const card = { principal: 'Skatteverket', task: 'Id-kort' };
  const benefit = { principal: 'Försäkringskassan', task: 'Föräldrapenning' };
  const rows = performedTasks([
    {
      tasks: [
        { ...benefit, level: 'guidance', times: 3 },
        { ...card, level: 'authority', times: 2 },
      ],
    },
    {
      tasks: [
        { ...card, level: 'authority', times: 1 },
        { ...card, level: 'guidance', times: 4 },
      ],
    },
  ]);
  const none = { guidance: 0, 'e-service': 0, 'personal-data': 0, authority: 0 };
  expect(rows).toEqual([
    { ...card, times: { ...none, guidance: 4, authority: 3 }, total: 7 },
    { ...benefit, times: { ...none, guidance: 3 }, total: 3 },
  ]);
  expect(performedTasks([])).toEqual([]);
});
