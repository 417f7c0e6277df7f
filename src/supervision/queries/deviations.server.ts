import { authoritiesOf, hasRole } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import type { About } from '../commands/keep-suggestions.server.ts';
import { requireDesk } from '../desk.server.ts';
import type { DeviationState } from '../suggestion.ts';

export interface DeviationRow {
  readonly id: number;
  readonly about: 'copy' | 'report' | 'absence';
  /** The copy's agreement and version, or the report's id and version; null for what did not come. */
  readonly subjectId: number | null;
  readonly subjectVersion: number | null;
  readonly year: number;
  readonly code: string;
  readonly subject: string;
  readonly provision: string;
  /** The provision is read so by us: it does not say it in so many words. */
  readonly reading: boolean;
  /** The rules that suggested it, by version, and when; null for a person's own, and before versions were kept. */
  readonly rulesVersion: string | null;
  /** The rules were asked again since, and no longer find it. */
  readonly notFoundAgain: boolean;
  readonly what: string;
  readonly origin: 'automatic' | 'own';
  readonly state: DeviationState;
  readonly notedAt: Temporal.Instant;
  readonly decidedAt: Temporal.Instant | null;
  readonly authorities: readonly string[];
}

const COLUMNS = sql`d.id, d.about, coalesce(d.copy_agreement_id, d.report_id) as "subjectId",
  coalesce(d.copy_version, d.report_version) as "subjectVersion", d.year, d.code, d.subject, d.provision, d.what,
  d.origin, d.state, d.noted_at as "notedAt", d.decided_at as "decidedAt",
  array(select a.name from authority a where a.id = any (d.authority_ids) order by a.name) as authorities,
  d.reading, (select r.rules_version from supervision_run r where r.id = d.run_id) as "rulesVersion",
  d.origin = 'automatic' and d.about <> 'absence' and coalesce((
    select not r.found @> jsonb_build_array(jsonb_build_object('code', d.code, 'subject', d.subject, 'provision', d.provision))
    from supervision_run r where r.about = d.about and (r.copy_agreement_id, r.copy_version, r.report_id, r.report_version)
      is not distinct from (d.copy_agreement_id, d.copy_version, d.report_id, d.report_version)
    order by r.id desc limit 1), false) as "notFoundAgain"`;

export async function deviationsAbout(
  db: Db,
  about: Exclude<About, { kind: 'absence' }>,
): Promise<DeviationRow[]> {
  const where =
    about.kind === 'copy'
      ? sql`d.copy_agreement_id = ${about.agreementId} and d.copy_version = ${about.version}`
      : sql`d.report_id = ${about.reportId} and d.report_version = ${about.version}`;
  return db.many<DeviationRow>(
    sql`select ${COLUMNS} from supervision_deviation d where ${where} order by d.id`,
  );
}

export interface DeviationFilter {
  readonly state?: DeviationState | undefined;
  readonly year?: number | undefined;
  readonly search?: string | undefined;
  readonly authorityId?: number | undefined;
  readonly page: number;
}

/**
 * For the desk all; for an authority's coordinators and report authors what is confirmed and addressed to it (row-level
 * security decides). Throws Problem `forbidden` for others.
 */
export async function listDeviations(ctx: Context, filter: DeviationFilter): Promise<PageOf<DeviationRow>> {
  const own = authoritiesOf(ctx.actor, 'coordinator', 'report-author');
  if (!hasRole(ctx.actor, 'supervisor') && own.length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const where = conditions(filter);
    const { total } = await db.one<{ total: number }>(
      sql`select count(*) as total from supervision_deviation d where ${where}`,
    );
    const { page, pages, offset } = pageAt(filter.page, total);
    const rows = await db.many<DeviationRow>(sql`
      select ${COLUMNS} from supervision_deviation d where ${where} order by d.noted_at desc, d.id desc
      limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages };
  });
}

function conditions({ state, year, search, authorityId }: DeviationFilter): Sql {
  const like = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(${state ?? null}::text is null or d.state = ${state ?? null})
    and (${year ?? null}::integer is null or d.year = ${year ?? null})
    and (${authorityId ?? null}::integer is null or d.authority_ids @> array[${authorityId ?? null}::integer])
    and (d.provision ilike ${like} or d.what ilike ${like} or d.subject ilike ${like})`;
}

export interface DeviationView extends DeviationRow {
  readonly notedBy: string | null;
  readonly events: readonly {
    readonly state: DeviationState;
    readonly reason: string;
    readonly at: Temporal.Instant;
    readonly by: string | null;
  }[];
}

/** With who decided what and why, which stays at the desk. Throws Problem `forbidden`, `not-found`. */
export async function deviationView(ctx: Context, id: number): Promise<DeviationView> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<Omit<DeviationView, 'events'>>(sql`
      select ${COLUMNS}, u.name as "notedBy" from supervision_deviation d left join account_user u on u.id = d.noted_by
      where d.id = ${id}`);
    if (row === undefined) throw new Problem('not-found');
    const events = await db.many<DeviationView['events'][number]>(sql`
      select e.state, e.reason, e.at, u.name as by from supervision_deviation_event e
        left join account_user u on u.id = e.actor where e.deviation_id = ${id} order by e.id`);
    return { ...row, events };
  });
}

/** What is noted of one authority, newest first. */
export async function deviationsOf(db: Db, authorityId: number): Promise<DeviationRow[]> {
  return db.many<DeviationRow>(sql`
    select ${COLUMNS} from supervision_deviation d where d.authority_ids @> array[${authorityId}::integer]
    order by d.id desc limit 200`);
}
