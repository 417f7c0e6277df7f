import { authoritiesOf, managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { officerAtVisit } from '../../contacts/commands/officer-at-visit.server.ts';
import type { Channel } from '../../contacts/contact.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { StepAsked } from '../schemas.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

type Of<Name extends StepAsked['step']> = Extract<StepAsked, { step: Name }>;

/**
 * Declares a conflict of interest (16–18 §§ förvaltningslagen). From then on the database takes nothing from that person
 * in the matter and shows them nothing of its thread; what they had is offered again.
 */
export function declareConflict(asker: Asker, id: string, { key, text }: Of<'conflict'>): Promise<Stands> {
  return takeStep(asker, id, 'conflict', {
    kind: 'conflict-declared',
    audience: 'both',
    key,
    also: async (db, { matterId, officeId, principalId }, { side, now }) => {
      await db.run(sql`
        insert into conflict_of_interest (matter_id, office_id, principal_id, user_id, officer_id, side, declared_at, reason)
        values (${matterId}, ${officeId}, ${principalId}, ${asker.actor},
          (select officer_id from user_officer where user_id = ${asker.actor}), ${side}, ${now}, ${text})`);
    },
  });
}

/**
 * The same at the desk, whether the matter is handed over or not: from then on that officer acts no more in it, and decides no
 * application. Declared twice it is one. Throws Problem `not-found`, `forbidden`, `not-possible` (`contact-away`).
 */
export function declareInMatter(
  ctx: Context,
  matterId: string,
  reason: string,
): Promise<{ readonly visitId: string; readonly channel: Channel }> {
  return transaction(ctx, async (db) => {
    const matter = await db.maybe<{ visitId: string; principalId: number }>(
      sql`select visit_id as "visitId", principal_id as "principalId" from matter where id = ${matterId}`,
    );
    if (matter === undefined) throw new Problem('not-found');
    const { visitId, principalId } = matter;
    const { officeId, officerId, channel } = await officerAtVisit(ctx, db, visitId, true);
    const made = await db.run(sql`
      insert into conflict_of_interest (matter_id, office_id, principal_id, user_id, officer_id, side, declared_at, reason)
      values (${matterId}, ${officeId}, ${principalId}, ${ctx.actor.userId}, ${officerId}, 'front-desk', ${ctx.clock()}, ${reason})
      on conflict (matter_id, user_id) where lifted_at is null do nothing`);
    if (made > 0)
      await recordEvent(db, {
        ...{
          actor: ctx.actor.userId,
          role: 'officer',
          kind: 'conflict-declared',
          subject: 'matter',
          subjectId: matterId,
        },
        ...{ authorityId: principalId, officeId },
      });
    return { visitId, channel };
  });
}

/**
 * Lifts one that somebody else of one's side has declared: the authority's coordinator, or the manager of the office. It stays to
 * be read, with why it was lifted. Throws as `takeStep`, `not-found`, and `not-possible` (`conflict-is-lifted`).
 */
export function liftConflict(
  asker: Asker,
  id: string,
  { key, conflictId, text }: Of<'lift-conflict'>,
): Promise<Stands> {
  return takeStep(asker, id, 'lift-conflict', {
    kind: 'conflict-lifted',
    audience: 'both',
    key,
    also: async (db, { matterId }, { now }) => {
      const found = await db.maybe<{ lifted: boolean; own: boolean }>(sql`
        select lifted_at is not null as lifted, user_id = ${asker.actor} as own from conflict_of_interest
        where id = ${conflictId} and matter_id = ${matterId}`);
      if (found === undefined) throw new Problem('not-found');
      if (found.own) throw new Problem('forbidden');
      if (found.lifted) throw new Problem('not-possible', { reason: 'conflict-is-lifted' });
      const lifted = await db.run(sql`
        update conflict_of_interest set lifted_at = ${now}, lifted_by = ${asker.actor}, lifted_why = ${text}
        where id = ${conflictId}`);
      // Row-level security: who does not answer for that side changes nothing.
      if (lifted === 0) throw new Problem('forbidden');
    },
  });
}

export interface Conflict {
  readonly id: number;
  readonly who: string;
  readonly side: 'front-desk' | 'receiver';
  readonly declaredAt: Temporal.Instant;
  readonly reason: string;
  readonly liftedAt: Temporal.Instant | null;
  readonly liftedBy: string | null;
  readonly liftedWhy: string | null;
}

/** Those declared in a matter by one's own side, and whether the actor answers for that side. */
export async function conflictsIn(
  ctx: Context,
  db: Db,
  of: { readonly matterId: string; readonly officeId: number; readonly principalId: number },
): Promise<(Conflict & { readonly mayLift: boolean })[]> {
  const rows = await db.many<Conflict & { own: boolean }>(sql`
    select c.id, u.name as who, c.side, c.declared_at as "declaredAt", c.reason, c.lifted_at as "liftedAt",
      l.name as "liftedBy", c.lifted_why as "liftedWhy", c.user_id = ${ctx.actor.userId} as own
    from conflict_of_interest c join account_user u on u.id = c.user_id left join account_user l on l.id = c.lifted_by
    where c.matter_id = ${of.matterId} order by c.id`);
  const answersFor = {
    'front-desk': managedOfficesOf(ctx.actor).includes(of.officeId),
    receiver: authoritiesOf(ctx.actor, 'coordinator').includes(of.principalId),
  };
  return rows.map(({ own, ...row }) => ({
    ...row,
    mayLift: !own && row.liftedAt === null && answersFor[row.side],
  }));
}

/** What who is barred from a hand-over is told: that there is one. Null: they are not barred. */
export function barredFrom(
  db: Db,
  id: string,
): Promise<{ reference: string; authority: string; declaredAt: Temporal.Instant } | undefined> {
  return db.maybe(sql`
    select reference, authority, declared_at as "declaredAt" from hand_over_barred(${id}) where reference is not null`);
}
