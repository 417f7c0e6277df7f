import { hasRole } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { Problem } from '../platform/problem.ts';

/** Throws Problem `forbidden` for who does not sit at the supervising authority's desk. */
export function requireDesk(ctx: Context): void {
  if (!hasRole(ctx.actor, 'supervisor')) throw new Problem('forbidden');
}

export const PAGE_SIZE = 50;
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}
/** Where a page of a list begins; past the last page it is the last. */
export function pageAt(total: number, page: number): { page: number; pages: number; offset: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const shown = Math.min(Math.max(1, page), pages);
  return { page: shown, pages, offset: (shown - 1) * PAGE_SIZE };
}
