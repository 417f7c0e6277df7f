import type { Context } from '../../access/context.server.ts';
import type { LawContent } from '../../law/facts.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { lawSha256 } from '../law-asked.server.ts';
import { RULES_VERSION } from '../rules/rules-version.ts';
import { suggestionSentence } from '../sentence.ts';
import type { Suggestion } from '../suggestion.ts';

/** What a suggestion is about, and to whom it is addressed. */
export type About =
  | { readonly kind: 'copy'; readonly agreementId: number; readonly version: number }
  | { readonly kind: 'report'; readonly reportId: number; readonly version: number }
  | { readonly kind: 'absence' };

/**
 * Keeps that the rules were asked, by which version and of which law content, and what they found: each finding as a
 * suggestion once, whatever has become of it since. Returns how many are new.
 */
export async function keepSuggestions(
  ctx: Context,
  db: Db,
  about: About,
  to: { readonly authorityIds: readonly number[]; readonly year: number },
  { found, law }: { readonly found: readonly Suggestion[]; readonly law: LawContent },
): Promise<number> {
  const told = found.map(({ code, subject, provision }) => ({ code, subject, provision }));
  const run = await db.one<{ id: number }>(sql`
    insert into supervision_run (about, copy_agreement_id, copy_version, report_id, report_version, rules_version, law_sha256,
      found, at, actor)
    values (${columnsOf(about)}, ${RULES_VERSION}, ${lawSha256(law)}, ${JSON.stringify(told)}::jsonb, ${ctx.clock()},
      ${ctx.actor.userId}) returning id`);
  let kept = 0;
  for (const suggestion of found) {
    const added = await db.maybe(sql`
      insert into supervision_deviation (about, copy_agreement_id, copy_version, report_id, report_version, authority_ids, year, code, subject,
        provision, reading, what, origin, run_id, noted_at, noted_by)
      values (${columnsOf(about)}, ${to.authorityIds}, ${to.year}, ${suggestion.code}, ${suggestion.subject}, ${suggestion.provision},
        ${suggestion.reading}, ${suggestionSentence(suggestion, 'sv')}, 'automatic', ${run.id}, ${ctx.clock()}, ${ctx.actor.userId})
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
