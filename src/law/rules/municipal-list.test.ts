import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import type { Task } from '../facts.ts';
import { law, party, task, until } from '../test-facts.ts';
import { identityCard, mk1994, municipal, question, refusals, stj1997, stj2009 } from '../test-questions.ts';

const sa2019 = (about: Task, catalogueCode: string) =>
  question(about, { principal: party.polisen, catalogueCode });
const stjMunicipal = (about: Task, catalogueCode: string) =>
  stj2009({ taskId: about.id, catalogueCode, principal: party.kommun }, { task: about });

const preschool1997 = () =>
  stj1997(
    {
      taskId: task.preschoolOffer.id,
      catalogueCode: 'STJ-1997-K2b',
      principal: party.kommun,
      performer: party.ssc,
    },
    { task: task.preschoolOffer },
  );

describe('R4: a municipality’s or a region’s is in the list of the law', () => {
  it.each([
    ['3 § 4 lagen (2019:212)', 'parking permits', municipal(), '2019-06-01', []],
    [
      '8 § lagen (2004:543), 2010:1042, §7.6',
      'day before the list is known',
      stjMunicipal(task.parking, 'STJ-2009-K4'),
      '2011-06-30',
      ['list-not-known'],
    ],
    [
      '8 § lagen (2004:543), 2010:1042, §7.6',
      'first day that it is known',
      stjMunicipal(task.parking, 'STJ-2009-K4'),
      '2011-07-01',
      [],
    ],
    [
      '8 § lagen (1997:297), 2001:478, §7.6',
      'day before the list is known',
      preschool1997(),
      '2001-12-31',
      ['list-not-known'],
    ],
    ['8 § lagen (1997:297), 2001:478, §7.6', 'first day that it is known', preschool1997(), '2002-01-01', []],
    [
      '3 § lagen (2019:212)',
      'a region’s task is in no item',
      municipal({ principal: party.region }),
      '2026-03-02',
      ['item-of-another-list'],
    ],
    [
      '3 § lagen (2019:212)',
      'a state authority with a municipality’s item',
      municipal({ principal: party.polisen }),
      '2026-03-02',
      ['item-of-another-list'],
    ],
    [
      '3 § lagen (2019:212)',
      'a municipality with a state authority’s item',
      identityCard({ principal: party.kommun }),
      '2026-03-02',
      ['item-of-another-list'],
    ],
    [
      '3 § lagen (2019:212)',
      'a task that is not the municipality’s',
      municipal({}, { task: { ...task.parking, sphere: 'state' } }),
      '2026-03-02',
      ['item-of-another-list'],
    ],
  ])('R4: %s: %s', (_provision, _what, asked, at, expected) => {
    expect(refusals(asked, at)).toEqual(expected);
  });
});

describe('the provision that is shown', () => {
  const shown = ({ facts, at }: ReturnType<typeof identityCard>, on: string = at) =>
    decide(facts, until(on).from).grounds.find((ground) => ground.code === 'catalogue');

  it('R3: the item’s when it is found, also when it does not hold', () => {
    expect(shown(identityCard())?.provision.ref).toBe('3 § 1 förordningen (2019:214)');
    const lapsed = shown(sa2019(task.vaccination, 'SA-2019-S4'), '2023-07-01');
    expect(lapsed).toMatchObject({
      provision: { ref: '3 § 4 förordningen (2019:214)' },
      facts: { item: 'SA-2019-S4', from: '2022-02-01', to: '2023-06-30' },
    });
  });

  it('R3, R4: the list’s when no item is found, and the law’s own when there is no list', () => {
    expect(shown(identityCard({ catalogueCode: null }))?.provision.ref).toBe(
      '3 § förordningen (2019:214) om viss gemensam offentlig service',
    );
    expect(shown(municipal({ catalogueCode: null }))?.provision.ref).toBe(
      '3 § lagen (2019:212) om viss gemensam offentlig service',
    );
    expect(shown(mk1994({}, { level: 'authority' }))?.provision).toEqual(
      law.regimes.get('MK-1994')?.rules.provisions.catalogue,
    );
  });
});
