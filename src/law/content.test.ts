import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/plain-date.ts';
import { shippedLaw } from './content.ts';

const { regimes, lists, items } = shippedLaw;

describe('the law that ships', () => {
  it('R1: the regimes follow on each other without gap or overlap', () => {
    const inOrder = regimes
      .filter((regime) => regime.basis === 'service-agreement')
      .toSorted((a, b) => a.signed.from.localeCompare(b.signed.from));
    inOrder.slice(1).forEach((regime, i) => {
      expect(addDays(inOrder[i]!.signed.to!, 1), regime.id).toBe(regime.signed.from);
    });
    expect(inOrder.at(-1)?.signed.to).toBeNull();
  });

  it.each([
    ['lagen (1994:686)', 'MK-1994', 'government', true, '1999-06-30', 'never', false],
    ['lagen (1997:297)', 'STJ-1997', 'government', true, '2004-06-30', 'closed-list', true],
    ['lagen (2004:543), 2004', 'STJ-2004', 'government-or-appointed', true, null, 'closed-list', true],
    ['lagen (2004:543)', 'STJ-2009', null, false, null, 'closed-list', false],
    ['lagen (2019:212)', 'SA-2019', null, false, null, 'closed-list', false],
  ])(
    'R14, §7.4, §7.9: %s',
    (_, id, approvalBy, termRequired, longestTerm, exerciseOfAuthority, performersNamed) => {
      expect(regimes.find((regime) => regime.id === id)?.rules).toMatchObject({
        approvalBy,
        termRequired,
        longestTerm,
        exerciseOfAuthority,
        performersNamed,
      });
    },
  );

  it('R3, R4: each item is in a list of its regime and sphere, within the days on which the list is known', () => {
    for (const item of items) {
      const list = lists.find((one) => one.regimeId === item.regimeId && one.sphere === item.sphere);
      expect(list, item.code).toBeDefined();
      expect(item.valid.from >= list!.known.from, item.code).toBe(true);
      if (list!.known.to !== null) expect((item.valid.to ?? '9999') <= list!.known.to, item.code).toBe(true);
    }
  });

  it('R3, R4: the wordings of an item do not overlap', () => {
    for (const [code, versions] of Map.groupBy(items, (item) => item.code)) {
      const inOrder = versions.toSorted((a, b) => a.version - b.version);
      inOrder.slice(1).forEach((item, i) => {
        expect(addDays(inOrder[i]!.valid.to!, 1), code).toBe(item.valid.from);
      });
    }
  });

  it('§7.6: nothing is known of the lists of 2004, and nothing was listed in 1994', () => {
    expect(lists.filter((list) => ['STJ-2004', 'MK-1994'].includes(list.regimeId))).toEqual([]);
  });

  it('R8: "bevilja", "ge tillstånd" and "lämna stöd" do not let anybody refuse', () => {
    const favours = /\b(bevilja|ge tillstånd|lämna ekonomiskt stöd)\b/;
    for (const item of items.filter((one) => one.sphere !== 'state' && favours.test(one.text))) {
      const regime = regimes.find((one) => one.id === item.regimeId);
      expect([...item.conditions, ...regime!.rules.conditions], item.code).toContain('favourable-only');
    }
  });

  it('R8: "i enklare fall" is always a condition', () => {
    for (const item of items.filter((one) => one.text.includes('i enklare fall')))
      expect(item.conditions, item.code).toContain('simple-case');
  });

  it('all of it says where it stands and when it was verified', () => {
    for (const entry of [...regimes, ...lists, ...items]) {
      expect(entry.source.length).toBeGreaterThan(3);
      expect(entry.verifiedOn >= '2026-11-21').toBe(true);
    }
  });
});
