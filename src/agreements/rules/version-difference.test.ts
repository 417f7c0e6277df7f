import { describe, expect, it } from 'vitest';
import type { AgreementTask } from '../../law/facts.ts';
import { agreementTask, day, party, system, task } from '../../law/test-facts.ts';
import { onlyDaysDiffer, type VersionSaid, versionDifference } from './version-difference.ts';

const card = agreementTask({
  taskId: task.identityCard.id,
  principal: party.skatteverket,
  performer: party.ssc,
  exercisesAuthority: true,
  requiresPersonalData: true,
  listedSeparately: true,
  performersNamed: false,
  catalogueCode: 'SA-2019-S1',
  access: [system.first],
  offices: { agreement: 'all', task: 'all' },
});
const parking = agreementTask({ taskId: task.parking.id, principal: party.kommun, performer: party.ssc });
const parkingElsewhere = { ...parking, principal: party.otherKommun };

const terms = {
  from: day('2020-01-01'),
  to: null,
  decidedOn: day('2019-12-01'),
  summary: '',
  competence: 'not-asked',
  firstAnswerDays: 2,
  finalAnswerDays: null,
  noticeMonths: 6,
} as const;
const contact = { authorityId: 2, function: 'Registrator', email: 'a@example.se', phone: '' };
const said = (over: Partial<VersionSaid> = {}): VersionSaid => ({
  terms,
  offices: 'all',
  tasks: [card],
  contacts: [contact],
  ...over,
});
const changed = (over: Partial<AgreementTask>) => ({ tasks: [{ ...card, ...over }] });
const at = (offices: 'all' | readonly number[]) => ({
  ...card,
  offices: { agreement: 'all' as const, task: offices },
});

const NOTHING = { terms: [], offices: null, added: [], removed: [], changed: [], contacts: [], same: 1 };

describe('what differs between two versions', () => {
  it.each<[string, Partial<VersionSaid>, Partial<VersionSaid>, object]>([
    ['nothing', {}, {}, NOTHING],
    [
      'order of tasks is no difference',
      { tasks: [card, parking] },
      { tasks: [parking, card] },
      { ...NOTHING, same: 2 },
    ],
    [
      'the version of the facts is no difference',
      {},
      changed({ version: 7, valid: { from: day('2021-01-01'), to: null } }),
      NOTHING,
    ],
    [
      'the days',
      {},
      { terms: { ...terms, from: day('2021-01-01'), to: day('2022-12-31') } },
      {
        terms: [
          { term: 'from', before: '2020-01-01', after: '2021-01-01' },
          { term: 'to', before: null, after: '2022-12-31' },
        ],
      },
    ],
    [
      'the words about it',
      {},
      { terms: { ...terms, summary: 'Ny' } },
      { terms: [{ term: 'summary', before: '', after: 'Ny' }] },
    ],
    ['a task that is new', {}, { tasks: [card, parking] }, { added: [parking], same: 1 }],
    ['a task that is gone', { tasks: [card, parking] }, {}, { removed: [parking], same: 1 }],
    ['every task gone', {}, { tasks: [] }, { removed: [card], same: 0 }],
    [
      'the same task for another principal is another task',
      { tasks: [parking] },
      { tasks: [parkingElsewhere] },
      { added: [parkingElsewhere], removed: [parking], changed: [], same: 0 },
    ],
    [
      'offices by name',
      { offices: [1, 2] },
      { offices: [2, 3] },
      { offices: { before: [1, 2], after: [2, 3], added: [3], removed: [1] } },
    ],
    ['the order of offices is no difference', { offices: [1, 2] }, { offices: [2, 1] }, { offices: null }],
    [
      'from all offices to some',
      {},
      { offices: [2] },
      { offices: { before: 'all', after: [2], added: [], removed: [] } },
    ],
    [
      'from some offices to all',
      { offices: [2] },
      {},
      { offices: { before: [2], after: 'all', added: [], removed: [] } },
    ],
    [
      'from no office to all',
      { offices: [] },
      {},
      { offices: { before: [], after: 'all', added: [], removed: [] } },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(versionDifference(said(before), said(after))).toMatchObject(expected);
  });

  it.each<[string, Partial<AgreementTask>, object]>([
    ['performer', { performer: party.polisen }, { before: party.ssc.id, after: party.polisen.id }],
    ['exercisesAuthority', { exercisesAuthority: false }, { before: true, after: false }],
    ['requiresPersonalData', { requiresPersonalData: false }, { before: true, after: false }],
    ['listedSeparately', { listedSeparately: false }, { before: true, after: false }],
    ['performersNamed', { performersNamed: true }, { before: false, after: true }],
    ['catalogueCode', { catalogueCode: null }, { before: 'SA-2019-S1', after: null }],
    ['access', { access: [system.second] }, { added: [system.second], removed: [system.first] }],
    [
      'offices',
      { offices: { agreement: 'all', task: [4] } },
      { before: 'all', after: [4], added: [], removed: [] },
    ],
  ])('in a task: %s', (what, over, expected) => {
    const difference = versionDifference(said(), said(changed(over)));
    expect(difference.changed).toEqual([
      { before: card, after: { ...card, ...over }, changes: [{ what, ...expected }] },
    ]);
    expect(difference).toMatchObject({ added: [], removed: [], same: 0 });
    expect(onlyDaysDiffer(difference)).toBe(false);
  });

  it('tells several changes of one task together', () => {
    const difference = versionDifference(
      said({ tasks: [at([1, 2])] }),
      said({ tasks: [{ ...at([2, 3]), exercisesAuthority: false, catalogueCode: null }] }),
    );
    expect(difference.changed[0]?.changes.map((change) => change.what)).toEqual([
      'exercisesAuthority',
      'catalogueCode',
      'offices',
    ]);
  });

  it('tells what the parties promise each other, and keeps what is as it was', () => {
    const later = said({
      terms: { ...terms, competence: 'blocks', firstAnswerDays: 3, finalAnswerDays: 10 },
    });
    const difference = versionDifference(said(), later);
    expect(difference.terms).toEqual([
      { term: 'competence', before: 'not-asked', after: 'blocks' },
      { term: 'firstAnswerDays', before: 2, after: 3 },
      { term: 'finalAnswerDays', before: null, after: 10 },
    ]);
    expect(difference.unchanged).toMatchObject({
      terms: ['from', 'to', 'decidedOn', 'summary', 'noticeMonths'],
      offices: true,
      contacts: [contact],
    });
    expect(difference.unchanged.tasks).toEqual([card]);
    expect(onlyDaysDiffer(difference)).toBe(false);
  });

  it('tells contacts that come, go, and are reached in another way', () => {
    const desk = { ...contact, function: 'Kundtjänst' };
    const moved = { ...contact, email: 'b@example.se' };
    const changes = (before: VersionSaid['contacts'], after: VersionSaid['contacts']) =>
      versionDifference(said({ contacts: before }), said({ contacts: after })).contacts;
    expect(changes([contact], [contact, desk])).toEqual([
      { authorityId: 2, function: 'Kundtjänst', before: null, after: desk },
    ]);
    expect(changes([contact, desk], [contact])).toEqual([
      { authorityId: 2, function: 'Kundtjänst', before: desk, after: null },
    ]);
    expect(changes([contact], [moved])).toEqual([
      { authorityId: 2, function: 'Registrator', before: contact, after: moved },
    ]);
    // The same at another party is another's.
    expect(changes([contact], [{ ...contact, authorityId: 3 }])).toHaveLength(2);
    expect(changes([contact, contact], [contact])).toEqual([
      { authorityId: 2, function: 'Registrator', before: contact, after: null },
    ]);
  });

  it('is the other way round when the versions are', () => {
    const one = said({ offices: [1], tasks: [card] });
    const two = said({ offices: [2], tasks: [parking] });
    const there = versionDifference(one, two);
    const back = versionDifference(two, one);
    expect(back.added).toEqual(there.removed);
    expect(back.removed).toEqual(there.added);
    expect(back.offices?.added).toEqual(there.offices?.removed);
  });

  it('knows when only the days are others', () => {
    const later = said({ terms: { ...terms, from: day('2021-01-01') } });
    expect(onlyDaysDiffer(versionDifference(said(), later))).toBe(true);
    expect(onlyDaysDiffer(versionDifference(said(), said({ offices: [1] })))).toBe(false);
  });
});
