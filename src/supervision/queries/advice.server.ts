import { type Context, transaction } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';

export interface AdviceRow {
  readonly id: number;
  readonly askedBy: string;
  readonly askedOn: PlainDate;
  readonly question: string;
  readonly answer: string;
  readonly givenOn: PlainDate;
  readonly provisions: readonly string[];
  readonly corrects: number | null;
  readonly correctedBy: number | null;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string | null;
}

const ADVICE = sql`select d.id, d.asked_by as "askedBy", d.asked_on as "askedOn", d.question, d.answer,
  d.given_on as "givenOn", d.provisions, d.corrects, n.id as "correctedBy", d.recorded_at as "recordedAt",
  u.name as "recordedBy"
  from supervision_advice d left join supervision_advice n on n.corrects = d.id
    left join account_user u on u.id = d.recorded_by`;

/** All words of the search must stand in the question, the answer, the provisions or who asked. Throws `forbidden`. */
export async function listAdvice(
  ctx: Context,
  { search, page }: { readonly search: string; readonly page: number },
): Promise<PageOf<AdviceRow>> {
  requireDesk(ctx);
  const likes = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const where = sql`concat_ws(' ', d.question, d.answer, array_to_string(d.provisions, ' '), d.asked_by)
    ilike all (${likes}::text[])`;
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(
      sql`select count(*) as total from supervision_advice d where ${where}`,
    );
    const { page: shown, pages, offset } = pageAt(page, total);
    const rows = await db.many<AdviceRow>(
      sql`${ADVICE} where ${where} order by d.given_on desc, d.id desc limit ${PAGE_SIZE} offset ${offset}`,
    );
    return { rows, total, page: shown, pages };
  });
}

export interface AdviceView extends AdviceRow {
  /** The answer and its corrections, this one among them, in the order in which they were given. */
  readonly history: readonly AdviceRow[];
}

/** Throws Problem `forbidden`, `not-found`. */
export async function adviceView(ctx: Context, id: number): Promise<AdviceView> {
  requireDesk(ctx);
  const history = await transaction(ctx, (db) =>
    db.many<AdviceRow>(sql`
      with recursive earlier as (
        select id, corrects from supervision_advice where id = ${id}
        union all select a.id, a.corrects from supervision_advice a join earlier e on a.id = e.corrects),
      later as (
        select id from supervision_advice where id = ${id}
        union all select a.id from supervision_advice a join later l on a.corrects = l.id)
      ${ADVICE} where d.id in (select id from earlier union select id from later) order by d.id`),
  );
  const row = history.find((each) => each.id === id);
  if (row === undefined) throw new Problem('not-found');
  return { ...row, history };
}
