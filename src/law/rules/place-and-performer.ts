import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, Office, Officer, OfficeScope, RegimeRules } from '../facts.ts';
import type { Ground, Reason } from '../verdict.ts';

/** The officer must be employed by the party that performs the task (domain §7.10). */
export function performerEmploys(
  agreement: AgreementTask,
  rules: RegimeRules,
  officer: Officer | null,
  at: PlainDate,
  grounds: Ground[],
): boolean {
  const reason: Reason =
    officer === null
      ? 'officer-unknown'
      : officer.employerId !== agreement.performer.id
        ? 'officer-of-another-employer'
        : contains(officer.employed, at)
          ? 'ok'
          : 'officer-not-employed';
  const holds = reason === 'ok';
  grounds.push({ code: 'performer', holds, reason, provision: rules.provisions.performer });
  return holds;
}

/** The place of the act decides, not the officer's home office (domain §7.10). */
export function officeInScope(
  agreement: AgreementTask,
  rules: RegimeRules,
  office: Office | null,
  at: PlainDate,
  grounds: Ground[],
): boolean {
  const reason = place(agreement, office, at);
  const holds = reason === 'ok';
  grounds.push({ code: 'office', holds, reason, provision: rules.provisions.office });
  return holds;
}

function place(agreement: AgreementTask, office: Office | null, at: PlainDate): Reason {
  if (office === null) return 'office-unknown';
  if (!contains(office.open, at)) return 'office-not-open';
  if (office.operatorId !== agreement.performer.id) return 'office-of-another-operator';
  if (!covers(agreement.offices.agreement, office.id)) return 'office-not-in-agreement';
  return covers(agreement.offices.task, office.id) ? 'ok' : 'office-not-for-task';
}

function covers(scope: OfficeScope, officeId: number): boolean {
  return scope === 'all' || scope.includes(officeId);
}
