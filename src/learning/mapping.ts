import { z } from 'zod';
import { AnyId } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

export const KINDS = [
  'information',
  'guidance',
  'form-help',
  'application',
  'decision',
  'complaint',
  'other',
] as const;
export type MappedKind = (typeof KINDS)[number];
export const EXTENTS = ['to-5', 'to-10', 'to-20', 'to-30', 'to-60', 'over-60'] as const;
export type Extent = (typeof EXTENTS)[number];
export const HANDLINGS = ['solved', 'partly', 'handed-over'] as const;
export type Handling = (typeof HANDLINGS)[number];
export const COMPLEXITIES = ['simple', 'some', 'complex'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];
export const SUITS = ['yes', 'training', 'mandate', 'no'] as const;
export type Suits = (typeof SUITS)[number];

/** What an officer notes of a contact: five choices. */
export const MappingSchema = z.object({
  kind: z.enum(KINDS, { error: 'required' }),
  extent: z.enum(EXTENTS, { error: 'required' }),
  handling: z.enum(HANDLINGS, { error: 'required' }),
  complexity: z.enum(COMPLEXITIES, { error: 'required' }),
  suits: z.enum(SUITS, { error: 'required' }),
});
export type Mapping = z.output<typeof MappingSchema>;

/** A field of a form that is posted once or several times, or not at all. */
const ids = z.preprocess(
  (given) => (given === undefined ? [] : [given].flat()),
  z.array(AnyId).max(500, { error: 'too-many' }),
);

export const StudySchema = z
  .object({
    name: z
      .string({ error: 'required' })
      .trim()
      .min(3, { error: 'required' })
      .max(120, { error: 'too-long' }),
    purpose: z.string().trim().max(500, { error: 'too-long' }).default(''),
    firstOn: PlainDateSchema,
    lastOn: PlainDateSchema,
    officeIds: ids.refine((given) => given.length > 0, { error: 'required' }),
    /** None: contacts of every authority. */
    authorityIds: ids,
  })
  .refine(({ firstOn, lastOn }) => firstOn <= lastOn, { path: ['lastOn'], error: 'ends-before-it-begins' })
  .refine(
    // Asked also when a day is none, which is told at its own field.
    ({ firstOn, lastOn }) => !(Date.parse(lastOn) - Date.parse(firstOn) >= 184 * 86_400_000),
    { path: ['lastOn'], error: 'study-too-long' },
  );
export type NewStudy = z.output<typeof StudySchema>;
