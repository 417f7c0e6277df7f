// DuckDB in a process of its own, so that its memory and ours are told apart: `fork`ed by the bench.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

interface Answer {
  readonly rows?: unknown[][];
  readonly ms?: number;
  readonly fault?: string;
}

/** A DuckDB of its own process. */
export class Duck {
  readonly #child: ChildProcess;
  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async open(file: string): Promise<Duck> {
    const child = fork(fileURLToPath(import.meta.url), [file]);
    await once(child, 'message');
    return new Duck(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rows as arrays, numbers as texts where they are large, and how long it took there, milliseconds. Throws Error with DuckDB's words. */
  async ask(sql: string): Promise<{ rows: unknown[][]; ms: number }> {
    this.#child.send(sql);
    const [answer] = (await once(this.#child, 'message')) as [Answer];
    if (answer.fault !== undefined) throw new Error(`${answer.fault}\n${sql}`);
    return { rows: answer.rows ?? [], ms: answer.ms ?? 0 };
  }

  async close(): Promise<void> {
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const send = process.send.bind(process);
  const connection = await (await DuckDBInstance.create(process.argv[2] ?? ':memory:')).connect();
  process.on('message', async (sql: string) => {
    const begun = performance.now();
    try {
      const rows = await (await connection.runAndReadAll(sql)).getRowsJson();
      send({ rows, ms: performance.now() - begun });
    } catch (fault) {
      send({ fault: String(fault) });
    }
  });
  send({});
}
