import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { type Trend, trendOf } from './rules/growing.ts';
import { sumMayBeTold, type Told, tell, tellTogether } from './rules/withhold.ts';
import { isOutside, type Side } from './side.ts';
import { CHART_WEEKS, type PeriodWeeks, wholeWeeks } from './weeks.ts';

/** Which questions are asked about: a side's, at all its offices or one, of whole weeks. */
export interface Asked {
  readonly side: Side;
  readonly officeId: number | null;
  readonly period: PeriodWeeks;
}

/** A question is a task of an authority. */
export interface Question {
  readonly taskId: number;
  readonly principalId: number;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly principal: string;
  readonly principalShort: string;
}

export interface QuestionRow extends Question {
  /** In the period. */
  readonly asked: Told;
  /** In the last four weeks, the four before, and the same four of last year (null: nothing was recorded then). */
  readonly now: Told;
  readonly before: Told;
  readonly lastYear: Told | null;
  readonly trend: Trend;
  /** In each of the last thirteen weeks, the oldest first. */
  readonly weekly: readonly Told[];
}

export interface Questions {
  /** The most asked first. */
  readonly rows: readonly QuestionRow[];
  readonly total: number;
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** The Mondays of `weekly`. */
  readonly mondays: readonly PlainDate[];
}

interface Week {
  readonly taskId: number;
  readonly principalId: number;
  readonly week: PlainDate;
  readonly asked: number;
}

/** What people asked, with what grows. From outside the office what is small is withheld, and so is what would give it away. */
export async function questionsAsked(ctx: Context, asked: Asked): Promise<Questions> {
  const today = swedishDay(ctx.clock());
  const period = wholeWeeks(today, asked.period);
  const chart = wholeWeeks(today, CHART_WEEKS);
  const { first } = asked.period > CHART_WEEKS ? period : chart;
  const yearAgo = wholeWeeks(today, 4, 52);
  return transaction(ctx, async (db) => {
    const weeks = await weeksOf(db, asked, first, period.last);
    const then = await weeksOf(db, asked, yearAgo.first, yearAgo.last);
    const names = await namesOf(db, weeks);
    const keyed = Map.groupBy(weeks, keyOf);
    const lastYear = Map.groupBy(then, keyOf);
    const inPeriod = ({ week }: Week) => week >= period.first;
    const counted = [...keyed]
      .flatMap(([key, own]) => {
        const question = names.get(key);
        const count = sum(own.filter(inPeriod));
        if (question === undefined || count === 0) return [];
        const weekly = chart.mondays.map((monday) => sum(own.filter(({ week }) => week === monday)));
        return [
          {
            ...{ question, count, weekly },
            // Nothing at all recorded a year ago is not "nobody asked".
            lastYear: then.length === 0 ? null : sum(lastYear.get(key) ?? []),
          },
        ];
      })
      .sort((a, b) => b.count - a.count || a.question.taskSv.localeCompare(b.question.taskSv, 'sv'));
    // The weeks that are told beside it would give a small rest of thirteen weeks away.
    const besides = counted.map(
      ({ weekly }) => asked.period === CHART_WEEKS && !sumMayBeTold(Object.values(partsOf(weekly))),
    );
    const told = tellTogether(
      counted.map(({ count }) => count),
      besides,
    );
    const rows = counted.map((each, index) =>
      rowOf(each, isOutside(asked.side) ? (told[index] ?? 'withheld') : each.count, isOutside(asked.side)),
    );
    return {
      rows,
      total: counted.reduce((all, { count }) => all + count, 0),
      ...{ first: period.first, last: period.last, mondays: chart.mondays },
    };
  });
}

function rowOf(
  {
    question,
    weekly,
    lastYear,
  }: { readonly question: Question; readonly weekly: readonly number[]; readonly lastYear: number | null },
  asked: Told,
  outside: boolean,
): QuestionRow {
  const { rest, before, now } = partsOf(weekly);
  const trend = trendOf({ now, before, lastYear });
  if (!outside) return { ...question, asked, now, before, lastYear, trend, weekly };
  // A question that is withheld to protect another one is withheld wherever it stands.
  if (asked === 'withheld')
    return {
      ...question,
      ...{ asked, now: asked, before: asked, lastYear: lastYear === null ? null : asked },
      ...{ trend: 'too-few', weekly: weekly.map(() => asked) },
    };
  return {
    ...{ ...question, asked, trend, now: tell(now), before: tell(before) },
    lastYear: lastYear === null ? null : tell(lastYear),
    weekly: [
      ...weeksTold(weekly.slice(0, -8), rest),
      ...weeksTold(weekly.slice(-8, -4), before),
      ...weeksTold(weekly.slice(-4), now),
    ],
  };
}

/** The last four weeks, the four before, and the rest, as sums. */
function partsOf(weekly: readonly number[]): Record<'rest' | 'before' | 'now', number> {
  const add = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return {
    rest: add(weekly.slice(0, -8)),
    before: add(weekly.slice(-8, -4)),
    now: add(weekly.slice(-4)),
  };
}

/** Weeks whose sum is told, or too small to be. */
function weeksTold(weeks: readonly number[], sumOfThem: number): Told[] {
  return tell(sumOfThem) === 'withheld' ? weeks.map(() => 'withheld') : tellTogether(weeks);
}

const keyOf = ({ taskId, principalId }: { readonly taskId: number; readonly principalId: number }) =>
  `${taskId} ${principalId}`;
const sum = (weeks: readonly Week[]) => weeks.reduce((all, { asked }) => all + asked, 0);

function weeksOf(db: Db, { side, officeId }: Asked, first: PlainDate, last: PlainDate): Promise<Week[]> {
  return db.many<Week>(sql`
    select task_id as "taskId", principal_id as "principalId", week, asked
    from question_weeks(${side}, ${first}::date, ${last}::date, ${officeId}::int)`);
}

async function namesOf(db: Db, weeks: readonly Week[]): Promise<Map<string, Question>> {
  const rows = await db.many<Question>(sql`
    select distinct t.id as "taskId", p.id as "principalId", t.name_sv as "taskSv", t.name_en as "taskEn", p.name as principal,
      p.short_name as "principalShort"
    from unnest(${weeks.map(({ taskId }) => taskId)}::int[], ${weeks.map(({ principalId }) => principalId)}::int[]) x(task, principal)
      join task t on t.id = x.task join authority p on p.id = x.principal`);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

export interface Words {
  readonly words: string;
  readonly contacts: number;
}

/** The words that the subjects of several contacts have, the most frequent first; of one question, or of all. */
export function wordsAsked(
  ctx: Context,
  { side, officeId, period }: Asked,
  question: { readonly taskId: number; readonly principalId: number } | null = null,
): Promise<Words[]> {
  const { first, last } = wholeWeeks(swedishDay(ctx.clock()), period);
  return transaction(ctx, (db) =>
    db.many<Words>(sql`
      select words, contacts from question_words(${side}, ${first}::date, ${last}::date, ${officeId}::int,
        ${question?.taskId ?? null}::int, ${question?.principalId ?? null}::int)`),
  );
}

/** The offices of a side that has several, by name: what one can choose among. */
export function officesOfSide(ctx: Context, side: Side): Promise<{ id: number; name: string }[]> {
  return transaction(ctx, (db) =>
    db.many<{ id: number; name: string }>(sql`
      select id, name from office where id = any ((select learning_offices(${side}))::int[]) order by name`),
  );
}
