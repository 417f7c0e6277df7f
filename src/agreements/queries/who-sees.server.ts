import { type Actor, authoritiesOf, hasRole, managedOfficesOf } from '../../access/actor.ts';
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
  const authorities = authoritiesOf(actor, 'coordinator', 'report-author');
  if (actor.officer === null && authorities.length === 0 && managedOfficesOf(actor).length === 0)
    throw new Problem('forbidden');
}

/** The employers whose staff the actor reads about: those that they coordinate, and who runs the offices they manage. */
export function employersRead(actor: Actor): Sql {
  return sql`(${authoritiesOf(actor, 'coordinator')}::int[] || (select scope_operators()))`;
}

/** Whether there is anybody but themselves that the actor reads mandates and competence of. */
export function readsOfOthers(actor: Actor): boolean {
  return hasRole(actor, 'coordinator') || hasRole(actor, 'office-manager');
}

/**
 * Mandates (alias `m`) that the actor may read: those of the authorities that they coordinate, those that the staff of
 * `employersRead` hold, and their own. Narrower than row-level security, which lets the employer's staff see each other's
 * because the ladder names who else may.
 */
export function readableMandates(actor: Actor): Sql {
  return readableOfOfficers(actor, sql`m.principal_id`, sql`m.officer_id`);
}

/** Competences (alias `c`) that the actor may read, as `readableMandates`. */
export function readableCompetences(actor: Actor): Sql {
  return readableOfOfficers(actor, sql`c.principal_id`, sql`c.officer_id`);
}

// The own staff is an array that is made once: so both sides of the "or" are found by index, whatever the planner believes.
function readableOfOfficers(actor: Actor, principal: Sql, officer: Sql): Sql {
  if (!readsOfOthers(actor) && actor.officer === null) throw new Problem('forbidden');
  return sql`(${principal} = any (${authoritiesOf(actor, 'coordinator')}) or ${officer} = ${actor.officer?.id ?? 0}
    or ${officer} = any ((select array(select e.id from officer e where e.employer_id = any (${employersRead(actor)})))::int[]))`;
}

/** Whether this is somebody's own working life rather than an authority's register. */
export function isOnlyOfficer(actor: Actor): boolean {
  return actor.officer !== null && !readsOfOthers(actor);
}

/** What somebody typed to search for, as PostgreSQL can hold it. */
export function searchWords(text: string | undefined): string {
  return (text ?? '').replaceAll('\0', '').trim().toLowerCase().slice(0, 100);
}
