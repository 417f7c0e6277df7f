import { type Actor, authoritiesOf, hasRole } from '../../access/actor.ts';
import { type Sql, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

/** The authorities whose mandates and acts the actor looks after. Throws Problem `forbidden` when there is none. */
export function coordinated(actor: Actor): number[] {
  const mine = authoritiesOf(actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  return mine;
}

/** Throws Problem `forbidden` for who has no part in agreements: row-level security then shows which. */
export function requirePartInAgreements(actor: Actor): void {
  if (actor.officer === null && authoritiesOf(actor, 'coordinator', 'report-author').length === 0)
    throw new Problem('forbidden');
}

/**
 * Mandates (alias `m`) that the actor may read: those of the authorities that they coordinate, and their own. Narrower
 * than row-level security, which lets the employer's staff see each other's because the ladder names who else may.
 */
export function readableMandates(actor: Actor): Sql {
  const mine = authoritiesOf(actor, 'coordinator');
  if (mine.length === 0 && actor.officer === null) throw new Problem('forbidden');
  return sql`(m.principal_id = any (${mine}) or m.officer_id = ${actor.officer?.id ?? 0})`;
}

/** Whether this is somebody's own working life rather than an authority's register. */
export function isOnlyOfficer(actor: Actor): boolean {
  return actor.officer !== null && !hasRole(actor, 'coordinator');
}

/** What somebody typed to search for, as PostgreSQL can hold it. */
export function searchWords(text: string | undefined): string {
  return (text ?? '').replaceAll('\0', '').trim().toLowerCase().slice(0, 100);
}
