import { z } from 'zod';
import { CAUSES } from '../hours/schemas.ts';
import { Id } from '../kernel/id.schema.ts';
import { looksLikeIdentityNumber } from '../kernel/identity-number.ts';
import { SERVICE_LEVELS } from '../law/facts.ts';

/** A client that is not sure whether its request arrived sends it again with the same key. */
export const Key = z.uuid().optional();

const flag = z.preprocess((given) => given === true || given === 'true' || given === 'on', z.boolean());
// Nothing about who a visitor is belongs in what staff write of a ticket.
const reason = z
  .string()
  .trim()
  .min(2, 'too-short')
  .max(200, 'too-long')
  .refine((text) => !looksLikeIdentityNumber(text), 'reason-identity-number');
const note = z
  .string()
  .trim()
  .min(1)
  .max(300, 'too-long')
  .refine((text) => !looksLikeIdentityNumber(text), 'incident-identity-number')
  .optional();

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
    note,
    key: Key,
  })
  .refine(({ deskId, officerId }) => deskId === undefined || officerId === undefined, {
    message: 'one-receiver',
    path: ['deskId'],
  });
export type Redirect = z.infer<typeof RedirectSchema>;

/** Of a ticket that is in the line or with somebody. What is left out stays as it is. */
export const ChangeTicketSchema = z.object({
  needId: z.coerce.number().pipe(Id).optional(),
  priority: z.coerce.number().int().min(0).max(3).optional(),
  priorityReason: reason.optional(),
  /** null: no language but Swedish is asked for. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'invalid-format')
    .nullable()
    .optional(),
  interpreter: z.boolean().optional(),
  signLanguage: z.boolean().optional(),
  stepFree: z.boolean().optional(),
  calm: z.boolean().optional(),
  key: Key,
});
export type ChangeTicket = z.infer<typeof ChangeTicketSchema>;

export const MoveTicketSchema = z.object({
  toOfficeId: z.coerce.number().pipe(Id),
  needId: z.coerce.number().pipe(Id),
  note,
  key: Key,
});
export type MoveTicket = z.infer<typeof MoveTicketSchema>;

const minutes = z.coerce
  .number({ error: 'not-minutes' })
  .int('not-minutes')
  .min(1, 'not-minutes')
  .max(240, 'not-minutes');
const ticketNumber = z.coerce
  .number({ error: 'not-a-number-of-a-ticket' })
  .int('not-a-number-of-a-ticket')
  .min(1, 'not-a-number-of-a-ticket')
  .max(9999, 'not-a-number-of-a-ticket');
const name = z.string().trim().min(1, 'required').max(60, 'too-long');

/** The languages in which a kiosk can show a need, besides Swedish and English. */
export const KIOSK_LANGUAGES = ['fi', 'se', 'ar', 'so'] as const;

export const NeedSchema = z
  .object({
    names: z.object({
      sv: name,
      en: name,
      ...(Object.fromEntries(KIOSK_LANGUAGES.map((language) => [language, name.optional()])) as Record<
        (typeof KIOSK_LANGUAGES)[number],
        z.ZodOptional<typeof name>
      >),
    }),
    sign: z.string().trim().max(40, 'too-long').default(''),
    prefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-ZÅÄÖ]{0,2}$/, 'not-a-prefix')
      .default(''),
    rangeFrom: ticketNumber,
    rangeTo: ticketNumber,
    usualMinutes: minutes,
    waitLimitMinutes: minutes,
    tasks: z
      .array(
        z.object({
          taskId: z.coerce.number().pipe(Id),
          principalId: z.coerce.number().pipe(Id),
          level: z.enum(SERVICE_LEVELS),
        }),
      )
      .max(12)
      .default([]),
  })
  .refine(({ rangeFrom, rangeTo }) => rangeFrom <= rangeTo, { error: 'range-backwards', path: ['rangeTo'] });
export type NeedGiven = z.output<typeof NeedSchema>;

export const OrderSchema = z.object({ needs: z.array(z.coerce.number().pipe(Id)).max(200) });

const deskFields = {
  name: z.string().trim().min(1, 'required').max(20, 'too-long'),
  stepFree: flag,
  calm: flag,
  /** Where a visitor meets a remote officer by video; without it by telephone. */
  link: z
    .url({ protocol: /^https$/, error: 'not-an-https-link' })
    .max(500, 'too-long')
    .nullable()
    .default(null),
};
export const ChangeDeskSchema = z.object(deskFields);
export type ChangeDesk = z.output<typeof ChangeDeskSchema>;
export const NewDeskSchema = z
  .object({ ...deskFields, kind: z.enum(['desk', 'floor', 'remote']) })
  .refine(({ kind, link }) => kind === 'remote' || link === null, {
    error: 'link-without-remote',
    path: ['link'],
  });

const upTo = (least: number, most: number, error: string) =>
  z.coerce.number({ error }).int(error).min(least, error).max(most, error);
export const QueueSettingsSchema = z.object({
  keepOvernight: flag,
  returnWithinMinutes: upTo(0, 120, 'not-within-two-hours'),
  ticketsAMinute: upTo(1, 120, 'not-tickets-a-minute'),
});
export type QueueSettings = z.output<typeof QueueSettingsSchema>;

/** Why the manager does something with the queue. Nothing about a visitor belongs in it. */
const ManagersReason = z
  .string()
  .trim()
  .min(3, 'too-short')
  .max(300, 'too-long')
  .refine((text) => !looksLikeIdentityNumber(text), 'reason-identity-number');
export const ManagersReasonSchema = z.object({ reason: ManagersReason });
export const EndServiceSchema = z.object({ reason: ManagersReason, key: Key });
export type EndService = z.infer<typeof EndServiceSchema>;

export const CloseEarlySchema = z.object({
  reason: ManagersReason,
  cause: z.enum(CAUSES),
  /** What happens to those who wait. */
  waiting: z.enum(['serve', 'send-home']),
});
export type CloseEarly = z.infer<typeof CloseEarlySchema>;

export const PausedSchema = z.object({ paused: flag });
export const IncidentSchema = z.object({
  incident: z.string().trim().min(3, 'too-short').max(2000, 'too-long'),
});

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

/** What a desk's page says with each beat. */
export const BeatSchema = z.object({
  /** The browser: made by it, kept by it. */
  holder: z.uuid(),
  /** Counts up, so that one that comes late is known. */
  beat: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** The tickets that it has in its share. */
  holds: z.array(z.uuid()).max(60),
  /** False: it gives back, and is not to be given others at once. */
  adds: z.boolean().default(true),
});
export type Beat = z.infer<typeof BeatSchema>;

/** What a desk did without line. `at` is the server's time as the desk knew it, in milliseconds since 1970. */
export const DeskEventSchema = z.object({
  key: z.uuid(),
  kind: z.enum(['called', 'started', 'finished', 'missed']),
  ticketId: z.uuid(),
  label: z.string().max(40).default(''),
  at: z.number().int().min(0).max(8_640_000_000_000_000),
});
export type DeskEvent = z.infer<typeof DeskEventSchema>;
/** So many at once are taken in; a page that has more sends them in turns. */
export const MOST_AT_ONCE = 100;
