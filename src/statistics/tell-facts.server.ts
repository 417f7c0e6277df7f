import { type Db, empty, sql } from '../platform/database.server.ts';
import { listOf, type Mark, type OfficeDays, officeDays, pairs } from './office-days.server.ts';
import { FACTS } from './sums.server.ts';

/** Replaces the facts of office-days by what has happened. */
export async function tellFacts(db: Db, days: OfficeDays): Promise<void> {
  if (days.offices.length === 0) return;
  for (const { facts } of FACTS)
    await db.run(
      sql`delete from ${facts} f using (${pairs(days)}) a where f.office_id = a.office_id and f.day = a.day`,
    );
  await insertFacts(
    db,
    listOf(days).map((day) => ({ ...day, about: null })),
  );
}

/** Replaces the facts of contacts, and what is counted on days of their own, by what has happened. */
export async function tellSingle(db: Db, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const days = pairs(officeDays(marks));
  // Asked for first: how many they are the planner cannot know of a function, and it would look through all of them for each fact.
  const together = await db.many<{ id: string }>(
    sql`select distinct id from told_with(${[...new Set(marks.map(({ about }) => about))]}::uuid[])`,
  );
  const ids = together.map(({ id }) => id);
  for (const { facts, name } of FACTS)
    await db.run(sql`
      delete from ${facts} f using (${days}) a where f.office_id = a.office_id and f.day = a.day
      ${name === 'event' ? empty : sql`and f.id = any (${ids}::uuid[])`}`);
  await insertFacts(db, marks);
}

async function insertFacts(db: Db, marks: readonly Mark[]): Promise<void> {
  const days = officeDays(marks);
  for (const { facts, now, name } of FACTS) {
    const asked =
      name === 'event'
        ? sql`${days.offices}::int[], ${days.days}::date[]`
        : sql`${marks.map(({ officeId }) => officeId)}::int[], ${marks.map(({ day }) => day)}::date[], ${marks.map(({ about }) => about)}::uuid[]`;
    // What is told with a contact and is of a day that is not asked for is among the facts already.
    await db.run(
      sql`insert into ${facts} select f.* from ${now}(${asked}) f join (${pairs(days)}) a using (office_id, day)`,
    );
  }
}
