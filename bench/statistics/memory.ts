import fs from 'node:fs';
import path from 'node:path';

/** The most memory that each process has used, looked at now and then: of PostgreSQL its own (anonymous), the shared apart. */
export class Memory {
  readonly #postmaster: number;
  readonly #duck: number;
  #largest = 0;
  #together = 0;
  #ofDuck = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(dir: string, duck: number) {
    this.#postmaster = Number(
      fs.readFileSync(path.join(dir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    this.#duck = duck;
    this.#timer = setInterval(() => this.look(), 500);
    this.#timer.unref();
  }

  look(): void {
    let together = 0;
    for (const pid of childrenOf(this.#postmaster)) {
      const own = status(pid, 'RssAnon');
      together += own;
      this.#largest = Math.max(this.#largest, own);
    }
    this.#together = Math.max(this.#together, together);
    this.#ofDuck = Math.max(this.#ofDuck, status(this.#duck, 'VmHWM'));
  }

  /** What was the most until now; PostgreSQL's is counted from here on. */
  told(): string {
    this.look();
    clearInterval(this.#timer);
    const mb = (kb: number) => `${Math.round(kb / 1024)} MB`;
    return `this process ${mb(status(process.pid, 'VmHWM'))}; DuckDB ${mb(this.#ofDuck)}; PostgreSQL ${mb(this.#largest)} in its largest process and ${mb(this.#together)} in all, beside its shared buffers`;
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
