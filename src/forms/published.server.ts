import { type Db, type Pool, type Sql, shortUnscopedRead, sql } from '../platform/database.server.ts';
import { type Definition, DefinitionSchema } from './definition.ts';

/** A form as it is filled in: its last version. */
export interface PublishedForm {
  readonly id: number;
  readonly slug: string;
  readonly version: number;
  readonly authorityId: number;
  readonly authority: string;
  readonly taskId: number;
  /** Who takes what comes by web; null: it is filled in at desks only. */
  readonly officeId: number | null;
  readonly office: string | null;
  readonly ended: boolean;
  readonly form: Definition;
}
type Row = Omit<PublishedForm, 'form'> & { readonly content: unknown };

const published = sql`
  select d.id, d.slug, v.version, d.authority_id as "authorityId", a.name as authority, d.task_id as "taskId",
    d.office_id as "officeId", f.name as office, d.ended_on is not null as ended, v.content
  from form_definition d join authority a on a.id = d.authority_id left join office f on f.id = d.office_id
    join lateral (select v.version, v.content from form_version v where v.definition_id = d.id order by v.version desc limit 1) v
      on true`;

const read = ({ content, ...row }: Row): PublishedForm => ({ ...row, form: DefinitionSchema.parse(content) });

/** The form of an address, or of an id; undefined when there is none. */
export async function formOf(
  pool: Pool,
  by: { slug: string } | { id: number },
): Promise<PublishedForm | undefined> {
  const where: Sql = 'slug' in by ? sql`d.slug = ${by.slug.replaceAll('\0', '')}` : sql`d.id = ${by.id}`;
  const [row] = await shortUnscopedRead<Row>(pool, sql`${published} where ${where}`);
  return row === undefined ? undefined : read(row);
}

/** The forms of a task of an authority that may be filled in. */
export async function formsFor(db: Db, taskId: number, authorityId: number): Promise<PublishedForm[]> {
  const rows = await db.many<Row>(
    sql`${published} where d.task_id = ${taskId} and d.authority_id = ${authorityId} and d.ended_on is null order by d.id`,
  );
  return rows.map(read);
}

/** The version that something was filled in by. */
export async function versionOf(db: Db, definitionId: number, version: number): Promise<Definition> {
  const { content } = await db.one<{ content: unknown }>(sql`
    select content from form_version where definition_id = ${definitionId} and version = ${version}`);
  return DefinitionSchema.parse(content);
}

export interface ListedAuthority {
  readonly authority: string;
  readonly forms: readonly { readonly slug: string; readonly titleSv: string; readonly titleEn: string }[];
}

export const AUTHORITIES_A_PAGE = 30;

/** What may be sent by web, by authority; `word`: in the name of the authority, its municipality or the form. */
export async function listPublished(
  pool: Pool,
  { word, page }: { readonly word: string; readonly page: number },
): Promise<{
  readonly total: number;
  readonly rows: ListedAuthority[];
  readonly municipality: string | null;
}> {
  const wanted = word.replaceAll('\0', '').trim().toLowerCase().slice(0, 100);
  const rows = await shortUnscopedRead<ListedAuthority & { total: number }>(
    pool,
    sql`
      select a.name as authority, count(*) over () as total,
        jsonb_agg(jsonb_build_object('slug', d.slug, 'titleSv', v.content -> 'title' ->> 'sv',
          'titleEn', v.content -> 'title' ->> 'en') order by v.content -> 'title' ->> 'sv') as forms
      from form_definition d join authority a on a.id = d.authority_id
        join lateral (select content from form_version v where v.definition_id = d.id order by v.version desc limit 1) v on true
      where d.ended_on is null and d.office_id is not null
        and (${wanted} = '' or position(${wanted} in lower(a.name)) > 0
          or position(${wanted} in lower(concat_ws(' ', v.content -> 'title' ->> 'sv', v.content -> 'title' ->> 'en'))) > 0)
      group by a.id, a.name order by a.name limit ${AUTHORITIES_A_PAGE} offset ${(page - 1) * AUTHORITIES_A_PAGE}`,
  );
  const [known] =
    rows.length > 0 || wanted === ''
      ? []
      : await shortUnscopedRead<{ name: string }>(
          pool,
          sql`select name from municipality where lower(name) = ${wanted.replace(/ kommun$/, '')} limit 1`,
        );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ authority, forms }) => ({ authority, forms })),
    municipality: known?.name ?? null,
  };
}
