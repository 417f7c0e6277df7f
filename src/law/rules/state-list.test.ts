import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import type { Task } from '../facts.ts';
import { party, task, until } from '../test-facts.ts';
import { identityCard, mk1994, question, refusals, stj1997, stj2004, stj2009 } from '../test-questions.ts';

const sa2019 = (about: Task, catalogueCode: string) =>
  question(about, { principal: party.polisen, catalogueCode });
const stj = (about: Task, catalogueCode: string) =>
  stj2009({ taskId: about.id, catalogueCode }, { task: about });

describe('R3: the state’s exercise of authority is in a closed list that day', () => {
  it.each([
    [
      '3 § 4 förordningen (2019:214)',
      'day before the item',
      sa2019(task.vaccination, 'SA-2019-S4'),
      '2022-01-31',
      ['item-not-valid'],
    ],
    [
      '3 § 4 förordningen (2019:214)',
      'first day of the item',
      sa2019(task.vaccination, 'SA-2019-S4'),
      '2022-02-01',
      [],
    ],
    [
      '3 § 4 förordningen (2019:214), §7.12',
      'last day of what it refers to',
      sa2019(task.vaccination, 'SA-2019-S4'),
      '2023-06-30',
      [],
    ],
    [
      '3 § 4 förordningen (2019:214), §7.12',
      'day of the lapse',
      sa2019(task.vaccination, 'SA-2019-S4'),
      '2023-07-01',
      ['item-not-valid'],
    ],
    ['3 § 1 förordningen (2019:214)', 'first day of the list', identityCard(), '2019-06-01', []],
    ['3 § 2 förordningen (2019:214)', 'passports', sa2019(task.passport, 'SA-2019-S2'), '2026-03-02', []],
    [
      '3 § förordningen (2009:315), §7.6',
      'day before the list is known',
      stj2009(),
      '2010-12-31',
      ['list-not-known'],
    ],
    ['3 § förordningen (2009:315), §7.6', 'first day that it is known', stj2009(), '2011-01-01', []],
    [
      '3 § 2 förordningen (2009:315)',
      'flyttningsbidrag, last day',
      stj(task.relocation, 'STJ-2009-S2'),
      '2015-08-31',
      [],
    ],
    [
      '3 § 2 förordningen (2009:315)',
      'flyttningsbidrag, day after',
      stj(task.relocation, 'STJ-2009-S2'),
      '2015-09-01',
      ['item-not-valid'],
    ],
    [
      '3 § 2 förordningen (2009:315), 2015:501',
      'resebidrag, day before',
      stj(task.travel, 'STJ-2009-S2'),
      '2015-08-31',
      ['item-not-valid'],
    ],
    [
      '3 § 2 förordningen (2009:315), 2015:501',
      'resebidrag, first day',
      stj(task.travel, 'STJ-2009-S2'),
      '2015-09-01',
      [],
    ],
    [
      '7 § lagen (1997:297), 2002:313, §7.6',
      'day before the list is known',
      stj1997(),
      '2002-12-31',
      ['list-not-known'],
    ],
    ['7 § lagen (1997:297), 2002:313, §7.6', 'first day that it is known', stj1997(), '2003-01-01', []],
    [
      '6–8 §§ lagen (2004:543), 2004, §7.6',
      'wording not found',
      stj2004({ exercisesAuthority: true, catalogueCode: 'STJ-2009-S1' }, { level: 'authority' }),
      '2006-03-01',
      ['list-not-known'],
    ],
    [
      '1 § lagen (1994:686)',
      'no exercise of authority at all',
      mk1994(
        { exercisesAuthority: true, requiresPersonalData: true, listedSeparately: true, access: [100] },
        { level: 'authority' },
      ),
      '1996-03-01',
      ['authority-never', 'kind-not-enough'],
    ],
    [
      '2 § förordningen (2019:214)',
      'no item in the agreement',
      identityCard({ catalogueCode: null }),
      '2026-03-02',
      ['no-catalogue-item'],
    ],
    [
      '2 § förordningen (2019:214)',
      'an item that is not there',
      identityCard({ catalogueCode: 'SA-2019-S99' }),
      '2026-03-02',
      ['no-catalogue-item'],
    ],
    [
      '2 § förordningen (2019:214)',
      'an item about another task',
      identityCard({ catalogueCode: 'SA-2019-S2' }),
      '2026-03-02',
      ['item-for-another-task'],
    ],
    [
      'p. 3 lagen (2019:212)',
      'an item of an older list',
      identityCard({ catalogueCode: 'STJ-2009-S3' }),
      '2026-03-02',
      ['item-of-another-list'],
    ],
  ])('R3: %s: %s', (_provision, _what, asked, at, expected) => {
    expect(refusals(asked, at)).toEqual(expected);
  });

  it.each([
    ['2010:1737', '2015-12-31', 1],
    ['2015:928', '2016-01-01', 2],
  ])('R3, §7.8: 3 § 3 förordningen (2009:315) in the wording of %s on %s', (_, at, version) => {
    const { facts } = stj(task.identityCard, 'STJ-2009-S3');
    const verdict = decide(facts, until(at).from);
    expect(verdict.permitted && verdict.basis?.item?.version).toBe(version);
  });
});
