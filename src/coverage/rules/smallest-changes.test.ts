import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import type { AgreementTask, Mandate } from '../../law/facts.ts';
import { anyDay, anyQuestion, permittedQuestion } from '../../law/test-arbitraries.ts';
import { agreementTask, day, office, party, system, task, until } from '../../law/test-facts.ts';
import { general, identityCard, mk1994, municipal, personalData, stj2004 } from '../../law/test-questions.ts';
import { NOTHING_AROUND, type Surroundings } from './candidate-changes.ts';
import { applied, asksOtherwise, type Change, type Situation } from './change.ts';
import { periodsOf } from './periods-of.ts';
import { smallestChanges } from './smallest-changes.ts';

const permits = (situation: Situation, changes: readonly Change[]) => {
  const { facts, at } = applied(situation, changes);
  return decide(facts, at).permitted;
};
function subsets<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, n) => (bits >> n) & 1));
}

const around = ({ facts }: Situation, over: Partial<Surroundings> = {}): Surroundings => ({
  ...NOTHING_AROUND,
  systems: [system.first],
  offices: [{ ...office, id: 12 }],
  parties:
    facts.agreements[0] === undefined
      ? null
      : { principal: facts.agreements[0].principal, performer: facts.agreements[0].performer },
  ...over,
});
const ways = (situation: Situation, more: Partial<Surroundings> = {}) =>
  smallestChanges(situation, around(situation, more)).changes.map((set) => set.map(({ kind }) => kind));

describe('the smallest changes, whatever is asked', () => {
  it('what is proposed gives a yes, and no part of it does', () => {
    let proposed = 0;
    fc.assert(
      fc.property(anyQuestion, fc.boolean(), (situation, withSystems) => {
        const asked = around(situation, withSystems ? {} : { systems: [] });
        const { changes, otherwise, inTheWay } = smallestChanges(situation, asked);
        for (const set of changes) {
          proposed++;
          expect(permits(situation, set)).toBe(true);
          for (const fewer of subsets(set).filter((some) => some.length < set.length))
            expect(permits(situation, fewer), JSON.stringify(fewer)).toBe(false);
        }
        for (const other of otherwise) expect(permits(situation, [other])).toBe(true);
        const refused = !decide(situation.facts, situation.at).permitted;
        expect(inTheWay.length > 0).toBe(refused && changes.length === 0);
      }),
      { numRuns: 400 },
    );
    expect(proposed).toBeGreaterThan(50);
  });

  it('a yes needs no change', () => {
    fc.assert(
      fc.property(permittedQuestion, (situation) => {
        expect(smallestChanges(situation, around(situation))).toEqual({
          changes: [],
          otherwise: [],
          inTheWay: [],
        });
      }),
    );
  });

  it('the periods hold the days on which it is permitted, and no others', () => {
    fc.assert(
      fc.property(anyQuestion, anyDay, ({ facts }, at) => {
        const periods = periodsOf(facts);
        expect(periods.some((period) => contains(period, at))).toBe(decide(facts, at).permitted);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the smallest changes, case by case', () => {
  const mandate = (over: Partial<Mandate>) => identityCard({}, { mandate: over });
  it.each<[string, Situation, string[][]]>([
    ['R6: no mandate: one is issued', mandate({ officerId: 99 }), [['issue-mandate']]],
    [
      'R6: a mandate that has ended is prolonged, or another issued',
      mandate({ valid: until('2020-01-01', '2025-12-31') }),
      [['prolong-mandate'], ['issue-mandate']],
    ],
    ['R6: not signed by the officer', mandate({ signedByOfficerOn: null }), [['officer-signs']]],
    [
      'R6: signed by nobody',
      mandate({ signedByOfficerOn: null, signedByPrincipalOn: null }),
      [['principal-signs', 'officer-signs']],
    ],
    ['R6: without the task', mandate({ tasks: [] }), [['add-to-mandate']]],
    [
      'R6: a withdrawal stays: a new one is issued',
      mandate({ withdrawnOn: day('2026-01-01') }),
      [['issue-mandate']],
    ],
    ['R6: state for state wants an uppdragsavtal', mandate({ kind: 'employment' }), [['mandate-of-kind']]],
    ['R7: without the system', mandate({ access: [] }), [['open-system']]],
    ['R2: not listed separately', identityCard({ listedSeparately: false }), [['list-separately']]],
    ['R2: no access stated', personalData({ access: [] }), [['state-access']]],
    ['R3: the item is not named', identityCard({ catalogueCode: null }), [['name-item']]],
    [
      '§7.10: another office',
      identityCard({ offices: { agreement: [12], task: 'all' } }),
      [['open-to-office']],
    ],
    [
      '§7.10: two scopes',
      identityCard({ offices: { agreement: [12], task: [12] } }),
      [['open-to-office', 'open-task-to-office']],
    ],
    [
      'R1: the agreement has ended',
      general({ valid: until('2019-06-01', '2025-12-31') }),
      [['prolong-version']],
    ],
    ['R14: not approved', stj2004({ approvedOn: null }), [['approve']]],
    ['R14: the term has ended', stj2004({ termEndsOn: day('2005-12-31') }), [['state-term']]],
  ])('%s', (_, situation, expected) => {
    expect(ways(situation)).toEqual(expected);
  });

  it('three are found together, and more than three as well', () => {
    const three = identityCard(
      { offices: { agreement: [12], task: 'all' }, listedSeparately: false },
      { mandate: { officerId: 99 } },
    );
    expect(ways(three)).toEqual([['open-to-office', 'list-separately', 'issue-mandate']]);
    const five = identityCard(
      { offices: { agreement: [12], task: [12] }, listedSeparately: false, exercisesAuthority: false },
      { mandate: { officerId: 99 } },
    );
    expect(ways(five)).toEqual([
      ['open-to-office', 'open-task-to-office', 'agree-on-level', 'list-separately', 'issue-mandate'],
    ]);
  });

  it('a task that the agreement lacks is added to it, with what the level needs', () => {
    const question = identityCard();
    const related: AgreementTask[] = [agreementTask({ taskId: task.parental.id })];
    const situation = { ...question, facts: { ...question.facts, agreements: [], mandates: [] } };
    expect(ways(situation, { related })).toEqual([['add-task', 'issue-mandate']]);
    expect(ways({ ...situation, facts: { ...situation.facts, level: 'guidance' } }, { related })).toEqual([
      ['add-task'],
    ]);
  });

  it('without any agreement one is concluded between the two', () => {
    const question = identityCard();
    const situation = { ...question, facts: { ...question.facts, agreements: [], mandates: [] } };
    const parties = { principal: party.skatteverket, performer: party.ssc };
    expect(ways(situation, { parties })).toEqual([['conclude-agreement', 'issue-mandate']]);
  });

  it('R3: nothing helps for exercise of authority outside the closed list', () => {
    const outside = personalData({ exercisesAuthority: true }, { level: 'authority' });
    const { changes, inTheWay, otherwise } = smallestChanges(outside, around(outside));
    expect(changes).toEqual([]);
    expect(inTheWay.map(({ code, reason }) => [code, reason])).toEqual([['catalogue', 'no-catalogue-item']]);
    expect(otherwise.map(({ kind }) => kind)).toContain('lower-level');
  });

  it('R4: nor for what the law gives a municipality but not a region', () => {
    const region = municipal({ principal: party.region });
    const { changes, inTheWay } = smallestChanges(region, around(region));
    expect(changes).toEqual([]);
    expect(inTheWay[0]?.code).toBe('catalogue');
  });

  it('1 § lagen (2019:212): nor for whom the law names as no party; two municipalities have another kind of agreement', () => {
    const kassa = general({ principal: party.kassa });
    const { changes, inTheWay } = smallestChanges(kassa, around(kassa));
    expect(changes).toEqual([]);
    expect(inTheWay.map(({ reason }) => reason)).toContain('direction-not-allowed');
    const between = general({ principal: party.kommun, performer: party.otherKommun });
    expect(ways(between)).toEqual([['conclude-agreement']]);
  });

  it('competence that the agreement demands is recorded', () => {
    expect(ways(identityCard({ competence: 'blocks' }))).toEqual([['record-competence']]);
    expect(ways(identityCard({ competence: 'warns' }, { mandate: { officerId: 99 } }))).toEqual([
      ['issue-mandate'],
    ]);
  });

  it('2 § lagen (1994:686): an agreement of the first trial is not amended', () => {
    const closed = mk1994({ offices: { agreement: [12], task: 'all' } });
    expect(ways(closed).flat()).not.toContain('open-to-office');
  });

  it('another day, a lower level and another office are told of as other questions', () => {
    const later = identityCard({
      valid: until('2026-06-01'),
      offices: { agreement: [11, 12], task: [11, 12] },
    });
    const { otherwise } = smallestChanges(later, around(later));
    expect(otherwise).toContainEqual({ kind: 'another-day', day: '2026-06-01' });
    const elsewhere = identityCard({ offices: { agreement: [12], task: 'all' } });
    const told = smallestChanges(elsewhere, around(elsewhere)).otherwise;
    expect(told.map(({ kind }) => kind)).toEqual(['another-office']);
    expect(told.every(asksOtherwise)).toBe(true);
    const unlisted = identityCard({ exercisesAuthority: false });
    expect(smallestChanges(unlisted, around(unlisted)).otherwise[0]).toEqual({
      kind: 'lower-level',
      level: 'personal-data',
    });
  });
});
