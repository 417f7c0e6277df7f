import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { CompetenceDemand, LawContent, OfficeScope, Party, Regime, Task } from '../../law/facts.ts';
import type { FieldError } from '../../platform/problem.ts';
import type { AmendAgreement, AmendedTask } from '../amendment.ts';
import { type NamedOffice, type NamedSystem, type TaskFault, taskFaults } from './agreed-task.ts';

/** What an amendment is held against. */
export interface AmendmentFrame {
  readonly signedOn: PlainDate;
  readonly today: PlainDate;
  readonly current: {
    readonly valid: Period;
    readonly offices: OfficeScope;
    readonly competence: CompetenceDemand;
    readonly tasks: readonly AmendedTask[];
  };
  readonly parties: readonly Party[];
  /** The authorities that the actor coordinates: only their tasks may change. */
  readonly mine: readonly number[];
  readonly regime: Regime;
  readonly law: LawContent;
  readonly named: Named;
}

/** What the registers have of what an amendment names by number; what is not here does not exist. */
export interface Named {
  readonly tasks: ReadonlyMap<number, Task>;
  readonly systems: ReadonlyMap<number, NamedSystem>;
  readonly offices: ReadonlyMap<number, NamedOffice>;
}

const FIELD = {
  principal: 'principalId',
  performer: 'performerId',
  exercisesAuthority: 'exercisesAuthority',
  catalogueCode: 'catalogueCode',
  access: 'access',
  offices: 'offices',
} as const satisfies Record<TaskFault['field'], keyof AmendedTask>;

/** Can this be the next version? Empty when it can. */
export function amendmentFaults(amendment: AmendAgreement, frame: AmendmentFrame): FieldError[] {
  const faults: FieldError[] = [];
  const tell = (field: string, code: string) => {
    if (!faults.some((told) => told.field === field && told.code === code)) faults.push({ field, code });
  };
  const { valid } = frame.current;
  // The version before must keep at least one day: what it said on its days is what acts rest on.
  if (amendment.from <= valid.from) tell('from', 'not-after-current-version');
  else if (valid.to !== null && amendment.from > addDays(valid.to, 1)) tell('from', 'agreement-has-ended');
  if (amendment.decidedOn < frame.signedOn) tell('decidedOn', 'before-the-agreement-was-signed');
  if (amendment.decidedOn > frame.today) tell('decidedOn', 'in-the-future');
  if (amendment.from < amendment.decidedOn) tell('from', 'before-it-was-decided');
  for (const id of listed(amendment.offices)) {
    const office = frame.named.offices.get(id);
    if (office === undefined) tell('offices', 'unknown-office');
    else if (partyOf(office.operatorId, frame) === undefined) tell('offices', 'office-of-another-operator');
  }

  const others = (tasks: readonly AmendedTask[]) =>
    tasks
      .filter((task) => !frame.mine.includes(task.principalId))
      .map(canonical)
      .sort();
  // What another authority has agreed stands as it was: it is not for this one to correct.
  const kept = new Set(others(frame.current.tasks));
  amendment.tasks.forEach((task, index) => {
    if (!kept.has(canonical(task)))
      checkTask(task, amendment, frame, (field, code) => tell(`tasks.${index}.${field}`, code));
  });
  const keys = amendment.tasks.map((task) => `${task.taskId} ${task.principalId}`);
  if (new Set(keys).size < keys.length) tell('tasks', 'task-twice');
  if (others(amendment.tasks).join() !== others(frame.current.tasks).join())
    tell('tasks', 'changes-others-tasks');
  // Where and until when the agreement applies, and what it asks of officers, is everybody's whose tasks are in it.
  if (others(frame.current.tasks).length > 0) {
    if (scope(amendment.offices) !== scope(frame.current.offices)) tell('offices', 'changes-others-tasks');
    if (amendment.to !== valid.to) tell('to', 'changes-others-tasks');
    if ((amendment.competence ?? frame.current.competence) !== frame.current.competence)
      tell('competence', 'changes-others-tasks');
  }
  return faults;
}

function scope(offices: OfficeScope): string {
  return offices === 'all' ? 'all' : offices.toSorted((a, b) => a - b).join();
}

type Tell = (field: keyof AmendedTask, code: string) => void;

/** Resolves what the task names, and asks the rest what a row of a file is asked. */
function checkTask(amended: AmendedTask, during: Period, frame: AmendmentFrame, tell: Tell): void {
  const { regime, law, named } = frame;
  const task = named.tasks.get(amended.taskId);
  const principal = partyOf(amended.principalId, frame);
  const performer = partyOf(amended.performerId, frame);
  const access = found(amended.access, named.systems);
  const offices = found(listed(amended.offices), named.offices);
  if (task === undefined) tell('taskId', 'unknown-task');
  if (principal === undefined) tell('principalId', 'not-a-party');
  if (performer === undefined) tell('performerId', 'not-a-party');
  if (access.length < amended.access.length) tell('access', 'unknown-system');
  if (offices.length < listed(amended.offices).length) tell('offices', 'unknown-office');
  if (task === undefined || principal === undefined || performer === undefined) return;
  const stated = { ...amended, task, principal, performer, access, offices };
  for (const { field, code } of taskFaults(stated, during, regime, law)) tell(FIELD[field], code);
}

function partyOf(id: number, { parties }: AmendmentFrame): Party | undefined {
  return parties.find((party) => party.id === id);
}

function listed(offices: 'all' | readonly number[]): readonly number[] {
  return offices === 'all' ? [] : offices;
}

function found<T>(ids: readonly number[], register: ReadonlyMap<number, T>): T[] {
  return ids.flatMap((id) => register.get(id) ?? []);
}

function canonical(task: AmendedTask): string {
  const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);
  return JSON.stringify([
    task.taskId,
    task.principalId,
    task.performerId,
    task.exercisesAuthority,
    task.requiresPersonalData,
    task.listedSeparately,
    task.performersNamed,
    task.catalogueCode,
    sorted(task.access),
    task.offices === 'all' ? 'all' : sorted(task.offices),
  ]);
}
