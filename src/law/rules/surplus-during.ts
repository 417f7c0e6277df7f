import { addDays, contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { Mandate } from '../facts.ts';
import { type AccessGrant, surplusAccess } from './surplus-access.ts';

/** Access that was switched on during a period. */
export interface DatedGrant extends AccessGrant {
  readonly granted: Period;
}
/** A system that an agreement needed during a period: a task's access, for the days of a version in force. */
export interface Need {
  readonly agreementId: number;
  readonly systemId: number;
  readonly valid: Period;
}

/** R7 over a period: each grant with its longest stretches of days on which nothing justified it, oldest first. */
export function surplusDuring(
  grants: readonly DatedGrant[],
  mandates: readonly Mandate[],
  needs: readonly Need[],
  during: { readonly from: PlainDate; readonly to: PlainDate },
): { readonly grant: DatedGrant; readonly from: PlainDate; readonly to: PlainDate }[] {
  const found: { grant: DatedGrant; from: PlainDate; to: PlainDate }[] = [];
  // Between two days on which anything begins or ends the answer is one: it is asked once for each stretch.
  const starts = changes(grants, mandates, needs).filter((day) => during.from < day && day <= during.to);
  const days = [during.from, ...new Set(starts.sort())];
  days.forEach((from, i) => {
    const next = days[i + 1];
    const to = next === undefined ? during.to : addDays(next, -1);
    const needed = new Map<number, Set<number>>();
    for (const need of needs) {
      if (!contains(need.valid, from)) continue;
      needed.set(need.agreementId, (needed.get(need.agreementId) ?? new Set()).add(need.systemId));
    }
    const on = grants.filter((grant) => contains(grant.granted, from));
    for (const grant of surplusAccess(on, mandates, needed, from) as DatedGrant[]) {
      const last = found.find((one) => one.grant === grant && addDays(one.to, 1) === from);
      if (last === undefined) found.push({ grant, from, to });
      else last.to = to;
    }
  });
  return found;
}

/** Every day on which something begins, or ended the day before. */
function changes(
  grants: readonly DatedGrant[],
  mandates: readonly Mandate[],
  needs: readonly Need[],
): PlainDate[] {
  const periods = [
    ...grants.map((g) => g.granted),
    ...mandates.map((m) => m.valid),
    ...needs.map((n) => n.valid),
  ];
  const single = mandates.flatMap((m) => [m.signedByPrincipalOn, m.signedByOfficerOn, m.withdrawnOn]);
  return [
    ...periods.flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)])),
    ...single.filter((day) => day !== null),
  ];
}
