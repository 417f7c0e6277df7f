import type { Period } from '../../kernel/plain-date.ts';
import type { LawContent, Party, Regime, Task } from '../../law/facts.ts';
import { mayActFor } from '../../law/rules/directions.ts';
import { isTaskOf } from '../../law/rules/task-of.ts';
import { overlap } from './periods.ts';

/** A task as a version states it, with what the registers know of all that it names. */
export interface StatedTask {
  readonly task: Task;
  readonly principal: Party;
  readonly performer: Party;
  readonly exercisesAuthority: boolean;
  readonly requiresPersonalData: boolean;
  readonly catalogueCode: string | null;
  readonly access: readonly NamedSystem[];
  /** Offices that are listed for the task; none where it follows the version's. */
  readonly offices: readonly NamedOffice[];
}
export interface NamedSystem {
  readonly id: number;
  readonly code: string;
  readonly authorityId: number;
}
export interface NamedOffice {
  readonly id: number;
  readonly code: string;
  readonly operatorId: number;
}

export interface TaskFault {
  readonly field: Exclude<keyof StatedTask, 'task' | 'requiresPersonalData'>;
  readonly code:
    | 'acts-for-oneself'
    | 'parties-not-allowed'
    | 'task-of-another-authority'
    | 'authority-never'
    | 'catalogue-item-required'
    | 'catalogue-item-without-authority'
    | 'unknown-catalogue-item'
    | 'catalogue-item-of-another-list'
    | 'catalogue-item-for-another-task'
    | 'catalogue-item-not-valid'
    | 'access-without-need'
    | 'system-of-another-authority'
    | 'office-of-another-operator';
  readonly facts: Readonly<Record<string, string>>;
}
type Tell = (field: TaskFault['field'], code: TaskFault['code'], facts?: TaskFault['facts']) => void;

/** May a version that governs these days state this? Who does what for whom, on what it rests, with what (R2–R4, R7). */
export function taskFaults(stated: StatedTask, during: Period, regime: Regime, law: LawContent): TaskFault[] {
  const faults: TaskFault[] = [];
  const tell: Tell = (field, code, facts = {}) => faults.push({ field, code, facts });
  const { task, principal, performer } = stated;
  direction(stated, regime, tell);
  // 1–2 §§ lagen (2019:212), at any level.
  if (!isTaskOf(task, principal)) tell('principal', 'task-of-another-authority', { task: task.code });
  authority(stated, during, regime, law, tell);
  for (const system of stated.access)
    if (system.authorityId !== principal.id)
      tell('access', 'system-of-another-authority', { system: system.code });
  // What the task is stated to need must be a need: R2 and R7 read the one from the other.
  if (stated.access.length > 0 && !stated.requiresPersonalData) tell('access', 'access-without-need');
  for (const office of stated.offices)
    if (office.operatorId !== performer.id)
      tell('offices', 'office-of-another-operator', { office: office.code });
  return faults;
}

/** 1 § lagen (2019:212) and its predecessors: who may act for whom is the regime's to say. */
function direction({ principal, performer }: StatedTask, regime: Regime, tell: Tell): void {
  if (mayActFor(regime, principal, performer)) return;
  if (principal.id === performer.id && regime.basis !== 'own-office') tell('performer', 'acts-for-oneself');
  else tell('performer', 'parties-not-allowed', { provision: regime.rules.provisions.parties.ref });
}

/** R3 and R4: exercise of authority needs an item of the regime's list for the sphere, valid some day of the version. */
function authority(
  { exercisesAuthority, catalogueCode, task }: StatedTask,
  during: Period,
  regime: Regime,
  law: LawContent,
  tell: Tell,
): void {
  const { rules } = regime;
  const provision = rules.provisions.catalogue.ref;
  if (!exercisesAuthority) {
    if (catalogueCode !== null) tell('catalogueCode', 'catalogue-item-without-authority');
  } else if (rules.exerciseOfAuthority === 'never') {
    tell('exercisesAuthority', 'authority-never', { provision });
  } else if (catalogueCode === null && rules.exerciseOfAuthority === 'delegation') {
    // The officer's delegation gives it: mandate-fits.ts.
  } else if (catalogueCode === null) {
    tell('catalogueCode', 'catalogue-item-required', { provision });
  } else itemFits(catalogueCode, task, during, regime, law, (...fault) => tell('catalogueCode', ...fault));
}

function itemFits(
  code: string,
  task: Task,
  during: Period,
  regime: Regime,
  law: LawContent,
  tell: (code: TaskFault['code'], facts: TaskFault['facts']) => void,
): void {
  const wordings = law.items.filter((item) => item.code === code);
  const ofList = wordings.filter((item) => item.regimeId === regime.id && item.sphere === task.sphere);
  const ofTask = ofList.filter((item) => item.tasks.includes(task.code));
  if (wordings.length === 0) tell('unknown-catalogue-item', { value: code });
  else if (ofList.length === 0) tell('catalogue-item-of-another-list', { regime: regime.id });
  else if (ofTask.length === 0) tell('catalogue-item-for-another-task', { task: task.code });
  else if (!ofTask.some(({ valid }) => overlap(valid, during)))
    tell('catalogue-item-not-valid', { to: ofTask.at(-1)?.valid.to ?? '' });
}
