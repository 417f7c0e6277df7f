import { describe, expect, it } from 'vitest';
import {
  RESPONSIBLE,
  STATES,
  STEP_NAMES,
  type Standing,
  type State,
  stepsOf,
  TAKERS,
  type Taker,
  take,
} from './steps.ts';

const standing = (state: State, more: Partial<Standing> = {}): Standing => ({
  state,
  assigned: state === 'accepted' || state === 'asked' ? 'me' : 'nobody',
  firstAnswered: false,
  everAnswered: state === 'answered' || state === 'closed' || state === 'reopened',
  ...more,
});

/**
 * Every pair that must pass, written out by hand and not derived from the rules: for each state and party the steps, with
 * where they lead. Whatever is not here must fail.
 */
const MAY: Readonly<Record<State, Partial<Record<Taker, string>>>> = {
  offered: {
    'front-desk': 'send-on>offered escalate note oral document conflict represent lift-conflict look-up',
    receiver:
      'accept>accepted refuse>refused return>returned send-on>offered escalate note oral document number conflict represent look-up',
    coordinator: 'send-on>offered escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  accepted: {
    'front-desk': 'send-on>offered escalate note oral document conflict represent lift-conflict look-up',
    receiver:
      'return>returned ask>asked answer-first answer-final>answered send-on>offered escalate note oral document number conflict>offered represent look-up',
    coordinator: 'send-on>offered escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  asked: {
    'front-desk': 'answer-back>accepted escalate note oral document conflict represent lift-conflict look-up',
    receiver:
      'answer-first answer-final>answered escalate note oral document number conflict>offered represent look-up',
    coordinator: 'escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  refused: {
    'front-desk':
      'close>closed send-on>offered reroute>rerouted escalate note oral document conflict represent lift-conflict look-up',
    receiver: 'send-on>offered escalate note oral document number conflict represent look-up',
    coordinator: 'send-on>offered escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  returned: {
    'front-desk':
      'close>closed send-on>offered reroute>rerouted escalate note oral document conflict represent lift-conflict look-up',
    receiver: 'send-on>offered escalate note oral document number conflict represent look-up',
    coordinator: 'send-on>offered escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  answered: {
    'front-desk':
      'close>closed reopen>reopened escalate note oral document conflict represent lift-conflict look-up',
    receiver: 'escalate note oral document number conflict represent look-up',
    coordinator: 'escalate note number lift-conflict',
    citizen: 'reopen>reopened solved>closed inform document ask-language',
    rule: 'escalate warn',
  },
  closed: {
    'front-desk': 'reopen>reopened note lift-conflict',
    receiver: 'note number',
    coordinator: 'note number lift-conflict',
    citizen: 'reopen>reopened solved>closed',
    rule: '',
  },
  reopened: {
    'front-desk': 'send-on>offered escalate note oral document conflict represent lift-conflict look-up',
    receiver:
      'accept>accepted refuse>refused return>returned send-on>offered escalate note oral document number conflict represent look-up',
    coordinator: 'send-on>offered escalate note number lift-conflict',
    citizen: 'inform document ask-language',
    rule: 'escalate warn',
  },
  rerouted: { 'front-desk': 'note', receiver: 'note', coordinator: 'note', citizen: '', rule: '' },
};

/** Somebody at the receiver's has it: never the front desk's own account. */
const HELD: readonly State[] = ['accepted', 'asked'];

describe('who may do what, where', () => {
  const pairs = STATES.flatMap((state) => TAKERS.map((by) => [state, by] as const));
  it.each(pairs)('%s: %s', (state, by) => {
    const allowed = new Map(
      (MAY[state][by] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((text) => {
          const [name = '', to = state] = text.split('>');
          return [name, to];
        }),
    );
    for (const name of STEP_NAMES) {
      const asked = standing(
        state,
        by === 'front-desk' && HELD.includes(state) ? { assigned: 'another' } : {},
      );
      const taken = take(name, by, asked);
      const expected = allowed.get(name);
      expect([name, taken.ok], `${state} ${by}`).toEqual([name, expected !== undefined]);
      if (taken.ok) expect([name, taken.state]).toEqual([name, expected]);
    }
    const now = standing(state, by === 'front-desk' && HELD.includes(state) ? { assigned: 'another' } : {});
    expect(stepsOf([by], now)).toEqual(STEP_NAMES.filter((name) => allowed.has(name)));
  });

  it.each([
    ['ask', 'accepted', 'another-has-it'],
    ['answer-first', 'accepted', 'another-has-it'],
    ['answer-final', 'asked', 'another-has-it'],
    ['return', 'accepted', 'another-has-it'],
  ] as const)('%s is for who has it', (name, state, why) => {
    expect(take(name, 'receiver', standing(state, { assigned: 'another' }))).toEqual({ ok: false, why });
  });
  it('is taken over from a colleague, not from oneself', () => {
    expect(take('take-over', 'receiver', standing('accepted', { assigned: 'another' }))).toEqual({
      ok: true,
      state: 'accepted',
    });
    expect(take('take-over', 'receiver', standing('accepted'))).toEqual({ ok: false, why: 'already-yours' });
  });
  it('has one first answer', () => {
    const again = standing('accepted', { firstAnswered: true });
    expect(take('answer-first', 'receiver', again)).toEqual({ ok: false, why: 'answered-first' });
  });
  it('comes back to the front desk when it is reopened and the receiver never answered', () => {
    const closed = standing('closed', { everAnswered: false });
    for (const by of ['front-desk', 'citizen'] as const)
      expect(take('reopen', by, closed)).toEqual({ ok: true, state: 'returned' });
  });
  it('leaves a colleague’s hand-over where it is when somebody else declares a conflict', () => {
    expect(take('conflict', 'receiver', standing('accepted', { assigned: 'another' }))).toEqual({
      ok: true,
      state: 'accepted',
    });
  });
  it('has one responsible party in every state', () => {
    expect(STATES.map((state) => RESPONSIBLE[state])).toEqual([
      ...['receiver', 'receiver', 'front-desk', 'front-desk', 'front-desk'],
      ...['front-desk', 'front-desk', 'receiver', 'front-desk'],
    ]);
  });
});
