import type { Scope } from '../platform/database.server.ts';

const MOST = 4_000;
let revision = -1;
const held = new Map<string, unknown>();

/** What an answer depends on besides the registers themselves: who asks (row-level security) and what is asked. */
export interface Asked {
  readonly scope: Scope;
  /** `register_revision` as the asking transaction sees it. */
  readonly revision: number;
  readonly question: readonly unknown[];
}

/**
 * An answer from the registers that is kept by this process for as long as their revision stays the same: a mandate that
 * is withdrawn anywhere makes a new one. For showing only; what is recorded is asked afresh.
 */
export async function whileRegistersStand<T>(asked: Asked, load: () => Promise<T>): Promise<T> {
  if (asked.revision !== revision || held.size >= MOST) {
    held.clear();
    revision = asked.revision;
  }
  const key = JSON.stringify([asked.scope, asked.question]);
  if (held.has(key)) return held.get(key) as T;
  const answer = await load();
  // Another request may have seen a newer revision meanwhile: what was loaded under the older one is not kept.
  if (revision === asked.revision) held.set(key, answer);
  return answer;
}
