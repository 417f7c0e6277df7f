import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ImportContext,
  type ImportInput,
  type ImportResult,
  importFile,
} from '../import-file.server.ts';

/** An import that somebody waits for. */
export interface RunningImport {
  readonly userId: string;
  readonly kind: ImportInput['kind'];
  readonly fileName: string;
  done: number;
  total: number;
  ended: { readonly result: ImportResult } | { readonly error: unknown } | null;
}

const KEPT = 20;
/** How long a page is held before it shows progress instead, ms. */
const PATIENCE = 1_000;
const running = new Map<string, RunningImport>();

/**
 * Starts an import; resolves when it has ended or has taken a second, with the id under which its progress can be asked.
 * It is no record: a restart forgets it, and the batches that were stored are in the registers.
 */
export async function startImport(
  ctx: ImportContext,
  input: ImportInput,
): Promise<{ id: string; state: RunningImport }> {
  const id = randomUUID();
  const { kind, fileName } = input;
  const state: RunningImport = { userId: ctx.actor.userId, kind, fileName, done: 0, total: 0, ended: null };
  running.set(id, state);
  for (const [oldest, { ended }] of running)
    if (running.size > KEPT && ended !== null) running.delete(oldest);
  const work = importFile(ctx, input, (done, total) => Object.assign(state, { done, total })).then(
    (result) => {
      state.ended = { result };
    },
    (error) => {
      state.ended = { error };
    },
  );
  await Promise.race([work, sleep(PATIENCE)]);
  return { id, state };
}

/** The import of that id, for who started it. */
export function runningImport(userId: string, id: string): RunningImport | null {
  const found = running.get(id);
  return found?.userId === userId ? found : null;
}
