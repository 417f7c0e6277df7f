import fc from 'fast-check';
import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, Competence, Mandate } from './facts.ts';
import { competenceIn, day, mandateUnder, party, system, until } from './test-facts.ts';
import { permitted, type Question } from './test-questions.ts';

// Questions near the border: those of the small world, with a few things changed, doubled and mixed.

export const anyDay = fc
  .integer({ min: 0, max: 366 * 36 })
  .map((days): PlainDate => addDays(day('1993-01-01'), days));

const anyPeriod = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 0, max: 4_000 })))
  .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }));

const anySystems = fc.subarray(Object.values(system));
const anyParty = fc.constantFrom(...Object.values(party));
const anyScope = fc.oneof(fc.constant('all' as const), fc.subarray([11, 12, 13]));

const agreementChange: fc.Arbitrary<Partial<AgreementTask>> = fc.oneof(
  fc.record({ valid: anyPeriod }),
  fc.record({ signedOn: anyDay }),
  fc.record({ approvedOn: fc.option(anyDay) }),
  fc.record({ approvalRevokedOn: fc.option(anyDay) }),
  fc.record({ termEndsOn: fc.option(anyDay) }),
  fc.record({ version: fc.constantFrom(1, 2) }),
  fc.record({ agreementId: fc.constantFrom(31, 32) }),
  fc.record({ performer: anyParty }),
  fc.record({ exercisesAuthority: fc.boolean(), requiresPersonalData: fc.boolean() }),
  fc.record({ listedSeparately: fc.boolean(), performersNamed: fc.boolean() }),
  fc.record({
    catalogueCode: fc.constantFrom(null, 'SA-2019-S1', 'SA-2019-S4', 'STJ-2009-S1', 'STJ-2009-S2'),
  }),
  fc.record({ access: anySystems }),
  fc.record({ competence: fc.constantFrom('not-asked', 'warns', 'blocks') }),
  fc.record({ offices: fc.record({ agreement: anyScope, task: anyScope }) }),
);

const mandateChange: fc.Arbitrary<Partial<Mandate>> = fc.oneof(
  fc.record({ valid: anyPeriod }),
  fc.record({ officerId: fc.constantFrom(21, 22) }),
  fc.record({ agreementId: fc.constantFrom(31, 32) }),
  fc.record({ kind: fc.constantFrom('commission', 'employment', 'delegation') }),
  fc.record({ signedByPrincipalOn: fc.option(anyDay), signedByOfficerOn: fc.option(anyDay) }),
  fc.record({ withdrawnOn: fc.option(anyDay) }),
  fc.record({ access: anySystems }),
);

const competenceChange: fc.Arbitrary<Partial<Competence>> = fc.oneof(
  fc.record({ valid: anyPeriod }),
  fc.record({ officerId: fc.constantFrom(21, 22), principalId: fc.constantFrom(2, 3) }),
  fc.record({ withdrawnOn: fc.option(anyDay) }),
);

const changed = <T extends object>(one: T, change: fc.Arbitrary<Partial<T>>): fc.Arbitrary<T> =>
  fc.array(change, { maxLength: 2 }).map((changes) => Object.assign({}, one, ...changes));

/** The named question with up to three variants of its agreement and as many of its mandates. */
const variantsOf = (name: string): fc.Arbitrary<Question> => {
  const { facts, at } = permitted[name]!();
  const agreement = facts.agreements[0]!;
  const agreements = fc.array(changed(agreement, agreementChange), { minLength: 1, maxLength: 3 });
  const mandates = fc.array(changed(mandateUnder(agreement), mandateChange), { maxLength: 3 });
  const competences = fc.array(changed(competenceIn(agreement), competenceChange), { maxLength: 2 });
  const asked = fc.record({
    agreements,
    mandates: fc.oneof(fc.constant(facts.mandates), mandates),
    competences,
  });
  const when = fc.oneof({ weight: 3, arbitrary: fc.constant(at) }, { weight: 1, arbitrary: anyDay });
  return fc.tuple(asked, when).map(([over, on]) => ({ facts: { ...facts, ...over }, at: on }));
};

export const anyQuestion: fc.Arbitrary<Question> = fc
  .constantFrom(...Object.keys(permitted))
  .chain(variantsOf);

/** A question of the small world, as it is: permitted. */
export const permittedQuestion: fc.Arbitrary<Question> = fc
  .constantFrom(...Object.values(permitted))
  .map((make) => make());

/** A period that does not hold the day. */
export const periodWithout = (at: PlainDate) =>
  fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 3_000 }))
    .map(([before, away, length]) =>
      before
        ? until(addDays(at, -away - length), addDays(at, -away))
        : until(addDays(at, away), addDays(at, away + length)),
    );
