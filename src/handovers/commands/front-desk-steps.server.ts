import type { StepAsked } from '../schemas.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

// The steps of the front desk. Each throws what `takeStep` does.

type Of<Name extends StepAsked['step']> = Extract<StepAsked, { step: Name }>;

/** Answers what the receiver asked; it is the receiver's again. */
export function answerBack(
  asker: Asker,
  id: string,
  { key, text, representationId }: Of<'answer-back'>,
): Promise<Stands> {
  const message = { kind: 'answer-back', audience: 'both', text } as const;
  return takeStep(asker, id, 'answer-back', {
    kind: 'answered-back',
    audience: 'citizen',
    key,
    message,
    representationId,
  });
}

/** Closes what was answered, or what came back and was solved otherwise. What is noted stays at the office. */
export function close(asker: Asker, id: string, { key, text }: Of<'close'>): Promise<Stands> {
  const message = { kind: 'note', audience: 'own-side', text } as const;
  return takeStep(asker, id, 'close', { kind: 'closed', audience: 'citizen', key, message });
}

/** Opens it again, with days counted anew; who never answered does not get it, but the front desk. */
export function reopen(
  asker: Asker,
  id: string,
  { key, text, representationId }: Of<'reopen'>,
): Promise<Stands> {
  const message = { kind: 'information', audience: 'both', text } as const;
  return takeStep(asker, id, 'reopen', {
    kind: 'reopened',
    audience: 'citizen',
    key,
    message,
    representationId,
  });
}
