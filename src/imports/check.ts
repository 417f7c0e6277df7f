import type { z } from 'zod';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Db } from '../platform/database.server.ts';
import type { ColumnName, ImportKind } from './columns.ts';
import type { Problems } from './problems.ts';
import type { Step } from './read-rows.ts';
import type { SourceRow } from './source-row.ts';

/** What a kind is given to check a file with. */
export interface Checking {
  readonly db: Db;
  readonly problems: Problems;
  readonly step: Step;
  readonly now: Temporal.Instant;
  /** On whose behalf, as the audit has it. */
  readonly who: { readonly userId: string; readonly role: string };
}

/** Writes what was checked, in the same transaction. */
export type Store = (batchId: number, step: Step) => Promise<void>;

/** Tells all that is wrong with a file and writes nothing; what it returns is called when nothing was wrong. */
export type CheckFile = (source: readonly SourceRow[], checking: Checking) => Promise<Store>;

/** A reader for each column of a kind, none left out and none too many. */
export type Cells<K extends ImportKind> = Record<ColumnName<K>, z.ZodType<unknown, string>>;

/** Tells of a period that ends before it begins. */
export function endsInTime(
  problems: Problems,
  line: number,
  field: string,
  from: PlainDate,
  to: PlainDate | null,
): boolean {
  if (to === null || from <= to) return true;
  problems.add(line, field, 'ends-before-it-begins', { from, to });
  return false;
}
