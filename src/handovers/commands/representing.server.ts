import { storeLookUp, storeRepresentation } from '../../contacts/commands/representation.server.ts';
import type { StepAsked } from '../schemas.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

type Of<Name extends StepAsked['step']> = Extract<StepAsked, { step: Name }>;

/** Who speaks for the person: with what powers, on what proof, on which days, and who looked it up. */
export function representIn(
  asker: Asker,
  id: string,
  { key, step: _, ...asked }: Of<'represent'>,
): Promise<Stands> {
  return takeStep(asker, id, 'represent', {
    kind: 'representation-noted',
    audience: 'both',
    key,
    detail: asked.name,
    also: async (db, { matterId, officeId, principalId }, { seq, now }) => {
      const event = { handOverId: id, seq };
      await storeRepresentation(
        db,
        { matterId, officeId, principalId, actor: asker.actor, now, event },
        asked,
      );
    },
  });
}

/** Looks a representation up again; what was found to have ended carries nothing from then on. */
export function lookUpIn(
  asker: Asker,
  id: string,
  { key, representationId, ...found }: Of<'look-up'>,
): Promise<Stands> {
  return takeStep(asker, id, 'look-up', {
    kind: 'representation-looked-up',
    audience: 'both',
    key,
    reasonKind: found.found,
    also: async (db, { matterId, officeId, principalId }, { now }) => {
      await storeLookUp(
        db,
        { matterId, officeId, principalId, actor: asker.actor, now },
        representationId,
        found,
      );
    },
  });
}
