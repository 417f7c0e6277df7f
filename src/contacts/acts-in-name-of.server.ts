import { type Context, transaction } from '../access/context.server.ts';
import { coordinated } from '../agreements/queries/who-sees.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Level } from '../law/facts.ts';
import { sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import type { HelpForm, Outcome } from './act.ts';

export interface ActRow {
  readonly id: string;
  readonly actedAt: Temporal.Instant;
  readonly officerCode: string;
  readonly officer: string;
  readonly role: string;
  readonly office: string;
  readonly principal: string;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly level: Level;
  readonly helpForm: HelpForm;
  readonly outcome: Outcome;
  readonly agreementId: number | null;
  readonly diaryNumber: string | null;
  readonly agreementVersion: number | null;
  readonly mandateId: number | null;
  readonly catalogueCode: string | null;
  readonly catalogueVersion: number | null;
}

interface Question {
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly officeId?: number | undefined;
  readonly level?: Level | undefined;
  readonly page: number;
}

/** How far one may leaf. Beyond it the days are narrowed: counting years of acts would make every page slow. */
export const MOST_ACTS = 10_000;

/**
 * What was done in the name of the authorities that the actor coordinates, newest first. `total` counts to MOST_ACTS.
 * Throws Problem `forbidden`.
 */
export async function listActs(ctx: Context, question: Question): Promise<PageOf<ActRow>> {
  const mine = coordinated(ctx.actor);
  const { from = null, to = null, officeId = null, level = null } = question;
  // One authority is the rule, and with an equals sign the index gives the acts in their order.
  const principal =
    mine.length === 1 ? sql`a.principal_id = ${mine[0]}` : sql`a.principal_id = any (${mine})`;
  const where = sql`${principal}
    and (${from}::date is null or a.acted_on >= ${from}::date) and (${to}::date is null or a.acted_on <= ${to}::date)
    and (${officeId}::int is null or a.office_id = ${officeId}) and (${level}::text is null or a.level = ${level})`;
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`
      select count(*) as total from (select from act a where ${where} limit ${MOST_ACTS}) counted`);
    const { page, pages, offset } = pageAt(question.page, total);
    const rows = await db.many<ActRow>(sql`
      select a.id, a.acted_at as "actedAt", o.code as "officerCode", o.name as officer, a.role, f.name as office,
        p.name as principal, t.name_sv as "taskSv", t.name_en as "taskEn", a.level, a.help_form as "helpForm", a.outcome,
        a.agreement_id as "agreementId", g.diary_number as "diaryNumber", a.agreement_version as "agreementVersion",
        a.mandate_id as "mandateId", a.catalogue_code as "catalogueCode", a.catalogue_version as "catalogueVersion"
      from (select * from act a where ${where} order by a.acted_on desc, a.acted_at desc, a.id limit ${PAGE_SIZE}
          offset ${offset}) a
        join officer o on o.id = a.officer_id join office f on f.id = a.office_id join task t on t.id = a.task_id
        join authority p on p.id = a.principal_id left join agreement g on g.id = a.agreement_id
      order by a.acted_on desc, a.acted_at desc, a.id`);
    return { rows, total, page, pages };
  });
}
