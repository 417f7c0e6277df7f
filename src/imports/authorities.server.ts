import { z } from 'zod';
import { PARTY_KINDS } from '../law/content.ts';
import { recordAuthorities } from '../offices/store.server.ts';
import type { Cells, CheckFile } from './check.ts';
import { day, field, oneOf, optional, orgNumber, text } from './fields.ts';
import { firstOfEach, readRows } from './read-rows.ts';
import { authorities as load } from './registers.server.ts';

const Row = z.object({
  orgNumber: optional(orgNumber),
  name: field(text()),
  shortName: optional(text(40)),
  kind: field(oneOf(PARTY_KINDS)),
  endedOn: optional(day),
  source: field(text(500)),
  verifiedOn: optional(day),
} satisfies Cells<'authorities'>);

export const checkAuthorities: CheckFile = async (source, { db, problems, step }) => {
  const rows = await readRows(Row, source, problems, step);
  const known = await load(db);
  for (const { line, row } of rows) {
    if (row.orgNumber === null && row.endedOn === null)
      problems.add(line, 'orgNumber', 'number-or-ended-day-required');
    if (row.orgNumber !== null && known.get(row.orgNumber) !== undefined)
      problems.add(line, 'orgNumber', 'already-there', { value: row.orgNumber });
    if (known.get(row.name) !== undefined) problems.add(line, 'name', 'already-there', { value: row.name });
  }
  firstOfEach(rows, 'orgNumber', (row) => row.orgNumber, problems);
  firstOfEach(rows, 'name', (row) => row.name, problems);
  return async () =>
    recordAuthorities(
      db,
      rows.map(({ row }) => ({ ...row, shortName: row.shortName ?? row.name })),
    );
};
