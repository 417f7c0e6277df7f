import { z } from 'zod';
import { recordSystems } from '../offices/store.server.ts';
import type { Cells, CheckFile } from './check.ts';
import { code, field, reference, text } from './fields.ts';
import { firstOfEach, readRows } from './read-rows.ts';
import { authorities, systems } from './registers.server.ts';

export const checkSystems: CheckFile = async (source, { db, problems, step }) => {
  const Row = z.object({
    code: field(code()),
    authority: field(reference(await authorities(db), 'unknown-authority')),
    name: field(text()),
  } satisfies Cells<'systems'>);
  const rows = await readRows(Row, source, problems, step);
  const known = await systems(db);
  for (const { line, row } of rows)
    if (known.has(row.code)) problems.add(line, 'code', 'already-there', { value: row.code });
  firstOfEach(rows, 'code', (row) => row.code, problems);
  return async () =>
    recordSystems(
      db,
      rows.map(({ row }) => ({ code: row.code, name: row.name, authorityId: row.authority.id })),
    );
};
