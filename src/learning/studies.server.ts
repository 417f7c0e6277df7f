import { type Context, transaction } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Counted, kindOf } from './mapping-result.ts';
import type { Question } from './questions.server.ts';
import type { Kind } from './rules/suitability.ts';
import { type Side, sidesOf } from './side.ts';

export interface Study {
  readonly id: number;
  readonly name: string;
  readonly purpose: string;
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly offices: readonly string[];
  /** None: every authority. */
  readonly authorities: readonly string[];
}

export interface Coverage {
  readonly contacts: number;
  readonly mapped: number;
}

const studyRow = sql`
  select s.id, s.name, s.purpose, s.first_on as "firstOn", s.last_on as "lastOn",
    array(select f.name from mapping_study_office o join office f on f.id = o.office_id where o.study_id = s.id order by 1) as offices,
    array(select a.name from mapping_study_principal p join authority a on a.id = p.principal_id where p.study_id = s.id order by 1)
      as authorities
  from mapping_study s`;

/** Whether a study (alias `s`) may hold something of a side's. */
function partOf(side: Side): Sql {
  if (side !== 'authority')
    return sql`exists (select from mapping_study_office o where o.study_id = s.id
      and o.office_id = any ((select learning_offices(${side}))::int[]))`;
  return sql`(not exists (select from mapping_study_principal p where p.study_id = s.id) or exists (
    select from mapping_study_principal p where p.study_id = s.id and p.principal_id = any (learning_authorities())))`;
}

/** Studies at offices of a side; an authority sees those that may be of its matters. The newest first, at most fifty. */
export async function studies(ctx: Context, side: Side): Promise<(Study & Coverage)[]> {
  return transaction(ctx, (db) =>
    db.many<Study & Coverage>(sql`
      select x.*, c.contacts, c.mapped from (${studyRow} where ${partOf(side)} order by s.first_on desc, s.id desc limit 50) x
        cross join lateral (select coalesce(sum(contacts), 0)::int as contacts, coalesce(sum(mapped), 0)::int as mapped
          from study_coverage(x.id, ${side})) c`),
  );
}

export interface StudyResult {
  readonly study: Study;
  readonly coverage: Coverage;
  readonly offices: readonly (Coverage & { readonly office: string })[];
  readonly counted: readonly Counted[];
  readonly questions: readonly (Question & Kind)[];
}

/** A study as a side sees it: exact counts, which the page withholds where it must. Throws Problem `not-found` when it has no part. */
export async function studyResult(ctx: Context, id: number, side: Side): Promise<StudyResult> {
  if (!sidesOf(ctx.actor).includes(side)) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const study = await db.maybe<Study>(sql`${studyRow} where s.id = ${id} and ${partOf(side)}`);
    if (study === undefined) throw new Problem('not-found');
    const offices = await db.many<Coverage & { office: string }>(sql`
      select f.name as office, c.contacts, c.mapped from study_coverage(${id}, ${side}) c join office f on f.id = c.office_id
      order by f.name`);
    const counted = await db.many<Counted>(sql`select * from study_counts(${id}, ${side})`);
    const rows = await db.many<Question & Omit<Counted, 'channel' | 'kind'>>(sql`
      select q.task_id as "taskId", q.principal_id as "principalId", t.name_sv as "taskSv", t.name_en as "taskEn",
        p.name as principal, p.short_name as "principalShort", q.extent, q.handling, q.complexity, q.suits, q.contacts
      from study_questions(${id}, ${side}) q join task t on t.id = q.task_id join authority p on p.id = q.principal_id`);
    const questions = [
      ...Map.groupBy(rows, ({ taskId, principalId }) => `${taskId} ${principalId}`).values(),
    ].map((own) => {
      const [{ extent: _, handling: __, complexity: ___, suits: ____, contacts: _____, ...question }] =
        own as unknown as readonly [(typeof rows)[number]];
      return { ...question, ...kindOf(own) };
    });
    const sum = (of: (row: Coverage) => number) => offices.reduce((all, row) => all + of(row), 0);
    return {
      study,
      coverage: { contacts: sum((row) => row.contacts), mapped: sum((row) => row.mapped) },
      offices,
      counted,
      questions: questions.toSorted((a, b) => b.contacts - a.contacts),
    };
  });
}
