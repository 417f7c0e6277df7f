import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isThisMachine, type MailSettings } from '../platform/config.server.ts';
import type { Attachment, Submitted } from './outbox.server.ts';
import { isForGood } from './rules/tries.ts';

export interface Message {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Null: the installation's own sender. */
  readonly from: MailSettings['from'] | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly submitted: Submitted;
}

/** A recipient whom the server would not take the message for, while it took it for others. */
export interface Left {
  readonly recipient: string;
  readonly said: string;
  readonly forGood: boolean;
}

/** How a try ended. `not-now`: nothing was handed over, or the server said no for now; `server`: the mail is not the cause. */
export type Tried =
  | { readonly end: 'sent'; readonly said: string; readonly left: readonly Left[] }
  | { readonly end: 'refused'; readonly said: string }
  | { readonly end: 'not-now'; readonly said: string; readonly server: boolean }
  | { readonly end: 'uncertain'; readonly said: string };

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** The same for every try of a mail: whoever gets it twice can see that it is one. */
export function messageId(mailId: string, { address }: MailSettings['from']): string {
  return `<${mailId}@${address.split('@')[1]}>`;
}

/**
 * Hands a message to the mail server, once. `lastCall` is awaited when all but the last bytes of the message have been
 * passed on: until then the server has nothing that it could deliver (RFC 5321 4.1.1.4), and if it throws, nothing more is.
 * After it, only the server's own answer says whether it took the message. Never throws.
 */
export async function trySending(
  settings: MailSettings,
  message: Message,
  lastCall: () => Promise<void>,
  ending: AbortSignal,
): Promise<Tried> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    // A certificate that nobody can vouch for is worth nothing, except on the machine itself.
    tls: { rejectUnauthorized: !isThisMachine(settings.host) },
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 120_000,
  });
  let handedOver = false;
  // An object: what it holds is set elsewhere, which a variable's type would not show.
  const told: { refusedHandOver?: unknown } = {};
  const broken = new Promise<never>((_, reject) => {
    connection.once('error', reject);
    const stop = () => {
      if (!handedOver) reject(new Error('stopped'));
    };
    if (ending.aborted) stop();
    ending.addEventListener('abort', stop, { once: true });
  });
  broken.catch(() => {});
  try {
    const raw = await compose(settings, message);
    await Promise.race([broken, done((over) => connection.connect((error) => over(error ?? null)))]);
    const { login } = settings;
    if (login !== null)
      await Promise.race([
        broken,
        done((over) => connection.login({ user: login.user, pass: login.password }, (error) => over(error))),
      ]);
    const pieces = async function* () {
      yield raw.subarray(0, -2);
      try {
        await lastCall();
      } catch (error) {
        told.refusedHandOver = error;
        throw error;
      }
      handedOver = true;
      yield raw.subarray(-2);
    };
    const stream = Readable.from(pieces(), { objectMode: false });
    const info = await Promise.race([
      broken,
      new Promise<{ response: string; rejectedErrors?: readonly SmtpError[] | undefined }>(
        (resolve, reject) => {
          connection.send(
            { from: (message.from ?? settings.from).address, to: [...message.to], size: raw.length },
            stream,
            (error, sent) => {
              if (error || sent === undefined) reject(error ?? new Error('no answer'));
              else resolve(sent as never);
            },
          );
        },
      ),
    ]);
    if (!handedOver) return { end: 'not-now', said: `answered too early: ${info.response}`, server: true };
    connection.quit();
    return { end: 'sent', said: info.response, left: (info.rejectedErrors ?? []).map(left) };
  } catch (thrown) {
    const error = thrown as SmtpError;
    const said = (error.response ?? error.message ?? String(error)).slice(0, 500);
    const { command, responseCode: code } = error;
    if (told.refusedHandOver !== undefined) return { end: 'not-now', said, server: true };
    // The server's own no to the whole message; anything else that ends it after the last bytes leaves it open.
    if (handedOver && !(command === 'DATA' && code !== undefined)) return { end: 'uncertain', said };
    if (isForGood({ command, code })) return { end: 'refused', said: named(error, said) };
    const aboutMail = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? '') && code !== undefined;
    return { end: 'not-now', said: named(error, said), server: !aboutMail };
  } finally {
    connection.close();
    // What still comes of the closed connection has nobody to tell.
    connection.on('error', () => {});
  }
}

function compose(settings: MailSettings, message: Message): Promise<Buffer> {
  const from = message.from ?? settings.from;
  return new MailComposer({
    messageId: messageId(message.id, from),
    from,
    ...(message.inReplyTo === null ? {} : { inReplyTo: `<${message.inReplyTo}>` }),
    ...(message.references.length === 0 ? {} : { references: message.references.map((id) => `<${id}>`) }),
    to: [...message.to],
    subject: message.subject,
    text: message.text,
    // RFC 3834 5; the other is Exchange's word for "do not answer this by yourself".
    headers:
      message.submitted === 'no'
        ? {}
        : { 'Auto-Submitted': message.submitted, 'X-Auto-Response-Suppress': 'All' },
    attachments: message.attachments.map(({ fileName, mediaType, content }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof MailComposer>[0])
    .compile()
    .build();
}

function done(start: (over: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(error)));
  });
}

function left(error: SmtpError & { readonly recipient?: string }): Left {
  const code = error.responseCode;
  return {
    recipient: error.recipient ?? '',
    said: error.response ?? error.message,
    forGood: isForGood({ command: 'RCPT TO', code }),
  };
}

/** With the recipients that were refused, where it was they. */
function named(error: SmtpError & { readonly rejected?: readonly string[] }, said: string): string {
  const refused = error.rejected ?? [];
  return refused.length === 0 ? said : `${refused.join(', ')}: ${said}`;
}
