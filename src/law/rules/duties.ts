import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Provision } from '../../kernel/provision.ts';
import type { Party, Regime } from '../facts.ts';

/** What the duties towards Kammarkollegiet are read from. */
export interface DutyFacts {
  readonly governmentDirected: boolean;
  readonly parties: readonly Party[];
}

export type Duty =
  | { readonly owed: true; readonly to: 'kammarkollegiet' | 'government'; readonly provision: Provision }
  | {
      readonly owed: false;
      /** `to-council`: the board reports to its own council, and nothing leaves the municipality. */
      readonly why: 'no-such-duty' | 'government-directed' | 'not-this-kind' | 'to-council';
      readonly provision: Provision | null;
    };

/**
 * R5: a copy to Kammarkollegiet as soon as the agreement is concluded or changed; the Government's directed activity is
 * exempt by the law itself (2 § fourth paragraph lagen (2019:212)), wider than 4 § förordningen (2019:214) says (§7.11).
 * Older regimes know no such exemption.
 */
export function copyDuty(regime: Regime, { governmentDirected }: DutyFacts): Duty {
  const { copyTo, provisions } = regime.rules;
  if (copyTo === null || provisions.copy === null)
    return { owed: false, why: 'no-such-duty', provision: null };
  if (governmentDirected && regime.rules.directedExempt)
    return { owed: false, why: 'government-directed', provision: provisions.copy };
  return { owed: true, to: copyTo, provision: provisions.copy };
}

export type ReportDuty = Duty & {
  /** The last day; null as the Government decides. Not moved when it is no working day (domain §7.13). */
  readonly due: PlainDate | null;
};

/**
 * R9: who accounts for `year`. Under 2009:315 state authorities by 31 March; under 2019:214 state authorities,
 * municipalities and regions; directed activity not at all. `municipalitiesReport` is the switch for what Kammarkollegiet
 * has called an unintended duty (domain §1.2, warning 5).
 */
export function reportDuty(
  regime: Regime,
  facts: DutyFacts,
  reporter: Party,
  year: number,
  municipalitiesReport = true,
): ReportDuty {
  const { report, provisions, directedExempt } = regime.rules;
  // 9 kap. 38 § kommunallagen (2017:725): nothing to Kammarkollegiet.
  if (report.to === 'council')
    return {
      owed: false,
      why: report.by.length > 0 ? 'to-council' : 'no-such-duty',
      provision: provisions.report,
      due: null,
    };
  const due = report.due === null ? null : (`${year + 1}-${report.due}` as PlainDate);
  if (facts.governmentDirected && directedExempt && provisions.report !== null)
    return { owed: false, why: 'government-directed', provision: provisions.report, due };
  const excused = !municipalitiesReport && report.to === 'kammarkollegiet' && reporter.kind !== 'state';
  const isParty = facts.parties.some((party) => party.id === reporter.id);
  if (!isParty || excused || !report.by.includes(reporter.kind) || provisions.report === null)
    return { owed: false, why: 'not-this-kind', provision: provisions.report, due };
  return { owed: true, to: report.to, provision: provisions.report, due };
}
