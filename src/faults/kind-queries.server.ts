import type { Context } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Question, QuestionsSchema } from './rules/questions.ts';
import { asStaff, type StaffBody } from './staff.server.ts';

/** What a kind says and asks now, and what it said before. */
export interface KindToChange {
  readonly code: string;
  readonly version: number;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly aboutSv: string;
  readonly aboutEn: string;
  readonly keywords: string;
  readonly expectedDays: number | null;
  readonly danger: boolean;
  readonly questions: readonly Question[];
  /** The newest, which holds, first. */
  readonly versions: readonly {
    readonly version: number;
    readonly at: Temporal.Instant;
    readonly by: string | null;
    readonly nameSv: string;
    readonly nameEn: string;
    readonly asked: readonly string[];
  }[];
}

/** For who leads the body. Throws Problem `forbidden`, `not-found`. */
export function kindToChange(ctx: Context, bodyId: number, categoryId: number): Promise<KindToChange> {
  return leading(ctx, bodyId, async (db) => {
    const kind = await db.maybe<Omit<KindToChange, 'versions'> & { questions: unknown }>(sql`
      select service_code as code, version, name_sv as "nameSv", name_en as "nameEn", about_sv as "aboutSv", about_en as "aboutEn",
        keywords, expected_days as "expectedDays", danger, questions
      from fault_category where id = ${categoryId} and body_id = ${bodyId} and parent_id is not null`);
    if (kind === undefined) throw new Problem('not-found');
    const versions = await db.many<KindToChange['versions'][number]>(sql`
      select v.version, v.made_at as at, u.name as by, v.name_sv as "nameSv", v.name_en as "nameEn",
        array(select q ->> 'sv' from jsonb_array_elements(v.questions) q) as asked
      from fault_category_version v left join account_user u on u.id = v.made_by
      where v.category_id = ${categoryId} order by v.version desc limit 100`);
    return { ...kind, questions: QuestionsSchema.parse(kind.questions), versions };
  });
}

/** The groups that a kind can stand in. Throws Problem `forbidden`. */
export function groupsOf(ctx: Context, bodyId: number) {
  return leading(ctx, bodyId, (db) =>
    db.many<{ id: number; name: { readonly sv: string; readonly en: string } }>(sql`
      select id, jsonb_build_object('sv', name_sv, 'en', name_en) as name from fault_category
      where body_id = ${bodyId} and parent_id is null order by position, id`),
  );
}

function leading<T>(ctx: Context, bodyId: number, work: (db: Db) => Promise<T>): Promise<T> {
  return asStaff(ctx, (db, bodies: StaffBody[]) => {
    if (!bodies.some(({ id, leads }) => id === bodyId && leads)) throw new Problem('forbidden');
    return work(db);
  });
}
