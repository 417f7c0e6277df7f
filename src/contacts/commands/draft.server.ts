import { z } from 'zod';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

/** The fields of a form as they stand, by name. */
export type Draft = Readonly<Record<string, string>>;
/** What one draft may hold, in characters. */
const MOST = 300_000;

/**
 * Keeps what the actor is writing in a contact, or in a new one (null). Nobody else sees it, nothing is audited.
 * Throws Problem `not-found` for another office's contact, `invalid` when it is too long.
 */
export async function saveDraft(ctx: Context, contactId: string | null, draft: Draft): Promise<void> {
  const content = JSON.stringify(draft, (_, value) =>
    typeof value === 'string' ? value.replaceAll('\0', '') : value,
  );
  if (content.length > MOST) throw new Problem('invalid', {}, [{ field: 'body', code: 'too-long' }]);
  await transaction(ctx, async (db) => {
    if (contactId !== null && (await db.maybe(sql`select from visit where id = ${contactId}`)) === undefined)
      throw new Problem('not-found');
    // A draft that was on its way when what it was had been sent does not come back.
    const sent = (given: string | undefined) => (z.uuid().safeParse(given).success ? (given ?? null) : null);
    const [textId, opened] = [sent(draft.textId), contactId === null ? sent(draft.contactId) : null];
    await db.run(sql`
      insert into contact_draft (user_id, visit_id, content)
      select ${ctx.actor.userId}, ${contactId}::uuid, ${content}::jsonb
      where not exists (select from contact_text t where t.id = ${textId}::uuid)
        and not exists (select from visit v where v.id = ${opened}::uuid)
      on conflict (user_id, visit_id) do update set content = excluded.content, saved_at = clock_timestamp()`);
  });
}

/** A text was sent: its draft goes with it, and no other that the actor is writing in the contact beside it. */
export async function endDraft(
  ctx: Context,
  db: Db,
  contactId: string,
  textId: string | undefined,
): Promise<void> {
  await db.run(sql`
    delete from contact_draft where user_id = ${ctx.actor.userId} and visit_id = ${contactId}
      and coalesce(content ->> 'textId' = ${textId ?? null}, true)`);
}
