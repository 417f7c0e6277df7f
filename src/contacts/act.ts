import { z } from 'zod';
import { AnyId, IdText } from '../kernel/id.schema.ts';
import { CONDITIONS } from '../law/content.ts';
import { LEVELS } from '../law/facts.ts';
import type { Channel } from './contact.ts';

/** How a visitor was helped, digital first: on their own device, at a customer workstation, or at the desk. */
export const VISIT_HELP_FORMS = ['own-device', 'customer-workstation', 'desk'] as const;
/** The same for every channel: who did not visit was helped at a distance. */
export const HELP_FORMS = [...VISIT_HELP_FORMS, 'remote'] as const;
export type HelpForm = (typeof HELP_FORMS)[number];

/** Help at a distance is given by every channel but a visit, and at a visit none is. */
export function fitsChannel(helpForm: HelpForm, channel: Channel): boolean {
  return (helpForm === 'remote') === (channel !== 'visit');
}

/** Solved here, partly, referred onward, handed over, left. Kept apart for the figure of failure demand (domain §2). */
export const OUTCOMES = ['solved', 'partly', 'referred', 'handed-over', 'left'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OpenVisitSchema = z.object({ officeId: IdText });

export const AddMatterSchema = z.object({
  taskId: IdText,
  principalId: IdText,
});

const list = <T extends z.ZodType>(each: T) =>
  z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z.array(each).max(10),
  );

export const RecordActSchema = z.object({
  level: z.enum(LEVELS, { error: 'required' }),
  helpForm: z.enum(HELP_FORMS, { error: 'required' }),
  outcome: z.enum(OUTCOMES, { error: 'required' }),
  /** The conditions of the law that the officer confirms. */
  conditions: list(z.enum(CONDITIONS)),
  /** A client that is not sure whether its request arrived sends it again with the same id. */
  actId: z.uuid().optional(),
  /** By whom the person is represented in it; absent: the person themself. */
  representationId: z.preprocess((given) => (given === '' ? undefined : given), AnyId.optional()),
});
export type RecordAct = z.infer<typeof RecordActSchema>;
