import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Pool, sql, unscoped } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';

export interface Diary {
  readonly id: number;
  readonly authorityId: number;
  readonly authority: string;
  readonly orgNumber: string;
  readonly board: string;
  readonly name: string;
  readonly pattern: string;
}

/** The diaries of the authorities that the actor receives for or coordinates. */
export async function myDiaries(ctx: Context): Promise<Diary[]> {
  if (authoritiesOf(ctx.actor, 'receiver', 'coordinator').length === 0) throw new Problem('forbidden');
  return transaction(ctx, (db) =>
    db.many<Diary>(sql`
      select d.id, d.authority_id as "authorityId", p.name as authority, p.org_number as "orgNumber", d.board, d.name, d.pattern
      from diary d join authority p on p.id = d.authority_id order by p.name, d.board`),
  );
}

export interface PublicEntry {
  readonly id: string;
  readonly number: string;
  readonly direction: 'received' | 'made';
  readonly datedOn: PlainDate;
  /** Null: withheld. */
  readonly counterpart: string | null;
  readonly subject: string | null;
}

/** What anybody may read, newest first, 100 at a time; `before`: the last id of the page before. */
export async function publicRegister(
  pool: Pool,
  orgNumber: string,
  before: string | null,
): Promise<{ readonly authority: string; readonly entries: PublicEntry[] }> {
  const db = unscoped(pool);
  const authority = await db.maybe<{ id: number; name: string }>(sql`
    select id, name from authority where org_number = ${orgNumber}`);
  if (authority === undefined) throw new Problem('not-found');
  const entries = await db.many<PublicEntry>(sql`
    select id, number, direction, dated_on as "datedOn", counterpart, subject
    from diary_public(${authority.id}, ${before}::uuid, 100)`);
  return { authority: authority.name, entries };
}

export interface DiaryRow {
  readonly id: string;
  readonly number: string;
  readonly authority: string;
  readonly direction: 'received' | 'made';
  readonly datedOn: PlainDate;
  readonly counterpart: string;
  readonly subject: string;
  readonly counterpartWithheld: boolean;
  readonly subjectWithheld: boolean;
  readonly handOverId: string | null;
}

/** What is registered with the actor's authorities, newest first, as they see it themselves. Throws Problem `forbidden`. */
export async function diaryEntries(ctx: Context, page: number): Promise<PageOf<DiaryRow>> {
  if (authoritiesOf(ctx.actor, 'receiver', 'coordinator').length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`select count(*) as total from diary_entry`);
    const at = pageAt(page, total);
    const rows = await db.many<DiaryRow>(sql`
      select e.id, e.number, p.name as authority, e.direction, e.dated_on as "datedOn", e.counterpart, e.subject,
        e.counterpart_withheld as "counterpartWithheld", e.subject_withheld as "subjectWithheld", e.hand_over_id as "handOverId"
      from diary_entry e join authority p on p.id = e.authority_id
      order by e.id desc limit ${PAGE_SIZE} offset ${at.offset}`);
    return { rows, total, page: at.page, pages: at.pages };
  });
}
