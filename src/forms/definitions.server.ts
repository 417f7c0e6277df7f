import { authoritiesOf, hasRole } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Definition, DefinitionSchema } from './definition.ts';

export interface DefinitionRow {
  readonly id: number;
  readonly slug: string;
  readonly titleSv: string;
  readonly titleEn: string;
  readonly authority: string;
  readonly authorityId: number;
  readonly office: string | null;
  readonly version: number;
  readonly publishedAt: Temporal.Instant;
  readonly ended: boolean;
}

/** Who may come to the forms' pages. Throws Problem `forbidden`. */
function maySee({ actor }: Context): void {
  if (
    !(['officer', 'office-manager', 'receiver', 'coordinator'] as const).some((role) => hasRole(actor, role))
  )
    throw new Problem('forbidden');
}

const A_PAGE = 50;

/** All forms, those of the actor's own authorities first. */
export async function listForms(
  ctx: Context,
  asked: { readonly page: number },
): Promise<{ total: number; page: number; pages: number; rows: DefinitionRow[] }> {
  maySee(ctx);
  const own = authoritiesOf(ctx.actor, 'coordinator', 'receiver');
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`select count(*) as total from form_definition`);
    const pages = Math.max(1, Math.ceil(total / A_PAGE));
    const page = Math.min(Math.max(1, asked.page), pages);
    const rows = await db.many<DefinitionRow>(sql`
      select d.id, d.slug, v.content -> 'title' ->> 'sv' as "titleSv", v.content -> 'title' ->> 'en' as "titleEn",
        a.name as authority, a.id as "authorityId", f.name as office, v.version, v.published_at as "publishedAt",
        d.ended_on is not null as ended
      from form_definition d join authority a on a.id = d.authority_id left join office f on f.id = d.office_id
        join lateral (select * from form_version v where v.definition_id = d.id order by v.version desc limit 1) v on true
      order by d.authority_id = any (${own}) desc, d.ended_on is not null, a.name, "titleSv"
      limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`);
    return { total, page, pages, rows };
  });
}

export interface DefinitionView {
  readonly id: number;
  readonly slug: string;
  readonly authority: string;
  readonly authorityId: number;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly officeId: number | null;
  readonly office: string | null;
  readonly ended: boolean;
  /** The one that is shown. */
  readonly version: number;
  readonly form: Definition;
  readonly versions: readonly {
    readonly version: number;
    readonly publishedAt: string;
    readonly by: string;
  }[];
  readonly mine: boolean;
}

/** A form with its versions, and what one of them says: the last one where none is named. Throws Problem `not-found`. */
export async function formView(ctx: Context, id: number, version?: number): Promise<DefinitionView> {
  maySee(ctx);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<Omit<DefinitionView, 'form' | 'mine'> & { content: unknown }>(sql`
      select d.id, d.slug, a.name as authority, a.id as "authorityId", t.name_sv as "taskSv", t.name_en as "taskEn",
        d.office_id as "officeId", f.name as office, d.ended_on is not null as ended, v.version, v.content,
        (select jsonb_agg(jsonb_build_object('version', x.version, 'publishedAt', x.published_at,
            'by', coalesce((select u.name from account_user u where u.id = x.published_by), x.published_by)) order by x.version desc)
          from form_version x where x.definition_id = d.id) as versions
      from form_definition d join authority a on a.id = d.authority_id join task t on t.id = d.task_id
        left join office f on f.id = d.office_id join form_version v on v.definition_id = d.id
      where d.id = ${id} and (${version ?? null}::int is null or v.version = ${version ?? null}::int)
      order by v.version desc limit 1`);
    if (row === undefined) throw new Problem('not-found');
    const { content, ...rest } = row;
    const mine = authoritiesOf(ctx.actor, 'coordinator').includes(row.authorityId);
    return { ...rest, form: DefinitionSchema.parse(content), mine };
  });
}

/** Where the authorities' web forms may be taken, by name; of the actor's own authorities as coordinator. */
export async function officesThatServe(
  ctx: Context,
  authorityId: number,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const today = swedishDay(ctx.clock());
  return transaction(ctx, (db) =>
    db.many<{ id: number; name: string }>(sql`
      select f.id, f.name from office f where f.open @> ${today}::date and (f.operator_id = ${authorityId} or exists (
        select from agreement_task t join agreement_version v on v.agreement_id = t.agreement_id and v.version = t.version
        where t.principal_id = ${authorityId} and t.performer_id = f.operator_id and v.valid @> ${today}::date))
      order by f.name limit 500`),
  );
}

/** The authorities that the actor coordinates, for a new form. */
export async function ownAuthorities(
  ctx: Context,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const own = authoritiesOf(ctx.actor, 'coordinator');
  if (own.length === 0) throw new Problem('forbidden');
  return transaction(ctx, (db) =>
    db.many<{ id: number; name: string }>(
      sql`select id, name from authority where id = any (${own}) order by name`,
    ),
  );
}

/** The matter that a form is begun for at a desk. Throws Problem `not-found` for another office's. */
export async function matterToFill(ctx: Context, matterId: string) {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const matter = await db.maybe<{
      id: string;
      visitId: string;
      taskId: number;
      authorityId: number;
      taskSv: string;
      taskEn: string;
      authority: string;
      channel: string;
      applicationId: string | null;
    }>(sql`
      select m.id, m.visit_id as "visitId", m.task_id as "taskId", m.principal_id as "authorityId", t.name_sv as "taskSv",
        t.name_en as "taskEn", a.name as authority, v.channel,
        (select s.id from form_submission s where s.matter_id = m.id) as "applicationId"
      from matter m join visit v on v.id = m.visit_id join task t on t.id = m.task_id join authority a on a.id = m.principal_id
      where m.id = ${matterId} and v.closed_at is null`);
    if (matter === undefined) throw new Problem('not-found');
    return matter;
  });
}
