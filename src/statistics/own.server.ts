import { type Context, read } from '../access/context.server.ts';
import type { Outcome } from '../contacts/act.ts';
import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

export interface OwnWork {
  /** Mondays, oldest first, each with the matters that the officer did something in; the last twelve weeks. */
  readonly weeks: readonly { readonly monday: PlainDate; readonly matters: number }[];
  readonly tasks: readonly {
    readonly sv: string;
    readonly en: string;
    readonly authority: string;
    readonly matters: number;
  }[];
  /** By the officer's last act in each matter. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly matters: number }[];
  readonly matters: number;
}

const WEEKS = 12;

/** What an officer has done, for that officer alone. Throws Problem `forbidden` for who is none. */
export async function ownWork(ctx: Context): Promise<OwnWork> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  const monday = addDays(today, 1 - Temporal.PlainDate.from(today).dayOfWeek);
  const from = addDays(monday, -7 * (WEEKS - 1));
  const acts = sql`select distinct on (matter_id) matter_id, task_id, principal_id, outcome, acted_on from act
    where officer_id = ${officer.id} and acted_on >= ${from} order by matter_id, acted_at desc, id desc`;
  const weeks = await read<{ week: number; matters: number }>(
    ctx,
    sql`select (acted_on - ${from}::date) / 7 as week, count(*)::int as matters from (${acts}) a group by 1`,
  );
  const tasks = await read<OwnWork['tasks'][number]>(
    ctx,
    sql`select t.name_sv as sv, t.name_en as en, p.name as authority, count(*)::int as matters
      from (${acts}) a join task t on t.id = a.task_id join authority p on p.id = a.principal_id
      group by 1, 2, 3 order by 4 desc, t.name_sv collate "sv-x-icu" limit 10`,
  );
  const outcomes = await read<OwnWork['outcomes'][number]>(
    ctx,
    sql`select outcome, count(*)::int as matters from (${acts}) a group by 1 order by 2 desc, 1`,
  );
  return {
    weeks: Array.from({ length: WEEKS }, (_, index) => ({
      monday: addDays(from, 7 * index),
      matters: weeks.find(({ week }) => week === index)?.matters ?? 0,
    })),
    tasks,
    outcomes,
    matters: outcomes.reduce((sum, { matters }) => sum + matters, 0),
  };
}
