import { z } from 'zod';
import { IdText } from '../kernel/id.schema.ts';
import { CONDITIONS } from '../law/content.ts';
import { LEVELS } from '../law/facts.ts';

/** How help was given, digital first: on the visitor's own device, at a customer workstation, or at the desk. */
export const HELP_FORMS = ['own-device', 'customer-workstation', 'desk'] as const;
export type HelpForm = (typeof HELP_FORMS)[number];

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
});
export type RecordAct = z.infer<typeof RecordActSchema>;
