import type { Party, PartyKind, Sphere, Task } from '../facts.ts';

const SPHERE_OF: Readonly<Record<PartyKind, Sphere>> = {
  state: 'state',
  'social-insurance-office': 'state',
  municipality: 'municipal',
  region: 'regional',
};

/**
 * Whether a task is the party's own to let others do: nobody can agree away what another is responsible for
 * (1–2 §§ lagen (2019:212): tasks are done for the one who is responsible). A municipal task is every municipality's.
 */
export function isTaskOf(task: Pick<Task, 'sphere' | 'authorityId'>, party: Party): boolean {
  return task.authorityId === null ? task.sphere === SPHERE_OF[party.kind] : task.authorityId === party.id;
}
