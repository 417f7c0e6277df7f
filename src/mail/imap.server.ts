import { ImapFlow } from 'imapflow';
import { isThisMachine } from '../platform/config.server.ts';
import type { MailboxError, Security } from './mailbox.ts';
import { oneLine } from './rules/clean.ts';

export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
}

/** A mailbox could not be read: why, and the server's own words. */
export class MailboxProblem extends Error {
  readonly code: MailboxError;
  readonly said: string;
  constructor(code: MailboxError, said: string) {
    super(`${code}: ${said}`);
    this.code = code;
    this.said = oneLine(said, 300);
  }
}

/**
 * Works in a mailbox's folder, over one connection that ends with the work. Throws MailboxProblem for what has to do with
 * the server; what `work` throws by itself it throws as it is. `ending` breaks it off.
 */
export async function inFolder<T>(
  settings: ImapSettings,
  ending: AbortSignal,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = clientOf(settings);
  // What a broken connection says is heard where it is used; without a listener it would end the process.
  let lost: Error | null = null;
  client.on('error', (error: Error) => {
    lost = error;
  });
  const stop = () => client.close();
  ending.addEventListener('abort', stop, { once: true });
  try {
    await client.connect().catch((error) => {
      throw whyNotConnected(error);
    });
    await client.mailboxOpen(settings.folder).catch((error) => {
      throw client.usable
        ? new MailboxProblem('no-folder', said(error))
        : new MailboxProblem('broken-off', said(lost ?? error));
    });
    return await work(client);
  } catch (error) {
    if (error instanceof MailboxProblem) throw error;
    if (lost !== null || !client.usable) throw new MailboxProblem('broken-off', said(lost ?? error));
    if (isServers(error)) throw new MailboxProblem('server-says-no', said(error));
    throw error;
  } finally {
    ending.removeEventListener('abort', stop);
    if (client.usable) await client.logout().catch(() => {});
    client.close();
  }
}

function clientOf({ host, port, security, user, password }: ImapSettings): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    // A certificate that nobody can vouch for is worth nothing, except on the machine itself.
    tls: { rejectUnauthorized: !isThisMachine(host) },
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    // Servers and what stands between end what is silent; half an hour is the most that RFC 2177 allows.
    maxIdleTime: IDLE_AGAIN,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: IDLE_AGAIN + 60_000,
  });
}
const IDLE_AGAIN = 4 * 60_000;

/**
 * Stays in a folder and calls `arrived` when the server says that something has come (IDLE, RFC 2177), and once at first, for what
 * came before. Returns when the connection has ended or the server knows no IDLE; never throws.
 */
export async function listenInFolder(
  settings: ImapSettings,
  ending: AbortSignal,
  arrived: () => void,
): Promise<'ended' | 'cannot'> {
  const client = clientOf(settings);
  client.on('error', () => {});
  const stop = () => client.close();
  ending.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    if (!client.capabilities.has('IDLE')) return 'cannot';
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) arrived();
    });
    await client.mailboxOpen(settings.folder, { readOnly: true });
    arrived();
    for (;;) {
      const since = performance.now();
      const refused = (await client.idle()) === false;
      // A server that ends it at once would be asked without end: the job comes again later.
      if (refused || !client.usable || ending.aborted || performance.now() - since < 1000) return 'ended';
    }
  } catch {
    // Why it cannot be read is told by what reads it.
    return 'ended';
  } finally {
    ending.removeEventListener('abort', stop);
    client.close();
  }
}

interface ImapError extends Error {
  readonly authenticationFailed?: boolean;
  readonly responseText?: string;
  readonly response?: unknown;
  readonly code?: string;
}

function whyNotConnected(thrown: unknown): MailboxProblem {
  const error = thrown as ImapError;
  if (error.authenticationFailed === true) return new MailboxProblem('wrong-password', said(error));
  if (/certificate|self.signed|tls|ssl|starttls/i.test(`${error.code} ${error.message}`))
    return new MailboxProblem('not-encrypted', said(error));
  return new MailboxProblem('no-connection', said(error));
}

function isServers(error: unknown): boolean {
  return (error as ImapError).response !== undefined || (error as ImapError).responseText !== undefined;
}

function said(thrown: unknown): string {
  const error = thrown as ImapError;
  return error.responseText ?? error.message ?? String(thrown);
}
