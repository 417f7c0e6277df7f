import { z } from 'zod';
import { loadAgreementTasks } from '../agreements/facts.server.ts';
import { type NewMandate, storeMandates } from '../agreements/mandate-store.server.ts';
import { type Period, swedishDay } from '../kernel/plain-date.ts';
import { MANDATE_KINDS } from '../law/content.ts';
import type { MandateLevel } from '../law/facts.ts';
import { loadLaw } from '../law/store.server.ts';
import { sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { type Cells, type CheckFile, endsInTime } from './check.ts';
import { day, Fault, field, list, oneOf, optional, type Read, reference, text } from './fields.ts';
import type { Authorities, KnownTask } from './known.ts';
import { knownAgreements } from './known-agreements.server.ts';
import { checkMandate, delegation } from './mandate-rules.ts';
import { Periods } from './periods.ts';
import { inParts, type Numbered, readRows } from './read-rows.ts';
import * as registers from './registers.server.ts';

export const checkMandates: CheckFile = async (source, { db, problems, step, now }) => {
  const officers = await registers.officers(db);
  const agreements = await knownAgreements(db);
  const Row = mandateRow({
    officers,
    agreements,
    authorities: await registers.authorities(db),
    tasks: await registers.tasks(db),
    systems: await registers.systems(db),
  });
  const rows = await readRows(Row, source, problems, step);
  const law = await loadLaw(db);
  const today = swedishDay(now);
  const agreed = Map.groupBy(await loadAgreementTasks(db), (task) => task.agreementId);

  const inForce = new Periods();
  const there = new Map<string, number>();
  const known = await db.many<{ key: string; valid: Period; withdrawn: boolean }>(sql`
    select concat_ws(' ', officer_id, agreement_id, principal_id) as key, ${periodOf(sql`valid`)} as valid,
      withdrawn_on is not null as withdrawn from mandate`);
  for (const { key, valid, withdrawn } of known) {
    if (!withdrawn) inForce.add(key, valid, 0);
    there.set(`${key} ${valid.from}`, 0);
  }
  for (const { line, row } of rows) {
    const valid = { from: row.from, to: row.to };
    if (!endsInTime(problems, line, 'to', row.from, row.to)) continue;
    if ((row.withdrawnOn === null) !== (row.withdrawnReason === null))
      problems.add(line, 'withdrawnReason', 'withdrawal-incomplete');
    delegation(row, (column, code) => problems.add(line, column, code));
    const frame = { agreed: agreed.get(row.agreement.id ?? 0) ?? [], law, today };
    checkMandate(row, frame, (column, code, facts) => problems.add(line, column, code, facts));
    const key = `${row.officer.id} ${row.agreement.id} ${row.principal.id}`;
    const same = there.get(`${key} ${row.from}`);
    const other = row.withdrawnOn === null ? inForce.overlapping(key, valid) : undefined;
    if (same === 0) problems.add(line, null, 'already-there', { value: row.officer.code });
    else if (same !== undefined) problems.add(line, null, 'twice-in-file', { line: same });
    else if (other !== undefined)
      problems.add(line, 'from', 'overlapping-mandate', { from: other.period.from, line: other.line });
    there.set(`${key} ${row.from}`, line);
    if (row.withdrawnOn === null) inForce.add(key, valid, line);
  }
  return (_batch, told) =>
    inParts(rows, told, async (part) => {
      await storeMandates(
        db,
        part.map(({ row }) => asStored(row)),
        'refuses-all',
      );
    });
};

interface MandateRegisters {
  readonly officers: Awaited<ReturnType<typeof registers.officers>>;
  readonly agreements: Awaited<ReturnType<typeof knownAgreements>>;
  readonly authorities: Authorities;
  readonly tasks: Awaited<ReturnType<typeof registers.tasks>>;
  readonly systems: Awaited<ReturnType<typeof registers.systems>>;
}

function mandateRow({ officers, agreements, authorities, tasks, systems }: MandateRegisters) {
  const task = reference(tasks, 'unknown-task');
  const level = oneOf<MandateLevel>(['personal-data', 'authority']);
  const taskAndLevel: Read<{ task: KnownTask; level: MandateLevel }> = (cell) => {
    const at = cell.lastIndexOf(':');
    if (at === -1) return new Fault('not-a-task-and-level', { value: cell.slice(0, 100) });
    const found = task(cell.slice(0, at));
    const reached = level(cell.slice(at + 1));
    if (found instanceof Fault) return found;
    return reached instanceof Fault ? reached : { task: found, level: reached };
  };
  return z.object({
    officer: field(reference(officers, 'unknown-officer')),
    agreement: field(reference(agreements, 'unknown-agreement')),
    principal: field(reference(authorities, 'unknown-authority')),
    kind: field(oneOf(MANDATE_KINDS)),
    from: field(day),
    to: optional(day),
    signedByPrincipalOn: optional(day),
    signedByOfficerOn: optional(day),
    delegationOrder: optional(text(300)),
    decidedBy: optional(text(200)),
    withdrawnOn: optional(day),
    withdrawnReason: optional(text(500)),
    tasks: list(taskAndLevel).refine((tasks) => tasks.length > 0, { error: 'required' }),
    access: list(reference(systems, 'unknown-system')),
  } satisfies Cells<'mandates'>);
}

export type MandateRow = z.output<ReturnType<typeof mandateRow>>;
export type NumberedMandate = Numbered<MandateRow>;

function asStored({ officer, agreement, principal, tasks, access, ...row }: MandateRow): NewMandate {
  // Null belongs to an agreement that the same file makes; mandates come in a file of their own.
  if (agreement.id === null) throw new Error('an agreement that is known has its id');
  return {
    ...row,
    delegationOrder: row.delegationOrder ?? undefined,
    decidedBy: row.decidedBy ?? undefined,
    officerId: officer.id,
    agreementId: agreement.id,
    principalId: principal.id,
    tasks: tasks.map(({ task, level }) => ({ taskId: task.id, level })),
    access: access.map(({ id }) => id),
  };
}
