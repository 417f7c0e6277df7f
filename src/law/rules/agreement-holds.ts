import type { PlainDate } from '../../kernel/plain-date.ts';
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

  let reason = signed(regime, agreement.signedOn);
  let all = reason === 'ok';
  grounds.push({ code: 'regime', holds: reason === 'ok', reason, provision: p.regime, facts });

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
      facts: { approvedOn: agreement.approvedOn, revokedOn: agreement.approvalRevokedOn },
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
  reason = inForce(agreement, at);
  all = reason === 'ok' && all;
  grounds.push({
    code: 'in-force',
    holds: reason === 'ok',
    reason,
    provision: p['in-force'],
    facts: { version: agreement.version, from: firstDay(agreement), to: agreement.valid.to },
  });
  return all;
}

/** R1. */
function signed({ signed: { from, to } }: Regime, signedOn: PlainDate): Reason {
  return from <= signedOn && (to === null || signedOn <= to) ? 'ok' : 'signed-under-another-regime';
}

/**
 * R14: an agreement under the regimes before 1 June 2009 holds only from its approval, and not after a revocation.
 * Under 2 § lagen (1994:686) the same goes for amendments; the approval on record is that of the agreement as it was
 * concluded, so an amended version rests on none.
 */
function approval(rules: RegimeRules, agreement: AgreementTask, at: PlainDate): Reason {
  const { approvedOn, approvalRevokedOn, version } = agreement;
  if (approvedOn === null || (rules.amendmentsApproved && version > 1)) return 'not-approved';
  if (at < approvedOn) return 'approved-later';
  return approvalRevokedOn !== null && approvalRevokedOn <= at ? 'approval-revoked' : 'ok';
}

/** R14: the term must be stated where the regime wants it, and reaches at most to the regime's last day. */
function term(rules: RegimeRules, { termEndsOn }: AgreementTask, at: PlainDate): Reason {
  if (termEndsOn === null) return 'term-missing';
  if (rules.longestTerm !== null && termEndsOn > rules.longestTerm) return 'term-too-long';
  return at > termEndsOn ? 'term-ended' : 'ok';
}

/** A version may be dated back; nobody acts for another before the agreement is concluded. */
/** The first day on which a version can be acted on: nobody acts on what is not yet signed or concluded. */
function firstDay({ signedOn, decidedOn, valid }: AgreementTask): PlainDate {
  const concluded = decidedOn > signedOn ? decidedOn : signedOn;
  return concluded > valid.from ? concluded : valid.from;
}

function inForce(agreement: AgreementTask, at: PlainDate): Reason {
  const { valid } = agreement;
  if (at < firstDay(agreement)) return 'not-yet-in-force';
  return valid.to === null || at <= valid.to ? 'ok' : 'no-longer-in-force';
}
