import { type Context, transaction } from '../access/context.server.ts';
import type { Channel } from '../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { type Asked, describedOffice, type Question } from './questions.server.ts';
import { wholeWeeks } from './weeks.ts';

/** What became of a question's closed contacts. `solved` and `partly` without those that came back. */
export interface Ends extends Question {
  readonly asked: number;
  readonly solved: number;
  readonly partly: number;
  readonly passedOn: number;
  readonly cameBack: number;
  /** Guidance or help in an e-service was enough. */
  readonly simple: number;
  readonly calls: number;
  readonly callsSolved: number;
  /** Half of the visits and calls took at most this; null: there were none. */
  readonly minutes: number | null;
}

interface Row extends Question {
  readonly channel: Channel;
  readonly asked: number;
  readonly solved: number;
  readonly partly: number;
  readonly passedOn: number;
  readonly cameBack: number;
  readonly simple: number;
  readonly minutes: number | null;
}

export interface EverydayPeriod {
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** What became of each question in whole weeks: exact counts, which the page withholds where it must. */
export async function endsOf(ctx: Context, asked: Asked): Promise<EverydayPeriod & { ends: Ends[] }> {
  const { first, last } = wholeWeeks(swedishDay(ctx.clock()), asked.period);
  const rows = await transaction(ctx, (db) =>
    db.many<Row>(sql`
      select q.task_id as "taskId", q.principal_id as "principalId", t.name_sv as "taskSv", t.name_en as "taskEn",
        p.name as principal, p.short_name as "principalShort", q.channel, q.asked, q.solved, q.partly, q.passed_on as "passedOn",
        q.came_back as "cameBack", q.simple, q.minutes
      from question_ends(${asked.side}, ${first}::date, ${last}::date, ${describedOffice(asked)}::int) q
        join task t on t.id = q.task_id join authority p on p.id = q.principal_id`),
  );
  const ends = [...Map.groupBy(rows, ({ taskId, principalId }) => `${taskId} ${principalId}`).values()].map(
    together,
  );
  return { first, last, ends: ends.toSorted((a, b) => b.asked - a.asked) };
}

function together(channels: readonly Row[]): Ends {
  const add = (of: (row: Row) => number, rows = channels) => rows.reduce((all, row) => all + of(row), 0);
  const [{ channel: _, minutes: __, ...question }] = channels as readonly [Row];
  const calls = channels.filter(({ channel }) => channel === 'phone');
  // Medians of two channels have no median of theirs: that of the channel with most contacts stands for the question.
  const measured = channels
    .filter(({ minutes }) => minutes !== null)
    .toSorted((a, b) => b.asked - a.asked)[0];
  return {
    ...question,
    asked: add((row) => row.asked),
    solved: add((row) => row.solved),
    partly: add((row) => row.partly),
    passedOn: add((row) => row.passedOn),
    cameBack: add((row) => row.cameBack),
    simple: add((row) => row.simple),
    calls: add((row) => row.asked, calls),
    callsSolved: add((row) => row.solved, calls),
    minutes: measured?.minutes ?? null,
  };
}
