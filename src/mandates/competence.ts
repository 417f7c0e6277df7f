import { z } from 'zod';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

const proof = z
  .string({ error: 'required' })
  .transform((text) => text.replaceAll('\0', '').trim())
  .pipe(z.string().min(1, { error: 'required' }).max(300, { error: 'too-long' }));

/** What an officer has been taught to do in an authority's name, and what shows it. `to: null`: until further notice. */
export const RecordCompetenceSchema = z
  .object({
    officerId: Id,
    principalId: Id,
    taskId: Id,
    proof,
    obtainedOn: PlainDateSchema,
    from: PlainDateSchema,
    to: PlainDateSchema.nullable(),
  })
  .refine((each) => each.to === null || each.from <= each.to, {
    path: ['to'],
    error: 'ends-before-it-begins',
  })
  .refine((each) => each.obtainedOn <= each.from, { path: ['from'], error: 'obtained-after-it-counts' });
export type RecordCompetence = z.output<typeof RecordCompetenceSchema>;
