import net from 'node:net';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}
type Headers = Readonly<Record<string, string>>;

/** A server closes connections that are idle for five seconds: one that is older is not used. */
const IDLE = 4_000;

/**
 * HTTP/1.1 by hand on kept connections, to one address: a load generator that shares the machine with what it measures must
 * cost little of it (a tenth of `node:http`).
 */
export class Wire {
  readonly #port: number;
  readonly #idle: Connection[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  /** A request, its answer read to the end. Throws Error when there is none. */
  ask(method: string, path: string, headers: Headers, body = ''): Promise<Answer> {
    let connection = this.#idle.pop();
    while (connection !== undefined && !connection.isFresh) {
      connection.end();
      connection = this.#idle.pop();
    }
    connection ??= new Connection(this.#port, (free) => this.#idle.push(free));
    return connection.send(head(method, path, headers, body));
  }

  /** Ends the connections that nobody waits at. */
  end(): void {
    for (const connection of this.#idle.splice(0)) connection.end();
  }

  /**
   * An event stream, until the answer is called or it ends. `heard` is told of each event; `over` of the end, with the status
   * of the answer, 0 without one.
   */
  listen(
    path: string,
    headers: Headers,
    heard: (event: string, data: string) => void,
    over: (status: number) => void,
  ): () => void {
    const socket = net.connect(this.#port, '127.0.0.1').setNoDelay(true);
    let status = 0;
    let text = '';
    socket.write(head('GET', path, { ...headers, accept: 'text/event-stream' }, ''));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (status === 0) {
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        status = Number(text.slice(9, 12));
        text = text.slice(end + 4);
        if (status !== 200) return void socket.destroy();
      }
      // Each event is a chunk of its own; what frames the chunks stands between events.
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, event = '', data = ''] = /event: (.*)\ndata: (.*)/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        heard(event, data);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => over(status));
    return () => socket.destroy();
  }
}

function head(method: string, path: string, headers: Headers, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body}`;
}

class Connection {
  readonly #socket: net.Socket;
  readonly #free: (connection: Connection) => void;
  #buffer: Buffer = Buffer.alloc(0);
  #waits: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  #freeSince = 0;
  #ended = false;

  constructor(port: number, free: (connection: Connection) => void) {
    this.#free = free;
    this.#socket = net.connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('data', (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
    const lost = (error?: Error) => {
      this.#ended = true;
      this.#waits?.reject(error ?? new Error('the connection ended'));
      this.#waits = null;
    };
    this.#socket.on('error', lost).on('close', () => lost());
  }

  get isFresh(): boolean {
    return !this.#ended && performance.now() - this.#freeSince < IDLE;
  }

  end(): void {
    this.#socket.destroy();
  }

  send(text: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waits = { resolve, reject };
      this.#socket.write(text);
    });
  }

  #read(): void {
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end < 0 || this.#waits === null) return;
    const head = this.#buffer.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const body = /\r\ntransfer-encoding: chunked/i.test(head)
      ? unchunked(this.#buffer, end + 4)
      : sized(this.#buffer, end + 4, Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0));
    if (body === null) return;
    const { resolve } = this.#waits;
    this.#waits = null;
    this.#buffer = Buffer.alloc(0);
    this.#freeSince = performance.now();
    if (/\r\nconnection: close/i.test(head)) this.end();
    else this.#free(this);
    resolve({ status, text: body, location: /\r\nlocation: (.*)/i.exec(head)?.[1] ?? null });
  }
}

function sized(buffer: Buffer, from: number, length: number): string | null {
  return buffer.length < from + length ? null : buffer.toString('utf8', from, from + length);
}

function unchunked(buffer: Buffer, from: number): string | null {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const end = buffer.indexOf('\r\n', at);
    if (end < 0) return null;
    const length = Number.parseInt(buffer.toString('latin1', at, end), 16);
    const next = end + 2 + length + 2;
    if (buffer.length < next) return null;
    if (length === 0) return Buffer.concat(parts).toString();
    parts.push(buffer.subarray(end + 2, end + 2 + length));
    at = next;
  }
}
