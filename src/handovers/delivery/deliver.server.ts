import { createHmac } from 'node:crypto';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import type { SealingKey } from '../../platform/sealed.server.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { followTexts } from '../texts/follow-texts.ts';
import { type KeptSecret, secretOf } from './secret.server.ts';
import { deliveryTexts } from './texts.ts';

export interface Courier {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  /** Where people reach this installation, without a slash at the end. */
  readonly origin: string;
  /** Ends the delivering: what has not been sent waits. */
  readonly ending: AbortSignal;
  /** Opens the receivers' secrets; without it nothing that is sealed can be signed with. */
  readonly key: SealingKey | null;
}

/** As the background works: over all authorities' deliveries, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;
/** Minutes to wait after each try; after the last the delivery has failed, and a person sends it again. In all 38 hours. */
export const WAITS = [1, 5, 15, 60, 180, 360, 720, 960] as const;
/** A system that has not answered after this long did not; seconds. */
const PATIENCE = 10;
const LEASE = { minutes: 2 };

interface Due extends KeptSecret {
  readonly id: string;
  readonly channel: 'webhook' | 'mail' | 'follow-mail';
  readonly attempts: number;
  readonly seq: number;
  readonly handOverId: string;
  readonly reference: string;
  readonly principalId: number;
  readonly state: string;
  readonly responsible: string;
  readonly dueOn: string;
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly task: string;
  readonly office: string;
  readonly department: string;
  readonly url: string | null;
  readonly mailTo: string | null;
  readonly followMail: string | null;
  readonly followLanguage: 'sv' | 'en';
}

/**
 * Delivers what is due, one at a time; several processes share the work. A delivery's id is the receiver's key: it is tried
 * with the same id until it is acknowledged, and never after. Returns how many were tried.
 */
export async function deliverHandOvers(courier: Courier): Promise<number> {
  // Whose system has just failed is not asked again in this run: nobody else waits for what it owes.
  const down: number[] = [];
  for (let tried = 0; ; tried += 1) {
    if (courier.ending.aborted) return tried;
    const due = await claimNext(courier, down);
    if (due === null) return tried;
    const outcome = await deliver(courier, due).catch((error: unknown): Outcome => ({ wrong: short(error) }));
    await record(courier, due, outcome);
    if (typeof outcome === 'object' && due.channel === 'webhook') down.push(due.principalId);
  }
}

/** Taken with a lease, so that a process that is killed leaves it to another. */
function claimNext({ pool, clock }: Courier, down: readonly number[]): Promise<Due | null> {
  const now = clock();
  return inTransaction(pool, SCOPE, async (db) => {
    const found = await db.maybe<{ id: string }>(sql`
      select id from hand_over_delivery where state = 'waiting' and next_at <= ${now}
        and (claimed_until is null or claimed_until <= ${now}) and not (channel = 'webhook' and principal_id = any (${down}))
      order by next_at, id limit 1 for no key update skip locked`);
    if (found === undefined) return null;
    await db.run(sql`
      update hand_over_delivery set attempts = attempts + 1, claimed_until = ${now.add(LEASE)} where id = ${found.id}`);
    return db.one<Due>(sql`
      select d.id, d.channel, d.attempts, d.seq, d.hand_over_id as "handOverId", h.reference, h.principal_id as "principalId",
        h.state, h.responsible, h.due_on as "dueOn", e.kind, e.at, t.name_sv as task, f.name as office, h.department,
        s.webhook_url as url, k.sealed, k.clear, s.mail_to as "mailTo", h.follow_mail as "followMail",
        h.follow_language as "followLanguage"
      from hand_over_delivery d join hand_over h on h.id = d.hand_over_id
        join hand_over_event e on e.hand_over_id = d.hand_over_id and e.seq = d.seq
        join task t on t.id = h.task_id join office f on f.id = h.office_id
        left join receiver_setting s on s.authority_id = h.principal_id
        left join lateral receiver_secret(h.principal_id) k on true
      where d.id = ${found.id}`);
  });
}

/** `posted`: its mail lies in the outbox, and the delivery goes as that goes (migration 0088). `wrong`: why not, in a few words. */
type Outcome = 'delivered' | 'posted' | { readonly wrong: string };

async function deliver(courier: Courier, due: Due): Promise<Outcome> {
  if (due.channel !== 'webhook')
    return inTransaction(courier.pool, SCOPE, (db) => toOutbox(courier, db, due));
  const wrong = await post(courier, due);
  return wrong === null ? 'delivered' : { wrong };
}

/** What is sent: what happened and where to read it. What a person has written stays here, behind the receiver's sign-in. */
export function webhookBody(due: Due, origin: string): string {
  return JSON.stringify({
    id: due.id,
    type: `hand-over.${due.kind}`,
    occurredAt: due.at.toString(),
    handOver: {
      id: due.handOverId,
      reference: due.reference,
      event: due.seq,
      state: due.state,
      responsible: due.responsible,
      dueOn: due.dueOn,
      task: due.task,
      office: due.office,
      department: due.department,
      url: `${origin}/overlamningar/${due.handOverId}`,
      api: `${origin}/api/hand-overs/${due.handOverId}`,
    },
  });
}

/** HMAC-SHA256 with the receiver's secret over `timestamp.id.body`, as hexadecimal digits; the timestamp is Unix seconds. */
export function signatureOf(secret: string, timestamp: number, id: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${id}.${body}`).digest('hex');
}

async function post(courier: Courier, due: Due): Promise<string | null> {
  if (due.url === null) return 'no-address';
  const secret = secretOf(due, courier.key, due.principalId);
  if (secret === null) return 'no-key';
  const body = webhookBody(due, courier.origin);
  const timestamp = Math.floor(courier.clock().epochMilliseconds / 1000);
  const answer = await fetch(due.url, {
    method: 'POST',
    // An address that sends elsewhere is not the one that its coordinator gave.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'samtjanst-id': due.id,
      'samtjanst-timestamp': String(timestamp),
      'samtjanst-signature': `v1=${signatureOf(secret, timestamp, due.id, body)}`,
    },
    body,
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE * 1000), courier.ending]),
  });
  await answer.body?.cancel();
  return answer.ok ? null : `HTTP ${answer.status}`;
}

/** By mail: nothing of what it is about, and a link. The outbox sends it once (post/); its key is the delivery's id. */
async function toOutbox({ origin }: Courier, db: Db, due: Due): Promise<Outcome> {
  const follow = due.channel === 'follow-mail';
  const to = follow ? due.followMail : due.mailTo;
  // They have said no thanks meanwhile.
  if (to === null) return 'delivered';
  const t = followTexts[due.followLanguage];
  const r = deliveryTexts.sv;
  await queueMail(db, {
    key: `hand-over-delivery:${due.id}`,
    about: 'hand-over',
    aboutId: due.handOverId,
    authorityId: follow ? null : due.principalId,
    to: [to],
    subject: follow ? t.mailSubject(due.reference) : r.mailSubject(due.reference),
    text: follow
      ? t.mailText(due.reference, `${origin}/folj?referens=${due.reference}`)
      : r.mailText(
          due.reference,
          due.office,
          due.task,
          due.dueOn,
          `${origin}/overlamningar/${due.handOverId}`,
        ),
  });
  return 'posted';
}

function record({ pool, clock }: Courier, due: Due, outcome: Outcome): Promise<void> {
  const now = clock();
  return inTransaction(pool, SCOPE, async (db) => {
    const wait = WAITS[due.attempts - 1];
    const wrong = typeof outcome === 'object' ? outcome.wrong : null;
    const state = typeof outcome === 'string' ? outcome : wait === undefined ? 'failed' : 'waiting';
    // Another process took it up when the lease had ended, or its mail has gone meanwhile: what they found counts.
    const mine = await db.run(sql`
      update hand_over_delivery set state = ${state}, claimed_until = null, last_error = ${wrong},
        delivered_at = ${state === 'delivered' ? now : null}, next_at = ${now.add({ minutes: wait ?? 0 })}
      where id = ${due.id} and state = 'waiting' and attempts = ${due.attempts}`);
    if (mine === 0) return;
    await db.run(sql`
      insert into hand_over_delivery_try (delivery_id, at, outcome) values (${due.id}, ${now}, ${wrong ?? state})
      on conflict do nothing`);
  });
}

function short(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return typeof cause?.code === 'string' ? cause.code : 'no-connection';
}
