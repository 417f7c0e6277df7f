import { hasRole } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { Problem } from '../platform/problem.ts';

/** Throws Problem `forbidden` for who does not sit at the supervising authority's desk. */
export function requireDesk(ctx: Context): void {
  if (!hasRole(ctx.actor, 'supervisor')) throw new Problem('forbidden');
}
