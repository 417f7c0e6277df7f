import { z } from 'zod';

import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { COMPETENCE_DEMANDS } from '../law/facts.ts';
import { Id, words } from './mandate.ts';

const AmendedTaskSchema = z.object({
  taskId: Id,
  principalId: Id,
  performerId: Id,
  exercisesAuthority: z.boolean(),
  requiresPersonalData: z.boolean(),
  listedSeparately: z.boolean(),
  performersNamed: z.boolean(),
  catalogueCode: z.string().min(1).max(30).nullable(),
  access: z.array(Id).max(200),
  offices: z.union([z.literal('all'), z.array(Id).max(2000)]),
});
export type AmendedTask = z.output<typeof AmendedTaskSchema>;

/** An amendment is the whole of the new version: what it leaves out is no longer in the agreement. */
export const AmendAgreementSchema = z
  .object({
    /** The version that it amends; when another has come since, the amendment is refused as stale. */
    amends: Id,
    from: PlainDateSchema,
    to: PlainDateSchema.nullable(),
    decidedOn: PlainDateSchema,
    summary: words(2000),
    offices: z.union([z.literal('all'), z.array(Id).min(1, { error: 'required' }).max(2000)]),
    /** What missing competence means; absent: as in the version that it amends. */
    competence: z.enum(COMPETENCE_DEMANDS).optional(),
    tasks: z.array(AmendedTaskSchema).min(1, { error: 'required' }).max(500),
  })
  .refine((version) => version.to === null || version.from <= version.to, {
    path: ['to'],
    error: 'ends-before-it-begins',
  });
export type AmendAgreement = z.output<typeof AmendAgreementSchema>;
