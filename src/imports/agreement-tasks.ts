import type { LawContent, Regime } from '../law/facts.ts';
import { isTaskOf } from '../law/rules/task-of.ts';
import type { AgreementRow } from './agreement-row.ts';
import type { KnownAuthority, KnownTask } from './known.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';

type Tell = (field: keyof AgreementRow, code: ProblemCode, facts?: ProblemFacts) => void;

/** What the law and the registers say of one task of a version: who does what for whom, on what it rests, with what. */
export function checkTask(row: AgreementRow, regime: Regime, law: LawContent, tell: Tell): void {
  const { task, principal, performer } = row;
  if (task === null) return;
  if (principal === null) tell('principal', 'required');
  if (performer === null) tell('performer', 'required');
  if (principal === null || performer === null) return;
  direction(row, regime, principal, performer, tell);
  if (!isTaskOf(task, principal)) tell('principal', 'task-of-another-authority', { task: task.code });
  catalogueItem(row, regime, law, task, tell);
  for (const system of row.access)
    if (system.authorityId !== principal.id)
      tell('access', 'system-of-another-authority', { system: system.code });
  // What the task is stated to need must be a need: R2 and R7 read the one from the other.
  if (row.access.length > 0 && !row.requiresPersonalData) tell('access', 'access-without-need');
  for (const office of row.taskOffices)
    if (office.operatorId !== performer.id)
      tell('taskOffices', 'office-of-another-operator', { office: office.code });
}

function direction(
  { parties }: AgreementRow,
  { rules }: Regime,
  principal: KnownAuthority,
  performer: KnownAuthority,
  tell: Tell,
): void {
  if (!parties.includes(principal)) tell('principal', 'not-a-party', { value: principal.name });
  if (!parties.includes(performer)) tell('performer', 'not-a-party', { value: performer.name });
  if (principal === performer) tell('performer', 'acts-for-oneself');
  else if (!rules.directions.some(([of, by]) => of === principal.kind && by === performer.kind))
    tell('performer', 'parties-not-allowed', { provision: rules.provisions.parties.ref });
}

/** R3 and R4: exercise of authority needs an item of the regime's list for the sphere, valid some day of the version. */
function catalogueItem(
  row: AgreementRow,
  regime: Regime,
  law: LawContent,
  task: KnownTask,
  tell: Tell,
): void {
  const { rules } = regime;
  const provision = rules.provisions.catalogue.ref;
  if (!row.exercisesAuthority) {
    if (row.catalogueItem !== null) tell('catalogueItem', 'catalogue-item-without-authority');
  } else if (rules.exerciseOfAuthority === 'never') {
    tell('exercisesAuthority', 'authority-never', { provision });
  } else if (row.catalogueItem === null) {
    tell('catalogueItem', 'catalogue-item-required', { provision });
  } else {
    const [code, facts] = itemFits(row, row.catalogueItem, regime, law, task);
    if (code !== 'ok') tell('catalogueItem', code, facts);
  }
}

function itemFits(
  row: AgreementRow,
  code: string,
  regime: Regime,
  law: LawContent,
  task: KnownTask,
): [ProblemCode | 'ok', ProblemFacts?] {
  const versions = law.items.filter((item) => item.code === code);
  if (versions.length === 0) return ['unknown-catalogue-item', { value: code }];
  const ofList = versions.filter((item) => item.regimeId === regime.id && item.sphere === task.sphere);
  if (ofList.length === 0) return ['catalogue-item-of-another-list', { regime: regime.id }];
  const ofTask = ofList.filter((item) => item.tasks.includes(task.code));
  if (ofTask.length === 0) return ['catalogue-item-for-another-task', { task: task.code }];
  const during = ofTask.some(
    ({ valid }) =>
      (row.validTo === null || valid.from <= row.validTo) && (valid.to === null || row.validFrom <= valid.to),
  );
  return during ? ['ok'] : ['catalogue-item-not-valid', { to: ofTask.at(-1)?.valid.to ?? '' }];
}
