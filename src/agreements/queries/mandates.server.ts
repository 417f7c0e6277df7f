import { type Context, transaction } from '../../access/context.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { MandateKind, MandateLevel } from '../../law/facts.ts';
import { type Db, empty, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import type { AsOf } from '../as-of.ts';
import type { MandateState } from '../mandate.ts';
import { readableMandates, searchWords } from './who-sees.server.ts';

export interface MandateTaskView {
  readonly taskId: number;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly level: MandateLevel;
}
export interface MandateRow {
  readonly id: number;
  readonly officerId: number;
  readonly officerCode: string;
  readonly officer: string;
  readonly office: string;
  readonly principalId: number;
  readonly principal: string;
  readonly agreementId: number;
  readonly diaryNumber: string;
  readonly kind: MandateKind;
  readonly valid: Period;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
  readonly withdrawnOn: PlainDate | null;
  readonly withdrawnReason: string | null;
  readonly state: MandateState;
  readonly tasks: readonly MandateTaskView[];
  readonly access: readonly string[];
  /** Of a delegation, where it is stated. */
  readonly delegation: { readonly order: string; readonly decidedBy: string } | null;
}

interface Question extends AsOf {
  readonly search?: string | undefined;
  readonly state?: MandateState | undefined;
  readonly agreementId?: number | undefined;
  readonly page: number;
}

/** As law/rules/mandate-covers.ts judges a day, but what is withdrawn is called so whatever its days. */
function stateOn(day: PlainDate): Sql {
  return sql`case
    when m.withdrawn_on <= ${day}::date then 'withdrawn'
    when upper(m.valid) <= ${day}::date then 'ended'
    when lower(m.valid) > ${day}::date then 'coming'
    when mandate_is_made(m.kind, m.signed_by_principal_on, m.signed_by_officer_on, ${day}::date) then 'active'
    else 'unsigned' end`;
}

const mandateAsOf = (known: AsOf['known']): Sql =>
  known === null ? sql`mandate` : sql`mandate_as_known(${known})`;

/** What stands in a row, given the rows `m` of mandates in their order; names are read for these rows alone. */
function describe(mandates: Sql, day: PlainDate, more: Sql = empty): Sql {
  return sql`
    select m.id, o.id as "officerId", o.code as "officerCode", o.name as officer, f.name as office, p.id as "principalId",
      p.name as principal, a.id as "agreementId", a.diary_number as "diaryNumber", m.kind,
      ${periodOf(sql`m.valid`)} as valid, m.signed_by_principal_on as "signedByPrincipalOn",
      m.signed_by_officer_on as "signedByOfficerOn", m.withdrawn_on as "withdrawnOn",
      m.withdrawn_reason as "withdrawnReason", ${stateOn(day)} as state,
      (select coalesce(jsonb_agg(jsonb_build_object('taskId', t.id, 'nameSv', t.name_sv, 'nameEn', t.name_en,
          'level', x.level) order by t.name_sv, x.level desc), '[]')
        from mandate_task x join task t on t.id = x.task_id where x.mandate_id = m.id) as tasks,
      array(select s.name from mandate_access x join authority_system s on s.id = x.system_id
        where x.mandate_id = m.id order by s.name) as access,
      case when m.kind = 'delegation' then (select jsonb_build_object('order', d.delegation_order, 'decidedBy', d.decided_by)
        from mandate_delegation d where d.mandate_id = m.id) end as delegation${more}
    from (${mandates}) m join officer o on o.id = m.officer_id join office f on f.id = o.home_office_id
      join authority p on p.id = m.principal_id join agreement a on a.id = m.agreement_id
    order by o.name collate "sv-x-icu", o.code, lower(m.valid) desc, m.id`;
}

/** Mandates that the actor may read (who-sees.server.ts). Throws Problem `forbidden`. */
export async function listMandates(ctx: Context, question: Question): Promise<PageOf<MandateRow>> {
  const { day, known, state, agreementId } = question;
  const word = searchWords(question.search);
  const where = sql`${readableMandates(ctx.actor)}
    and (${agreementId ?? null}::int is null or m.agreement_id = ${agreementId ?? null})
    and (${state ?? null}::text is null or ${stateOn(day)} = ${state ?? null})
    and (${word} = '' or position(${word} in lower(concat_ws(' ', o.name, o.code, f.name, f.locality))) > 0)`;
  const from = sql`${mandateAsOf(known)} m join officer o on o.id = m.officer_id
    join office f on f.id = o.home_office_id where ${where}`;
  // One reading of the register finds the page and counts the whole; only a page beyond the last one is looked for again.
  const read = (db: Db, offset: number) =>
    db.many<MandateRow & { total: number }>(
      describe(
        sql`select m.*, count(*) over () as total from ${from} order by o.name collate "sv-x-icu", o.code, lower(m.valid) desc, m.id limit ${PAGE_SIZE} offset ${offset}`,
        day,
        sql`, m.total`,
      ),
    );
  return transaction(ctx, async (db) => {
    const beyond = (question.page - 1) * PAGE_SIZE;
    let found = await read(db, Math.max(0, beyond));
    if (found.length === 0 && beyond > 0) {
      const { total } = await db.one<{ total: number }>(sql`select count(*) as total from ${from}`);
      found = await read(db, pageAt(question.page, total).offset);
    }
    const total = found[0]?.total ?? 0;
    const { page, pages } = pageAt(question.page, total);
    return { rows: found.map(({ total: _, ...row }) => row), total, page, pages };
  });
}

/** What the register knew from an instant on. */
export interface MandateKnown {
  readonly knownAt: Temporal.Instant;
  readonly by: string | null;
  readonly operation: 'insert' | 'update';
  readonly valid: Period;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
  readonly withdrawnOn: PlainDate | null;
  readonly withdrawnReason: string | null;
}
/** What the officer has been taught for a task of the mandate; `valid` null where nothing is recorded that counts. */
export interface MandateCompetence {
  readonly taskId: number;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly proof: string | null;
  readonly valid: Period | null;
}
export interface MandateView extends MandateRow {
  /** A task after the other: the competence that holds on the day, else the last one. */
  readonly competences: readonly MandateCompetence[];
  readonly history: readonly MandateKnown[];
}

/** A mandate with what was known of it when. Throws Problem `forbidden`, `not-found` for who may not read it. */
export async function mandateView(ctx: Context, id: number, { day, known }: AsOf): Promise<MandateView> {
  const readable = readableMandates(ctx.actor);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<MandateRow>(
      describe(sql`select m.* from ${mandateAsOf(known)} m where m.id = ${id} and ${readable}`, day),
    );
    if (row === undefined) throw new Problem('not-found');
    const history = await db.many<MandateKnown>(sql`
      select h.known_at as "knownAt", u.name as by, h.operation, ${periodOf(sql`h.valid`)} as valid,
        h.signed_by_principal_on as "signedByPrincipalOn", h.signed_by_officer_on as "signedByOfficerOn",
        h.withdrawn_on as "withdrawnOn", h.withdrawn_reason as "withdrawnReason"
      from mandate_history h left join account_user u on u.id = h.actor
      where h.id = ${id} and (${known}::timestamptz is null or h.known_at <= ${known}) order by h.known_at desc`);
    const competence = known === null ? sql`officer_competence` : sql`officer_competence_as_known(${known})`;
    const competences = await db.many<MandateCompetence>(sql`
      select t.id as "taskId", t.name_sv as "nameSv", t.name_en as "nameEn", c.proof,
        case when c.id is not null then ${periodOf(sql`c.valid`)} end as valid
      from task t left join lateral (select * from ${competence} c where c.officer_id = ${row.officerId}
          and c.principal_id = ${row.principalId} and c.task_id = t.id and c.withdrawn_on is null
        order by c.valid @> ${day}::date desc, lower(c.valid) desc limit 1) c on true
      where t.id = any (${[...new Set(row.tasks.map(({ taskId }) => taskId))]}) order by t.name_sv collate "sv-x-icu"`);
    return { ...row, competences, history };
  });
}
