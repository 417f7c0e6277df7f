import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { Party } from '../law/facts.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { municipalitiesReport } from './agreements.server.ts';
import { type AgreementVersion, dutiesDuring, dutyOf } from './agreements-of-year.ts';
import type { ReportDutyRow, SentVersion } from './duties.ts';

type Authority = Party & { readonly name: string };
type Facts = Omit<AgreementVersion, 'parties' | 'name' | 'valid'> &
  Period & { readonly parties: readonly number[] };
type Dispatched = SentVersion & { readonly authorityId: number };

/**
 * Who owes an account of `year`, and what was sent, by authority. In a transaction of the supervising authority or of the
 * registers: of all; of an authority: its own; else nothing. Drafts are not told of.
 */
export async function reportDuties(db: Db, year: number): Promise<ReportDutyRow[]> {
  const law = await loadLaw(db);
  const municipalities = await municipalitiesReport(db);
  const facts = await db.many<Facts>(sql`
    select agreement_id as "agreementId", diary_number as "diaryNumber", regime_id as "regimeId",
      signed_on as "signedOn", government_directed as "governmentDirected", approved_on as "approvedOn",
      approval_revoked_on as "approvalRevokedOn", term_ends_on as "termEndsOn", version,
      lower(valid) as "from", upper(valid) - 1 as "to", parties from report_duty_facts(${year})`);
  const sent = Map.groupBy(
    await db.many<Dispatched>(sql`
      select authority_id as "authorityId", report_id as "reportId", version, how, sent_on as "sentOn",
        received_on as "receivedOn", diary_number as "diaryNumber" from report_dispatches(${year})`),
    (row) => row.authorityId,
  );
  const authorities = await db.many<Authority & { told: boolean }>(sql`
    select id, kind, name, scope_supervision() or scope_registers() or id = any (scope_authorities()) as told
    from authority order by name`);
  const byId = new Map(authorities.map((authority) => [authority.id, authority]));
  const versions = facts.map(({ from, to, ...fact }) => ({
    ...fact,
    valid: { from, to },
    name: '',
    parties: fact.parties.flatMap((id) => byId.get(id) ?? []),
  }));
  const ofAuthority = new Map<number, AgreementVersion[]>();
  for (const version of versions)
    for (const { id } of version.parties) {
      const all = ofAuthority.get(id);
      if (all === undefined) ofAuthority.set(id, [version]);
      else all.push(version);
    }
  return authorities.flatMap(({ told, ...authority }): ReportDutyRow[] => {
    if (!told) return [];
    const agreements = dutiesDuring(
      ofAuthority.get(authority.id) ?? [],
      law,
      authority,
      year,
      municipalities,
    );
    const owing = agreements.filter((agreement) => agreement.duty.owed);
    if (owing.length === 0) return [];
    const { due, provisions, to } = dutyOf(agreements);
    return [
      {
        authorityId: authority.id,
        authority: authority.name,
        kind: authority.kind,
        year,
        regimes: [...new Set(owing.map((agreement) => agreement.regime))],
        diaryNumbers: owing.map((agreement) => agreement.diaryNumber),
        provisions,
        to,
        due,
        ...standing(sent.get(authority.id) ?? []),
      },
    ];
  });
}

/** What was sent of one report, oldest version first. */
function standing(
  dispatches: readonly Dispatched[],
): Pick<ReportDutyRow, 'state' | 'sent' | 'firstSentOn' | 'firstReceivedOn'> {
  const newest = dispatches.at(-1);
  if (newest === undefined)
    return { state: 'not-sent', sent: null, firstSentOn: null, firstReceivedOn: null };
  const first = dispatches.filter((row) => row.version === dispatches[0]?.version);
  const days = (of: (row: Dispatched) => PlainDate | null) =>
    first.flatMap((row) => of(row) ?? []).sort()[0] ?? null;
  const { authorityId: _, ...sent } =
    dispatches.findLast((row) => row.version === newest.version && row.receivedOn !== null) ?? newest;
  const supplemented = newest.version !== dispatches[0]?.version;
  return {
    state: supplemented ? 'supplemented' : sent.receivedOn === null ? 'sent' : 'received',
    sent,
    firstSentOn: days((row) => row.sentOn),
    firstReceivedOn: days((row) => row.receivedOn),
  };
}
