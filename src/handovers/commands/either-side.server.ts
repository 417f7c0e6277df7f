import { sql } from '../../platform/database.server.ts';
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
  { key, text, toldBy, toldAt }: Of<'oral'>,
): Promise<Stands> {
  const at = instantOf(toldAt);
  if (at === null) throw new Problem('invalid', {}, [{ field: 'toldAt', code: 'not-a-time' }]);
  if (Temporal.Instant.compare(at, asker.clock()) > 0)
    throw new Problem('invalid', {}, [{ field: 'toldAt', code: 'not-yet' }]);
  const message = { kind: 'oral', audience: 'both', text, toldAt: at, toldBy } as const;
  return takeStep(asker, id, 'oral', { kind: 'oral-noted', audience: 'both', key, message });
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

/**
 * Declares a conflict of interest (16–18 §§ förvaltningslagen). From then on the database takes nothing from that person
 * in the matter; what they had is offered again.
 */
export function declareConflict(asker: Asker, id: string, { key, text }: Of<'conflict'>): Promise<Stands> {
  return takeStep(asker, id, 'conflict', {
    kind: 'conflict-declared',
    audience: 'both',
    key,
    also: async (db, { matterId, officeId, principalId }, { now }) => {
      await db.run(sql`
        insert into conflict_of_interest (matter_id, office_id, principal_id, user_id, officer_id, declared_at, reason)
        values (${matterId}, ${officeId}, ${principalId}, ${asker.actor},
          (select officer_id from user_officer where user_id = ${asker.actor}), ${now}, ${text})`);
    },
  });
}

/** Who speaks for the person: with what powers, on what proof, on which days, and who looked it up. */
export async function noteRepresentation(
  asker: Asker,
  id: string,
  { key, kind, name, powers, proof, from, to }: Of<'represent'>,
): Promise<Stands> {
  if (to !== undefined && to < from)
    throw new Problem('invalid', {}, [{ field: 'to', code: 'ends-before-it-begins' }]);
  return takeStep(asker, id, 'represent', {
    kind: 'representation-noted',
    audience: 'both',
    key,
    also: async (db, { officeId, principalId }, { seq, now }) => {
      await db.run(sql`
        insert into hand_over_representation (hand_over_id, seq, office_id, principal_id, kind, name, powers, proof, valid,
          looked_up_by, looked_up_at)
        values (${id}, ${seq}, ${officeId}, ${principalId}, ${kind}, ${name}, ${powers}, ${proof},
          daterange(${from}::date, ${to ?? null}::date, '[]'), ${asker.actor}, ${now})`);
    },
  });
}
