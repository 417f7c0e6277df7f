import { type Context, transaction } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { type ToldAtOffice, tellAtOffice } from './rules/among-offices.ts';
import { type Trend, trendOf } from './rules/growing.ts';
import { sumMayBeTold, type Told, tell, tellTogether } from './rules/withhold.ts';
import { isOutside, type Side } from './side.ts';
import { CHART_WEEKS, type PeriodWeeks, type WholeWeeks, wholeWeeks } from './weeks.ts';

/** Which questions are asked about: a side's, at all its offices or one, of whole weeks. */
export interface Asked {
  readonly side: Side;
  readonly officeId: number | null;
  readonly period: PeriodWeeks;
}

/**
 * The office whose contacts are described (what became of them, their words); null: all of the side's. Seen from outside it is all of
 * them, whichever was chosen: of one office it would be told by what the others leave of the whole.
 */
export const describedOffice = ({ side, officeId }: Asked): number | null =>
  isOutside(side) ? null : officeId;

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
    const outside = isOutside(asked.side);
    const atOffice =
      outside && asked.officeId !== null
        ? await toldAtOffice(db, asked, asked.officeId, { first, period, chart, yearAgo })
        : null;
    // The weeks that are told beside it would give a small rest of thirteen weeks away.
    const besides = counted.map(
      ({ weekly }) => asked.period === CHART_WEEKS && !sumMayBeTold(Object.values(partsOf(weekly))),
    );
    const told = tellTogether(
      counted.map(({ count }) => count),
      besides,
    );
    // A period of four weeks has its sum told, here or elsewhere.
    const now = tellTogether(counted.map(({ weekly }) => partsOf(weekly).now));
    const rows = counted.map((each, index) => {
      if (atOffice !== null) return rowAtOffice(each, atOffice.get(keyOf(each.question)));
      const row = rowOf(each, outside ? (told[index] ?? 'withheld') : each.count, outside);
      return outside && now[index] === 'withheld' && row.now !== 'withheld' ? withoutLast(row) : row;
    });
    return {
      rows,
      total: counted.reduce((all, { count }) => all + count, 0),
      ...{ first: period.first, last: period.last, mondays: chart.mondays },
    };
  });
}

interface Counted {
  readonly question: Question;
  readonly weekly: readonly number[];
  readonly lastYear: number | null;
}

/** Without the last four weeks, nor the four before: thirteen weeks less the others would give them away. */
function withoutLast(row: QuestionRow): QuestionRow {
  const weekly = [...row.weekly.slice(0, -8), ...row.weekly.slice(-8).map(() => 'withheld' as const)];
  return { ...row, weekly, now: 'withheld', before: 'withheld', trend: 'too-few' };
}

/** One office of several, seen from outside. */
function rowAtOffice({ question, weekly, lastYear }: Counted, told: ToldAtOffice | undefined): QuestionRow {
  if (told === undefined || told.period === 'withheld')
    return rowOf({ question, weekly, lastYear }, 'withheld', true);
  const { before, now } = partsOf(weekly);
  const open = told.now !== 'withheld' && told.before !== 'withheld';
  return {
    ...{ ...question, asked: told.period, now: told.now, before: told.before, weekly: told.weekly },
    lastYear: lastYear === null ? null : told.lastYear,
    trend: open ? trendOf({ now, before, lastYear }) : 'too-few',
  };
}

/** What may be told of each question at one office, where all the offices of the side are told together too. */
async function toldAtOffice(
  db: Db,
  { side, period: length }: Asked,
  officeId: number,
  {
    first,
    period,
    chart,
    yearAgo,
  }: {
    readonly first: PlainDate;
    readonly period: WholeWeeks;
    readonly chart: WholeWeeks;
    readonly yearAgo: WholeWeeks;
  },
): Promise<ReadonlyMap<string, ToldAtOffice>> {
  const weeksByOffice = (from: PlainDate, to: PlainDate) =>
    db.many<Week & { officeId: number }>(sql`
      select office_id as "officeId", task_id as "taskId", principal_id as "principalId", week, asked
      from question_weeks_by_office(${side}, ${from}::date, ${to}::date)`);
  const rows = await weeksByOffice(first, period.last);
  const then = await weeksByOffice(yearAgo.first, yearAgo.last);
  const offices = [...new Set([officeId, ...rows.map((row) => row.officeId)])];
  const keyed = Map.groupBy(rows, keyOf);
  const lastYear = Map.groupBy(then, (row) => `${keyOf(row)} ${row.officeId}`);
  const counts = [...keyed].map(([key, own]) => {
    const at = Map.groupBy(own, (row) => row.officeId);
    return offices.map((office) => {
      const weeks = at.get(office) ?? [];
      return {
        period: sum(weeks.filter(({ week }) => week >= period.first)),
        lastYear: sum(lastYear.get(`${key} ${office}`) ?? []),
        weekly: chart.mondays.map((monday) => sum(weeks.filter(({ week }) => week === monday))),
      };
    });
  });
  const told = tellAtOffice(counts, 0, length === CHART_WEEKS);
  return new Map([...keyed.keys()].map((key, index) => [key, told[index]!]));
}

function rowOf({ question, weekly, lastYear }: Counted, asked: Told, outside: boolean): QuestionRow {
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
  asked: Asked,
  question: { readonly taskId: number; readonly principalId: number } | null = null,
): Promise<Words[]> {
  const { first, last } = wholeWeeks(swedishDay(ctx.clock()), asked.period);
  return transaction(ctx, (db) =>
    db.many<Words>(sql`
      select words, contacts from question_words(${asked.side}, ${first}::date, ${last}::date, ${describedOffice(asked)}::int,
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
