import { describe, expect, it } from 'vitest';
import type { Mandate } from '../../law/facts.ts';
import { agreementTask, day, mandateUnder, officer, system } from '../../law/test-facts.ts';
import { reconcile } from './reconcile.ts';

const agreement = agreementTask();
const grant = { officerId: officer.id, systemId: system.first };
const needed = new Map([[agreement.agreementId, new Set<number>([system.first])]]);
const at = day('2026-03-02');
const mandate = (change: Partial<Mandate> = {}) => mandateUnder(agreement, change);

describe('R7: what is switched on against what is justified', () => {
  it.each([
    ['granted and justified', [grant], [mandate()], needed, ['right']],
    ['granted without mandate', [grant], [], needed, ['surplus']],
    ['granted, the mandate withdrawn', [grant], [mandate({ withdrawnOn: at })], needed, ['surplus']],
    ['granted, nothing in the agreement needs it', [grant], [mandate()], new Map(), ['surplus']],
    ['justified and not granted', [], [mandate()], needed, ['missing']],
    ['not justified and not granted', [], [mandate({ signedByOfficerOn: null })], needed, []],
    ['needed by two mandates, told once', [], [mandate(), mandate({ id: 99 })], needed, ['missing']],
    [
      'a colleague’s grant does not help',
      [{ ...grant, officerId: 98 }],
      [mandate()],
      needed,
      ['surplus', 'missing'],
    ],
  ] as const)('%s', (_, granted, mandates, needs, expected) => {
    expect(reconcile(granted, mandates, needs, at).map(({ state }) => state)).toEqual(expected);
  });

  it('names the mandates that justify', () => {
    const [row] = reconcile([grant], [mandate({ id: 7 }), mandate({ id: 8 })], needed, at);
    expect(row?.mandates).toEqual([7, 8]);
  });
});
