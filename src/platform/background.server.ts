import { inTransaction, type Pool, sql } from './database.server.ts';

/** Work that nobody waits for: sending mail, reminding. Each run takes up what is due and returns. */
export interface Job {
  readonly name: string;
  /** How long to wait after a run before the next, ms. */
  readonly every: number;
  run(): Promise<void>;
}

/**
 * Runs the jobs until `stop`, each after its own pause. A run that throws is told and tried again after the pause. `stop`
 * waits for the runs under way.
 */
export function runJobs(jobs: readonly Job[]): { stop(): Promise<void> } {
  const ending = new AbortController();
  const loops = jobs.map(async ({ name, every, run }) => {
    while (!ending.signal.aborted) {
      try {
        await run();
      } catch (error) {
        if (!ending.signal.aborted) console.error(`${name}:`, error);
      }
      await pause(every, ending.signal);
    }
  });
  return {
    stop: async () => {
      ending.abort();
      await Promise.all(loops);
    },
  };
}

/**
 * Runs `work` unless another process is at it: for jobs that would do the same twice. The lock is a transaction's, so it
 * ends with the process.
 */
export async function alone(pool: Pool, lock: number, work: () => Promise<void>): Promise<void> {
  await inTransaction(pool, {}, async (db) => {
    const { taken } = await db.one<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${lock}) as taken`,
    );
    if (taken) await work();
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    if (signal.aborted) resolve();
  });
}
