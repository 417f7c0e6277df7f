import { z } from 'zod';
import { Id, IdText } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

const text = (max: number) =>
  z
    .string({ error: 'required' })
    .transform((given) => given.replaceAll('\0', '').trim())
    .pipe(z.string().max(max, { error: 'too-long' }));
const needed = (max: number) => text(max).pipe(z.string().min(1, { error: 'required' }));
const optionalDay = z
  .union([z.literal('').transform(() => null), PlainDateSchema])
  .nullable()
  .default(null);

export const AddStepSchema = z.object({
  plannedOn: PlainDateSchema,
  title: needed(200),
  remaining: text(2000).default(''),
  offices: z
    .union([z.array(z.union([Id, IdText])), IdText.transform((id) => [id])])
    .default([])
    .pipe(z.array(Id).max(500)),
});
export type AddStep = z.output<typeof AddStepSchema>;

export const LISTS = ['joining', 'leaving'] as const;
export type ListKind = (typeof LISTS)[number];

export const AddItemSchema = z.object({
  list: z.enum(LISTS, { error: 'required' }),
  authorityId: z.union([Id, IdText]),
  title: needed(300),
  responsible: text(200).default(''),
  dueOn: optionalDay,
});
export type AddItem = z.output<typeof AddItemSchema>;

export const TickItemSchema = z.object({
  list: z.enum(LISTS, { error: 'required' }),
  authorityId: z.union([Id, IdText]),
  item: needed(60),
});

/** What no register can tell and everybody who joins or leaves has to see to; ticked off by a person. */
export const STANDING: Readonly<Record<ListKind, readonly string[]>> = {
  joining: ['information'],
  leaving: ['information-withdrawn', 'data-handed-back', 'open-matters'],
};
