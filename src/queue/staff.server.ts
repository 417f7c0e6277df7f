import { managedOfficesOf, officesOf } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Asker, asPerson } from './line.server.ts';
import { mayWatch } from './who-may-watch.ts';

/**
 * Somebody who works at an office or manages it; who does both is what `rather` says. A manager is no officer there. Throws
 * Problem `forbidden` for everybody else.
 */
export function staffAt(
  ctx: Context,
  officeId: number,
  rather: 'officer' | 'office-manager' = 'officer',
): Asker {
  const { actor } = ctx;
  if (!mayWatch(actor, officeId)) throw new Problem('forbidden');
  const works = actor.officer !== null && officesOf(actor).includes(officeId);
  const manages = managedOfficesOf(actor).includes(officeId);
  if (!works) return { ...asPerson(ctx, 'office-manager'), officerId: null };
  return asPerson(ctx, manages ? rather : 'officer');
}
