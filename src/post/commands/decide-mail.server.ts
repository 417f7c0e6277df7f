import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { addressOfToday } from '../registrar.server.ts';
import { type Decision, decisionsOpen, type MailState } from '../states.ts';
import { mailRole, onOwnMail } from '../who-sees.server.ts';

/**
 * What a person decides about a mail: try it now, give it up, say that an uncertain one arrived or that a sent one bounced, or
 * send again. What goes to the registrar and failed is tried at the address that holds now.
 * Throws Problem `not-found` for others' mail, `stale` when the decision no longer stands open: it was sent meanwhile, or a
 * process has it in hand.
 */
export async function decideMail(ctx: Context, id: string, decision: Decision): Promise<MailState> {
  return onOwnMail(ctx, async (db, mine) => {
    const mail = await db.maybe<Decided>(sql`
      select m.state, m.claimed_until > ${ctx.clock()} as "inHand", m.authority_id as "authorityId", m.about, m.recipients
      from outgoing_mail m where m.id = ${id} and ${mine} for update of m`);
    if (mail === undefined) throw new Problem('not-found');
    if (!decisionsOpen(mail.state, mail.inHand).includes(decision))
      throw new Problem('stale', { state: mail.state });
    const moved = mail.state === 'failed' && decision === 'retry' ? await addressOfToday(db, mail) : null;
    const state = await write(db, id, decision, ctx.clock(), moved);
    if (moved !== null)
      await db.run(sql`
        insert into outgoing_mail_event (mail_id, state, detail, actor)
        values (${id}, ${state}, ${`${mail.recipients.join(', ')} → ${moved}`}, scope_actor())`);
    await db.run(sql`
      insert into outgoing_mail_event (mail_id, state, detail, actor) values (${id}, ${state}, ${decision}, scope_actor())`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: mailRole(ctx.actor),
      kind: 'mail-decided',
      subject: 'mail',
      subjectId: id,
      authorityId: mail.authorityId,
      details: moved === null ? { was: mail.state, decision } : { was: mail.state, decision, to: moved },
    });
    return state;
  });
}

interface Decided {
  readonly state: MailState;
  readonly inHand: boolean;
  readonly authorityId: number | null;
  readonly about: string;
  readonly recipients: readonly string[];
}

async function write(
  db: Db,
  id: string,
  decision: Decision,
  now: Temporal.Instant,
  moved: string | null,
): Promise<MailState> {
  if (decision === 'cancel' || decision === 'arrived') {
    const state = decision === 'cancel' ? 'cancelled' : 'sent';
    await db.run(sql`
      update outgoing_mail set state = ${state}, claim = null, claimed_until = null,
        sent_at = ${state === 'sent' ? now : null} where id = ${id}`);
    return state;
  }
  if (decision === 'bounced') {
    await db.run(sql`
      update outgoing_mail set state = 'failed', sent_at = null, last_error = 'bounced' where id = ${id}`);
    return 'failed';
  }
  // Tried anew, with all of its tries before it.
  await db.run(sql`
    update outgoing_mail set state = 'queued', claim = null, claimed_until = null, attempts = 0,
      recipients = coalesce(${moved === null ? null : [moved]}::text[], recipients),
      not_before = least(not_before, ${now}) where id = ${id}`);
  return 'queued';
}
