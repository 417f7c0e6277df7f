import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, Regime, RegimeRules } from '../facts.ts';
import type { Ground, Reason } from '../verdict.ts';
import { mayActFor } from './directions.ts';

/** Does the agreement hold that day, whatever the task? R1, R14, and what its parties may agree. */
export function agreementHolds(
  agreement: AgreementTask,
  regime: Regime,
  at: PlainDate,
  grounds: Ground[],
): boolean {
  const { rules } = regime;
  const p = rules.provisions;
  const facts = { signedOn: agreement.signedOn, regime: regime.id };

  let reason = signed(regime, agreement);
  let all = reason !== 'signed-under-another-regime';
  grounds.push({ code: 'regime', holds: all, reason, provision: p.regime, facts });

  reason = mayActFor(regime, agreement.principal, agreement.performer) ? 'ok' : 'direction-not-allowed';
  all = reason === 'ok' && all;
  grounds.push({ code: 'parties', holds: reason === 'ok', reason, provision: p.parties, facts });

  if (rules.approvalBy !== null) {
    reason = approval(rules, agreement, at);
    all = reason === 'ok' && all;
    grounds.push({
      code: 'approval',
      holds: reason === 'ok',
      reason,
      provision: p.approval,
      facts: { approvedOn: approvalOf(rules, agreement), revokedOn: agreement.approvalRevokedOn },
    });
  }
  if (rules.termRequired || rules.longestTerm !== null || agreement.termEndsOn !== null) {
    reason = term(rules, agreement, at);
    all = reason === 'ok' && all;
    grounds.push({
      code: 'term',
      holds: reason === 'ok',
      reason,
      provision: p.term,
      facts: { termEndsOn: agreement.termEndsOn, longestTerm: rules.longestTerm },
    });
  }
  reason = inForce(rules, agreement, at);
  all = reason === 'ok' && all;
  grounds.push({
    code: 'in-force',
    holds: reason === 'ok',
    reason,
    provision: p['in-force'],
    facts: {
      version: agreement.version,
      from: firstDay(agreement),
      to: lastDay(rules, agreement),
      amendment: agreement.followed?.version ?? null,
    },
  });
  return all;
}

/** R1. What was signed under one law and begins under the next is treated as signed, with a warning (domain §7.3). */
function signed({ signed: { from, to } }: Regime, { signedOn, version, valid }: AgreementTask): Reason {
  if (signedOn < from || (to !== null && to < signedOn)) return 'signed-under-another-regime';
  return to !== null && version === 1 && to < valid.from ? 'begins-after-its-regime' : 'ok';
}

/**
 * R14: an agreement under the regimes before 1 June 2009 holds only from its approval, and not after a revocation.
 * Under 2 § lagen (1994:686) each amendment needs its own; until it has it, what was approved goes on (lastDay below).
 */
function approval(rules: RegimeRules, agreement: AgreementTask, at: PlainDate): Reason {
  const { approvalRevokedOn } = agreement;
  const approvedOn = approvalOf(rules, agreement);
  if (approvedOn === null) return 'not-approved';
  if (at < approvedOn) return 'approved-later';
  return approvalRevokedOn !== null && approvalRevokedOn <= at ? 'approval-revoked' : 'ok';
}

/** The day from which a version is approved. An amendment of what was never approved is not. */
function approvalOf(
  rules: RegimeRules,
  { approvedOn, amendmentApprovedOn, version }: AgreementTask,
): PlainDate | null {
  if (!rules.amendmentsApproved || version === 1 || approvedOn === null) return approvedOn;
  return amendmentApprovedOn !== null && amendmentApprovedOn < approvedOn ? approvedOn : amendmentApprovedOn;
}

/** R14: the term must be stated where the regime wants it, and reaches at most to the regime's last day. */
function term(rules: RegimeRules, { termEndsOn }: AgreementTask, at: PlainDate): Reason {
  if (termEndsOn === null) return 'term-missing';
  if (rules.longestTerm !== null && termEndsOn > rules.longestTerm) return 'term-too-long';
  return at > termEndsOn ? 'term-ended' : 'ok';
}

/** The first day on which a version can be acted on: nobody acts on what is not yet signed or concluded. */
function firstDay({ signedOn, decidedOn, valid }: AgreementTask): PlainDate {
  const concluded = decidedOn > signedOn ? decidedOn : signedOn;
  return concluded > valid.from ? concluded : valid.from;
}

/**
 * The last day of a version. Where amendments are approved by themselves (2 § lagen (1994:686)) the agreement goes on as it
 * was approved: until a later version applies that has its approval, or the agreement ends altogether.
 */
function lastDay(rules: RegimeRules, { valid, followed }: AgreementTask): PlainDate | null {
  if (!rules.amendmentsApproved || followed === null) return valid.to;
  const { approvedFrom, until } = followed;
  if (approvedFrom === null) return until;
  const last = addDays(approvedFrom, -1);
  return until !== null && until < last ? until : last;
}

function inForce(rules: RegimeRules, agreement: AgreementTask, at: PlainDate): Reason {
  if (at < firstDay(agreement)) return 'not-yet-in-force';
  const last = lastDay(rules, agreement);
  if (last === null || at <= last) return 'ok';
  // What the agreement said is over, and the agreement is not: a later version left the task out.
  const { followed } = agreement;
  return followed !== null && (followed.until === null || at <= followed.until)
    ? 'removed-by-amendment'
    : 'no-longer-in-force';
}
