import { z } from 'zod';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

/** A version of an agreement, whose copy it is about. */
export interface CopyItem {
  readonly agreementId: number;
  readonly version: number;
}

/** The most that is marked at once. */
export const MOST_ITEMS = 500;

export const CopyItemSchema = z.object({ agreementId: Id, version: Id });
export const CopyItemsSchema = z.array(CopyItemSchema).min(1, { error: 'nothing-chosen' }).max(MOST_ITEMS);

/** `12/3`, as a page's boxes say it. */
export const CopyItemText = z
  .string()
  .regex(/^\d{1,10}\/\d{1,10}$/, { error: 'invalid-value' })
  .transform((text) => {
    const [agreementId = 0, version = 0] = text.split('/').map(Number);
    return { agreementId, version };
  })
  .pipe(CopyItemSchema);

export const DiaryNumber = z
  .string()
  .trim()
  .min(1, { error: 'required' })
  .max(100, { error: 'too-long' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'invalid-format' });

/** Sent outside of the system: by letter, or long ago. */
export const SentSchema = z.object({
  sentOn: PlainDateSchema,
  /** `letter`: the file is kept with the copy; null: it went some other way. */
  how: z.enum(['letter']).nullable(),
});
export const AcknowledgedSchema = z.object({ diaryNumber: DiaryNumber, on: PlainDateSchema });
