import { looksLikeIdentityNumber } from '../kernel/identity-number.ts';
import type { Column } from './columns.ts';
import type { Problems } from './problems.ts';

/** A row as text, whatever the format: every column of the kind is there, trimmed, empty when it was left out. */
export interface SourceRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** All rows are held while they are checked against each other: these are about 1 GB of memory. */
export const MAX_BYTES = 100_000_000;
export const MAX_ROWS = 500_000;

export function emptyRow(columns: readonly Column[]): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const column of columns) cells[column.name] = '';
  return cells;
}

/**
 * PostgreSQL's text has no NUL, and no register has a use for the other control characters but tab and line break; a
 * lone surrogate, which JSON can spell, is half a character.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export function cell(value: string, line: number, name: string, problems: Problems): string {
  const trimmed = value.trim();
  if (CONTROL.test(trimmed) || !trimmed.isWellFormed()) problems.add(line, name, 'control-character');
  if (looksLikeIdentityNumber(trimmed)) problems.add(line, name, 'looks-like-identity-number');
  return trimmed;
}
