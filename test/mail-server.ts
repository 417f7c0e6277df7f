import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type MailSettings, mailSettings } from '../src/platform/config.server.ts';

export interface Received {
  readonly to: readonly string[];
  readonly mail: Email;
  /** Whether it came over TLS, and as whom. */
  readonly secure: boolean;
  readonly user: string | null;
}

/** A real SMTP server on a port of its own. `answer` decides about each whole message before it is taken. */
export interface MailServer {
  readonly received: Received[];
  readonly port: number;
  settings(more?: { readonly host?: string; readonly login?: string }): MailSettings;
  stop(): Promise<void>;
}

/** What a server says instead of taking the message: a reply code and text, or `drop` for a connection that breaks. */
export type Answer = { readonly code: number; readonly text: string } | 'drop' | null;

export async function startMailServer(
  options: SMTPServerOptions & {
    /** Asked when the whole message has come. */
    readonly answer?: (count: number) => Answer | Promise<Answer>;
    readonly port?: number;
    readonly host?: string;
  } = {},
): Promise<MailServer> {
  const { answer = () => null, port = 0, host = '127.0.0.1', ...own } = options;
  const received: Received[] = [];
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    ...own,
    onData(stream, session, over) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const said = await answer(count++);
        if (said === 'drop') {
          for (const connection of server.connections) connection._socket?.destroy();
          return;
        }
        if (said !== null) return over(Object.assign(new Error(said.text), { responseCode: said.code }));
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          mail: await PostalMime.parse(Buffer.concat(chunks)),
          secure: session.secure,
          user: session.user === undefined ? null : String(session.user),
        });
        over();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const bound = (server.server.address() as AddressInfo).port;
  return {
    received,
    port: bound,
    settings: ({ host: name = '127.0.0.1', login = '' } = {}) =>
      mailSettings(
        `smtp://${login === '' ? '' : `${login}@`}${name}:${bound}`,
        'Samtjänst <samtjanst@example.se>',
      ),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
