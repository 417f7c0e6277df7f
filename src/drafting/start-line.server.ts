import { authoritiesOf } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { addDays, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import type { StartLine } from '../shell/http.ts';
import { startTexts } from './start-texts.ts';

/** An agreement that ends within so many days is told of, while there is time to agree on its renewal. */
export const SOON = 120;

/** Open drafts that the coordinator's own authorities write. */
export const draftsLine: StartLine = async (ctx, locale) => {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) return null;
  const { count } = await transaction(ctx, (db) =>
    db.one<{ count: number }>(sql`
      select count(*) as count from agreement_draft where state = 'open' and author_id = any (${mine})`),
  );
  return count === 0 ? null : { text: startTexts[locale].drafts(count), href: '/avtal/utkast' };
};

/** Agreements of theirs that end soon, where nobody drafts an amendment. */
export const endingLine: StartLine = async (ctx, locale) => {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) return null;
  const today = swedishDay(ctx.clock());
  const { count } = await transaction(ctx, (db) =>
    db.one<{ count: number }>(sql`
      select count(*) as count from agreement a
        join lateral (select upper(v.valid) - 1 as day from agreement_version v where v.agreement_id = a.id
          order by v.version desc limit 1) l on true
      where exists (select from agreement_party p where p.agreement_id = a.id and p.authority_id = any (${mine}))
        and least(l.day, a.term_ends_on) between ${today}::date and ${addDays(today, SOON)}::date
        and not exists (select from agreement_draft d where d.amends_agreement_id = a.id and d.state = 'open')`),
  );
  return count === 0
    ? null
    : { text: startTexts[locale].ending(count), href: `/avtal?slutar=${SOON}&ordning=ends` };
};
