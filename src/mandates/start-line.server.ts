import { authoritiesOf, managedOfficesOf } from '../access/actor.ts';
import { type Context, read } from '../access/context.server.ts';
import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import type { StartLine } from '../shell/http.ts';
import { competenceTexts } from './competence-texts.ts';
import { SOON } from './queries/competences.server.ts';

export interface EndingCompetence {
  readonly ending: number;
  /** Since fewer than SOON days. */
  readonly ended: number;
  readonly first: PlainDate | null;
}

/**
 * Competence that ends within SOON days, or has ended as lately, and that nothing follows: an officer's own, that of who
 * works at the offices that a manager answers for, that in the name of authorities that a coordinator works for.
 */
export async function endingCompetence(ctx: Context): Promise<EndingCompetence> {
  const { actor } = ctx;
  const today = swedishDay(ctx.clock());
  const [found] = await read<EndingCompetence>(
    ctx,
    sql`
      select count(*) filter (where upper(c.valid) > ${today}::date)::int as ending,
        count(*) filter (where upper(c.valid) <= ${today}::date)::int as ended, min(upper(c.valid) - 1) as first
      from officer_competence c join officer o on o.id = c.officer_id
      where c.withdrawn_on is null and upper(c.valid) > ${addDays(today, -SOON)}::date
        and upper(c.valid) <= ${addDays(today, SOON + 1)}::date and coalesce(upper(o.employed) > ${today}::date, true)
        and (c.officer_id = ${actor.officer?.id ?? 0} or o.home_office_id = any (${managedOfficesOf(actor)})
          or c.principal_id = any (${authoritiesOf(actor, 'coordinator')}))
        and not exists (select from officer_competence n where n.officer_id = c.officer_id and n.task_id = c.task_id
          and n.principal_id = c.principal_id and n.withdrawn_on is null and n.valid @> upper(c.valid))`,
  );
  return found ?? { ending: 0, ended: 0, first: null };
}

/** Told from SOON days before, on the start page of the officer, the manager and the coordinator. */
export const competenceLine: StartLine = async (ctx, locale) => {
  const { actor } = ctx;
  const concerned =
    actor.officer !== null ||
    managedOfficesOf(actor).length > 0 ||
    authoritiesOf(actor, 'coordinator').length > 0;
  if (!concerned) return null;
  const { ending, ended, first } = await endingCompetence(ctx);
  if (ending + ended === 0) return null;
  return {
    text: competenceTexts[locale].home(ending, ended, first ?? ''),
    href: ending > 0 ? '/kompetens?lage=expiring' : '/kompetens?lage=ended',
  };
};
