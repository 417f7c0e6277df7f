import { z } from 'zod';
import { IdText } from '../kernel/id.schema.ts';
import { readReference } from './reference.ts';

/** How a contact came. Visitors are those who came by `visit`. */
export const CHANNELS = ['visit', 'phone', 'email', 'web', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];
/** Those that an officer opens; what comes in by itself is received (commands/receive-contact). */
export const OPENED_CHANNELS = ['phone', 'letter', 'visit'] as const;
export type OpenedChannel = (typeof OPENED_CHANNELS)[number];

/** How a person wants to be reached, and how a promise was kept. */
export const WAYS = ['phone', 'email', 'letter', 'visit'] as const;
export type Way = (typeof WAYS)[number];

/** What a contact ended as, when it is not told by what was done in its matters. */
export const ENDINGS = ['answered', 'left', 'no-answer-needed', 'junk'] as const;
export type Ending = (typeof ENDINGS)[number];
/** With that of a contact that another office helped with and sent back (src/overflow); nobody chooses it. */
export const ENDED_AS = [...ENDINGS, 'sent-back'] as const;
export type EndedAs = (typeof ENDED_AS)[number];

export const DIRECTIONS = ['in', 'out', 'internal'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const SOURCES = ['web', 'law', 'register', 'colleague', 'authority', 'other'] as const;
export type SourceKind = (typeof SOURCES)[number];

/** Languages that people are asked about; any other is told in words. */
export const LANGUAGES = [
  'sv',
  'en',
  'fi',
  'se',
  'ar',
  'so',
  'uk',
  'fa',
  'ti',
  'pl',
  'es',
  'fr',
  'de',
] as const;

const checkbox = z.preprocess(
  (given) => given === true || given === 'on' || given === 'true' || given === '1',
  z.boolean(),
);
const text = (max: number) => z.string().trim().min(1, { error: 'required' }).max(max, { error: 'too-long' });

export const Subject = text(300);
/** A form sends its lines as CRLF. */
export const TextBody = text(500_000).overwrite((given) => given.replaceAll('\r\n', '\n'));

/** Digits as a telephone has them: spaces, hyphens and brackets are how people write them, and a zero that is not dialled from abroad. */
export const Phone = z
  .string()
  .transform((given) =>
    given
      .replace(/^(\s*(?:\+|00)[\d\s]{1,5})\(0\)/, '$1')
      .replace(/[\s()./\u2010-\u2015-]/g, '')
      .replace(/^00(?=\d)/, '+'),
  )
  .refine((digits) => /^\+?\d{3,20}$/.test(digits), { error: 'not-a-phone' });

export const Email = z
  .string()
  .trim()
  .max(254, { error: 'too-long' })
  .pipe(z.email({ error: 'not-an-address' }));

export const PersonSchema = z
  .object({
    name: text(200).optional(),
    phone: Phone.optional(),
    email: Email.optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, { error: 'invalid-value' })
      .optional(),
    preferred: z.enum(WAYS).optional(),
    mayMail: checkbox.default(false),
    protected: checkbox.default(false),
  })
  .refine(({ mayMail, email }) => !mayMail || email !== undefined, { path: ['email'], error: 'required' });
export type Person = z.infer<typeof PersonSchema>;

/** A reference as a person writes it, in the form that is stored. */
export const ReferenceText = z
  .string()
  .transform((given) => readReference(given))
  .refine((code) => code !== null, { error: 'unknown-reference' });

export const OpenContactSchema = z.object({
  officeId: IdText,
  channel: z.enum(OPENED_CHANNELS, { error: 'required' }),
  subject: Subject.optional(),
  body: TextBody.optional(),
  cameBackOf: ReferenceText.optional(),
  callId: z.uuid().optional(),
  /** A client that is not sure whether its request arrived sends it again with the same id. */
  contactId: z.uuid().optional(),
});
export type OpenContact = z.infer<typeof OpenContactSchema>;

export const WriteTextSchema = z.object({
  direction: z.enum(DIRECTIONS, { error: 'required' }),
  body: TextBody,
  principalId: IdText.optional(),
  textId: z.uuid().optional(),
});
export type WriteText = z.infer<typeof WriteTextSchema>;

/** Where a contact is worked with: a visit has its own page. */
export function contactAddress(channel: Channel, id: string): string {
  return channel === 'visit' ? `/besok/${id}` : `/kontakter/${id}`;
}
