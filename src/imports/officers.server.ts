import { z } from 'zod';
import { recordOfficers } from '../offices/store.server.ts';
import { type Cells, type CheckFile, endsInTime } from './check.ts';
import { code, day, decimal, defaulting, field, optional, reference, text } from './fields.ts';
import { firstOfEach, readRows } from './read-rows.ts';
import { authorities, officers, offices } from './registers.server.ts';

export const checkOfficers: CheckFile = async (source, { db, problems, step }) => {
  const Row = z.object({
    code: field(code()),
    name: field(text()),
    employer: field(reference(await authorities(db), 'unknown-authority')),
    homeOffice: field(reference(await offices(db), 'unknown-office')),
    fullTimeShare: defaulting(decimal(0.01, 1), 1),
    employedFrom: field(day),
    employedTo: optional(day),
  } satisfies Cells<'officers'>);
  const rows = await readRows(Row, source, problems, step);
  const known = await officers(db);
  for (const { line, row } of rows) {
    if (known.has(row.code)) problems.add(line, 'code', 'already-there', { value: row.code });
    endsInTime(problems, line, 'employedTo', row.employedFrom, row.employedTo);
  }
  firstOfEach(rows, 'code', (row) => row.code, problems);
  return async () =>
    recordOfficers(
      db,
      rows.map(({ row }) => ({
        code: row.code,
        name: row.name,
        employerId: row.employer.id,
        homeOfficeId: row.homeOffice.id,
        fullTimeShare: row.fullTimeShare,
        employed: { from: row.employedFrom, to: row.employedTo },
      })),
    );
};
