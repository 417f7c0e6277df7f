import { type Actor, authoritiesOf, hasRole } from '../access/actor.ts';
import { type Context, registersTransaction, transaction } from '../access/context.server.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

/**
 * Works on the mail (alias `m`) that the actor looks after: a coordinator on that of their authorities, a report author on
 * what of it is about annual reports, the supervising
 * authority's desk and the administrator on what is no authority's. Row-level security shows the first two no other; the
 * administrator's registers would, so the condition is always given. Throws Problem `forbidden` for everybody else.
 */
export function onOwnMail<T>(ctx: Context, work: (db: Db, mine: Sql) => Promise<T>): Promise<T> {
  const { actor } = ctx;
  const authorities = authoritiesOf(actor, 'coordinator');
  const nobodys = hasRole(actor, 'supervisor') || hasRole(actor, 'administrator');
  const reporting = authoritiesOf(actor, 'report-author');
  if (authorities.length + reporting.length === 0 && !nobodys) throw new Problem('forbidden');
  const mine = sql`(m.authority_id = any (${authorities})
    or (m.authority_id = any (${reporting}) and m.about ~ '^(annual-)?report') or (m.authority_id is null and m.office_id is null and ${nobodys}::boolean))`;
  return hasRole(actor, 'administrator')
    ? registersTransaction(ctx, (db) => work(db, mine))
    : transaction(ctx, (db) => work(db, mine));
}

/** The role that the actor decides about mail in, for the audit. */
export function mailRole(actor: Actor): 'coordinator' | 'report-author' | 'supervisor' | 'administrator' {
  if (hasRole(actor, 'coordinator')) return 'coordinator';
  if (hasRole(actor, 'report-author')) return 'report-author';
  return hasRole(actor, 'supervisor') ? 'supervisor' : 'administrator';
}
