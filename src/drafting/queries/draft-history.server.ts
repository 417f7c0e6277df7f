import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import type { PageOf } from '../../platform/paging.ts';
import type { DraftContent } from '../draft.ts';
import { type Change, changesBetween } from '../rules/merge.ts';
import { type DraftState, draftHead } from './drafts.server.ts';

/** One time that a draft was written. */
export interface DraftEvent {
  readonly at: Temporal.Instant;
  readonly who: string | null;
  readonly revision: number;
  readonly what: 'begun' | 'saved' | 'rebased' | 'concluded' | 'discarded';
  /** The version that the draft amends from then on. */
  readonly amendsVersion: number | null;
  readonly changes: readonly Change[];
}

interface Row {
  readonly at: Temporal.Instant;
  readonly who: string | null;
  readonly revision: number;
  readonly state: DraftState;
  readonly amendsVersion: number | null;
  readonly content: DraftContent;
  readonly before: Pick<Row, 'content' | 'state' | 'amendsVersion'> | null;
}

const EVENTS_A_PAGE = 20;

/** What has happened to a draft, newest first. Throws Problem `forbidden`, `not-found` for others'. */
export async function draftHistory(
  ctx: Context,
  id: number,
  asked: number,
): Promise<PageOf<DraftEvent> & { readonly name: string }> {
  return transaction(ctx, async (db) => {
    const { content } = await draftHead(ctx, db, id);
    const { count } = await db.one<{ count: number }>(sql`
      select count(*) as count from agreement_draft_history where id = ${id}`);
    const pages = Math.max(1, Math.ceil(count / EVENTS_A_PAGE));
    const page = Math.min(Math.max(1, asked), pages);
    const rows = await db.many<Row>(sql`
      with said as (
        select h.known_at, h.changed_at, h.changed_by, h.revision, h.state, h.amends_version, h.content,
          lag(jsonb_build_object('content', h.content, 'state', h.state, 'amendsVersion', h.amends_version))
            over (order by h.known_at, h.revision) as before
        from agreement_draft_history h where h.id = ${id})
      select s.changed_at as at, (select u.name from account_user u where u.id = s.changed_by) as who, s.revision, s.state,
        s.amends_version as "amendsVersion", s.content, s.before
      from said s order by s.known_at desc, s.revision desc limit ${EVENTS_A_PAGE} offset ${(page - 1) * EVENTS_A_PAGE}`);
    return { rows: rows.map(eventOf), total: count, page, pages, name: content.name };
  });
}

function eventOf({ before, content, state, ...row }: Row): DraftEvent {
  const what =
    before === null
      ? 'begun'
      : state !== 'open'
        ? state
        : before.amendsVersion === row.amendsVersion
          ? 'saved'
          : 'rebased';
  const changes = before === null ? [] : changesBetween(before.content, content);
  return {
    at: row.at,
    who: row.who,
    revision: row.revision,
    amendsVersion: row.amendsVersion,
    what,
    changes,
  };
}

/** What a draft said at a revision, for who began from it. Null for one that never was. */
export async function draftAt(ctx: Context, id: number, revision: number): Promise<DraftContent | null> {
  return transaction(ctx, async (db) => {
    await draftHead(ctx, db, id);
    const row = await db.maybe<{ content: DraftContent }>(sql`
      select content from agreement_draft_history where id = ${id} and revision = ${revision} order by known_at limit 1`);
    return row?.content ?? null;
  });
}
