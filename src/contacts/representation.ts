import { z } from 'zod';
import { AnyId } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import type { PlainDate } from '../kernel/plain-date.ts';

/** Who speaks for somebody: with power of attorney (14–15 §§ förvaltningslagen), as guardian, god man or förvaltare (11 kap. FB). */
export const REPRESENTATION_KINDS = ['power-of-attorney', 'guardian', 'god-man', 'forvaltare'] as const;
export type RepresentationKind = (typeof REPRESENTATION_KINDS)[number];
/** Everything, all with the matter's authority, the matter's task; `other`: something else, and nothing here rests on it. */
export const COVERS = ['everything', 'authority', 'task', 'other'] as const;
export type Covers = (typeof COVERS)[number];
/** What who looked it up found. */
export const FOUND = ['holds', 'ended', 'not-found'] as const;
export type FoundOut = (typeof FOUND)[number];

/** As what somebody says by the public form that they write for another; nothing rests on it until it is looked up. */
export const SAID_AS = [...REPRESENTATION_KINDS, 'other'] as const;
export interface AsksFor {
  readonly whom: string;
  readonly asWhat: (typeof SAID_AS)[number];
}

const words = (least: number, most: number) =>
  z.string({ error: 'required' }).trim().min(least, 'required').max(most, 'too-long');

/** What is noted of a representation; the fields of its form and of its step in a hand-over. */
export const REPRESENTATION = {
  kind: z.enum(REPRESENTATION_KINDS, { error: 'required' }),
  name: words(2, 200),
  covers: z.enum(COVERS, { error: 'required' }),
  powers: z.string().trim().max(500, 'too-long').default(''),
  proof: words(3, 300),
  from: PlainDateSchema,
  to: PlainDateSchema.optional(),
} as const;
export const LOOKED_UP = {
  found: z.enum(FOUND, { error: 'required' }),
  /** The first day on which it no longer held; absent: today. */
  endedOn: PlainDateSchema.optional(),
  text: z.string().trim().max(300, 'too-long').default(''),
} as const;

export const NoteRepresentationSchema = z.object(REPRESENTATION);
export type NewRepresentation = z.output<typeof NoteRepresentationSchema>;
export const LookUpSchema = z.object({ representationId: AnyId, ...LOOKED_UP });
export type LookedUp = Omit<z.output<typeof LookUpSchema>, 'representationId'>;

export interface RepresentationView {
  readonly id: number;
  readonly kind: RepresentationKind;
  readonly name: string;
  readonly covers: Covers;
  readonly powers: string;
  readonly proof: string;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly endedOn: PlainDate | null;
  readonly endedWhy: string | null;
  /** Each time that it was looked up, the first first. */
  readonly lookedUp: readonly {
    readonly at: string;
    readonly by: string;
    readonly found: FoundOut;
    readonly note: string;
  }[];
}
