import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type DraftContent, EMPTY_TASK, emptyDraft } from '../draft.ts';
import { changesBetween, merge } from './merge.ts';

const task = (taskId: number, over: object = {}) => ({
  ...EMPTY_TASK,
  ...{ taskId, principalId: 1, performerId: 2 },
  ...over,
});
const contact = (email: string) => ({ authorityId: 1, function: 'Jurist', email, phone: '' });
const base: DraftContent = {
  ...emptyDraft(1),
  name: 'Avtal',
  parties: [1, 2],
  offices: [10, 11],
  tasks: [task(5), task(6)],
  contacts: [contact('a@example.se')],
};
const but = (over: Partial<DraftContent>): DraftContent => ({ ...base, ...over });
const day = (text: string) => text as PlainDate;

describe('two who change the same text', () => {
  it.each<[string, Partial<DraftContent>, Partial<DraftContent>, Partial<DraftContent>]>([
    ['each another field', { name: 'Mitt' }, { noticeMonths: 6 }, { name: 'Mitt', noticeMonths: 6 }],
    ['the same, in the same way', { name: 'Båda' }, { name: 'Båda' }, { name: 'Båda' }],
    [
      'offices joined by both',
      { offices: [10, 11, 12] },
      { offices: [10, 11, 13] },
      { offices: [10, 11, 12, 13] },
    ],
    [
      'an office that left, one that came',
      { offices: [10, 11, 12] },
      { offices: [11] },
      { offices: [11, 12] },
    ],
    [
      'a task that was taken out',
      { tasks: [task(6), task(7)] },
      { noticeMonths: 1 },
      { tasks: [task(6), task(7)] },
    ],
    [
      'a task put in by the other',
      { tasks: [task(6)] },
      { tasks: [task(4), task(5), task(6)] },
      { tasks: [task(6), task(4)] },
    ],
    ['all offices, by one', { offices: 'all' }, { name: 'Ditt' }, { offices: 'all', name: 'Ditt' }],
    ['all offices, by the other', { name: 'Mitt' }, { offices: 'all' }, { offices: 'all', name: 'Mitt' }],
  ])('%s: both stand', (_, mine, theirs, expected) => {
    const merged = merge(base, but(mine), but(theirs));
    expect(merged.content).toMatchObject(expected);
    expect(merged.conflicts).toEqual([]);
  });

  it.each<[string, Partial<DraftContent>, Partial<DraftContent>, object]>([
    ['a name', { name: 'Mitt' }, { name: 'Ditt' }, { field: 'name', before: 'Ditt', after: 'Mitt' }],
    [
      'a day',
      { to: day('2027-01-01') },
      { to: day('2028-01-01') },
      { field: 'to', before: '2028-01-01', after: '2027-01-01' },
    ],
    [
      'a contact',
      { contacts: [contact('m@example.se')] },
      { contacts: [contact('d@example.se')] },
      { field: 'contacts' },
    ],
    [
      'a task that one changes and the other takes out',
      { tasks: [task(5, { requiresPersonalData: true }), task(6)] },
      { tasks: [task(6)] },
      { field: 'tasks', before: null },
    ],
    [
      'all offices and one more',
      { offices: [10, 11, 12] },
      { offices: 'all' },
      { field: 'offices', before: 'all' },
    ],
  ])('%s, differently: mine stands, and it is told', (_, mine, theirs, expected) => {
    const merged = merge(base, but(mine), but(theirs));
    expect(merged.conflicts).toEqual([expect.objectContaining(expected)]);
    expect(merged.content).toMatchObject(mine);
  });

  it('tells what was taken from the other', () => {
    const { taken } = merge(base, but({ name: 'Mitt' }), but({ tasks: [task(6)], noticeMonths: 3 }));
    expect(taken).toHaveLength(2);
    expect(taken).toEqual(
      expect.arrayContaining([
        { field: 'tasks', before: task(5), after: null },
        { field: 'noticeMonths', before: null, after: 3 },
      ]),
    );
  });

  it('is not disturbed by order, and rows that say nothing yet stay apart', () => {
    expect(changesBetween(base, but({ tasks: [task(6), task(5)], offices: [11, 10] }))).toEqual([]);
    const empty = but({ tasks: [EMPTY_TASK, EMPTY_TASK] });
    expect(merge(empty, empty, empty).content.tasks).toHaveLength(2);
  });
});
