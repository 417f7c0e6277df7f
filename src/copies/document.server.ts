import { versionPdf } from '../agreements/documents/version-pdf.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';

export interface CopyDocument {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/**
 * What is sent of a version: the signed copy that was attached last, else the version as the register describes it. Throws
 * Problem `unavailable` where no PDF can be made.
 */
export async function documentOf(
  db: Db,
  agreementId: number,
  version: number,
  at: Temporal.Instant,
): Promise<CopyDocument> {
  const signed = await db.maybe<CopyDocument>(sql`
    select file_name as "fileName", content from agreement_signed_copy
    where agreement_id = ${agreementId} and version = ${version} order by attached_at desc, id desc limit 1`);
  return signed ?? versionPdf(db, agreementId, version, at);
}

/** What the register says of a version, kept with its copy: the supervising authority reads this and no register of others. */
export async function sentContent(db: Db, agreementId: number, version: number): Promise<string> {
  const { content } = await db.one<{ content: unknown }>(sql`
    select jsonb_build_object('diaryNumber', a.diary_number, 'name', a.name, 'regimeId', a.regime_id,
      'signedOn', a.signed_on, 'governmentDirected', a.government_directed, 'approvedOn', a.approved_on,
      'approvalRevokedOn', a.approval_revoked_on, 'termEndsOn', a.term_ends_on, 'version', v.version,
      'decidedOn', v.decided_on, 'valid', ${periodOf(sql`v.valid`)}, 'summary', v.summary,
      'parties', (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind) order by p.name)
        from agreement_party ap join authority p on p.id = ap.authority_id where ap.agreement_id = a.id),
      'offices', case when v.office_scope = 'all' then '"all"'::jsonb else (
        select coalesce(jsonb_agg(o.name order by o.name), '[]') from agreement_version_office vo
        join office o on o.id = vo.office_id where vo.agreement_id = a.id and vo.version = v.version) end,
      'tasks', (select coalesce(jsonb_agg(jsonb_build_object(
          'task', jsonb_build_object('id', t.id, 'code', t.code, 'sphere', t.sphere, 'authorityId', t.authority_id),
          'name', t.name_sv, 'principalId', at.principal_id, 'performerId', at.performer_id,
          'exercisesAuthority', at.exercises_authority, 'requiresPersonalData', at.requires_personal_data,
          'listedSeparately', at.listed_separately, 'performersNamed', at.performers_named,
          'catalogueCode', at.catalogue_code,
          'access', (select coalesce(jsonb_agg(s.name order by s.name), '[]') from agreement_task_access ta
            join authority_system s on s.id = ta.system_id where ta.agreement_id = at.agreement_id
              and ta.version = at.version and ta.task_id = at.task_id and ta.principal_id = at.principal_id))
          order by t.name_sv), '[]')
        from agreement_task at join task t on t.id = at.task_id
        where at.agreement_id = a.id and at.version = v.version)) as content
    from agreement a join agreement_version v on v.agreement_id = a.id
    where a.id = ${agreementId} and v.version = ${version}`);
  return JSON.stringify(content);
}
