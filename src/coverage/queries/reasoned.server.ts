import { type Context, transaction } from '../../access/context.server.ts';
import { loadAgreementTasks } from '../../agreements/facts.server.ts';
import { contains } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import type { AgreementTask, Facts, Office, Party } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import type { Surroundings } from '../rules/candidate-changes.ts';
import { type Remedies, smallestChanges } from '../rules/smallest-changes.ts';
import { factsAsked, type Question } from './ask.server.ts';

/** What one agreement says of the question, whatever the others say. */
export interface Branch {
  readonly agreement: AgreementTask;
  readonly verdict: Verdict;
}

/** The answer with all that it rests on, and what would make a no a yes. */
export interface Reasoned {
  readonly verdict: Verdict;
  /** The agreements that speak of the task, those of the day first; at most MOST_BRANCHES. */
  readonly branches: readonly Branch[];
  /** Null for what was known at another time: the registers of that time are not changed. */
  readonly remedies: Remedies | null;
  /** Who performs, by name: the officer's employer. */
  readonly performer: string;
}

const MOST_BRANCHES = 12;

/** The answer of `askLaw` with its reasoning. Throws as `askLaw`. */
export async function reasonedAnswer(ctx: Context, question: Question): Promise<Reasoned> {
  return transaction(ctx, async (db) => {
    const facts = await factsAsked(ctx, db, question);
    const { day, principalId, known } = question;
    const verdict = decide(facts, day);
    const thatDay = (a: AgreementTask) => Number(contains(a.valid, day));
    const branches = facts.agreements
      .toSorted((a, b) => thatDay(b) - thatDay(a) || (a.valid.from < b.valid.from ? 1 : -1))
      .slice(0, MOST_BRANCHES)
      .map((agreement) => ({ agreement, verdict: decide({ ...facts, agreements: [agreement] }, day) }));
    const remedies =
      known === null
        ? smallestChanges({ facts, at: day }, await surroundings(db, facts, principalId, question))
        : null;
    const employer = await db.maybe<{ name: string }>(
      sql`select name from authority where id = ${facts.officer?.employerId ?? 0}`,
    );
    return { verdict, branches, remedies, performer: employer?.name ?? '' };
  });
}

/** What the registers offer for a change, as the actor may see them. */
async function surroundings(
  db: Db,
  facts: Facts,
  principalId: number,
  { day }: Pick<Question, 'day'>,
): Promise<Surroundings> {
  const employer = facts.officer?.employerId ?? 0;
  const related = await loadAgreementTasks(
    db,
    sql`v.valid @> ${day}::date and at.principal_id = ${principalId} and at.performer_id = ${employer}`,
  );
  const systems = await db.many<{ id: number }>(
    sql`select id from authority_system where authority_id = ${principalId} order by id`,
  );
  const offices = await db.many<Office>(sql`
    select f.id, f.operator_id as "operatorId", ${periodOf(sql`f.open`)} as open
    from office f left join office here on here.id = ${facts.office?.id ?? 0}
    where f.operator_id = ${employer} and f.open @> ${day}::date
    order by power(f.latitude - here.latitude, 2)
      + power((f.longitude - here.longitude) * cos(radians(here.latitude)), 2), f.id`);
  const parties = await db.many<Party>(
    sql`select id, kind from authority where id = any (${[principalId, employer]})`,
  );
  const principal = parties.find(({ id }) => id === principalId);
  const performer = parties.find(({ id }) => id === employer);
  return {
    related,
    systems: systems.map(({ id }) => id),
    offices,
    parties: principal === undefined || performer === undefined ? null : { principal, performer },
  };
}
