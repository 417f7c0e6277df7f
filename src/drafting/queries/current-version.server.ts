import { asAmended } from '../../agreements/commands/amend-agreement.server.ts';
import { loadAgreementTasks } from '../../agreements/facts.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { CompetenceDemand } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Contact, DraftContent } from '../draft.ts';

interface Agreement {
  readonly name: string;
  readonly diaryNumber: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  readonly parties: readonly number[];
  readonly version: number;
  readonly competence: CompetenceDemand;
  readonly valid: Period;
  readonly officeScope: 'all' | 'listed';
  readonly offices: readonly number[];
  readonly firstAnswerDays: number | null;
  readonly finalAnswerDays: number | null;
  readonly noticeMonths: number | null;
  readonly contacts: readonly Contact[];
}

/** An agreement's last version, or the one named, and what an amendment of it starts from. Throws Problem `not-found`. */
export async function currentVersion(db: Db, agreementId: number, named?: number) {
  const row = await db.maybe<Agreement>(sql`
    select a.name, a.diary_number as "diaryNumber", a.regime_id as "regimeId", a.signed_on as "signedOn",
      a.government_directed as "governmentDirected", a.approved_on as "approvedOn", a.term_ends_on as "termEndsOn",
      array(select authority_id from agreement_party where agreement_id = a.id order by 1) as parties,
      v.version, v.competence, ${periodOf(sql`v.valid`)} as valid, v.office_scope as "officeScope",
      array(select office_id from agreement_version_office x where x.agreement_id = a.id and x.version = v.version
        order by 1) as offices,
      t.first_answer_days as "firstAnswerDays", t.final_answer_days as "finalAnswerDays", t.notice_months as "noticeMonths",
      (select coalesce(jsonb_agg(jsonb_build_object('authorityId', c.authority_id, 'function', c.function, 'email', c.email,
        'phone', c.phone) order by c.id), '[]') from agreement_contact c
        where c.agreement_id = a.id and c.version = v.version) as contacts
    from agreement a join agreement_version v on v.agreement_id = a.id
      left join agreement_version_terms t on t.agreement_id = a.id and t.version = v.version
    where a.id = ${agreementId} ${named === undefined ? sql`` : sql`and v.version = ${named}`}
    order by v.version desc limit 1`);
  if (row === undefined) throw new Problem('not-found');
  const { version, valid, officeScope, offices, regimeId, ...rest } = row;
  const agreed = await loadAgreementTasks(
    db,
    sql`at.agreement_id = ${agreementId} and at.version = ${version}`,
  );
  const tasks = agreed.map(asAmended);
  const content: DraftContent = {
    ...rest,
    // The agreement's regime stands, whatever the draft says (R1).
    regimeId: null,
    parties: [...row.parties],
    contacts: [...row.contacts],
    decidedOn: null,
    from: null,
    to: valid.to,
    summary: '',
    offices: officeScope === 'all' ? 'all' : [...offices],
    tasks,
  };
  return { version, valid, regimeId, tasks, content };
}
