import pg from 'pg';
import type { Pool } from '../../src/platform/database.server.ts';
import { verifyQueues } from '../../src/queue/verify.server.ts';
import type { Ledger, Send } from './clerk.ts';

/** What is not as it must be after clerks have worked, and what was counted. */
export interface Checked {
  readonly wrong: readonly string[];
  readonly counts: string;
}

/**
 * Whether the queues hold together (verifyQueues), and whether everything that was acknowledged is there. `send`: ask some of
 * it once more with the same keys, and expect the same answers.
 */
export async function checkQueues(
  { pool, owner }: { readonly pool: Pool; readonly owner: pg.ClientConfig },
  ledger: Ledger,
  send: Send | null,
): Promise<Checked> {
  const { offices, events, kinds, differences } = await verifyQueues(pool);
  const wrong = [...ledger.faults, ...differences.map((each) => JSON.stringify(each))];
  const { acknowledged } = ledger;
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ key: string; id: string; label: string }>(
      `select e.key, e.ticket_id as id, t.prefix || ' ' || t.number as label from queue_event e join ticket t on t.id = e.ticket_id
       where e.key = any ($1)`,
      [acknowledged.map(({ body }) => body.key)],
    );
    const stored = new Map(rows.map((row) => [row.key, row]));
    for (const { path, body, ticketId, label } of acknowledged) {
      const there = stored.get(body.key);
      if (there?.id !== ticketId || there.label !== label)
        wrong.push(`acknowledged and not there: ${path} ${label} ${JSON.stringify(there)}`);
    }
  } finally {
    await client.end();
  }
  const again = send === null ? [] : acknowledged.filter(() => Math.random() < 50 / acknowledged.length);
  for (const { token, path, body, ticketId, label } of again) {
    const answer = await send?.('POST', path, token, body);
    const ticket = answer?.body?.ticket ?? answer?.body;
    if (ticket?.id !== ticketId || ticket.label !== label)
      wrong.push(`asked again, another answer: ${path} ${label} ${JSON.stringify(answer)}`);
  }
  const of = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
  return {
    wrong,
    counts: `${offices} queues, ${events} events: ${of.join(', ')}. ${acknowledged.length} acknowledged, ${again.length} asked again. Clerks met: ${ledger.told}. ${wrong.length} wrong.`,
  };
}
