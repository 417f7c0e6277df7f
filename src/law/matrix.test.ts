import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../kernel/plain-date.ts';
import { decide } from './decide.ts';
import { SERVICE_LEVELS } from './facts.ts';
import { factsFor, indexPolicy, levelsAt, type Policy, permittedMatrix } from './matrix.ts';
import { anyQuestion } from './test-arbitraries.ts';
import { agreementTask, day, law, mandateUnder, office, officer, party, task, until } from './test-facts.ts';
import { general, identityCard, municipal, type Question } from './test-questions.ts';

/** One policy of several questions: their officers and offices, and two more of each. */
function policyOf(questions: readonly Question[]): Policy {
  const employers = new Set(questions.map(({ facts }) => facts.officer!.employerId));
  const offices = [...employers].flatMap((operatorId) =>
    [0, 1, 2].map((n) => ({
      ...office,
      id: operatorId === 1 ? office.id + n : 100 * operatorId + n,
      operatorId,
    })),
  );
  const officers = [...employers].flatMap((employerId) =>
    [0, 1].map((n) => ({
      ...officer,
      id: employerId === 1 ? officer.id + n : 100 * employerId + n,
      employerId,
    })),
  );
  // One task is one authority's, whichever questions of the world it stands in.
  const taskOf = new Map(questions.map(({ facts }) => [facts.task!.id, facts.task!]));
  const tasks = new Map(
    questions.flatMap(({ facts }) =>
      facts.agreements.map((a) => [
        `${facts.task!.id} ${a.principal.id}`,
        { task: taskOf.get(facts.task!.id)!, principalId: a.principal.id },
      ]),
    ),
  );
  return {
    officers: [...officers, { ...officer, id: 90, employed: until('2001-01-01', '2001-12-31') }],
    offices: [...offices, { ...office, id: 91, open: until('2001-01-01', '2001-12-31') }],
    tasks: [
      ...tasks.values(),
      { task: { id: 99, code: 'nobody-does-this', sphere: 'state', authorityId: 3 }, principalId: 3 },
    ],
    agreements: questions.flatMap(({ facts }) => facts.agreements),
    mandates: questions.flatMap(({ facts }) => facts.mandates),
    competences: questions.flatMap(({ facts }) => facts.competences),
    law,
  };
}

/** Compares cells with `decide()`; says how many levels were permitted and refused. */
function compare(policy: Policy, at: PlainDate, cells: Iterable<readonly [number, number, number]>) {
  const indexed = indexPolicy(policy);
  const matrix = permittedMatrix(policy, at);
  const count = { permitted: 0, refused: 0 };
  for (const [o, p, t] of cells) {
    const { task, principalId } = policy.tasks[t]!;
    const levels = levelsAt(matrix, o, p, t);
    SERVICE_LEVELS.forEach((level, n) => {
      const facts = factsFor(
        indexed,
        policy.officers[o]!.id,
        policy.offices[p]!.id,
        task.id,
        principalId,
        level,
      );
      const { permitted } = decide(facts, at);
      expect((levels & (1 << n)) !== 0, `${o} ${p} ${t} ${level}`).toBe(permitted);
      count[permitted ? 'permitted' : 'refused']++;
    });
  }
  return count;
}

function* every({ officers, offices, tasks }: Policy) {
  for (let o = 0; o < officers.length; o++)
    for (let p = 0; p < offices.length; p++) for (let t = 0; t < tasks.length; t++) yield [o, p, t] as const;
}

describe('the matrix of a day is decide(), cell by cell', () => {
  it('R1–R8: in small worlds, in every cell', () => {
    const count = { permitted: 0, refused: 0 };
    const world = fc.array(anyQuestion, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(world, (questions) => {
        const policy = policyOf(questions);
        const { permitted, refused } = compare(policy, questions[0]!.at, every(policy));
        count.permitted += permitted;
        count.refused += refused;
      }),
    );
    expect(Math.min(count.permitted, count.refused)).toBeGreaterThan(500);
  });

  it('R1–R8: in a big one, in a sample of cells', () => {
    const policy = bigPolicy();
    const pick = (of: readonly unknown[]) => fc.nat({ max: of.length - 1 });
    const cell = fc.tuple(pick(policy.officers), pick(policy.offices), pick(policy.tasks));
    const count = compare(policy, day('2026-03-02'), fc.sample(cell, { numRuns: 3_000, seed: 1 }));
    expect(Math.min(count.permitted, count.refused)).toBeGreaterThan(1_000);
  });

  it('R6: the conjunction is made agreement by agreement', () => {
    const here = agreementTask({ agreementId: 31, offices: { agreement: [11], task: [11] } });
    const there = agreementTask({ agreementId: 32, offices: { agreement: [12], task: [12] } });
    const policy: Policy = {
      officers: [officer],
      offices: [office, { ...office, id: 12 }],
      tasks: [{ task: task.identityCard, principalId: party.skatteverket.id }],
      agreements: [here, there],
      mandates: [mandateUnder(here)],
      competences: [],
      law,
    };
    const matrix = permittedMatrix(policy, day('2026-03-02'));
    expect([levelsAt(matrix, 0, 0, 0), levelsAt(matrix, 0, 1, 0)]).toEqual([0b1111, 0b0011]);
  });

  it('nothing is permitted in an empty policy, or for what the policy does not hold', () => {
    const policy = policyOf([general(), identityCard()]);
    const nobody: Policy = { ...policy, officers: [], offices: [], tasks: [], agreements: [], mandates: [] };
    expect(permittedMatrix(nobody, day('2026-03-02')).bits.length).toBe(0);
    const facts = factsFor(indexPolicy(nobody), 21, 11, 1, 2, 'guidance');
    expect(facts).toMatchObject({ task: null, officer: null, office: null, agreements: [], mandates: [] });
    expect(decide(facts, day('2026-03-02')).permitted).toBe(false);
  });
});

function bigPolicy(): Policy {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  const kinds = [identityCard, general, municipal];
  const questions = numbers(30).map((n) => {
    const one = { ...task.identityCard, ...kinds[n % 3]!().facts.task!, id: n + 1 };
    const offices = n % 4 === 0 ? ('all' as const) : numbers(80).filter((id) => id % 4 !== n % 4);
    return kinds[n % 3]!({ taskId: one.id, offices: { agreement: offices, task: 'all' } }, { task: one });
  });
  const agreements = questions.map(({ facts }) => facts.agreements[0]!);
  return {
    officers: numbers(100).map((id) => ({ ...officer, id })),
    offices: numbers(81).map((id) => ({
      ...office,
      id,
      open: until('2020-01-01', id % 9 === 0 ? '2025-12-31' : null),
    })),
    tasks: questions.map(({ facts }) => ({
      task: facts.task!,
      principalId: facts.agreements[0]!.principal.id,
    })),
    agreements,
    mandates: numbers(100).flatMap((officerId) =>
      agreements
        .filter((_, n) => (officerId + n) % 3 !== 0)
        .map((a) =>
          mandateUnder(a, { officerId, withdrawnOn: officerId % 7 === 0 ? day('2026-03-02') : null }),
        ),
    ),
    competences: [],
    law,
  };
}
