import { describe, expect, it } from 'vitest';
import { accessOf, decide } from './decide.ts';
import { LEVELS, type Task } from './facts.ts';
import { agreementTask, day, law, mandateUnder, party, system, task, until } from './test-facts.ts';
import {
  general,
  identityCard,
  municipal,
  permitted,
  personalData,
  type Question,
  question,
  refusals,
  stj1997,
  stj2009,
} from './test-questions.ts';

const verdictOf = ({ facts, at }: Question) => decide(facts, at);
const conditionsOf = (asked: Question) => {
  const verdict = verdictOf(asked);
  return verdict.permitted ? verdict.conditions : 'refused';
};

describe('the small world', () => {
  it.each(Object.entries(permitted))('R1–R8: %s is permitted', (_, make) => {
    expect(refusals(make())).toEqual([]);
  });
});

describe('R8: what the officer has to confirm', () => {
  const sa2019 = (about: Task, catalogueCode: string, principal = party.polisen) =>
    question(about, { principal, catalogueCode });
  const kommun = (about: Task, catalogueCode: string) =>
    municipal({ taskId: about.id, catalogueCode }, { task: about });
  const kommun1997 = (about: Task, catalogueCode: string) =>
    stj1997(
      { taskId: about.id, catalogueCode, principal: party.kommun, performer: party.ssc },
      { task: about },
    );

  it.each([
    ['3 § 1 förordningen (2019:214), "i enklare fall"', identityCard(), ['simple-case']],
    [
      '3 § 2 förordningen (2019:214), 21 § passförordningen',
      sa2019(task.passport, 'SA-2019-S2'),
      ['in-person'],
    ],
    ['3 § 1 förordningen (2009:315), "i enklare fall"', stj2009(), ['simple-case']],
    ['3 § 4 lagen (2019:212), "bevilja"', municipal(), ['favourable-only']],
    ['§7.5, 3 § 1 lagen (2019:212), receiving', kommun(task.preschoolApplication, 'SA-2019-K1a'), []],
    [
      '§7.5, 3 § 1 lagen (2019:212), offering',
      kommun(task.preschoolOffer, 'SA-2019-K1b'),
      ['no-special-support'],
    ],
    ['1, 6 and 7 §§ lagen (1997:297)', stj1997(), ['simple-case', 'favourable-only']],
    [
      '§7.5, 8 § 2 lagen (1997:297), receiving',
      kommun1997(task.preschoolApplication, 'STJ-1997-K2a'),
      ['simple-case', 'favourable-only'],
    ],
    [
      '§7.5, 8 § 2 lagen (1997:297), offering',
      kommun1997(task.preschoolOffer, 'STJ-1997-K2b'),
      ['simple-case', 'favourable-only', 'no-special-support'],
    ],
    ['6 § lagen (2019:212): a look into data decides nothing', personalData(), []],
    ['1 § lagen (2019:212): neither does advice', general(), []],
  ])('R8: %s', (_, asked, expected) => {
    expect(conditionsOf(asked)).toEqual(expected);
  });

  it('R8: 3 § förordningen (2019:214): what is done in the principal’s name rests on its agreement, mandate and item', () => {
    const verdict = verdictOf(identityCard());
    expect(verdict).toMatchObject({
      permitted: true,
      basis: {
        agreement: { principal: party.skatteverket },
        mandate: { principalId: party.skatteverket.id },
        item: { code: 'SA-2019-S1' },
      },
    });
  });
});

describe('§7.10: the ladder', () => {
  it('§7.10: 6–8 §§ förvaltningslagen: the way is shown whatever the facts', () => {
    const nothing = {
      task: null,
      officer: null,
      office: null,
      agreements: [],
      mandates: [],
      competences: [],
    };
    const verdict = decide({ level: 'signpost', ...nothing, law }, day('1990-01-01'));
    expect(verdict).toMatchObject({ permitted: true, basis: null, conditions: [] });
    expect(verdict.grounds).toMatchObject([{ code: 'signposting', provision: { reading: true } }]);
  });

  it('§7.10: 1 § lagen (2019:212): advice on behalf of an authority needs an agreement', () => {
    const { facts, at } = general();
    for (const level of LEVELS)
      expect(decide({ ...facts, level, agreements: [] }, at).permitted).toBe(level === 'signpost');
  });
});

describe('several agreements', () => {
  const { facts, at } = personalData();
  const [agreement] = facts.agreements;
  const ended = { ...agreement!, version: 1, valid: until('2019-06-01', '2020-12-31') };
  const elsewhere = { ...agreement!, agreementId: 32, offices: { agreement: [99], task: [99] } };

  it('1 § lagen (2019:212): any one that allows it is enough, in whatever order', () => {
    for (const agreements of [
      [ended, elsewhere, agreement!],
      [agreement!, elsewhere, ended],
    ])
      expect(decide({ ...facts, agreements }, at)).toMatchObject({ permitted: true, basis: { agreement } });
  });

  it('R6: one agreement’s mandate does not serve at another’s office', () => {
    const mandated = { ...agreement!, offices: elsewhere.offices };
    const here = { ...elsewhere, offices: agreement!.offices };
    expect(decide({ ...facts, agreements: [mandated, here] }, at).permitted).toBe(false);
  });

  it('of two that came as near the first is told', () => {
    const verdict = decide({ ...facts, agreements: [{ ...ended, version: 7 }, ended] }, at);
    expect(verdict).toMatchObject({ permitted: false, nearest: { version: 7 } });
  });

  it('the refusal that is told is of the agreement in force, and of those the one with the officer’s mandate', () => {
    const held = { ...facts, agreements: [ended, elsewhere], mandates: [mandateUnder(ended)] };
    expect(decide(held, at)).toMatchObject({ permitted: false, nearest: { agreementId: 32 } });

    const other = { ...agreement!, agreementId: 33 };
    const withdrawn = mandateUnder(agreement!, { withdrawnOn: at });
    for (const agreements of [
      [other, agreement!],
      [agreement!, other],
    ])
      expect(refusals({ facts: { ...facts, agreements, mandates: [withdrawn] }, at })).toEqual([
        'mandate-withdrawn',
      ]);
  });

  it('of versions that have not begun, the first to begin is told of', () => {
    const first = { ...agreement!, valid: until('2027-01-01', '2027-12-31') };
    const second = { ...agreement!, version: 2, valid: until('2028-01-01') };
    const verdict = decide({ ...facts, agreements: [second, first] }, at);
    expect(verdict).toMatchObject({ permitted: false, nearest: { version: 1 } });
  });

  it('R1: nothing rests on an amendment before it was concluded, whatever day it says that it begins', () => {
    const early = { ...agreement!, decidedOn: until('2026-03-03').from };
    expect(refusals({ facts: { ...facts, agreements: [early] }, at })).toEqual(['not-yet-in-force']);
  });
});

describe('R7: the systems that a permitted act may look into', () => {
  const basisOf = (asked: Question) => {
    const verdict = verdictOf(asked);
    if (!verdict.permitted || verdict.basis === null) throw new Error('refused');
    return verdict.basis;
  };
  const both = [system.first, system.second];

  it.each([
    ['6 § lagen (2019:212): what the task needs', personalData(), [system.first]],
    [
      '6 § lagen (2019:212): what the mandate opens',
      personalData({ access: both }, { mandate: { access: [101] } }),
      [101],
    ],
    ['6 § lagen (2019:212): nothing for advice', general(), []],
    [
      '6 § lagen (2019:212): nothing for an act that needs none',
      identityCard({ requiresPersonalData: false }),
      [],
    ],
  ])('R7: %s', (_, asked, expected) => {
    expect(accessOf(basisOf(asked))).toEqual(expected);
  });

  it('R7: 6 § lagen (2019:212): nothing without a mandate', () => {
    expect(accessOf({ agreement: agreementTask(), mandate: null, item: null })).toEqual([]);
  });
});
