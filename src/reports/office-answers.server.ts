import { managedOfficesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { OfficePart } from './derived.ts';
import type { Answer, OfficeAnswer } from './office-answer.ts';
import { reportOfAuthor } from './report-of-author.server.ts';

/** The answers that were taken into a report, the newest of each office. */
export async function takenAnswers(db: Db, reportId: number): Promise<Map<number, OfficeAnswer>> {
  const rows = await db.many<{
    officeId: number;
    answer: Answer;
    at: Temporal.Instant;
    by: string | null;
  }>(sql`
    select distinct on (t.office_id) t.office_id as "officeId", a.answer, a.answered_at as at, u.name as by
    from report_answer_taken t join report_office_answer a on a.id = t.answer_id
      left join account_user u on u.id = a.answered_by
    where t.report_id = ${reportId} order by t.office_id, t.id desc`);
  return new Map(
    rows.map(({ officeId, answer, at, by }) => [officeId, { ...answer, by: by ?? '', on: swedishDay(at) }]),
  );
}

/** An office that was asked about its part of a report. */
export interface OfficeRow {
  readonly officeId: number;
  readonly office: string;
  readonly askedAt: Temporal.Instant;
  /** The newest answer; null when there is none. */
  readonly answer: {
    readonly id: number;
    readonly answer: Answer;
    readonly at: Temporal.Instant;
    readonly by: string | null;
    /** Whether this very answer stands in the report. */
    readonly taken: boolean;
  } | null;
}

/** Who has been asked and who has answered, by office. Throws Problem `forbidden`, `not-found`. */
export async function askedOffices(ctx: Context, reportId: number): Promise<OfficeRow[]> {
  return transaction(ctx, async (db) => {
    await reportOfAuthor(ctx, db, reportId);
    return loadAsked(db, reportId);
  });
}

export async function loadAsked(db: Db, reportId: number): Promise<OfficeRow[]> {
  const rows = await db.many<
    Omit<OfficeRow, 'answer'> & {
      id: number | null;
      answer: Answer;
      at: Temporal.Instant;
      by: string | null;
      taken: boolean;
    }
  >(sql`
    select q.office_id as "officeId", f.name as office, q.asked_at as "askedAt", a.id, a.answer, a.answered_at as at,
      u.name as by, exists (select from (select answer_id from report_answer_taken t
        where t.report_id = q.report_id and t.office_id = q.office_id order by t.id desc limit 1) t
        where t.answer_id = a.id) as taken
    from (select distinct on (office_id) * from report_office_request where report_id = ${reportId}
        order by office_id, id desc) q
      join office f on f.id = q.office_id
      left join lateral (select * from report_office_answer x where x.report_id = q.report_id and x.office_id = q.office_id
        order by x.id desc limit 1) a on true
      left join account_user u on u.id = a.answered_by
    order by f.name`);
  return rows.map(({ id, answer, at, by, taken, ...row }) => ({
    ...row,
    answer: id === null ? null : { id, answer, at, by, taken },
  }));
}

/** What the manager of an office is asked, with what was answered last. */
export interface OfficeQuestion {
  readonly requestId: number;
  readonly authority: string;
  readonly year: number;
  readonly officeId: number;
  readonly office: string;
  readonly part: OfficePart;
  readonly askedOn: PlainDate;
  readonly answer: {
    readonly id: number;
    readonly answer: Answer;
    readonly at: Temporal.Instant;
    readonly by: string | null;
  } | null;
  readonly taken: boolean;
}

/** The questions about the actor's offices, newest year first. Throws Problem `forbidden` for who manages none. */
export async function officeQuestions(
  ctx: Context,
  requestId: number | null = null,
): Promise<OfficeQuestion[]> {
  const mine = managedOfficesOf(ctx.actor);
  if (mine.length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const rows = await db.many<
      Omit<OfficeQuestion, 'askedOn' | 'answer'> & {
        askedAt: Temporal.Instant;
        id: number | null;
        answer: Answer;
        at: Temporal.Instant;
        by: string | null;
      }
    >(sql`
      select q.id as "requestId", p.name as authority, q.year, q.office_id as "officeId", f.name as office, q.part,
        q.asked_at as "askedAt", a.id, a.answer, a.answered_at as at, u.name as by,
        exists (select from report_answer_taken t where t.answer_id = a.id) as taken
      from (select distinct on (report_id, office_id) * from report_office_request
          where office_id = any (${mine}) order by report_id, office_id, id desc) q
        join authority p on p.id = q.authority_id join office f on f.id = q.office_id
        left join lateral (select * from report_office_answer x
          where x.report_id = q.report_id and x.office_id = q.office_id order by x.id desc limit 1) a on true
        left join account_user u on u.id = a.answered_by
      where ${requestId}::int is null or q.id = ${requestId}
      order by q.year desc, f.name, p.name`);
    return rows.map(({ id, answer, at, by, askedAt, ...row }) => ({
      ...row,
      askedOn: swedishDay(askedAt),
      answer: id === null ? null : { id, answer, at, by },
    }));
  });
}
