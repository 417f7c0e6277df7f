import type { Outcome } from '../contacts/act.ts';
import type { Channel } from '../contacts/contact.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import type { FigureQuery } from './query.ts';

export interface ContactRow {
  readonly id: string;
  readonly openedAt: Temporal.Instant;
  readonly channel: Channel;
  readonly office: string;
  readonly matters: readonly {
    readonly sv: string;
    readonly en: string;
    readonly authority: string;
    readonly outcome: Outcome | null;
  }[];
}

/** The contacts that a count counts, newest first; those that the reader's scope shows and no others. */
export async function rowsBehind(
  db: Db,
  query: FigureQuery,
  offices: readonly number[],
  page: number,
): Promise<PageOf<ContactRow>> {
  const visitors = query.measures[0] === 'visits';
  const of =
    query.authority === undefined && query.task === undefined && query.measures[0] !== 'matters'
      ? sql`true`
      : sql`exists (select from matter m where m.visit_id = v.id
          and (${query.authority ?? null}::int is null or m.principal_id = ${query.authority ?? null})
          and (${query.task ?? null}::int is null or m.task_id = ${query.task ?? null}))`;
  const channel = visitors ? 'visit' : (query.channel ?? null);
  const which = sql`v.office_id = any (${offices}) and v.opened_on between ${query.period.from} and ${query.period.to}
    and (${channel}::text is null or v.channel = ${channel}) and ${of}`;
  const { total } = await db.one<{ total: number }>(
    sql`select count(*)::int as total from visit v where ${which}`,
  );
  const at = pageAt(page, total);
  const rows = await db.many<ContactRow>(sql`
    select v.id, v.opened_at as "openedAt", v.channel, f.name as office,
      coalesce((select jsonb_agg(jsonb_build_object('sv', t.name_sv, 'en', t.name_en, 'authority', p.name, 'outcome',
          (select a.outcome from act a where a.matter_id = m.id order by a.acted_at desc, a.id desc limit 1)) order by m.added_at, m.id)
        from matter m join task t on t.id = m.task_id join authority p on p.id = m.principal_id where m.visit_id = v.id), '[]') as matters
    from visit v join office f on f.id = v.office_id where ${which}
    order by v.opened_at desc, v.id desc limit ${PAGE_SIZE} offset ${at.offset}`);
  return { rows, total, page: at.page, pages: at.pages };
}
