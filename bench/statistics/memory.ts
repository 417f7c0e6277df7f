import fs from 'node:fs';
import path from 'node:path';

/** The most memory that each process has used, looked at now and then: of PostgreSQL its own (anonymous), the shared apart. */
export class Memory {
  readonly #pid: number;
  #largest = 0;
  #together = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(dir: string) {
    this.#pid = Number(fs.readFileSync(path.join(dir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0]);
    this.#timer = setInterval(() => this.look(), 500);
    this.#timer.unref();
  }

  look(): void {
    let together = 0;
    for (const pid of childrenOf(this.#pid)) {
      const own = status(pid, 'RssAnon');
      together += own;
      this.#largest = Math.max(this.#largest, own);
    }
    this.#together = Math.max(this.#together, together);
  }

  told(): string {
    const mb = (kb: number) => `${Math.round(kb / 1024)} MB`;
    return `Peak memory: this process with DuckDB in it ${mb(status(process.pid, 'VmHWM'))}; PostgreSQL ${mb(this.#largest)} in its largest process and ${mb(this.#together)} in all, beside its shared buffers.`;
  }
}

function childrenOf(parent: number): number[] {
  try {
    return fs
      .readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** kB; 0 where there is no /proc. */
function status(pid: number, what: string): number {
  try {
    return Number(
      new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}
