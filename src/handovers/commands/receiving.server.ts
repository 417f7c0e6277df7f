import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { SealingKey } from '../../platform/sealed.server.ts';
import { maySendTo } from '../../platform/sending-to.ts';
import { sealedFor } from '../delivery/secret.server.ts';
import { lockHandOver, takersOf } from '../store.server.ts';

const days = z.coerce.number().int().min(0).max(365).optional();
const mail = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .pipe(z.email({ error: 'not-an-email' }))
  .optional();

const FIELDS = {
  firstDays: days,
  finalDays: days,
  delivery: z.enum(['here', 'webhook', 'mail'], { error: 'required' }),
  webhookUrl: z.string().trim().max(500, 'too-long').optional(),
  /** Absent: the one that is there stays. */
  webhookSecret: z.string().min(16, 'secret-missing').max(200, 'too-long').optional(),
  mailTo: mail,
  summaryTo: mail,
};
/** What goes with what, in each of the two. */
const whole = <S extends z.ZodType<ReceivingFields>>(schema: S) =>
  schema
    .refine(({ firstDays, finalDays }) => (firstDays === undefined) === (finalDays === undefined), {
      path: ['finalDays'],
      error: 'days-go-together',
    })
    .refine(({ firstDays = 0, finalDays = 365 }) => finalDays >= firstDays, {
      path: ['finalDays'],
      error: 'too-small',
    })
    .refine(({ delivery, webhookUrl }) => delivery !== 'webhook' || webhookUrl !== undefined, {
      path: ['webhookUrl'],
      error: 'required',
    })
    .refine(({ delivery, mailTo }) => delivery !== 'mail' || mailTo !== undefined, {
      path: ['mailTo'],
      error: 'required',
    });
type ReceivingFields = z.output<z.ZodObject<typeof FIELDS>>;

/** From a program, for the authority that the address names. */
export const ReceivingBody = whole(z.object(FIELDS));
/** From a form. */
export const ReceivingSchema = whole(z.object({ authorityId: IdText, ...FIELDS }));

export interface Receiving {
  readonly firstDays: number | null;
  readonly finalDays: number | null;
  readonly delivery: 'here' | 'webhook' | 'mail';
  readonly webhookUrl: string | null;
  readonly hasSecret: boolean;
  readonly mailTo: string | null;
  readonly summaryTo: string | null;
}

/** How an authority receives, for its coordinator; null: nobody has said. The secret is not shown again. */
export async function receivingOf(ctx: Context, authorityId: number): Promise<Receiving | null> {
  if (!authoritiesOf(ctx.actor, 'coordinator').includes(authorityId)) throw new Problem('forbidden');
  const found = await transaction(ctx, (db) =>
    db.maybe<Receiving>(sql`
      select first_days as "firstDays", final_days as "finalDays", delivery, webhook_url as "webhookUrl",
        has_secret as "hasSecret", mail_to as "mailTo", summary_to as "summaryTo"
      from receiver_setting where authority_id = ${authorityId}`),
  );
  return found ?? null;
}

/**
 * Sets it. `origin`: where people reach this installation. Throws Problem `forbidden`, or `invalid` when a webhook has no secret or
 * an address that nothing is sent to, or where nothing can be sealed (`no-sealing-key`).
 */
export async function setReceiving(
  ctx: Context,
  asked: ReceivingFields & { readonly authorityId: number },
  origin: string,
  key: SealingKey | null,
): Promise<void> {
  const { authorityId, firstDays = null, finalDays = null, delivery, webhookUrl = null } = asked;
  if (!authoritiesOf(ctx.actor, 'coordinator').includes(authorityId)) throw new Problem('forbidden');
  const before = await receivingOf(ctx, authorityId);
  if (delivery === 'webhook' && asked.webhookSecret === undefined && before?.hasSecret !== true)
    throw new Problem('invalid', {}, [{ field: 'webhookSecret', code: 'secret-missing' }]);
  if (webhookUrl !== null && !maySendTo(webhookUrl, origin))
    throw new Problem('invalid', {}, [{ field: 'webhookUrl', code: 'not-https' }]);
  const given = asked.webhookSecret;
  if (given !== undefined && key === null)
    throw new Problem('invalid', {}, [{ field: 'webhookSecret', code: 'no-sealing-key' }]);
  const sealed = given === undefined || key === null ? null : sealedFor(key, authorityId, given);
  const newSecret = sealed === null ? sql`` : sql`webhook_sealed = ${sealed}, webhook_secret = null,`;
  await transaction(ctx, async (db) => {
    await db.run(sql`
      insert into receiver_setting (authority_id, first_days, final_days, delivery, webhook_url, webhook_sealed, mail_to,
        summary_to, changed_at, changed_by)
      values (${authorityId}, ${firstDays}, ${finalDays}, ${before === null ? delivery : 'here'}, ${webhookUrl}, ${before === null ? sealed : null},
        ${asked.mailTo ?? null}, ${asked.summaryTo ?? null}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (authority_id) do update set first_days = excluded.first_days, final_days = excluded.final_days,
        delivery = ${delivery}, webhook_url = excluded.webhook_url,
        ${newSecret} mail_to = excluded.mail_to,
        summary_to = excluded.summary_to, changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'receiving-set',
      subject: 'authority',
      subjectId: authorityId,
      authorityId,
      details: { delivery },
    });
  });
}

/** Sends a failed delivery again, as a new one with an id of its own. Throws Problem `not-found`, `not-possible`. */
export async function resend(ctx: Context, id: string, deliveryId: string): Promise<string> {
  try {
    return await transaction(ctx, async (db) => {
      const locked = await lockHandOver(db, id);
      if (takersOf(ctx.actor, locked).length === 0) throw new Problem('forbidden');
      const made = await db.maybe<{ id: string }>(sql`
        insert into hand_over_delivery (hand_over_id, seq, office_id, principal_id, channel, resend_of)
        select hand_over_id, seq, office_id, principal_id, channel, id from hand_over_delivery
        where id = ${deliveryId} and hand_over_id = ${id} and state = 'failed' returning id`);
      if (made === undefined) throw new Problem('not-found');
      return made.id;
    });
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'one_resending_at_a_time')
      throw new Problem('not-possible', { reason: 'already-resent' });
    throw error;
  }
}
