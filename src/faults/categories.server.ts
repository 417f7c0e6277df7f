import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { type Question, QuestionsSchema } from './rules/questions.ts';

/** An authority that receives fault reports. `area`: a kommunkod, a länskod or `SE`. */
export interface Body {
  readonly id: number;
  readonly name: string;
  readonly jurisdiction: string;
  readonly area: string;
  readonly contact: string;
  readonly answerDays: number;
}

/** What can be reported to a body. `group`: what it stands under. */
export interface Category {
  readonly id: number;
  readonly bodyId: number;
  readonly code: string;
  readonly name: { readonly sv: string; readonly en: string };
  readonly about: { readonly sv: string; readonly en: string };
  readonly group: { readonly sv: string; readonly en: string };
  readonly parentId: number;
  readonly keywords: string;
  readonly questions: readonly Question[];
  /** Of its texts and questions: a report keeps those that it answered. */
  readonly version: number;
  readonly expectedDays: number | null;
  readonly danger: boolean;
}

const body = sql`
  select b.body_id as id, a.name, b.jurisdiction, b.area, b.contact, b.answer_days as "answerDays"
  from fault_body b join authority a on a.id = b.body_id`;

export const allBodies = (db: Db) => db.many<Body>(sql`${body} order by a.name`);

/** The bodies that receive reports of a kommun: its own, its region, and those of the whole country. */
export function bodiesAt(db: Db, municipality: string): Promise<Body[]> {
  return db.many<Body>(sql`
    ${body} where b.area in (${municipality}, ${municipality.slice(0, 2)}, 'SE') order by length(b.area) desc, a.name`);
}

/** What can be chosen of some bodies on a day, in their order. */
export async function categoriesOf(
  db: Db,
  bodies: readonly number[],
  at: Temporal.Instant,
): Promise<Category[]> {
  return read(
    db,
    sql`c.body_id = any (${bodies}) and (c.ended_on is null or c.ended_on >= ${swedishDay(at)})`,
  );
}

/** Also one that has ended: reports of its time have it. */
export async function categoryById(db: Db, id: number): Promise<Category | null> {
  return (await read(db, sql`c.id = ${id}`))[0] ?? null;
}

export async function categoryByCode(
  db: Db,
  bodyId: number,
  code: string,
  at: Temporal.Instant,
): Promise<Category | null> {
  return (await categoriesOf(db, [bodyId], at)).find((each) => each.code === code) ?? null;
}

async function read(db: Db, which: Sql): Promise<Category[]> {
  const rows = await db.many<Category & { questions: unknown; ended: PlainDate | null }>(sql`
    select c.id, c.body_id as "bodyId", c.service_code as code, c.parent_id as "parentId", c.keywords, c.questions,
      jsonb_build_object('sv', c.name_sv, 'en', c.name_en) as name, jsonb_build_object('sv', c.about_sv, 'en', c.about_en) as about,
      jsonb_build_object('sv', p.name_sv, 'en', p.name_en) as "group", c.expected_days as "expectedDays", c.danger, c.version
    from fault_category c join fault_category p on p.id = c.parent_id
    where ${which} order by c.body_id, p.position, p.id, c.position, c.id`);
  return rows.map((row) => ({ ...row, questions: QuestionsSchema.parse(row.questions) }));
}

/** The questions of a version of a kind, which a report has answered. */
export async function questionsAsked(db: Db, categoryId: number, version: number): Promise<Question[]> {
  const { questions } = await db.one<{ questions: unknown }>(
    sql`select questions from fault_category_version where category_id = ${categoryId} and version = ${version}`,
  );
  return QuestionsSchema.parse(questions);
}
