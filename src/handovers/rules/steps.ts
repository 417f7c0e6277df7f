/** Where a hand-over is. Closed and sent on to another authority are its ends; a closed one can be reopened. */
export const STATES = [
  'offered',
  'accepted',
  'asked',
  'refused',
  'returned',
  'answered',
  'closed',
  'reopened',
  'rerouted',
] as const;
export type State = (typeof STATES)[number];

export type Party = 'front-desk' | 'receiver';

/** Who takes a step: a side, its coordinator, the person whom it is about, or a rule. */
export const TAKERS = ['front-desk', 'receiver', 'coordinator', 'citizen', 'rule'] as const;
export type Taker = (typeof TAKERS)[number];

/** The same as in the database (migration 0061), which has the last word. */
export const RESPONSIBLE: Readonly<Record<State, Party>> = {
  offered: 'receiver',
  accepted: 'receiver',
  asked: 'front-desk',
  refused: 'front-desk',
  returned: 'front-desk',
  answered: 'front-desk',
  closed: 'front-desk',
  reopened: 'receiver',
  rerouted: 'front-desk',
};

const OPEN = ['offered', 'accepted', 'asked', 'refused', 'returned', 'answered', 'reopened'] as const;
const HELD = ['accepted', 'asked'] as const;

interface Step {
  readonly by: readonly Taker[];
  readonly from: readonly State[];
  /** `same`: it stays where it is. */
  readonly to: State | 'same';
}

/**
 * The whole state machine: a step that is not in it for this party and state does not exist. What a step needs besides
 * (a reason, a text) is the schemas'; who is barred by a conflict of interest is refused by the database as well.
 */
export const STEPS = {
  accept: { by: ['receiver'], from: ['offered', 'reopened'], to: 'accepted' },
  'take-over': { by: ['receiver'], from: ['accepted', 'asked'], to: 'same' },
  refuse: { by: ['receiver'], from: ['offered', 'reopened'], to: 'refused' },
  return: { by: ['receiver'], from: ['offered', 'accepted', 'reopened'], to: 'returned' },
  ask: { by: ['receiver'], from: ['accepted'], to: 'asked' },
  'answer-back': { by: ['front-desk'], from: ['asked'], to: 'accepted' },
  'answer-first': { by: ['receiver'], from: HELD, to: 'same' },
  'answer-final': { by: ['receiver'], from: HELD, to: 'answered' },
  close: { by: ['front-desk'], from: ['answered', 'refused', 'returned'], to: 'closed' },
  reopen: { by: ['front-desk', 'citizen'], from: ['answered', 'closed'], to: 'reopened' },
  solved: { by: ['citizen'], from: ['answered', 'closed'], to: 'closed' },
  'send-on': {
    by: ['front-desk', 'receiver', 'coordinator'],
    from: ['offered', 'accepted', 'refused', 'returned', 'reopened'],
    to: 'offered',
  },
  reroute: { by: ['front-desk'], from: ['refused', 'returned'], to: 'rerouted' },
  escalate: { by: ['front-desk', 'receiver', 'coordinator', 'rule'], from: OPEN, to: 'same' },
  warn: { by: ['rule'], from: OPEN, to: 'same' },
  note: { by: ['front-desk', 'receiver', 'coordinator'], from: [...OPEN, 'closed', 'rerouted'], to: 'same' },
  oral: { by: ['front-desk', 'receiver'], from: OPEN, to: 'same' },
  inform: { by: ['citizen'], from: OPEN, to: 'same' },
  document: { by: ['front-desk', 'receiver', 'citizen'], from: OPEN, to: 'same' },
  number: { by: ['receiver', 'coordinator'], from: [...OPEN, 'closed'], to: 'same' },
  conflict: { by: ['front-desk', 'receiver'], from: OPEN, to: 'same' },
  'lift-conflict': { by: ['front-desk', 'coordinator'], from: [...OPEN, 'closed'], to: 'same' },
  represent: { by: ['front-desk', 'receiver'], from: OPEN, to: 'same' },
  'look-up': { by: ['front-desk', 'receiver'], from: OPEN, to: 'same' },
  'ask-language': { by: ['citizen'], from: OPEN, to: 'same' },
} as const satisfies Readonly<Record<string, Step>>;
export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];

export interface Standing {
  readonly state: State;
  /** Whether an account has it, and whether that is the one who asks. */
  readonly assigned: 'nobody' | 'me' | 'another';
  /** Whether the receiver has given a first answer since it was offered or reopened. */
  readonly firstAnswered: boolean;
  /** Whether the receiver has ever given the answer: an unanswered one that is reopened comes back to the front desk. */
  readonly everAnswered: boolean;
}

export type Refusal =
  | 'not-your-step'
  | 'not-in-this-state'
  | 'another-has-it'
  | 'already-yours'
  | 'answered-first';

export type Taken =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly why: Refusal };

/** Steps of the receiver that only who has it takes: a colleague takes it over first. */
const OF_WHO_HAS_IT: readonly StepName[] = ['ask', 'answer-first', 'answer-final', 'return'];

/** Where a step leads, or why it cannot be taken. */
export function take(
  name: StepName,
  by: Taker,
  { state, assigned, firstAnswered, everAnswered }: Standing,
): Taken {
  const step: Step = STEPS[name];
  if (!step.by.includes(by)) return { ok: false, why: 'not-your-step' };
  if (!step.from.includes(state)) return { ok: false, why: 'not-in-this-state' };
  if (by === 'receiver' && assigned === 'another' && OF_WHO_HAS_IT.includes(name))
    return { ok: false, why: 'another-has-it' };
  if (name === 'take-over' && assigned === 'me') return { ok: false, why: 'already-yours' };
  if (name === 'answer-first' && firstAnswered) return { ok: false, why: 'answered-first' };
  // What the receiver never answered was not its to reopen: the front desk has it again.
  if (name === 'reopen' && !everAnswered) return { ok: true, state: 'returned' };
  // Who has it is barred: somebody else has to accept it.
  if (name === 'conflict' && assigned === 'me' && (HELD as readonly State[]).includes(state))
    return { ok: true, state: 'offered' };
  return { ok: true, state: step.to === 'same' ? state : step.to };
}

/** The steps that somebody may take now, in the order of the table. */
export function stepsOf(by: readonly Taker[], standing: Standing): StepName[] {
  return STEP_NAMES.filter((name) => by.some((taker) => take(name, taker, standing).ok));
}
