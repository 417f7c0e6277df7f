import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, type Period } from '../kernel/plain-date.ts';
import { accessOf, decide } from './decide.ts';
import type { AgreementTask, Facts, Mandate } from './facts.ts';
import { anyQuestion, periodWithout, permittedQuestion } from './test-arbitraries.ts';
import { law } from './test-facts.ts';
import type { Question } from './test-questions.ts';
import { withdrawals } from './test-withdrawals.ts';

const runs = { numRuns: 500 };
const anything = (property: (question: Question) => void) =>
  fc.assert(fc.property(anyQuestion, property), runs);

/** Exercise of authority rests on a closed list, or else on a delegation alone. */
const restsOnList = ({ regimeId }: AgreementTask) =>
  law.regimes.get(regimeId)?.rules.exerciseOfAuthority !== 'delegation';

/** All access that some agreement and mandate of the facts give, each pair for itself. */
function reach(facts: Facts, at: Question['at']): Set<number> {
  const systems = new Set<number>();
  for (const agreement of facts.agreements)
    for (const mandate of facts.mandates) {
      const verdict = decide({ ...facts, agreements: [agreement], mandates: [mandate] }, at);
      if (verdict.permitted && verdict.basis !== null)
        for (const one of accessOf(verdict.basis)) systems.add(one);
    }
  return systems;
}

describe('what is missing permits nothing', () => {
  it('R1–R8, R14: nothing that is withdrawn turns a refusal into a permission, or opens a system', () => {
    anything(({ facts, at }) => {
      const before = decide(facts, at);
      const open = reach(facts, at);
      for (const less of withdrawals(facts)) {
        if (decide(less.facts, at).permitted) expect(before.permitted, less.what).toBe(true);
        for (const one of reach(less.facts, at)) expect(open, less.what).toContain(one);
      }
    });
  });

  it('R1–R8, R14: each permission of the small world falls with something that is withdrawn', () => {
    fc.assert(
      fc.property(permittedQuestion, ({ facts, at }) => {
        const felled = withdrawals(facts).filter((less) => !decide(less.facts, at).permitted);
        expect(felled.length).toBeGreaterThanOrEqual(6);
      }),
    );
  });

  it('R1, R3, R6: a day outside any validity is refused', () => {
    const question = permittedQuestion.chain((asked) =>
      fc.tuple(fc.constant(asked), periodWithout(asked.at)),
    );
    fc.assert(
      fc.property(question, ([{ facts, at }, elsewhen]) => {
        const { officer, office, law, level } = facts;
        const agreements = (over: (a: AgreementTask) => Partial<AgreementTask>) => ({
          agreements: facts.agreements.map((a) => ({ ...a, ...over(a) })),
        });
        const refused: Record<string, Partial<Facts>> = {
          employment: { officer: { ...officer!, employed: elsewhen } },
          office: { office: { ...office!, open: elsewhen } },
          agreement: agreements(() => ({ valid: elsewhen })),
          signing: {
            law: {
              ...law,
              regimes: new Map([...law.regimes].map(([id, r]) => [id, { ...r, signed: elsewhen }])),
            },
            ...agreements(() => ({ signedOn: at })),
          },
        };
        if (level === 'personal-data' || level === 'authority')
          refused.mandate = { mandates: facts.mandates.map((m) => ({ ...m, valid: elsewhen })) };
        if (level === 'authority' && restsOnList(facts.agreements[0]!)) {
          refused.item = { law: { ...law, items: law.items.map((i) => ({ ...i, valid: elsewhen })) } };
          refused.list = { law: { ...law, lists: law.lists.map((l) => ({ ...l, known: elsewhen })) } };
        }
        for (const [what, over] of Object.entries(refused))
          expect(decide({ ...facts, ...over }, at).permitted, what).toBe(false);
      }),
      runs,
    );
  });
});

describe('the answer', () => {
  it('R1–R8: is the same for the same facts, and leaves them as they were', () => {
    anything(({ facts, at }) => {
      const { law, ...own } = facts;
      const frozen = { ...deepFreeze(structuredClone(own)), law: Object.freeze(law) };
      expect(decide(frozen, at)).toEqual(decide(facts, at));
      expect(decide(frozen, at)).toEqual(decide(frozen, at));
    });
  });

  it('R1–R8: does not hang on the order of agreements and mandates', () => {
    anything(({ facts, at }) => {
      const turned = {
        ...facts,
        agreements: facts.agreements.toReversed(),
        mandates: facts.mandates.toReversed(),
        law: { ...facts.law, items: facts.law.items.toReversed(), lists: facts.law.lists.toReversed() },
      };
      expect(decide(turned, at).permitted).toBe(decide(facts, at).permitted);
    });
  });

  it('R1–R8, R14: when permitted rests on records that hold that day', () => {
    let permits = 0;
    anything(({ facts, at }) => {
      const verdict = decide(facts, at);
      if (!verdict.permitted) return;
      permits++;
      expect(verdict.grounds.every((ground) => ground.holds && ground.provision.ref !== '')).toBe(true);
      const { agreement, mandate, item } = verdict.basis!;
      const periods: Period[] = [agreement.valid, facts.officer!.employed, facts.office!.open];
      expect(agreement.signedOn <= at).toBe(true);
      if (agreement.termEndsOn !== null) expect(at <= agreement.termEndsOn).toBe(true);
      if (facts.level === 'personal-data' || facts.level === 'authority') {
        periods.push(mandate!.valid);
        expect(mandateBinds(mandate!, agreement, facts, at)).toBe(true);
      } else expect(mandate).toBeNull();
      if (facts.level === 'authority' && restsOnList(agreement)) periods.push(item!.valid);
      else expect(item).toBeNull();
      if (facts.level === 'authority' && !restsOnList(agreement)) expect(mandate!.kind).toBe('delegation');
      for (const period of periods) expect(contains(period, at)).toBe(true);
    });
    // Else the property says nothing.
    expect(permits).toBeGreaterThan(50);
  });

  it('R1–R8, R14: when refused has a ground that does not hold, with its provision', () => {
    let refusals = 0;
    anything(({ facts, at }) => {
      const verdict = decide(facts, at);
      if (verdict.permitted) return;
      refusals++;
      const failed = verdict.grounds.filter((ground) => !ground.holds);
      expect(failed.length).toBeGreaterThan(0);
      for (const { reason, provision } of failed) {
        expect(reason).not.toBe('ok');
        expect(provision.ref).not.toBe('');
      }
    });
    expect(refusals).toBeGreaterThan(50);
  });

  it('R7: 6 § lagen (2019:212): opens only what both the agreement needs and the mandate gives', () => {
    anything(({ facts, at }) => {
      const verdict = decide(facts, at);
      if (!verdict.permitted || verdict.basis === null) return;
      const { agreement, mandate } = verdict.basis;
      for (const one of accessOf(verdict.basis)) {
        expect(agreement.access).toContain(one);
        expect(mandate?.access).toContain(one);
      }
    });
  });
});

function mandateBinds(
  mandate: Mandate,
  agreement: AgreementTask,
  { officer }: Facts,
  at: Question['at'],
): boolean {
  return (
    mandate.officerId === officer?.id &&
    mandate.agreementId === agreement.agreementId &&
    mandate.principalId === agreement.principal.id &&
    mandate.signedByPrincipalOn! <= at &&
    mandate.signedByOfficerOn! <= at &&
    (mandate.withdrawnOn === null || at < mandate.withdrawnOn)
  );
}

function deepFreeze<T extends object>(one: T): T {
  for (const value of Object.values(one)) if (typeof value === 'object' && value !== null) deepFreeze(value);
  return Object.freeze(one);
}
