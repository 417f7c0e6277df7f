import type { StepKind, TicketState } from '../ticket.ts';

/** From which states a step may be taken. The database holds the same by state (migration 0041, ticket_steps_as_it_may). */
const FROM: Readonly<Partial<Record<StepKind, readonly TicketState[]>>> = {
  called: ['waiting'],
  announced: ['called'],
  started: ['called'],
  held: ['serving'],
  resumed: ['held'],
  finished: ['serving', 'held'],
  missed: ['called'],
  'put-back': ['called', 'serving', 'held'],
  redirected: ['called', 'serving', 'held', 'waiting'],
  changed: ['waiting', 'called', 'serving', 'held'],
  left: ['waiting', 'called', 'serving', 'held', 'missed'],
  returned: ['missed'],
  moved: ['waiting', 'called', 'serving', 'held'],
  ended: ['serving', 'held'],
  'day-ended': ['waiting', 'called', 'serving', 'held', 'missed'],
};

export function canStep(kind: StepKind, from: TicketState): boolean {
  return FROM[kind]?.includes(from) ?? false;
}

/** Steps that who took them may undo, while nothing has happened to the ticket since. */
const UNDOABLE: ReadonlySet<StepKind> = new Set<StepKind>([
  'called',
  'started',
  'held',
  'resumed',
  'finished',
  'missed',
  'put-back',
  'redirected',
  'changed',
  'left',
  'returned',
]);

/** For how long a step can be undone, in minutes. */
export const UNDO_MINUTES = 10;

export function canUndo(kind: StepKind): boolean {
  return UNDOABLE.has(kind);
}
