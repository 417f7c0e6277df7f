import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type DraftContent, emptyDraft } from '../draft.ts';
import { currentVersion } from '../queries/current-version.server.ts';

interface OpenDraft {
  readonly authorityId: number;
  /** The agreement to amend; null for a new one. */
  readonly amends: number | null;
}

/**
 * Opens a draft in the name of an authority that the actor coordinates; a draft amendment is filled in from the last
 * version. Returns its id. Throws Problem `forbidden`, `not-found` for an agreement to which the authority is no party.
 */
export async function openDraft(ctx: Context, draft: OpenDraft): Promise<number> {
  return transaction(ctx, (db) => openDraftIn(ctx, db, draft));
}

/** The same within a transaction; `more` changes what it starts from. */
export async function openDraftIn(
  ctx: Context,
  db: Db,
  { authorityId, amends }: OpenDraft,
  more: (start: DraftContent) => DraftContent = (start) => start,
): Promise<number> {
  if (!coordinated(ctx.actor).includes(authorityId)) throw new Problem('forbidden');
  const current = amends === null ? null : await currentVersion(db, amends);
  if (current !== null && !current.content.parties.includes(authorityId)) throw new Problem('not-found');
  const content = more(current?.content ?? emptyDraft(authorityId));
  const { id } = await db.one<{ id: number }>(sql`
    insert into agreement_draft (author_id, amends_agreement_id, amends_version, parties, content, changed_by)
    values (${authorityId}, ${amends}, ${current?.version ?? null}, ${content.parties}::int[], ${JSON.stringify(content)}::jsonb,
      ${ctx.actor.userId}) returning id`);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind: amends === null ? 'agreement-drafted' : 'amendment-drafted',
    subject: amends === null ? 'agreement-draft' : 'agreement',
    subjectId: amends ?? id,
    authorityId,
    details: { draftId: id },
  });
  return id;
}
