import { z } from 'zod';
import { Id } from '../../kernel/id.schema.ts';
import { type Db, type Pool, sql } from '../../platform/database.server.ts';
import { languageRight } from '../../queue/commands/issue-ticket.server.ts';
import { type Asker, alreadyDone, inLine, type Line } from '../../queue/line.server.ts';
import { noteRefusal } from '../../queue/refusals.server.ts';
import { secretHash, ticketSecret } from '../../queue/secret.server.ts';
import { takeStep, ticketInLine } from '../../queue/store.server.ts';

/** A ticket that a device gave without line. `issuedAt`: by its own clock, in milliseconds since 1970. */
export const OfflineTicketSchema = z.object({
  id: z.uuid(),
  needId: Id,
  number: z.number().int().min(1).max(1_000_000),
  label: z.string().max(40).default(''),
  issuedAt: z.number().int().min(0).max(8_640_000_000_000_000),
  /** The key of the request that got no answer before this ticket was given: it may have been a ticket all the same. */
  key: z.uuid().optional(),
  interpreter: z.boolean().default(false),
  signLanguage: z.boolean().default(false),
  stepFree: z.boolean().default(false),
  calm: z.boolean().default(false),
  protected: z.boolean().default(false),
  // The visitor has the number: what is wrong here is left out, and one of the last two without the other is none.
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined),
  priority: z.coerce.number().int().min(0).max(3).catch(0),
  priorityReason: z.string().trim().min(2).max(200).optional().catch(undefined),
});
export type OfflineTicket = z.infer<typeof OfflineTicketSchema>;

export const OFFLINE_REFUSALS = ['not-its-number', 'another-day', 'number-used'] as const;
export interface MergedTicket {
  readonly id: string;
  /** Null: it is in the queue. */
  readonly refused: (typeof OFFLINE_REFUSALS)[number] | null;
}

/**
 * Takes in tickets that a device gave without line. Each is judged by itself: its number must lie in the device's own block of
 * the day. Who holds one that is refused is seen to by staff: it is noted. Handed in twice it is one.
 */
export async function mergeTickets(
  asker: Asker,
  device: { readonly id: number; readonly officeId: number },
  tickets: readonly OfflineTicket[],
): Promise<MergedTicket[]> {
  const hashes = await hashesOf(asker.pool, tickets);
  return inLine(asker, device.officeId, async (db, line) => {
    const { off } = await db.one<{ off: number }>(
      sql`select coalesce(clock_off_ms, 0) as off from device where id = ${device.id}`,
    );
    const merged: MergedTicket[] = [];
    for (const ticket of tickets) {
      const ms = Math.max(0, Math.min(ticket.issuedAt - off, line.now.epochMilliseconds));
      const at = Temporal.Instant.fromEpochMilliseconds(ms);
      const refused = await mergeOne(db, asker, line, device.id, ticket, at, hashes.get(ticket.id) ?? '');
      merged.push({ id: ticket.id, refused });
      if (refused === null) continue;
      const { id: key, label } = ticket;
      await noteRefusal(db, asker, line, {
        ...{ key, kind: 'issued', reason: refused, happenedAt: at },
        label: label === '' ? String(ticket.number) : label,
      });
    }
    return merged;
  });
}

async function hashesOf(pool: Pool, tickets: readonly OfflineTicket[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { id } of tickets) hashes.set(id, secretHash(await ticketSecret(pool, id)));
  return hashes;
}

async function mergeOne(
  db: Db,
  asker: Asker,
  line: Line,
  deviceId: number,
  given: OfflineTicket,
  at: Temporal.Instant,
  hash: string,
): Promise<MergedTicket['refused']> {
  const { id, needId, number } = given;
  const there = await db.maybe<{ deviceId: number | null; number: number }>(
    sql`select device_id as "deviceId", number from ticket where id = ${id} and office_id = ${line.officeId}`,
  );
  if (there !== undefined)
    return there.deviceId === deviceId && there.number === number ? null : 'number-used';
  const block = await db.maybe<{ day: string; prefix: string; reservedAt: Temporal.Instant }>(sql`
    select day, prefix, reserved_at as "reservedAt" from queue_block
    where office_id = ${line.officeId} and device_id = ${deviceId} and need_id = ${needId} and numbers @> ${number}::int
    order by day = ${line.day} desc, day desc limit 1`);
  if (block === undefined) return 'not-its-number';
  if (block.day !== line.day) return 'another-day';
  const issued = [block.reservedAt, at, line.now].sort(Temporal.Instant.compare)[1] as Temporal.Instant;
  const before = await replaced(db, asker, line, given.key);
  // A request that is still on its way finds this ticket when it comes, and issues no other.
  const key = (await alreadyDone(db, line.officeId, given.key)) === null ? (given.key ?? null) : null;
  const joined = before !== null && Temporal.Instant.compare(before, issued) < 0 ? before : issued;
  // A protected visitor is a number and nothing else, whatever else was pressed.
  const met = (flag: boolean) => flag && !given.protected;
  const language = given.protected ? undefined : given.language;
  const reason = given.protected || given.priority === 0 ? undefined : given.priorityReason;
  const added = await db.run(sql`
    insert into ticket (id, office_id, day, need_id, prefix, number, source, device_id, issued_at, joined_at, secret_hash,
      state, state_at, priority, priority_reason, language, language_right, interpreter, sign_language, step_free, calm, protected, step_kind, step_at, step_actor, step_role,
      step_key, step_details)
    values (${id}, ${line.officeId}, ${line.day}, ${needId}, ${block.prefix}, ${number}, 'offline', ${deviceId}, ${issued},
      ${joined}, ${hash}, 'waiting', ${issued}, ${reason === undefined ? 0 : given.priority}, ${reason ?? null},
      ${language ?? null}, ${await languageRight(db, line.officeId, language)}, ${met(given.interpreter)}, ${met(given.signLanguage)},
      ${met(given.stepFree)}, ${met(given.calm)}, ${given.protected}, 'issued', ${issued}, ${asker.actor}, ${asker.role},
      ${key}, '{"offline": true}')
    on conflict do nothing`);
  return added === 1 ? null : 'number-used';
}

/**
 * A request that got no answer may have issued a ticket: nobody holds that number. Its place goes to the one that the visitor
 * has, and it leaves the queue. Returns when it joined, or null.
 */
async function replaced(
  db: Db,
  asker: Asker,
  line: Line,
  key: string | undefined,
): Promise<Temporal.Instant | null> {
  if (key === undefined) return null;
  const issued = await db.maybe<{ id: string }>(sql`
    select ticket_id as id from queue_event where office_id = ${line.officeId} and key = ${key} and kind = 'issued'
      and actor = ${asker.actor}`);
  if (issued === undefined) return null;
  const ticket = await ticketInLine(db, line, issued.id);
  if (['waiting', 'called', 'missed'].includes(ticket.state))
    await takeStep(db, asker, line, ticket, {
      kind: 'left',
      changes: { state: 'left' },
      details: { reason: 'given-again-without-line' },
    });
  return ticket.joinedAt;
}
