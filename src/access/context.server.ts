import {
  alone,
  type Db,
  inTransaction,
  type Plan,
  type Pool,
  type Scope,
  type Sql,
  shortRead,
} from '../platform/database.server.ts';
import {
  type Actor,
  areaOfficesOf,
  areasOf,
  authoritiesOf,
  hasRole,
  managedOfficesOf,
  officesOf,
} from './actor.ts';

/** What a command or a query is given: who asks, what time it is, and the database. */
export interface Context {
  readonly pool: Pool;
  readonly actor: Actor;
  readonly clock: () => Temporal.Instant;
  readonly requestId: string;
}

/** A transaction in which the database shows what the actor's roles give, and nothing else. */
export function transaction<T>(ctx: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(ctx.pool, scopeOf(ctx.actor), work);
}

/** One short statement that reads what `transaction` would show: for the busiest pages (platform: `shortRead`). */
export function read<Row>(ctx: Context, query: Sql, plan?: Plan): Promise<Row[]> {
  return shortRead(ctx.pool, scopeOf(ctx.actor), query, plan);
}

/** A transaction of one statement, in one round trip: a read that may take its time, or a write (platform: `alone`). */
export function statement<Row>(ctx: Context, query: Sql): Promise<Row[]> {
  return alone(ctx.pool, scopeOf(ctx.actor), query);
}

/**
 * A transaction over the registers of the whole system, for those commands that need it (import, accounts).
 * The command checks the role first; daily work never uses it.
 */
export function registersTransaction<T>(
  ctx: Pick<Context, 'pool'> & { readonly actor: Pick<Actor, 'userId'> },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.pool, { actor: ctx.actor.userId, registers: true }, work);
}

/** For whom the database answers: what the actor's roles give, and nothing else. */
export function scopeOf(actor: Actor): Scope {
  return {
    actor: actor.userId,
    authorities: authoritiesOf(actor, 'coordinator', 'report-author'),
    offices: officesOf(actor),
    managedOffices: managedOfficesOf(actor),
    employers: actor.officer === null ? [] : [actor.officer.employerId],
    areas: areasOf(actor),
    // Their queues are seen from above; what else an office has is its own manager's.
    queueOffices: areaOfficesOf(actor),
    analysed: authoritiesOf(actor, 'analyst'),
    receiving: authoritiesOf(actor, 'receiver', 'coordinator'),
    supervision: hasRole(actor, 'supervisor'),
  };
}
