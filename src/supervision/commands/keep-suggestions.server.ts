import type { Context } from '../../access/context.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { suggestionSentence } from '../sentence.ts';
import type { Suggestion } from '../suggestion.ts';

/** What a suggestion is about, and to whom it is addressed. */
export type About =
  | { readonly kind: 'copy'; readonly agreementId: number; readonly version: number }
  | { readonly kind: 'report'; readonly reportId: number; readonly version: number }
  | { readonly kind: 'absence' };

/** Keeps what the rules found, each once whatever has become of it since. Returns how many are new. */
export async function keepSuggestions(
  ctx: Context,
  db: Db,
  about: About,
  to: { readonly authorityIds: readonly number[]; readonly year: number },
  found: readonly Suggestion[],
): Promise<number> {
  let kept = 0;
  for (const suggestion of found) {
    const added = await db.maybe(sql`
      insert into supervision_deviation (about, copy_agreement_id, copy_version, report_id, report_version, authority_ids, year, code, subject,
        provision, what, origin, noted_at, noted_by)
      values (${columnsOf(about)}, ${to.authorityIds}, ${to.year}, ${suggestion.code}, ${suggestion.subject}, ${suggestion.provision},
        ${suggestionSentence(suggestion, 'sv')}, 'automatic', ${ctx.clock()}, ${ctx.actor.userId})
      on conflict do nothing returning id`);
    if (added !== undefined) kept += 1;
  }
  return kept;
}

/** `about` and the columns that name it, in the order of the table. */
export function columnsOf(about: About): Sql {
  const copy = about.kind === 'copy' ? about : null;
  const report = about.kind === 'report' ? about : null;
  return sql`${about.kind}, ${copy?.agreementId ?? null}::integer, ${copy?.version ?? null}::integer,
    ${report?.reportId ?? null}::integer, ${report?.version ?? null}::integer`;
}
