import type { Period } from '../kernel/plain-date.ts';
import type { Party } from '../law/facts.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { settingOf } from '../platform/setting.server.ts';
import type { AgreementVersion } from './agreements-of-year.ts';

/** All versions of the agreements to which the authority is a party, on either side, oldest first. */
export async function loadVersions(db: Db, authorityId: number): Promise<AgreementVersion[]> {
  type Row = Omit<AgreementVersion, 'valid' | 'parties'> & Period;
  const rows = await db.many<Row>(sql`
    select a.id as "agreementId", a.diary_number as "diaryNumber", a.name, a.regime_id as "regimeId",
      a.signed_on as "signedOn", a.government_directed as "governmentDirected", a.approved_on as "approvedOn",
      a.approval_revoked_on as "approvalRevokedOn", a.term_ends_on as "termEndsOn", v.version,
      lower(v.valid) as "from", upper(v.valid) - 1 as "to"
    from agreement a join agreement_version v on v.agreement_id = a.id
    where a.id in (${ofAuthority(authorityId)}) order by a.signed_on, a.diary_number, v.valid`);
  const parties = Map.groupBy(
    await db.many<PartyOf>(sql`
      select x.agreement_id as "agreementId", p.id, p.kind, p.name
      from agreement_party x join authority p on p.id = x.authority_id
      where x.agreement_id in (${ofAuthority(authorityId)}) order by p.name`),
    (party) => party.agreementId,
  );
  return rows.map(({ from, to, ...row }) => ({
    ...row,
    valid: { from, to },
    parties: (parties.get(row.agreementId) ?? []).map(({ id, kind, name }) => ({ id, kind, name })),
  }));
}

type PartyOf = Party & { readonly agreementId: number; readonly name: string };

function ofAuthority(authorityId: number): Sql {
  return sql`select own.agreement_id from agreement_party own where own.authority_id = ${authorityId}`;
}

/** Whether municipalities and regions account for the year; on unless the installation has switched it off. */
export async function municipalitiesReport(db: Db): Promise<boolean> {
  return (await settingOf(db, 'municipalities-report')) !== false;
}
