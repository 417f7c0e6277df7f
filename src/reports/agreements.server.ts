import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { settingOf } from '../platform/setting.server.ts';
import type { AgreementVersion } from './agreements-of-year.ts';

/** All versions of the agreements to which the authority is a party, on either side, oldest first. */
export async function loadVersions(db: Db, authorityId: number): Promise<AgreementVersion[]> {
  return db.many<AgreementVersion>(sql`
    select a.id as "agreementId", a.diary_number as "diaryNumber", a.name, a.regime_id as "regimeId",
      a.signed_on as "signedOn", a.government_directed as "governmentDirected", a.approved_on as "approvedOn",
      a.approval_revoked_on as "approvalRevokedOn", a.term_ends_on as "termEndsOn", v.version,
      ${periodOf(sql`v.valid`)} as valid,
      (select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'name', p.name) order by p.name)
        from agreement_party x join authority p on p.id = x.authority_id where x.agreement_id = a.id) as parties
    from agreement a join agreement_version v on v.agreement_id = a.id
    where exists (select from agreement_party x where x.agreement_id = a.id and x.authority_id = ${authorityId})
    order by a.signed_on, a.diary_number, v.valid`);
}

/** Whether municipalities and regions account for the year; on unless the installation has switched it off. */
export async function municipalitiesReport(db: Db): Promise<boolean> {
  return (await settingOf(db, 'municipalities-report')) !== false;
}
