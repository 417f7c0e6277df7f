import { afterAll, beforeAll, beforeEach } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import type { AtDesk } from './commands/call.server.ts';
import { beatDesk } from './commands/desk-beat.server.ts';
import { mergeDesk } from './commands/merge-desk.server.ts';
import type { DeskEvent } from './schemas.ts';
import { makeQueue, type TestQueue } from './test-queue.ts';
import type { Ticket } from './ticket.ts';

/**
 * Two desks that may lose their line, and four who wait: each test on a day of its own, because the day before is ended by
 * the first step of the next. `world`, `queue` and `tickets` are there from the first test on.
 */
export function desksThatMayLoseTheirLine() {
  const there = {} as { world: World; queue: TestQueue; tickets: Ticket[] };
  let at: Temporal.Instant;
  let day = 0;
  let beats = 0;
  const nextBeat = () => ++beats;
  const moveTo = (instant: Temporal.Instant) => {
    at = instant;
    there.world.setNow(at.toString());
  };
  beforeAll(async () => {
    there.world = await makeWorld();
    there.queue = await makeQueue(there.world);
  });
  afterAll(() => there.world.close());
  beforeEach(async () => {
    day += 1;
    moveTo(Temporal.Instant.from('2026-11-18T09:30:00Z').add({ hours: 24 * day }));
    await there.queue.openBoth();
    there.tickets = [];
    for (let n = 0; n < 4; n++) there.tickets.push(await there.queue.ticket(there.queue.needs.other));
  });
  const rows = <Row>(query: ReturnType<typeof sql>) =>
    inTransaction(there.world.database.pool, { registers: true }, (db) => db.many<Row>(query));
  return Object.assign(there, {
    /** The pages that the two desks are worked on. */
    holder: { alva: crypto.randomUUID(), bo: crypto.randomUUID() },
    later: (seconds: number) => moveTo(at.add({ seconds })),
    id: (n: number) => there.tickets[n]?.id ?? '',
    rows,
    kinds: async (ticketId: string) =>
      (
        await rows<{ kind: string }>(
          sql`select kind from queue_event where ticket_id = ${ticketId} order by seq`,
        )
      ).map(({ kind }) => kind),
    /** The number of a page's next beat. */
    nextBeat,
    /** What the desk may call by itself, after a beat of its page. */
    beat: async (desk: AtDesk, by: string, holds: readonly string[] = [], adds = true) =>
      (await beatDesk(desk, there.queue.officeId, { holder: by, beat: nextBeat(), holds: [...holds], adds }))
        ?.share ?? [],
    /** A step that a desk took without line, now. */
    step: (kind: DeskEvent['kind'], ticketId: string): DeskEvent => ({
      ...{ key: crypto.randomUUID(), kind, ticketId, label: '', at: at.epochMilliseconds },
    }),
    merge: (desk: AtDesk, ...events: DeskEvent[]) => mergeDesk(desk, there.queue.officeId, events),
    /** The same in words: "done", or why not. */
    mergedAs: async (desk: AtDesk, ...events: DeskEvent[]) =>
      (await mergeDesk(desk, there.queue.officeId, events)).map((each) => (each.done ? 'done' : each.reason)),
  });
}
