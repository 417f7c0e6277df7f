import type { PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, LawContent, Party, Regime } from '../law/facts.ts';
import { type ReportDuty, reportDuty } from '../law/rules/duties.ts';
import type { ReportContent } from './content.ts';
import { daysOf, inForceDuring } from './rules/in-force-during.ts';

type VersionFacts = Pick<
  AgreementTask,
  | 'agreementId'
  | 'diaryNumber'
  | 'version'
  | 'regimeId'
  | 'signedOn'
  | 'governmentDirected'
  | 'approvedOn'
  | 'approvalRevokedOn'
  | 'termEndsOn'
  | 'valid'
>;

export interface AgreementVersion extends VersionFacts {
  readonly name: string;
  readonly parties: readonly (Party & { readonly name: string })[];
}

export type AgreementOfYear = ReportContent['agreements'][number] & {
  readonly id: number;
  readonly duty: ReportDuty;
};

/** What an agreement of the year owes; all that is told of it where many years or authorities are. */
export type DutyOfYear = Pick<AgreementOfYear, 'id' | 'diaryNumber' | 'regime' | 'duty'>;

/**
 * The agreements that were in force on any day of the year, each in the version that was so last, with the duty to
 * account for it (R9). `municipalitiesReport`: domain §1.2, warning 5.
 */
export function agreementsDuring(
  versions: readonly AgreementVersion[],
  law: LawContent,
  reporter: Party,
  year: number,
  municipalitiesReport: boolean,
): AgreementOfYear[] {
  const byAgreement = Map.groupBy(versions, (version) => version.agreementId);
  return lastInForce(versions, law, reporter, year).map(({ version, regime }) => {
    const all = byAgreement.get(version.agreementId) ?? [];
    return {
      id: version.agreementId,
      diaryNumber: version.diaryNumber,
      name: version.name,
      regime: version.regimeId,
      counterparties: version.parties.filter((p) => p.id !== reporter.id).map((p) => p.name),
      from: all[0]?.valid.from ?? version.valid.from,
      to: earlier(all.at(-1)?.valid.to ?? null, version.termEndsOn),
      version: version.version,
      governmentDirected: version.governmentDirected,
      duty: reportDuty(regime, version, reporter, year, municipalitiesReport),
    };
  });
}

/** The same agreements with their duties alone; `versions` may be those of the year. */
export function dutiesDuring(
  versions: readonly AgreementVersion[],
  law: LawContent,
  reporter: Party,
  year: number,
  municipalitiesReport: boolean,
): DutyOfYear[] {
  return lastInForce(versions, law, reporter, year).map(({ version, regime }) => ({
    id: version.agreementId,
    diaryNumber: version.diaryNumber,
    regime: version.regimeId,
    duty: reportDuty(regime, version, reporter, year, municipalitiesReport),
  }));
}

function lastInForce(
  versions: readonly AgreementVersion[],
  law: LawContent,
  reporter: Party,
  year: number,
): { readonly version: AgreementVersion; readonly regime: Regime }[] {
  const found = new Map<number, { version: AgreementVersion; regime: Regime }>();
  const days = daysOf(year);
  for (const version of versions) {
    // Most versions of twenty years are of other years: what is asked of the rest is asked of these alone.
    const { from, to } = version.valid;
    if (from > days.to || (to !== null && to < days.from)) continue;
    const regime = law.regimes.get(version.regimeId);
    // Avtalssamverkan and a municipality's own office are not accounted for to Kammarkollegiet.
    if (regime?.basis !== 'service-agreement' || !inForceDuring(asFact(version, reporter), regime, days))
      continue;
    found.set(version.agreementId, { version, regime });
  }
  return [...found.values()];
}

/** The rules speak of a task of a version; whether the agreement was in force does not depend on which. */
function asFact(version: AgreementVersion, party: Party): AgreementTask {
  return {
    ...version,
    decidedOn: version.signedOn,
    amendmentApprovedOn: null,
    followed: null,
    principal: party,
    performer: party,
    taskId: 0,
    exercisesAuthority: false,
    requiresPersonalData: false,
    listedSeparately: false,
    performersNamed: false,
    catalogueCode: null,
    access: [],
    offices: { agreement: [], task: [] },
    competence: 'not-asked',
  };
}

function earlier(a: PlainDate | null, b: PlainDate | null): PlainDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The year's duty as a whole: owed when any agreement owes it, by the first day that any of them names. */
export function dutyOf(agreements: readonly Pick<AgreementOfYear, 'duty'>[]): ReportContent['duty'] {
  const owing = agreements.filter((agreement) => agreement.duty.owed);
  const told = owing.length > 0 ? owing : agreements;
  const days = owing.flatMap(({ duty }) => (duty.due === null ? [] : [duty.due])).sort();
  const provisions = told.flatMap(({ duty }) => (duty.provision === null ? [] : [duty.provision.ref]));
  const to = [...new Set(owing.flatMap(({ duty }) => (duty.owed ? [duty.to] : [])))].sort().reverse();
  return {
    owed: owing.length > 0,
    // An account that nobody is owed goes to Kammarkollegiet all the same.
    to: to.length === 0 ? ['kammarkollegiet'] : to,
    due: days[0] ?? null,
    provisions: [...new Set(provisions)],
  };
}
