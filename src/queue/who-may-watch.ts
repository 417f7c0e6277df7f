import { type Actor, managedOfficesOf, officesOf } from '../access/actor.ts';

/** Whether somebody works at an office or manages it: nobody else sees its queue. */
export function mayWatch(actor: Actor, officeId: number): boolean {
  return officesOf(actor).includes(officeId) || managedOfficesOf(actor).includes(officeId);
}
