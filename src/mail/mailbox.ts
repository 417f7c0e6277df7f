import { z } from 'zod';
import { IdText } from '../kernel/id.schema.ts';
import { mailAddress } from './rules/address.ts';

/** `tls` from the first byte; `starttls` before the password, or no connection; `none` only to this very machine. */
export const SECURITY = ['tls', 'starttls', 'none'] as const;
export type Security = (typeof SECURITY)[number];

/** Why a mailbox is not read. */
export const MAILBOX_ERRORS = [
  'no-connection',
  'not-encrypted',
  'wrong-password',
  'no-folder',
  'no-key',
  'broken-off',
  'server-says-no',
] as const;
export type MailboxError = (typeof MAILBOX_ERRORS)[number];

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'required' })
    .max(max, { error: 'too-long' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break is a command to a server
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), { error: 'invalid-value' });

const isHere = (host: string) => ['localhost', '127.0.0.1', '::1'].includes(host);

export const MailboxSchema = z
  .object({
    officeId: IdText,
    address: line(254)
      .transform((text) => mailAddress(text))
      .refine((address) => address !== null, { error: 'not-an-address' }),
    senderName: line(100),
    host: line(253).regex(/^[a-zA-Z0-9]([a-zA-Z0-9.:-]*[a-zA-Z0-9])?$/, { error: 'not-a-host' }),
    port: z.coerce
      .number({ error: 'not-a-number' })
      .int({ error: 'not-a-number' })
      .min(1, { error: 'not-a-number' })
      .max(65_535, { error: 'not-a-number' }),
    security: z.enum(SECURITY, { error: 'required' }),
    user: line(254),
    /** Absent: the one that is kept, as long as server and user are the same. */
    password: z.string().min(1).max(500, { error: 'too-long' }).optional(),
    folder: line(200).default('INBOX'),
    receipts: z.preprocess((given) => given === 'on' || given === true, z.boolean()),
  })
  .refine(({ security, host }) => security !== 'none' || isHere(host), {
    path: ['security'],
    error: 'not-in-the-clear',
  });
export type MailboxInput = z.output<typeof MailboxSchema>;

/** What a sealed password is for: it opens for no other server and no other user. */
export function usedFor({
  host,
  port,
  user,
}: {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}): string {
  return `imap ${user}@${host}:${port}`;
}

/** Minutes until a mailbox that could not be read is tried again. A wrong password is tried rarely: servers lock accounts for less. */
export function waitMinutes(error: MailboxError, failures: number): number {
  if (error === 'wrong-password' || error === 'no-key') return 60;
  return [1, 1, 2, 5, 10][failures - 1] ?? 15;
}
