import { type Actor, authoritiesOf, hasRole, managedOfficesOf, officesOf } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Standing, State, Taker } from './rules/steps.ts';

/** A hand-over as its steps need it, locked until the transaction ends. */
export interface Locked {
  readonly id: string;
  readonly reference: string;
  readonly matterId: string;
  readonly visitId: string;
  readonly officeId: number;
  readonly principalId: number;
  readonly state: State;
  readonly assignedTo: string | null;
  readonly assignedName: string | null;
  readonly department: string;
  readonly firstDays: number;
  readonly finalDays: number;
  readonly countedFrom: PlainDate;
  readonly dueOn: PlainDate;
  readonly firstAnswered: boolean;
  readonly everAnswered: boolean;
  readonly eventSeq: number;
  readonly reroutedTo: string | null;
}

/** Locks a hand-over first of all: its steps are a sequence. Throws Problem `not-found` for who is no party to it. */
export async function lockHandOver(db: Db, id: string): Promise<Locked> {
  const found = await db.maybe<Locked>(sql`
    select h.id, h.reference, h.matter_id as "matterId", h.visit_id as "visitId", h.office_id as "officeId", h.principal_id as "principalId", h.state,
      h.assigned_to as "assignedTo", (select u.name from account_user u where u.id = h.assigned_to) as "assignedName",
      h.department, h.first_days as "firstDays", h.final_days as "finalDays", h.counted_from as "countedFrom",
      h.due_on as "dueOn", h.first_answered_at is not null as "firstAnswered",
      h.final_answered_at is not null as "everAnswered", h.event_seq as "eventSeq",
      h.rerouted_to as "reroutedTo"
    from hand_over h where h.id = ${id} for no key update of h`);
  if (found === undefined) throw new Problem('not-found');
  return found;
}

/** As what an account may take steps in a hand-over. Empty: it may not at all, though it may see it. */
export function takersOf(
  actor: Actor,
  of: { readonly officeId: number; readonly principalId: number },
): Taker[] {
  const takers: Taker[] = [];
  if (officesOf(actor).includes(of.officeId) || managedOfficesOf(actor).includes(of.officeId))
    takers.push('front-desk');
  if (authoritiesOf(actor, 'receiver').includes(of.principalId)) takers.push('receiver');
  if (authoritiesOf(actor, 'coordinator').includes(of.principalId)) takers.push('coordinator');
  return takers;
}

export function standingOf(
  locked: Pick<Locked, 'state' | 'assignedTo' | 'firstAnswered' | 'everAnswered'>,
  actor: string,
): Standing {
  const { state, assignedTo, firstAnswered, everAnswered } = locked;
  const assigned = assignedTo === null ? 'nobody' : assignedTo === actor ? 'me' : 'another';
  return { state, assigned, firstAnswered, everAnswered };
}

/** Who may come to the pages of hand-overs at all. Throws Problem `forbidden`. */
export function mayFollow({ actor }: Pick<Context, 'actor'>): void {
  const roles = ['officer', 'office-manager', 'receiver', 'coordinator'] as const;
  if (!roles.some((role) => hasRole(actor, role))) throw new Problem('forbidden');
}
