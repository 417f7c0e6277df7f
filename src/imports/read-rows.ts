import type { z } from 'zod';
import type { ProblemCode, ProblemFacts, Problems } from './problems.ts';
import type { SourceRow } from './source-row.ts';

/** A row that is right as far as a row alone can tell. */
export interface Numbered<Row> {
  readonly line: number;
  readonly row: Row;
}

/** How far it has come; the event loop gets its turn at each call, a large file does not stop the queue's screens. */
export type Step = (done: number) => void;

const AT_A_TIME = 2000;

/** Runs `work` over parts of `rows` and lets others work between them. */
export async function inParts<T>(
  rows: readonly T[],
  step: Step,
  work: (part: readonly T[], from: number) => Promise<void> | void,
  size = AT_A_TIME,
): Promise<void> {
  for (let from = 0; from < rows.length; from += size) {
    await work(rows.slice(from, from + size), from);
    step(Math.min(from + size, rows.length));
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

/** Reads every row by its schema; what is wrong is told, and the row left out of what follows. */
export async function readRows<Row>(
  schema: z.ZodType<Row, Record<string, string>>,
  source: readonly SourceRow[],
  problems: Problems,
  step: Step,
): Promise<Numbered<Row>[]> {
  const rows: Numbered<Row>[] = [];
  await inParts(source, step, (part) => {
    for (const { line, cells } of part) {
      const read = schema.safeParse(cells as Record<string, string>);
      if (read.success) rows.push({ line, row: read.data });
      else
        for (const issue of read.error.issues) {
          const facts = (issue.code === 'custom' ? issue.params?.facts : undefined) as
            | ProblemFacts
            | undefined;
          problems.add(line, issue.path.join('.') || null, issue.message as ProblemCode, facts);
        }
    }
  });
  return rows;
}

/** Tells of each row whose key an earlier row of the file has, and returns the first row of each key. */
export function firstOfEach<Row>(
  rows: readonly Numbered<Row>[],
  field: string,
  key: (row: Row) => string | null,
  problems: Problems,
): Numbered<Row>[] {
  const first = new Map<string, number>();
  return rows.filter(({ line, row }) => {
    const value = key(row);
    if (value === null) return true;
    const before = first.get(value);
    if (before !== undefined) problems.add(line, field, 'twice-in-file', { line: before });
    else first.set(value, line);
    return before === undefined;
  });
}
