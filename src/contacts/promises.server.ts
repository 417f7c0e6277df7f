import { managedOfficesOf, officesOf } from '../access/actor.ts';
import { type Context, read } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

export interface PromiseRow {
  readonly id: string;
  readonly contactId: string;
  readonly reference: string;
  readonly subject: string | null;
  readonly dueAt: Temporal.Instant;
  readonly what: string;
  readonly officerId: number;
  readonly officer: string;
  readonly officeId: number;
  readonly office: string;
}

const MOST = 500;

/**
 * The promises that are to be kept, the first to break first: the actor's own, or all of the offices where they work or that they
 * manage. A manager is told of the promise and not of the contact. Throws Problem `forbidden`. At most 500.
 */
export async function openPromises(ctx: Context, whose: 'mine' | 'office'): Promise<PromiseRow[]> {
  const { officer } = ctx.actor;
  const offices = [...officesOf(ctx.actor), ...managedOfficesOf(ctx.actor)];
  if (whose === 'mine' ? officer === null : offices.length === 0) throw new Problem('forbidden');
  const which =
    whose === 'mine' ? sql`p.officer_id = ${officer?.id ?? null}` : sql`p.office_id = any (${offices})`;
  return read<PromiseRow>(
    ctx,
    sql`
      select p.id, p.visit_id as "contactId", coalesce(v.reference, '') as reference, v.subject, p.due_at as "dueAt", p.what,
        o.id as "officerId", o.name as officer, f.id as "officeId", f.name as office
      from promise p join officer o on o.id = p.officer_id join office f on f.id = p.office_id left join visit v on v.id = p.visit_id
      where ${which} and p.kept_at is null and p.moved_at is null order by p.due_at, p.id limit ${MOST}`,
  );
}

/** How many of the actor's promises are broken, and how many break today. */
export async function promisesToday(
  ctx: Context,
  endOfDay: Temporal.Instant,
): Promise<{ readonly late: number; readonly today: number }> {
  const now = ctx.clock();
  const [counts] = await read<{ late: number; today: number }>(
    ctx,
    sql`
      select count(*) filter (where due_at < ${now}) as late, count(*) filter (where due_at >= ${now}) as today
      from promise where officer_id = ${ctx.actor.officer?.id ?? null} and kept_at is null and moved_at is null
        and due_at < ${endOfDay}`,
  );
  return counts ?? { late: 0, today: 0 };
}
