import { type Context, transaction } from '../../access/context.server.ts';
import { readableCompetences, searchWords } from '../../agreements/queries/who-sees.server.ts';
import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';

export const COMPETENCE_STATES = ['valid', 'expiring', 'coming', 'ended', 'withdrawn'] as const;
export type CompetenceState = (typeof COMPETENCE_STATES)[number];

export interface CompetenceRow {
  readonly id: number;
  readonly officer: string;
  readonly officerCode: string;
  readonly principalId: number;
  readonly principal: string;
  readonly taskId: number;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly proof: string;
  readonly obtainedOn: PlainDate;
  readonly valid: Period;
  readonly withdrawnReason: string | null;
  readonly state: CompetenceState;
}

/** Days before its end from which a competence is listed, and told of, as expiring. */
export const SOON = 30;

interface Question {
  readonly today: PlainDate;
  readonly search: string | undefined;
  readonly state: CompetenceState | undefined;
  readonly page: number;
}

/** Competences that the actor may read (agreements, who-sees.server.ts). Throws Problem `forbidden`. */
export async function listCompetences(ctx: Context, question: Question): Promise<PageOf<CompetenceRow>> {
  const { today, state } = question;
  const word = searchWords(question.search);
  const stateOn = sql`case when c.withdrawn_on is not null then 'withdrawn' when upper(c.valid) <= ${today}::date then 'ended'
    when lower(c.valid) > ${today}::date then 'coming'
    when upper(c.valid) <= ${addDays(today, SOON + 1)}::date then 'expiring' else 'valid' end`;
  const from = sql`officer_competence c join officer o on o.id = c.officer_id join authority p on p.id = c.principal_id
    join task t on t.id = c.task_id
    where ${readableCompetences(ctx.actor)}
      and (${state ?? null}::text is null or ${stateOn} = ${state ?? null})
      and (${word} = '' or position(${word} in lower(concat_ws(' ', o.name, o.code, t.name_sv, t.name_en))) > 0)`;
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`select count(*) as total from ${from}`);
    const { page, pages, offset } = pageAt(question.page, total);
    const rows = await db.many<CompetenceRow>(sql`
      select c.id, c.principal_id as "principalId", c.task_id as "taskId", o.name as officer, o.code as "officerCode", p.name as principal, t.name_sv as "taskSv",
        t.name_en as "taskEn", c.proof, c.obtained_on as "obtainedOn", ${periodOf(sql`c.valid`)} as valid,
        c.withdrawn_reason as "withdrawnReason", ${stateOn} as state
      from ${from} order by o.name collate "sv-x-icu", o.code, t.name_sv, c.id limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages };
  });
}
