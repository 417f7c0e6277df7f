import { authoritiesOf, managedOfficesOf, officesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

/** A body for which somebody handles reports, and whether they may also decide how it receives them (its coordinators). */
export interface StaffBody {
  readonly id: number;
  readonly name: string;
  readonly leads: boolean;
  /** Null: it does not receive fault reports yet. */
  readonly jurisdiction: string | null;
  readonly area: string | null;
  readonly answerDays: number | null;
}

/**
 * The bodies that the actor handles reports and complaints for: those of a coordinator, and the operators of the offices
 * that one works at or manages. Throws Problem `forbidden` when there are none. Report authors are not among them.
 */
export async function staffBodies(db: Db, { actor }: Pick<Context, 'actor'>): Promise<StaffBody[]> {
  const leads = authoritiesOf(actor, 'coordinator');
  const offices = [...officesOf(actor), ...managedOfficesOf(actor)];
  if (leads.length === 0 && offices.length === 0) throw new Problem('forbidden');
  return db.many<StaffBody>(sql`
    select a.id, a.name, a.id = any (${leads}) as leads, b.jurisdiction, b.area, b.answer_days as "answerDays"
    from authority a left join fault_body b on b.body_id = a.id
    where a.id = any (${leads}) or a.id in (select operator_id from office where id = any (${offices}))
    order by b.body_id is null, a.name`);
}

export const idsOf = (bodies: readonly StaffBody[]) => bodies.map(({ id }) => id);

/** In one transaction for the actor: their bodies, and the work with them. */
export function asStaff<T>(ctx: Context, work: (db: Db, bodies: StaffBody[]) => Promise<T>): Promise<T> {
  return transaction(ctx, async (db) => work(db, await staffBodies(db, ctx)));
}

/** As whom somebody acts for a body: for the audit. */
export function roleFor({ actor }: Pick<Context, 'actor'>, bodyId: number): string {
  if (authoritiesOf(actor, 'coordinator').includes(bodyId)) return 'coordinator';
  return officesOf(actor).length > 0 ? 'officer' : 'office-manager';
}
