import { type Db, sql } from '../../platform/database.server.ts';
import type { AsOf } from '../as-of.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import type { VersionView } from '../queries/agreement-view.server.ts';
import type { ContactSaid, VersionSaid, VersionTerms } from '../rules/version-difference.ts';
import type { Names } from './difference-texts.ts';

/** All that a version says, as known now or then. */
export async function versionSaid(
  db: Db,
  agreementId: number,
  version: VersionView,
  known: AsOf['known'],
): Promise<VersionSaid> {
  const { valid, decidedOn, summary, competence, officeScope, offices } = version;
  const of = sql`agreement_id = ${agreementId} and version = ${version.version}`;
  // Terms and contacts come with their version and stay: what is known of them is what is known of it.
  const terms = await db.maybe<
    Pick<VersionTerms, 'firstAnswerDays' | 'finalAnswerDays' | 'noticeMonths'>
  >(sql`
    select first_answer_days as "firstAnswerDays", final_answer_days as "finalAnswerDays", notice_months as "noticeMonths"
    from agreement_version_terms where ${of}`);
  return {
    terms: {
      from: valid.from,
      to: valid.to,
      decidedOn,
      summary,
      competence,
      ...(terms ?? { firstAnswerDays: null, finalAnswerDays: null, noticeMonths: null }),
    },
    contacts: await db.many<ContactSaid>(sql`
      select authority_id as "authorityId", function, email, phone from agreement_contact where ${of}
      order by authority_id, id`),
    offices: officeScope === 'all' ? 'all' : offices.map((office) => office.id),
    tasks: await loadAgreementTasks(
      db,
      sql`at.agreement_id = ${agreementId} and at.version = ${version.version}`,
      known ?? undefined,
    ),
  };
}

/** Names of everything that two versions speak of. */
export async function namesIn(db: Db, said: readonly VersionSaid[]): Promise<Names> {
  const tasks = said.flatMap((each) => each.tasks);
  const offices = [
    ...said.flatMap((each) => (each.offices === 'all' ? [] : each.offices)),
    ...tasks.flatMap((task) => (task.offices.task === 'all' ? [] : task.offices.task)),
  ];
  const row = await db.one<Record<keyof Names, [number, string, string][]>>(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_array(id, name_sv, name_en)), '[]') from task
        where id = any (${distinct(tasks.map((task) => task.taskId))})) as tasks,
      (select coalesce(jsonb_agg(jsonb_build_array(id, name, name)), '[]') from authority
        where id = any (${distinct([...tasks.flatMap((task) => [task.principal.id, task.performer.id]), ...said.flatMap((each) => each.contacts.map((contact) => contact.authorityId))])})) as authorities,
      (select coalesce(jsonb_agg(jsonb_build_array(id, name, name)), '[]') from authority_system
        where id = any (${distinct(tasks.flatMap((task) => task.access))})) as systems,
      (select coalesce(jsonb_agg(jsonb_build_array(id, name, name)), '[]') from office
        where id = any (${distinct(offices)})) as offices`);
  const names = (rows: [number, string, string][]) =>
    new Map(rows.map(([id, sv, en]) => [id, { sv, en }] as const));
  return {
    tasks: names(row.tasks),
    authorities: names(row.authorities),
    systems: names(row.systems),
    offices: names(row.offices),
  };
}

const distinct = (ids: readonly number[]) => [...new Set(ids)];
