import type { Period } from '../kernel/plain-date.ts';
import type { Party } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { settingOf } from '../platform/setting.server.ts';
import type { AgreementVersion } from './agreements-of-year.ts';

/** All versions of the agreements to which the authority is a party, on either side, oldest first. */
export async function loadVersions(db: Db, authorityId: number): Promise<AgreementVersion[]> {
  const own = sql`select o.agreement_id from agreement_party o where o.authority_id = ${authorityId}`;
  // What is said of an agreement is read once, and not with each of its versions.
  const agreements = await db.many<Omit<AgreementVersion, 'version' | 'valid' | 'parties'>>(sql`
    select a.id as "agreementId", a.diary_number as "diaryNumber", a.name, a.regime_id as "regimeId",
      a.signed_on as "signedOn", a.government_directed as "governmentDirected", a.approved_on as "approvedOn",
      a.approval_revoked_on as "approvalRevokedOn", a.term_ends_on as "termEndsOn"
    from agreement a where a.id in (${own}) order by a.signed_on, a.diary_number`);
  const parties = byAgreement(
    await db.many<PartyOf>(sql`
      select x.agreement_id as "agreementId", p.id, p.kind, p.name
      from agreement_party x join authority p on p.id = x.authority_id
      where x.agreement_id in (${own}) order by p.name`),
  );
  const versions = byAgreement(
    await db.many<VersionOf>(sql`
      select v.agreement_id as "agreementId", v.version, lower(v.valid) as "from", upper(v.valid) - 1 as "to"
      from agreement_version v where v.agreement_id in (${own}) order by v.valid`),
  );
  return agreements.flatMap((agreement) => {
    const all = (parties.get(agreement.agreementId) ?? []).map(({ id, kind, name }) => ({ id, kind, name }));
    return (versions.get(agreement.agreementId) ?? []).map(({ version, from, to }) => ({
      ...agreement,
      ...{ parties: all, version, valid: { from, to } },
    }));
  });
}

type PartyOf = Party & { readonly agreementId: number; readonly name: string };

type VersionOf = Period & { readonly agreementId: number; readonly version: number };

function byAgreement<T extends { readonly agreementId: number }>(rows: readonly T[]): Map<number, T[]> {
  return Map.groupBy(rows, (row) => row.agreementId);
}

/** Whether municipalities and regions account for the year; on unless the installation has switched it off. */
export async function municipalitiesReport(db: Db): Promise<boolean> {
  return (await settingOf(db, 'municipalities-report')) !== false;
}
