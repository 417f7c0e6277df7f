import { type MandateFault, type MandateFrame, mandateFaults } from '../agreements/rules/mandate-fits.ts';
import type { MandateRow } from './mandates.server.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';

const COLUMN = {
  officerId: 'officer',
  kind: 'kind',
  from: 'from',
  to: 'to',
  signedByPrincipalOn: 'signedByPrincipalOn',
  signedByOfficerOn: 'signedByOfficerOn',
  tasks: 'tasks',
  access: 'access',
} as const satisfies Record<MandateFault['field'], keyof MandateRow>;

type Tell = (column: keyof MandateRow, code: ProblemCode, facts?: ProblemFacts) => void;

/** A row of a file, asked what the form is asked: may there be such a mandate under the agreement (R6, R7)? */
export function checkMandate(
  row: MandateRow,
  frame: Omit<MandateFrame, 'officer' | 'versions'>,
  tell: Tell,
): void {
  const { agreement, principal, officer } = row;
  if (!agreement.parties.includes(principal.id)) {
    tell('principal', 'not-a-party', { value: principal.name });
    return;
  }
  const mandate = {
    ...row,
    delegationOrder: row.delegationOrder ?? undefined,
    decidedBy: row.decidedBy ?? undefined,
    officerId: officer.id,
    agreementId: agreement.id ?? 0,
    principalId: principal.id,
    tasks: row.tasks.map(({ task, level }) => ({ taskId: task.id, level })),
    access: row.access.map((system) => system.id),
  };
  const versions = agreement.versions.map((version) => version.valid);
  for (const fault of mandateFaults(mandate, { ...frame, officer, versions }))
    tell(COLUMN[fault.field], fault.code, factsOf(fault, row));
}

/**
 * The order of a delegation and who decided it go together, and belong to no other kind. A file may leave both out: of what
 * was delegated long ago they are not always known.
 */
export function delegation(
  { kind, delegationOrder, decidedBy }: Pick<MandateRow, 'kind' | 'delegationOrder' | 'decidedBy'>,
  tell: Tell,
): void {
  for (const column of ['delegationOrder', 'decidedBy'] as const) {
    const said = column === 'decidedBy' ? decidedBy : delegationOrder;
    const other = column === 'decidedBy' ? delegationOrder : decidedBy;
    if (said !== null && kind !== 'delegation') tell(column, 'only-of-a-delegation');
    if (said === null && other !== null && kind === 'delegation') tell(column, 'required');
  }
}

/** What the sentence needs: the file's own words for what the rule knows by number. */
function factsOf({ about }: MandateFault, row: MandateRow): ProblemFacts {
  const task = row.tasks.find(({ task }) => task.id === about.taskId)?.task;
  const system = row.access.find(({ id }) => id === about.systemId);
  return {
    value: row.officer.code,
    ...(task === undefined ? {} : { task: task.code }),
    ...(about.level === undefined ? {} : { level: about.level }),
    ...(system === undefined ? {} : { system: system.code }),
    ...(about.day === undefined ? {} : { day: about.day }),
    ...(about.provision === undefined ? {} : { provision: about.provision }),
  };
}
