import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type SealingKey, seal } from '../../platform/sealed.server.ts';
import { readMailbox } from '../fetch-mail.server.ts';
import { type MailboxInput, usedFor } from '../mailbox.ts';
import { mailboxOf } from '../queries.server.ts';

/**
 * Adds or changes a mailbox. An administrator's, because the program connects to whatever server it names; its password is
 * sealed and never shown again. Throws Problem `forbidden`, `not-found`, `not-possible` (`no-key`, `address-in-use`), `invalid` without a
 * password for another server or user.
 */
export async function saveMailbox(
  ctx: Context,
  key: SealingKey | null,
  id: number | null,
  input: MailboxInput,
): Promise<number> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  if (key === null) throw new Problem('not-possible', { reason: 'no-key' });
  const { officeId, address, senderName, host, port, security, user, password, folder, receipts } = input;
  try {
    return await registersTransaction(ctx, async (db) => {
      const before =
        id === null
          ? undefined
          : await db.maybe<{ secret: Buffer; use: string }>(sql`
              select mailbox_secret(id) as secret, 'imap ' || user_name || '@' || host || ':' || port as use
              from mailbox where id = ${id} and ended_at is null for update`);
      if (id !== null && before === undefined) throw new Problem('not-found');
      if (password === undefined && before?.use !== usedFor(input))
        throw new Problem('invalid', {}, [{ field: 'password', code: 'password-for-this-server' }]);
      const secret = password === undefined ? before?.secret : seal(key, password, usedFor(input));
      const saved =
        id === null
          ? await db.one<{ id: number }>(sql`
              insert into mailbox (office_id, address, sender_name, host, port, security, user_name, secret, folder, receipts, made_by, next_at)
              values (${officeId}, ${address}, ${senderName}, ${host}, ${port}, ${security}, ${user}, ${secret}, ${folder}, ${receipts},
                ${ctx.actor.userId}, ${ctx.clock()}) returning id`)
          : await db.one<{ id: number }>(sql`
              update mailbox set address = ${address}, sender_name = ${senderName}, host = ${host}, port = ${port},
                security = ${security}, user_name = ${user}, secret = ${secret}, folder = ${folder}, receipts = ${receipts},
                next_at = ${ctx.clock()} where id = ${id} returning id`);
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'administrator',
        kind: id === null ? 'mailbox-added' : 'mailbox-changed',
        subject: 'mailbox',
        subjectId: String(saved.id),
        officeId,
        details: {
          address,
          host,
          port,
          security,
          user,
          folder,
          receipts,
          passwordChanged: password !== undefined,
        },
      });
      return saved.id;
    });
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'an_address_is_read_once')
      throw new Problem('not-possible', { reason: 'address-in-use' });
    throw error;
  }
}

/** Reads no more from it; what came stays. Throws Problem `forbidden`, `not-found`. */
export async function endMailbox(ctx: Context, id: number): Promise<void> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  await registersTransaction(ctx, async (db) => {
    const ended = await db.maybe<{ officeId: number }>(sql`
      update mailbox set ended_at = ${ctx.clock()} where id = ${id} and ended_at is null returning office_id as "officeId"`);
    if (ended === undefined) throw new Problem('not-found');
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'mailbox-ended',
      subject: 'mailbox',
      subjectId: String(id),
      officeId: ended.officeId,
    });
  });
}

/** Reads the mailbox now, whenever it would have been tried again. What came of it stands at the mailbox. Throws Problem `not-found`. */
export async function tryMailbox(ctx: Context, key: SealingKey | null, id: number): Promise<void> {
  await mailboxOf(ctx, id);
  await readMailbox({ pool: ctx.pool, clock: ctx.clock, key, ending: AbortSignal.timeout(60_000) }, id);
}
