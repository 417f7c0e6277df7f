import { connect, isIPv4 } from 'node:net';
import { inTransaction, sql } from '../../platform/database.server.ts';
import type { Asker } from '../../queue/line.server.ts';
import { isPrinterHost, type NetworkPrinter } from '../device.ts';
import type { VisitorLanguage } from '../visitor-language.ts';
import { type Paper, ticketBytes } from './ticket-paper.ts';

export type PrintFailure = 'unknown-host' | 'refused' | 'no-answer' | 'broken-off' | 'too-many';

/** How long a printer may take to answer, and for all of a ticket, in milliseconds. */
const ANSWER = 3_000;
const WHOLE = 8_000;
/** Tickets that may wait for one printer; more are told to be followed on the telephone. */
const WAITING = 20;

/** What waits for each printer of this process: a printer takes one at a time. */
const queues = new Map<string, { last: Promise<unknown>; length: number }>();

/**
 * Prints a ticket that has been issued. Returns when it is noted that it will be; the printing itself is nobody's to wait for.
 * What comes of it stands in `ticket_print`.
 */
export async function printTicket(
  asker: Asker,
  officeId: number,
  ticketId: string,
  on: { readonly deviceId: number; readonly printer: NetworkPrinter },
  paper: Paper,
  language: VisitorLanguage,
): Promise<void> {
  const { pool, scope, clock } = asker;
  const { host, port } = on.printer;
  const printer = `${host}:${port}`;
  const { id } = await inTransaction(pool, scope, (db) =>
    db.one<{ id: number }>(sql`
      insert into ticket_print (office_id, ticket_id, device_id, printer, ordered_at)
      values (${officeId}, ${ticketId}, ${on.deviceId}, ${printer}, ${clock()}) returning id`),
  );
  void inTurn(printer, () => send(on.printer, ticketBytes(paper, language)))
    .then((failed) =>
      inTransaction(pool, scope, (db) =>
        db.run(sql`update ticket_print set done_at = ${clock()}, failed = ${failed} where id = ${id}`),
      ),
    )
    .catch((error) => console.error(`a printed ticket could not be noted: ${(error as Error).message}`));
}

async function inTurn(
  printer: string,
  work: () => Promise<PrintFailure | null>,
): Promise<PrintFailure | null> {
  const queue = queues.get(printer) ?? { last: Promise.resolve(), length: 0 };
  queues.set(printer, queue);
  if (queue.length >= WAITING) return 'too-many';
  queue.length += 1;
  const mine = queue.last.then(work, work);
  queue.last = mine;
  try {
    return await mine;
  } finally {
    queue.length -= 1;
    if (queue.length === 0) queues.delete(printer);
  }
}

/** Sends bytes to a printer and closes. Null when it took them. */
function send({ host, port }: NetworkPrinter, bytes: Buffer): Promise<PrintFailure | null> {
  if (!isPrinterHost(host)) return Promise.resolve('unknown-host');
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    let connected = false;
    const end = (failure: PrintFailure | null) => {
      clearTimeout(whole);
      resolve(failure);
      socket.destroy();
    };
    const whole = setTimeout(() => end('no-answer'), WHOLE);
    socket.setTimeout(ANSWER, () => end('no-answer'));
    socket.once('connect', () => {
      // A name that leads where no printer may be.
      const { remoteAddress = '' } = socket;
      if (isIPv4(remoteAddress) && !isPrinterHost(remoteAddress)) return end('refused');
      connected = true;
      // Flushed and closed by us; a printer that says something of its own is not listened to.
      socket.end(bytes);
      socket.resume();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (connected) end('broken-off');
      else end(error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'unknown-host' : 'refused');
    });
    socket.once('close', (hadError) => end(hadError ? 'broken-off' : null));
  });
}

/** What has come of a ticket's last printing: `printing` while it may still come. */
export async function printState(
  asker: Pick<Asker, 'pool' | 'scope' | 'clock'>,
  ticketId: string,
): Promise<'none' | 'printing' | 'printed' | 'failed'> {
  const row = await inTransaction(asker.pool, asker.scope, (db) =>
    db.maybe<{ orderedAt: Temporal.Instant; doneAt: Temporal.Instant | null; failed: string | null }>(sql`
      select ordered_at as "orderedAt", done_at as "doneAt", failed from ticket_print where ticket_id = ${ticketId}
      order by id desc limit 1`),
  );
  if (row === undefined) return 'none';
  if (row.doneAt !== null) return row.failed === null ? 'printed' : 'failed';
  // A process that was ended at it left nothing behind.
  const late = row.orderedAt.add({ minutes: 3 });
  return Temporal.Instant.compare(asker.clock(), late) > 0 ? 'failed' : 'printing';
}
