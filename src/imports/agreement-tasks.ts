import { taskFaults } from '../agreements/rules/agreed-task.ts';
import type { LawContent, Regime } from '../law/facts.ts';
import type { AgreementRow } from './agreement-row.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';

type Tell = (field: keyof AgreementRow, code: ProblemCode, facts?: ProblemFacts) => void;

const COLUMN = {
  principal: 'principal',
  performer: 'performer',
  exercisesAuthority: 'exercisesAuthority',
  catalogueCode: 'catalogueItem',
  access: 'access',
  offices: 'taskOffices',
} as const;

/** One task of a version, asked what an amendment is asked. */
export function checkTask(row: AgreementRow, regime: Regime, law: LawContent, tell: Tell): void {
  const { task, principal, performer, parties } = row;
  if (task === null) return;
  if (principal === null) tell('principal', 'required');
  if (performer === null) tell('performer', 'required');
  if (principal === null || performer === null) return;
  if (!parties.includes(principal)) tell('principal', 'not-a-party', { value: principal.name });
  if (!parties.includes(performer)) tell('performer', 'not-a-party', { value: performer.name });
  const { catalogueItem: catalogueCode, taskOffices: offices } = row;
  const stated = { ...row, task, principal, performer, catalogueCode, offices };
  for (const fault of taskFaults(stated, { from: row.validFrom, to: row.validTo }, regime, law))
    tell(COLUMN[fault.field], fault.code, fault.facts);
}
