import { randomUUID } from 'node:crypto';
import { csvFile } from '../../ui/csv.ts';
import type { Locale } from '../../ui/texts.ts';
import type { ImportResult } from '../import-file.server.ts';
import { problemSentence } from '../texts.ts';

type Refused = Extract<ImportResult, { ok: false }>;

const KEPT = 20;
const kept = new Map<string, { readonly userId: string; readonly result: Refused }>();

/**
 * Keeps what was wrong with the latest refused files, so that their lists can be downloaded by who sent them. It is no
 * record: a restart forgets it, and the file can be checked again.
 */
export function keepRefused(userId: string, result: Refused): string {
  const id = randomUUID();
  kept.set(id, { userId, result });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return id;
}

export function refusedFile(userId: string, id: string): Refused | null {
  const found = kept.get(id);
  return found?.userId === userId ? found.result : null;
}

/** The list as CSV with `;`, which a Swedish spreadsheet opens in columns; the mark at its start says UTF-8. */
export function problemsCsv({ problems }: Refused, locale: Locale): string {
  const rows = problems.map((problem) => [
    String(problem.line),
    problem.field ?? '',
    problem.code,
    problemSentence(problem, locale),
  ]);
  return csvFile([['line', 'field', 'code', 'reason'], ...rows]);
}
