/** A role is held for one authority, one office, one area, or (where its name says so) for the system's registers or the desk. */
export type Assignment =
  /** `faults`: fault reports or complaints come to its operator. */
  | { readonly role: 'officer' | 'office-manager'; readonly officeId: number; readonly faults?: boolean }
  /** `offices` are those of the area as it is now; none when the role is being given. */
  | { readonly role: 'area-manager'; readonly areaId: number; readonly offices?: readonly number[] }
  | { readonly role: AuthorityRole; readonly authorityId: number }
  | { readonly role: 'supervisor' | 'law-editor' | 'administrator' };
/** Roles that are held for an authority. */
export type AuthorityRole = 'coordinator' | 'report-author' | 'receiver' | 'analyst';
export type Role = Assignment['role'];

export const ROLES = [
  'officer',
  'office-manager',
  'area-manager',
  'coordinator',
  'report-author',
  'receiver',
  'analyst',
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
export function authoritiesOf(actor: Actor, ...roles: readonly AuthorityRole[]): number[] {
  const found = new Set<number>();
  for (const a of actor.assignments)
    if ((roles as readonly Role[]).includes(a.role)) found.add((a as { authorityId: number }).authorityId);
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

/** The areas that the actor manages. */
export function areasOf(actor: Actor): number[] {
  return actor.assignments.flatMap((a) => (a.role === 'area-manager' ? [a.areaId] : []));
}

/** The offices of the areas that the actor manages, as the areas are now. */
export function areaOfficesOf(actor: Actor): number[] {
  return [...new Set(actor.assignments.flatMap((a) => (a.role === 'area-manager' ? (a.offices ?? []) : [])))];
}
