import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import type { Competence, CompetenceDemand } from '../facts.ts';
import { agreementTask, competenceIn, day, party, task, until } from '../test-facts.ts';
import { identityCard, refusals } from '../test-questions.ts';
import { warns } from '../verdict.ts';

const asked = (competence: CompetenceDemand, over?: Partial<Competence>) =>
  identityCard(
    { competence },
    { competences: over === undefined ? [] : [competenceIn(agreementTask(), over)] },
  );

const warnings = (...question: Parameters<typeof asked>) => {
  const { facts, at } = asked(...question);
  const verdict = decide(facts, at);
  return verdict.permitted ? verdict.grounds.filter(warns).map((ground) => ground.reason) : 'refused';
};

describe('competence: what the agreement asks for, and no statute', () => {
  it.each<[string, Partial<Competence> | undefined, string[]]>([
    ['none', undefined, ['competence-missing']],
    ['valid', {}, []],
    ['a colleague’s', { officerId: 22 }, ['competence-missing']],
    ['for another authority', { principalId: party.polisen.id }, ['competence-missing']],
    ['in another task', { taskId: task.passport.id }, ['competence-missing']],
    ['counted from the day after', { valid: until('2026-03-03') }, ['competence-not-yet']],
    ['counted from the day', { valid: until('2026-03-02') }, []],
    ['with the day as its last', { valid: until('2024-01-01', '2026-03-02') }, []],
    ['ended the day before', { valid: until('2024-01-01', '2026-03-01') }, ['competence-ended']],
    ['withdrawn the same day', { withdrawnOn: day('2026-03-02') }, ['competence-withdrawn']],
    ['withdrawn from the day after', { withdrawnOn: day('2026-03-03') }, []],
  ])('%s: blocks, warns, or is not asked about', (_, competence, expected) => {
    expect(refusals(asked('blocks', competence))).toEqual(expected);
    expect(warnings('warns', competence)).toEqual(expected);
    expect(warnings('not-asked', competence)).toEqual([]);
  });

  it('one that has ended does not stand in the way of its renewal', () => {
    const { facts, at } = asked('blocks', { valid: until('2020-01-01', '2025-12-31') });
    const renewed = competenceIn(agreementTask(), { id: 52, valid: until('2026-01-01') });
    expect(decide({ ...facts, competences: [...facts.competences, renewed] }, at).permitted).toBe(true);
  });

  it('every step of service is asked, and showing the way is not', () => {
    const { facts, at } = asked('blocks');
    for (const level of ['guidance', 'e-service', 'personal-data', 'authority'] as const)
      expect(refusals({ facts: { ...facts, level }, at })).toEqual(['competence-missing']);
    expect(decide({ ...facts, level: 'signpost' }, at).permitted).toBe(true);
  });

  it('the ground says that the law does not ask', () => {
    const { facts, at } = asked('blocks');
    const ground = decide(facts, at).grounds.find(({ code }) => code === 'competence');
    expect(ground?.provision).toEqual({
      ref: 'avtalet självt: 5–6 §§ lagen (2019:212) ställer inget krav på kompetens',
      reading: true,
    });
  });
});
