import { type Db, sql } from '../../platform/database.server.ts';
import type { DraftContent } from '../draft.ts';
import { type Change, changesBetween } from '../rules/merge.ts';
import { currentVersion } from './current-version.server.ts';
import type { Draft } from './drafts.server.ts';

export interface Overtaken {
  /** The version that was concluded since the draft began. */
  readonly version: number;
  readonly changes: readonly Change[];
}

/** What the amended version said when the draft was begun, and what the last version says. */
export interface Sides {
  readonly version: number;
  readonly base: DraftContent;
  readonly theirs: DraftContent;
}

/** Null while the draft amends the last version there is, and for a new agreement. */
export async function sidesOf(db: Db, { id, amends }: Pick<Draft, 'id' | 'amends'>): Promise<Sides | null> {
  if (amends === null) return null;
  const { version, content } = await currentVersion(db, amends.agreementId);
  if (version === amends.version) return null;
  const then = await currentVersion(db, amends.agreementId, amends.version);
  // The version that followed has cut the one before it: its last day at that time stands in the draft as it was begun.
  const { to } = await db.one<Pick<DraftContent, 'to'>>(sql`
    select content ->> 'to' as to from agreement_draft_history where id = ${id} and amends_version = ${amends.version}
    order by known_at limit 1`);
  return { version, base: { ...then.content, to }, theirs: content };
}

export async function overtakenBy(db: Db, draft: Pick<Draft, 'id' | 'amends'>): Promise<Overtaken | null> {
  const sides = await sidesOf(db, draft);
  return sides === null
    ? null
    : { version: sides.version, changes: changesBetween(sides.base, sides.theirs) };
}
