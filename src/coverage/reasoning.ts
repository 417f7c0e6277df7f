import type { GroundCode } from '../law/facts.ts';
import type { Ground } from '../law/verdict.ts';

/** The parts of an answer, in the order in which a person asks for them. */
export const PARTS = ['agreement', 'place', 'task', 'person'] as const;
export type Part = (typeof PARTS)[number];

const PART_OF: Partial<Record<GroundCode, Part>> = {
  performer: 'place',
  office: 'place',
  'task-direction': 'task',
  'separate-listing': 'task',
  'access-stated': 'task',
  'performers-named': 'task',
  catalogue: 'task',
  mandate: 'person',
  'mandate-kind': 'person',
  'mandate-access': 'person',
  competence: 'person',
};

export interface ReasonedPart {
  readonly part: Part;
  readonly holds: boolean;
  readonly grounds: readonly Ground[];
}

/** The grounds of a verdict by what they are about; a part of which nothing is asked is left out. */
export function partsOf(grounds: readonly Ground[]): ReasonedPart[] {
  return PARTS.flatMap((part) => {
    const about = grounds.filter((ground) => (PART_OF[ground.code] ?? 'agreement') === part);
    return about.length === 0 ? [] : [{ part, holds: about.every((ground) => ground.holds), grounds: about }];
  });
}
