import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { currentVersion } from './current-version.server.ts';

export interface ReachingMandate {
  readonly id: number;
  readonly officer: string;
  readonly office: string;
  readonly principal: string;
  readonly valid: Period;
  readonly withdrawn: boolean;
}

export interface Ending {
  readonly id: number;
  readonly name: string;
  readonly diaryNumber: string;
  readonly version: number;
  readonly valid: Period;
  readonly noticeMonths: number | null;
  readonly tasks: readonly {
    readonly taskId: number;
    readonly nameSv: string;
    readonly nameEn: string;
    readonly principal: string;
  }[];
  /** Mandates of the actor's authorities that reach past the day. */
  readonly mandates: readonly ReachingMandate[];
  /** Whether every task is the actor's authority's, as principal or performer: others' tasks are not theirs to end. */
  readonly mayEnd: boolean;
  readonly principals: readonly number[];
}

/** What falls away when an agreement ends on a day. Throws Problem `forbidden`, `not-found`. */
export async function endingOf(ctx: Context, id: number, lastDay: PlainDate): Promise<Ending> {
  coordinated(ctx.actor);
  return transaction(ctx, (db) => loadEnding(ctx, db, id, lastDay));
}

export async function loadEnding(ctx: Context, db: Db, id: number, lastDay: PlainDate): Promise<Ending> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  const current = await currentVersion(db, id);
  if (!current.content.parties.some((party) => mine.includes(party))) throw new Problem('not-found');
  const tasks = await db.many<Ending['tasks'][number]>(sql`
    select t.id as "taskId", t.name_sv as "nameSv", t.name_en as "nameEn", p.name as principal
    from agreement_task x join task t on t.id = x.task_id join authority p on p.id = x.principal_id
    where x.agreement_id = ${id} and x.version = ${current.version} order by p.name, t.name_sv collate "sv-x-icu"`);
  const mandates = await db.many<ReachingMandate>(sql`
    select m.id, o.name as officer, f.name as office, p.name as principal, ${periodOf(sql`m.valid`)} as valid,
      m.withdrawn_on is not null as withdrawn
    from mandate m join officer o on o.id = m.officer_id join office f on f.id = o.home_office_id
      join authority p on p.id = m.principal_id
    where m.agreement_id = ${id} and m.principal_id = any (${mine})
      and (upper(m.valid) is null or upper(m.valid) - 1 > ${lastDay}::date)
    order by o.name collate "sv-x-icu", m.id`);
  return {
    id,
    name: current.content.name,
    diaryNumber: current.content.diaryNumber,
    version: current.version,
    valid: current.valid,
    noticeMonths: current.content.noticeMonths,
    tasks,
    mandates,
    mayEnd: current.tasks.every((task) => mine.includes(task.principalId) || mine.includes(task.performerId)),
    principals: [...new Set(current.tasks.map((task) => task.principalId))],
  };
}
