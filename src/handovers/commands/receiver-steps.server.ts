import type { StepAsked } from '../schemas.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

// The steps of the receiving authority. Each throws what `takeStep` does.

type Of<Name extends StepAsked['step']> = Extract<StepAsked, { step: Name }>;

/** Takes responsibility. Of two who accept at once one has it; the other is told who. */
export function accept(asker: Asker, id: string, { key }: Of<'accept'>): Promise<Stands> {
  return takeStep(asker, id, 'accept', { kind: 'accepted', audience: 'citizen', key });
}

/** A colleague's hand-over becomes one's own. */
export function takeOver(asker: Asker, id: string, { key }: Of<'take-over'>): Promise<Stands> {
  return takeStep(asker, id, 'take-over', { kind: 'taken-over', audience: 'both', key });
}

/** Says no before it is accepted; the front desk has it again. */
export function refuse(asker: Asker, id: string, { key, reasonKind, text }: Of<'refuse'>): Promise<Stands> {
  const message = { kind: 'reason', audience: 'both', text } as const;
  return takeStep(asker, id, 'refuse', { kind: 'refused', audience: 'citizen', key, reasonKind, message });
}

/** Gives it back as wrongly guided: what kind of wrong is what the front desk learns from. */
export function returnWronglyGuided(
  asker: Asker,
  id: string,
  { key, reasonKind, text }: Of<'return'>,
): Promise<Stands> {
  const message = { kind: 'reason', audience: 'both', text } as const;
  return takeStep(asker, id, 'return', { kind: 'returned', audience: 'citizen', key, reasonKind, message });
}

/** Asks the front desk, which is responsible until it has answered. */
export function askBack(asker: Asker, id: string, { key, text }: Of<'ask'>): Promise<Stands> {
  const message = { kind: 'question', audience: 'both', text } as const;
  return takeStep(asker, id, 'ask', { kind: 'asked', audience: 'citizen', key, message });
}

/** The first answer: that it is being looked into, and what happens next. The person sees it. */
export function answerFirst(
  asker: Asker,
  id: string,
  { key, text, representationId }: Of<'answer-first'>,
): Promise<Stands> {
  const message = { kind: 'first-answer', audience: 'citizen', text } as const;
  return takeStep(asker, id, 'answer-first', {
    kind: 'answered-first',
    audience: 'citizen',
    key,
    message,
    representationId,
  });
}

/** The answer. The person sees it; the front desk closes. */
export function answerFinal(
  asker: Asker,
  id: string,
  { key, text, representationId }: Of<'answer-final'>,
): Promise<Stands> {
  const message = { kind: 'final-answer', audience: 'citizen', text } as const;
  return takeStep(asker, id, 'answer-final', {
    kind: 'answered-final',
    audience: 'citizen',
    key,
    message,
    representationId,
  });
}

/** The number that the matter has at the receiver. */
export function setNumber(asker: Asker, id: string, { key, number }: Of<'number'>): Promise<Stands> {
  return takeStep(asker, id, 'number', {
    kind: 'number-set',
    audience: 'both',
    key,
    detail: number,
    receiverNumber: number,
  });
}
