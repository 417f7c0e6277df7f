import path from 'node:path';
import { z } from 'zod';
import { NO_PROXIES, readProxies, type TrustedProxies } from './client-address.server.ts';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, {
      error: 'is not an address like postgresql://user:password@host/database',
    })
    .optional(),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'is not a number' }).int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.string().url().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  AUTH_SECRET: z.string().min(32, { error: 'needs at least 32 characters' }).optional(),
  SECRET_KEY: z.string().min(32, { error: 'needs at least 32 characters' }).optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => readProxies(text) !== null, {
      error: 'is no list of addresses like 127.0.0.1, 10.1.0.0/16',
    })
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isMailServer, { error: 'is not an address like smtp://user:password@host:587 or smtps://host' })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => senderOf(text) !== null, {
      error: 'is not a sender like Samtjänst <no-reply@example.se>',
    })
    .optional(),
});

export interface Config {
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly connections: number;
  /** Key for session cookies; absent: one is made and kept in the database. */
  readonly authSecret: string | undefined;
  /** What passwords to other systems are sealed with; absent: see sealed.server.ts. */
  readonly secretKey: string | undefined;
  /** Whose X-Forwarded-For is believed. */
  readonly proxies: TrustedProxies;
  /** Where mail is handed over; null: nothing is sent, and mail waits. */
  readonly mail: MailSettings | null;
}

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). Otherwise STARTTLS wherever it is offered. */
  readonly secure: boolean;
  /** Refuse a connection without TLS: a password never goes out in the clear, unless to this very machine. */
  readonly requireTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
}

/** Settings come from the environment alone. Throws an Error that names every setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  if (!read.success) {
    const wrong = read.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n');
    throw new Error(`These settings are wrong:\n${wrong}`);
  }
  const { SMTP_URL, MAIL_FROM } = read.data;
  if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined))
    throw new Error('These settings are wrong:\n  SMTP_URL and MAIL_FROM: set both, or neither');
  return {
    databaseUrl: read.data.DATABASE_URL,
    dataDir: path.resolve(read.data.DATA_DIR),
    host: read.data.HOST,
    port: read.data.PORT,
    publicUrl: read.data.PUBLIC_URL,
    connections: read.data.DATABASE_CONNECTIONS,
    authSecret: read.data.AUTH_SECRET,
    secretKey: read.data.SECRET_KEY,
    proxies: readProxies(read.data.TRUSTED_PROXIES ?? '') ?? NO_PROXIES,
    mail: SMTP_URL === undefined || MAIL_FROM === undefined ? null : mailSettings(SMTP_URL, MAIL_FROM),
  };
}

/** Throws TypeError for what is no address of a mail server or no sender. */
export function mailSettings(url: string, from: string): MailSettings {
  const { protocol, hostname, port, username, password } = new URL(url);
  const sender = senderOf(from);
  if (sender === null) throw new TypeError(`no sender: ${from}`);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const login =
    username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTls: !secure && login !== null && !isThisMachine(host),
    login,
    from: sender,
  };
}

export function isThisMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host);
}

function isMailServer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
}

function senderOf(text: string): MailSettings['from'] | null {
  const found = /^(?:([^<>\r\n]*)<)?([^\s<>@]+@[^\s<>@]+)>?$/.exec(text.trim());
  if (found === null || (found[1] === undefined) === text.trim().endsWith('>')) return null;
  return { name: (found[1] ?? '').trim().replace(/^"|"$/g, ''), address: found[2] ?? '' };
}
