import { z } from 'zod';
import { loadAgreementTasks, loadCompetences, loadMandates } from '../agreements/facts.server.ts';
import { OUTCOMES, VISIT_HELP_FORMS } from '../contacts/act.ts';
import { CONDITIONS } from '../law/content.ts';
import { LEVELS } from '../law/facts.ts';
import { loadLaw } from '../law/store.server.ts';
import type { Cells, CheckFile } from './check.ts';
import { code, field, instant, list, oneOf, optional, reference } from './fields.ts';
import type { Authorities, KnownOffice, KnownOfficer, KnownTask } from './known.ts';
import { inParts, readRows } from './read-rows.ts';
import * as registers from './registers.server.ts';
import { VisitBook } from './visit-book.server.ts';
import { VisitLaw } from './visit-law.ts';
import { storeVisits, visitsThere } from './visit-store.server.ts';

/** Every row is decided by the law of its day, as if it had been done here. */
export const checkVisits: CheckFile = async (source, { db, problems, step, now }) => {
  const offices = await registers.offices(db);
  const officers = await registers.officers(db);
  const tasks = await registers.tasks(db);
  const Row = visitRow(offices, officers, tasks, await registers.authorities(db));
  const law = new VisitLaw(
    await loadLaw(db),
    await loadAgreementTasks(db),
    await loadMandates(db),
    await loadCompetences(db),
  );
  const book = new VisitBook(problems);

  const half = (done: number) => step(Math.floor(done / 2));
  const rows = await readRows(Row, source, problems, half);
  await inParts(
    rows,
    (done) => step(Math.ceil(rows.length / 2) + Math.floor(done / 2)),
    (part) => {
      for (const { line, row } of part) {
        if (row.closedAt.epochMilliseconds > now.epochMilliseconds)
          problems.add(line, 'closedAt', 'in-the-future');
        const basis = law.basisOf(row, (column, why, facts) => problems.add(line, column, why, facts));
        book.enter(line, row, basis);
      }
    },
  );
  if (!problems.any)
    for (const line of await visitsThere(db, book.visits)) problems.add(line, 'visit', 'already-there');
  return async (batchId, told) => storeVisits(db, book, batchId, source.length, told);
};

function visitRow(
  offices: ReadonlyMap<string, KnownOffice>,
  officers: ReadonlyMap<string, KnownOfficer>,
  tasks: ReadonlyMap<string, KnownTask>,
  authorities: Authorities,
) {
  return z.object({
    visit: field(code(100)),
    office: field(reference(offices, 'unknown-office')),
    officer: field(reference(officers, 'unknown-officer')),
    openedAt: field(instant),
    closedAt: field(instant),
    task: field(reference(tasks, 'unknown-task')),
    authority: field(reference(authorities, 'unknown-authority')),
    level: field(oneOf(LEVELS)),
    helpForm: field(oneOf(VISIT_HELP_FORMS)),
    outcome: field(oneOf(OUTCOMES)),
    actedAt: optional(instant),
    conditions: list(oneOf(CONDITIONS)),
  } satisfies Cells<'visits'>);
}

export type VisitRow = z.output<ReturnType<typeof visitRow>>;
