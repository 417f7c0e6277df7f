import { type Db, type Pool, type Scope, shortRead, sql } from '../platform/database.server.ts';

/** How long a colleague's page has to give a visitor back, in milliseconds, before the next one is called instead. */
const PATIENCE = 1_000;
/** Between two looks: short at first, because a page that has its line answers at once. */
const FIRST_LOOK = 8;
const LONGEST = 40;
/** A page that is just being changed for another has no stream for a moment: it is asked again. */
const ASKED_AGAIN = 100;

/** A visitor who is in the share of another desk. */
export interface Wanted {
  readonly sessionId: number;
  readonly ticketId: string;
}

/** Asks the page of a desk that has its line to let go of a visitor whom another desk is about to call. */
export async function askBack(db: Db, officeId: number, { sessionId, ticketId }: Wanted): Promise<void> {
  await db.run(sql`select pg_notify('give_back', ${`${officeId} ${sessionId} ${ticketId}`})`);
}

/** Waits until the visitor has been given back, or the patience is over. */
export async function whenGivenBack(
  pool: Pool,
  scope: Scope,
  officeId: number,
  { sessionId, ticketId }: Wanted,
): Promise<void> {
  const until = Date.now() + PATIENCE;
  let askedAt = Date.now();
  for (let pause = FIRST_LOOK; Date.now() < until; pause = Math.min(LONGEST, pause * 1.5)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const again = Date.now() - askedAt >= ASKED_AGAIN;
    if (again) askedAt = Date.now();
    const held = await shortRead(
      pool,
      scope,
      sql`
        select case when ${again} then pg_notify('give_back', ${`${officeId} ${sessionId} ${ticketId}`}) end
        from desk_session where id = ${sessionId} and closed_at is null and ${ticketId}::uuid = any (share)`,
    );
    if (held.length === 0) return;
  }
}

type Told = (wanted: string) => void;
const watchers = new WeakMap<Pool, Map<number, Set<Told>>>();

/** Tells of each visitor that is asked back at an office ("session ticket"), until the answer is called. */
export function watchWanted(pool: Pool, officeId: number, told: Told): () => void {
  let offices = watchers.get(pool);
  if (offices === undefined) {
    const made = new Map<number, Set<Told>>();
    offices = made;
    watchers.set(pool, made);
    pool.notifications
      .listen('give_back', (payload) => {
        const [office, sessionId, ticketId] = payload?.split(' ') ?? [];
        for (const each of made.get(Number(office)) ?? []) each(`${sessionId} ${ticketId}`);
      })
      .catch(() => {});
  }
  const there = offices.get(officeId) ?? new Set();
  offices.set(officeId, there);
  there.add(told);
  return () => {
    there.delete(told);
  };
}
