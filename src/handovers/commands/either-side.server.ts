import { Problem } from '../../platform/problem.ts';
import type { StepAsked } from '../schemas.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

// Steps that both sides take. Each throws what `takeStep` does.

type Of<Name extends StepAsked['step']> = Extract<StepAsked, { step: Name }>;

/** Sends it on to another department of the same authority; the days run on. */
export function sendOn(asker: Asker, id: string, { key, department, text }: Of<'send-on'>): Promise<Stands> {
  const message = { kind: 'reason', audience: 'both', text } as const;
  const step = { kind: 'sent-on', audience: 'both', key, detail: department, department, message } as const;
  return takeStep(asker, id, 'send-on', step);
}

/** Calls for the coordinator of whoever is responsible; the job mails them. */
export function escalate(asker: Asker, id: string, { key, text }: Of<'escalate'>): Promise<Stands> {
  const message = { kind: 'reason', audience: 'both', text } as const;
  return takeStep(asker, id, 'escalate', { kind: 'escalated', audience: 'both', key, message });
}

/** A note for one's own side: the other never sees it, nor does the person. */
export function note(asker: Asker, id: string, { key, text }: Of<'note'>): Promise<Stands> {
  const message = { kind: 'note', audience: 'own-side', text } as const;
  return takeStep(asker, id, 'note', { kind: 'noted', audience: 'own-side', key, message });
}

/** Information given by word of mouth, with when and by whom it was told, and who writes it down (27 § förvaltningslagen). */
export async function noteOral(
  asker: Asker,
  id: string,
  { key, text, toldBy, toldAt, representationId }: Of<'oral'>,
): Promise<Stands> {
  const at = instantOf(toldAt);
  if (at === null) throw new Problem('invalid', {}, [{ field: 'toldAt', code: 'not-a-time' }]);
  if (Temporal.Instant.compare(at, asker.clock()) > 0)
    throw new Problem('invalid', {}, [{ field: 'toldAt', code: 'not-yet' }]);
  const message = { kind: 'oral', audience: 'both', text, toldAt: at, toldBy } as const;
  return takeStep(asker, id, 'oral', {
    kind: 'oral-noted',
    audience: 'both',
    key,
    message,
    representationId,
  });
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return /(Z|[+-]\d\d:\d\d)$/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Stockholm').toInstant();
  } catch {
    return null;
  }
}
