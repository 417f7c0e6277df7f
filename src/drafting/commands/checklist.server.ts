import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type AddItem, type ListKind, STANDING } from '../plan.ts';
import { agreementHead } from '../queries/plan.server.ts';

/** Adds something of one's own to a checklist. Returns its id. Throws Problem `forbidden`, `not-found`. */
export async function addItem(ctx: Context, agreementId: number, item: AddItem): Promise<number> {
  return transaction(ctx, async (db) => {
    const head = await agreementHead(ctx, db, agreementId);
    if (!head.mine.some((party) => party.id === item.authorityId)) throw new Problem('not-found');
    const { id } = await db.one<{ id: number }>(sql`
      insert into checklist_item (agreement_id, authority_id, list, title, responsible, due_on)
      values (${agreementId}, ${item.authorityId}, ${item.list}, ${item.title}, ${item.responsible}, ${item.dueOn})
      returning id`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'checklist-item-added',
      subject: 'agreement',
      subjectId: agreementId,
      authorityId: item.authorityId,
      details: { list: item.list, item: String(id) },
    });
    return id;
  });
}

/** Ticks off an own item, by its id, or a standing one by its code; a second tick changes nothing. */
export async function tickItem(
  ctx: Context,
  agreementId: number,
  which: { readonly list: ListKind; readonly authorityId: number; readonly item: string },
): Promise<void> {
  await transaction(ctx, async (db) => {
    const head = await agreementHead(ctx, db, agreementId);
    if (!head.mine.some((party) => party.id === which.authorityId)) throw new Problem('not-found');
    const today = swedishDay(ctx.clock());
    const standing = STANDING[which.list].includes(which.item);
    const id = /^\d{1,9}$/.test(which.item) ? Number(which.item) : 0;
    const done = standing
      ? await db.run(sql`
          insert into checklist_item (agreement_id, authority_id, list, code, title, done_on, done_by)
          values (${agreementId}, ${which.authorityId}, ${which.list}, ${which.item}, ${which.item}, ${today},
            ${ctx.actor.userId}) on conflict do nothing`)
      : await db.run(sql`
          update checklist_item set done_on = coalesce(done_on, ${today}), done_by = coalesce(done_by, ${ctx.actor.userId})
          where id = ${id} and agreement_id = ${agreementId} and authority_id = ${which.authorityId}
            and list = ${which.list}`);
    if (done === 0 && !standing) throw new Problem('not-found');
    if (done === 0) return;
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'checklist-item-done',
      subject: 'agreement',
      subjectId: agreementId,
      authorityId: which.authorityId,
      details: { list: which.list, item: which.item },
    });
  });
}
