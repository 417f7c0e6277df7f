/** A role is held for one authority, one office, or (where its name says so) for the system's registers or the desk. */
export type Assignment =
  | { readonly role: 'officer' | 'office-manager'; readonly officeId: number }
  | { readonly role: 'coordinator' | 'report-author' | 'receiver'; readonly authorityId: number }
  | { readonly role: 'supervisor' | 'law-editor' | 'administrator' };
export type Role = Assignment['role'];

export const ROLES = [
  'officer',
  'office-manager',
  'coordinator',
  'report-author',
  'receiver',
  'supervisor',
  'law-editor',
  'administrator',
] as const satisfies readonly Role[];

/** Who is signed in, with what they may act as. Nobody has a role that is not listed here. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly assignments: readonly Assignment[];
  /** Set for an account that is an officer's and has the role now. */
  readonly officer: { readonly id: number; readonly code: string; readonly employerId: number } | null;
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.assignments.some((assignment) => assignment.role === role);
}

/** The authorities that the actor holds one of these roles for. Empty, never "all". */
export function authoritiesOf(
  actor: Actor,
  ...roles: readonly ('coordinator' | 'report-author' | 'receiver')[]
): number[] {
  const found = new Set<number>();
  for (const a of actor.assignments)
    if (
      (a.role === 'coordinator' || a.role === 'report-author' || a.role === 'receiver') &&
      roles.includes(a.role)
    )
      found.add(a.authorityId);
  return [...found];
}

/** The offices where the actor works as an officer. */
export function officesOf(actor: Actor): number[] {
  return actor.assignments.flatMap((a) => (a.role === 'officer' ? [a.officeId] : []));
}

/** The offices that the actor manages. */
export function managedOfficesOf(actor: Actor): number[] {
  return actor.assignments.flatMap((a) => (a.role === 'office-manager' ? [a.officeId] : []));
}
