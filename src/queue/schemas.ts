import { z } from 'zod';
import { Id } from '../kernel/id.schema.ts';

/** A client that is not sure whether its request arrived sends it again with the same key. */
export const Key = z.uuid().optional();

const flag = z.preprocess((given) => given === true || given === 'true' || given === 'on', z.boolean());
const reason = z.string().trim().min(2, 'too-short').max(200, 'too-long');

/** What is said when a ticket is taken. Nothing about who the visitor is. */
export const IssueSchema = z.object({
  needId: z.coerce.number().pipe(Id),
  key: Key,
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'invalid-format')
    .optional(),
  interpreter: flag,
  signLanguage: flag,
  stepFree: flag,
  calm: flag,
  protected: flag,
  priority: z.coerce.number().int().min(0).max(3).default(0),
  priorityReason: reason.optional(),
});
export type Issue = z.infer<typeof IssueSchema>;

export const ReasonSchema = z.object({ reason, key: Key });
export const KeySchema = z.object({ key: Key });

/** Where a visitor is sent on: to a desk or an officer here, back to the line, or to another office. */
export const RedirectSchema = z
  .object({
    needId: z.coerce.number().pipe(Id).optional(),
    deskId: z.coerce.number().pipe(Id).optional(),
    officerId: z.coerce.number().pipe(Id).optional(),
    note: z.string().trim().min(1).max(300, 'too-long').optional(),
    key: Key,
  })
  .refine(({ deskId, officerId }) => deskId === undefined || officerId === undefined, {
    message: 'one-receiver',
    path: ['deskId'],
  });
export type Redirect = z.infer<typeof RedirectSchema>;

export const OpenDeskSchema = z.object({
  deskId: z.coerce.number().pipe(Id),
  needs: z
    .preprocess(
      (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
      z.array(z.coerce.number().pipe(Id)).max(60),
    )
    .default([]),
  languages: z
    .preprocess(
      (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
      z.array(z.string().regex(/^[a-z]{2,3}$/, 'invalid-format')).max(20),
    )
    .default([]),
});
export type OpenDesk = z.infer<typeof OpenDeskSchema>;
