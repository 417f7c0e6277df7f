import http from 'node:http';
import type { Send } from '../../test/queue/clerk.ts';

const agent = new http.Agent({ keepAlive: true, maxSockets: 2_000 });

/** A request on a kept connection, its body read to the end. Throws when there is no answer. */
export function request(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = http.request(
      url,
      {
        method,
        agent,
        headers:
          text === undefined
            ? headers
            : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

/** The API at several addresses, one after the other. */
export function sendRound(urls: () => readonly string[]): Send {
  let turn = 0;
  return async (method, path, token, body) => {
    const all = urls();
    const url = `${all[turn++ % all.length]}/api${path}`;
    try {
      const { status, text } = await request(method, url, { authorization: `Bearer ${token}` }, body);
      return { status, body: text === '' ? null : JSON.parse(text) };
    } catch {
      return null;
    }
  };
}

/** Times of answers, in milliseconds. */
export class Times {
  readonly #all: number[] = [];
  add(ms: number): void {
    this.#all.push(ms);
  }
  get count(): number {
    return this.#all.length;
  }
  at(share: number): number {
    const sorted = this.#all.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  }
  get told(): string {
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => this.at(share).toFixed(1));
    return `p50 ${p50}, p95 ${p95}, p99 ${p99} ms (${this.count})`;
  }
}
