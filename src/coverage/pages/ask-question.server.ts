import { type AskedAsOf, idAsked } from '../../agreements/pages/asked.tsx';
import { findOfficers, type OfficerFound, officerById } from '../../agreements/queries/officers.server.ts';
import { readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import type { Level } from '../../law/facts.ts';
import { unscoped } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import type { Pair } from '../queries/ask.server.ts';
import type { Open } from './ask-form.tsx';

// The question as its address has it: who, where, which task, how far, and what is left open.

export type Subject = {
  readonly taskId: number | null;
  readonly principalId: number | null;
  readonly pair: Pair | null;
};

export interface Asking {
  readonly asked: AskedAsOf;
  readonly officer: OfficerFound | null;
  readonly office: OfficeNamed | undefined;
  readonly offices: readonly OfficeNamed[];
  readonly subject: Subject;
  readonly level: Level | null;
  readonly open: Open;
}
export interface OfficeNamed {
  readonly id: number;
  readonly name: string;
}

/** An officer asks about oneself unless the account reads of others too. */
export async function whoIsAsked(
  c: Http,
): Promise<{ officer: OfficerFound | null; candidates: OfficerFound[] }> {
  const { actor, pool } = contextOf(c);
  const db = unscoped(pool);
  const written = c.req.query('handlaggare') ?? '';
  if (actor.officer !== null && (written.trim() === '' || !readsOfOthers(actor)))
    return { officer: await officerById(db, actor.officer.id), candidates: [] };
  const candidates = await findOfficers(db, written);
  return { officer: candidates.length === 1 ? (candidates[0] ?? null) : null, candidates };
}

/** Which task of which authority: a state task names its authority, a municipal one is told apart by `myndighet`. */
export function subjectAsked(
  c: Http,
  pairs: readonly Pair[],
): Subject & { readonly fault: 'unknownTask' | 'chooseAuthority' | null } {
  const taskId = idAsked(c, 'uppgift');
  const principalId = idAsked(c, 'myndighet');
  const fits = pairs.filter(
    (pair) =>
      (taskId === null || pair.taskId === taskId) &&
      (principalId === null || pair.principalId === principalId),
  );
  const unknown = (taskId !== null || principalId !== null) && fits.length === 0;
  if (unknown) return { taskId: null, principalId: null, pair: null, fault: 'unknownTask' };
  if (taskId === null) return { taskId, principalId, pair: null, fault: null };
  if (fits.length > 1) return { taskId, principalId, pair: null, fault: 'chooseAuthority' };
  return { taskId, principalId: fits[0]?.principalId ?? null, pair: fits[0] ?? null, fault: null };
}
