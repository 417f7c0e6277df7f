import { describe, expect, it } from 'vitest';
import { day, law, party, task, until } from '../../law/test-facts.ts';
import type { SentAgreement, SentTask } from '../sent-agreement.ts';
import { copyDeviations } from './copy-deviations.ts';

const named = { ...party.skatteverket, name: 'Skatteverket' };
const ssc = { ...party.ssc, name: 'Statens servicecenter' };
const polisen = { ...party.polisen, name: 'Polismyndigheten' };
const kommun = { ...party.kommun, name: 'Haninge kommun' };
const other = { ...party.otherKommun, name: 'Nynäshamns kommun' };

const card: SentTask = {
  task: task.identityCard,
  name: 'Identitetskort',
  principalId: named.id,
  performerId: ssc.id,
  exercisesAuthority: true,
  requiresPersonalData: true,
  listedSeparately: true,
  performersNamed: false,
  catalogueCode: 'SA-2019-S1',
  access: ['Folkbokföring'],
};
const right: SentAgreement = {
  diaryNumber: '2024-1',
  name: 'Serviceavtal',
  regimeId: 'SA-2019',
  signedOn: day('2024-03-01'),
  governmentDirected: false,
  approvedOn: null,
  approvalRevokedOn: null,
  termEndsOn: null,
  version: 1,
  decidedOn: day('2024-03-01'),
  valid: until('2024-03-01'),
  summary: '',
  parties: [named, ssc, kommun, other, polisen],
  offices: 'all',
  tasks: [card],
};
const of = (over: Partial<SentAgreement>, sentOn = '2024-03-02') =>
  copyDeviations({ ...right, ...over }, law, day(sentOn));
const codes = (over: Partial<SentAgreement>, sentOn?: string) => of(over, sentOn).map(({ code }) => code);
const withTask = (over: Partial<SentTask>) => ({ tasks: [{ ...card, ...over }] });
const old = {
  signedOn: day('2006-05-01'),
  decidedOn: day('2006-05-01'),
  valid: until('2006-05-01'),
} as const;

describe('what in a copy does not agree with the law (R1–R5, R14)', () => {
  it('is nothing in an agreement that is as it should be', () => expect(codes({})).toEqual([]));

  it.each([
    ['R2: no task is listed', { tasks: [] }, 'no-tasks', '1–2 §§ lagen (2019:212)'],
    [
      'R2: a task is not listed separately',
      withTask({ listedSeparately: false }),
      'not-listed-separately',
      '2 §',
    ],
    ['R2: the access is not stated', withTask({ access: [] }), 'access-not-stated', '2 §'],
    ['R3: no item of the list', withTask({ catalogueCode: null }), 'no-catalogue-item', '(2019:214)'],
    [
      'R3: the item has lapsed',
      withTask({ task: task.vaccination, principalId: party.polisen.id, catalogueCode: 'SA-2019-S4' }),
      'item-not-valid',
      '(2019:214)',
    ],
    ['the principal is no party', withTask({ principalId: 99 }), 'party-missing', '1 §'],
    [
      'R3: the item is for another task',
      withTask({ catalogueCode: 'SA-2019-S2' }),
      'item-for-another-task',
      '(2019:214)',
    ],
    [
      'municipality for municipality',
      withTask({
        task: task.parking,
        principalId: kommun.id,
        performerId: other.id,
        catalogueCode: 'SA-2019-M4',
      }),
      'direction-not-allowed',
      '1 §',
    ],
    ['somebody else’s task', withTask({ task: task.parental }), 'task-of-another-authority', '1'],
    [
      'R1: signed under another law',
      { signedOn: day('2018-01-01') },
      'signed-under-another-regime',
      '(2019:212)',
    ],
    ['R14: no approval', { ...old, regimeId: 'STJ-2004' }, 'not-approved', '3 § lagen (2004:543)'],
    ['R14: no term', { ...old, regimeId: 'STJ-2004' }, 'term-missing', '2 § lagen (2004:543)'],
    [
      'it begins before it was concluded',
      { decidedOn: day('2024-03-02'), valid: until('2024-03-01') },
      'begins-before-concluded',
      '(2019:212)',
    ],
  ] as const)('%s', (_, over, code, provision) => {
    const found = of(over).find((each) => each.code === code);
    expect(found?.provision).toContain(provision);
  });

  it.each([
    ['2024-03-15', []],
    ['2024-03-16', ['copy-late']],
  ])('R5: a copy sent %s, of what was signed on 1 March', (sentOn, expected) => {
    expect(codes({}, sentOn)).toEqual(expected);
  });

  it('R5: is not late when the Government has directed the activity', () => {
    expect(codes({ governmentDirected: true }, '2025-01-01')).toEqual([]);
  });

  it('tells what concerns the whole agreement once, however many tasks', () => {
    const found = of({ ...old, regimeId: 'STJ-2004', tasks: [card, { ...card, name: 'Annat' }] });
    expect(found.filter(({ code }) => code === 'not-approved')).toHaveLength(1);
  });
});
