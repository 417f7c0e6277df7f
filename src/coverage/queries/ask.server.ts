import { type Actor, authoritiesOf, hasRole } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import type { AsOf } from '../../agreements/as-of.ts';
import { factsOf, loadFacts } from '../../agreements/facts.server.ts';
import { employersRead, readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import { type Facts, type Level, SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

export interface Question extends AsOf {
  readonly officerId: number;
  readonly officeId: number;
  readonly taskId: number;
  readonly principalId: number;
  readonly level: Level;
}

/** A task of an authority that somebody can ask about. */
export interface Pair {
  readonly taskId: number;
  readonly principalId: number;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly principal: string;
}

/** Whose tasks the actor may ask about an officer: any about oneself and the own staff, else those of one's authorities. */
async function principalsFor(db: Db, actor: Actor, officerId: number): Promise<number[] | null> {
  if (actor.officer?.id === officerId) return null;
  if (!readsOfOthers(actor)) throw new Problem(actor.officer === null ? 'forbidden' : 'not-found');
  const staff = await db.maybe(
    sql`select from officer where id = ${officerId} and employer_id = any (${employersRead(actor)})`,
  );
  if (staff !== undefined) return null;
  if (!hasRole(actor, 'coordinator')) throw new Problem('not-found');
  return authoritiesOf(actor, 'coordinator');
}

/**
 * What the law says of one act, on a day, as the registers knew it. An officer asks about oneself; a coordinator about
 * any officer and the own authority's tasks; a coordinator and an office's manager about the employer's own staff and any
 * task. Throws Problem `forbidden`, `not-found` for what is another's.
 */
export async function askLaw(ctx: Context, question: Question): Promise<Verdict> {
  return transaction(ctx, async (db) => decide(await factsAsked(ctx, db, question), question.day));
}

/** The facts of a question that the actor may ask. Throws as `askLaw`. */
export async function factsAsked(ctx: Context, db: Db, question: Omit<Question, 'day'>): Promise<Facts> {
  const { officerId, officeId, taskId, principalId, level, known } = question;
  const principals = await principalsFor(db, ctx.actor, officerId);
  if (principals !== null && !principals.includes(principalId)) throw new Problem('not-found');
  const loaded = await loadFacts(db, {
    officerId,
    officeId,
    taskIds: [taskId],
    ...(known === null ? {} : { known }),
  });
  return factsOf(loaded, taskId, principalId, level);
}

/** A line of the overview: one task, the four levels. */
export interface OverviewRow extends Pair {
  readonly steps: readonly { readonly level: ServiceLevel; readonly verdict: Verdict }[];
}

/** "What could this officer do that day, as we knew it then?" for one task, or every task that an agreement speaks of. */
export async function overview(
  ctx: Context,
  {
    officerId,
    officeId,
    day,
    known,
    taskId,
    principalId,
  }: AsOf & {
    readonly officerId: number;
    readonly officeId: number;
    readonly taskId: number | null;
    readonly principalId: number | null;
  },
): Promise<OverviewRow[]> {
  return transaction(ctx, async (db) => {
    const principals = await principalsFor(db, ctx.actor, officerId);
    const asked = principals === null ? null : { principals, performers: sql`'{}'::int[]` };
    const pairs = (await pairsOf(db, asked, taskId === null)).filter(
      (pair) =>
        (taskId === null || pair.taskId === taskId) &&
        (principalId === null || pair.principalId === principalId),
    );
    const loaded = await loadFacts(db, {
      officerId,
      officeId,
      taskIds: [...new Set(pairs.map((pair) => pair.taskId))],
      ...(known === null ? {} : { known }),
    });
    return pairs.map((pair) => ({
      ...pair,
      steps: SERVICE_LEVELS.map((level) => ({
        level,
        verdict: decide(factsOf(loaded, pair.taskId, pair.principalId, level), day),
      })),
    }));
  });
}

/** Tasks with their authorities that the actor can ask about. */
export async function askablePairs(ctx: Context): Promise<Pair[]> {
  const { actor } = ctx;
  if (actor.officer === null && !readsOfOthers(actor)) throw new Problem('forbidden');
  const whose = { principals: authoritiesOf(actor, 'coordinator'), performers: employersRead(actor) };
  return transaction(ctx, (db) => pairsOf(db, actor.officer === null ? whose : null, false));
}

/** `whose` null: every pair that the transaction shows. */
async function pairsOf(
  db: Db,
  whose: { readonly principals: readonly number[]; readonly performers: Sql } | null,
  agreedOnly: boolean,
): Promise<Pair[]> {
  const { principals, performers } = whose ?? { principals: null, performers: sql`null::int[]` };
  return db.many<Pair>(sql`
    select t.id as "taskId", p.id as "principalId", t.name_sv as "nameSv", t.name_en as "nameEn", p.name as principal
    from (select distinct task_id, principal_id from agreement_task
        where ${principals}::int[] is null or principal_id = any (${principals}::int[]) or performer_id = any (${performers})
        union select id, authority_id from task where authority_id is not null and not ${agreedOnly}
          and (${principals}::int[] is null or authority_id = any (${principals}::int[]))) x
      join task t on t.id = x.task_id join authority p on p.id = x.principal_id
    order by p.name collate "sv-x-icu", t.name_sv collate "sv-x-icu"`);
}

export interface Source {
  readonly what: string;
  readonly text: string | null;
  readonly source: string;
  readonly verifiedOn: PlainDate;
}

/** Where the provisions of an answer were read, and when somebody last compared them: the regime, and the list's item. */
export async function sourcesOf(ctx: Context, verdict: Verdict): Promise<Source[]> {
  const agreement = verdict.permitted ? verdict.basis?.agreement : verdict.nearest;
  if (agreement === undefined || agreement === null) return [];
  const item = verdict.permitted ? (verdict.basis?.item ?? null) : null;
  return transaction(ctx, (db) =>
    db.many<Source>(sql`
      select name as what, null as text, source, verified_on as "verifiedOn" from regime where id = ${agreement.regimeId}
      union all
      select provision, text_sv, source, verified_on from catalogue_item
      where code = ${item?.code ?? null} and version = ${item?.version ?? null}`),
  );
}
