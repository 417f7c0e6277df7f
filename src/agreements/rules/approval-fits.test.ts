import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { law } from '../../law/test-facts.ts';
import { amendmentApprovalFaults, approvalFaults, revocationFaults } from './approval-fits.ts';

const day = (text: string) => text as PlainDate;
const regime = (id: string) => {
  const found = law.regimes.get(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const record = (approvedOn: string | null = null, approvalRevokedOn: string | null = null) => ({
  approvedOn: approvedOn as PlainDate | null,
  approvalRevokedOn: approvalRevokedOn as PlainDate | null,
});
const codes = (faults: readonly { code: string }[]) => faults.map(({ code }) => code);

describe('R14: an approval is recorded once', () => {
  it.each([
    ['MK-1994', '1995-02-01', record(), []],
    ['STJ-1997', '2003-02-28', record(), []],
    ['STJ-2004', '2004-07-01', record(), []],
    ['STJ-2004', '2004-06-30', record(), ['before-its-law']],
    ['STJ-2004', '2026-11-18', record(), []],
    ['STJ-2004', '2026-11-19', record(), ['not-decided-yet']],
    ['STJ-2004', '2006-01-01', record('2005-01-01'), ['already-approved']],
    ['STJ-2004', '2008-01-01', record('2005-01-01', '2007-01-01'), ['already-approved']],
    ['STJ-2009', '2010-01-01', record(), ['approval-not-asked']],
    ['SA-2019', '2020-01-01', record(), ['approval-not-asked']],
  ] as const)('%s, approved %s', (id, on, before, expected) => {
    expect(codes(approvalFaults(day(on), before, regime(id), day('2026-11-18')))).toEqual(expected);
  });
});

describe('R14: and revoked once, after it was given', () => {
  it.each([
    ['STJ-2004', '2007-01-01', record('2005-01-01'), []],
    ['STJ-2004', '2005-01-01', record('2005-01-01'), []],
    ['STJ-2004', '2030-01-01', record('2005-01-01'), []],
    ['STJ-2004', '2004-12-31', record('2005-01-01'), ['revoked-before-approved']],
    ['STJ-2004', '2007-01-01', record(), ['nothing-to-revoke']],
    ['STJ-2004', '2008-01-01', record('2005-01-01', '2007-01-01'), ['already-revoked']],
    ['SA-2019', '2020-01-01', record(), ['approval-not-asked']],
  ] as const)('%s, revoked %s', (id, on, before, expected) => {
    expect(codes(revocationFaults(day(on), before, regime(id)))).toEqual(expected);
  });
});

describe('2 § lagen (1994:686): an amendment is approved by itself, once', () => {
  it.each([
    ['MK-1994', '1996-02-01', null, record('1995-02-01'), []],
    ['MK-1994', '1995-11-14', null, record('1995-02-01'), ['before-the-amendment']],
    ['MK-1994', '2026-11-19', null, record('1995-02-01'), ['not-decided-yet']],
    ['MK-1994', '1996-02-01', null, record(), ['agreement-not-approved']],
    ['MK-1994', '1996-02-01', '1996-01-01', record('1995-02-01'), ['already-approved']],
    ['STJ-2004', '2008-01-01', null, record('2005-02-01'), ['amendment-approval-not-asked']],
  ] as const)('%s, approved %s', (id, on, approved, agreement, expected) => {
    const amendment = { decidedOn: day('1995-11-15'), amendmentApprovedOn: approved as PlainDate | null };
    const faults = amendmentApprovalFaults(day(on), amendment, agreement, regime(id), day('2026-11-18'));
    expect(codes(faults)).toEqual(expected);
  });
});
