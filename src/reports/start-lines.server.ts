import { authoritiesOf, hasRole, managedOfficesOf } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import type { StartLine } from '../shell/http.ts';
import { formatDay } from '../ui/format.ts';
import { reportDuties } from './duties.server.ts';
import { daysLate, daysUntil, reminderDue } from './duties.ts';
import { officeQuestions } from './office-answers.server.ts';
import { troubleOf } from './sending.ts';
import { sendingTexts } from './texts-sending.ts';
import { frozenReports, waitingForReview } from './way-queries.server.ts';

/** Reports that somebody else has handed over, for who may review them. */
const reviews: StartLine = async (ctx, locale) => {
  if (authoritiesOf(ctx.actor, 'coordinator', 'report-author').length === 0) return null;
  const waiting = await waitingForReview(ctx);
  const [first] = waiting;
  if (first === undefined) return null;
  return {
    text: sendingTexts[locale].start.reviews(waiting.length),
    href: waiting.length === 1 ? `/rapporter/${first.reportId}/granska` : '/rapporter',
  };
};

/** What an office's manager has not answered. */
const questions: StartLine = async (ctx, locale) => {
  if (managedOfficesOf(ctx.actor).length === 0) return null;
  const waiting = (await officeQuestions(ctx)).filter(({ answer }) => answer === null);
  const [first] = waiting;
  if (first === undefined) return null;
  return {
    text: sendingTexts[locale].start.questions(waiting.length),
    href: waiting.length === 1 ? `/rapporter/kontor/${first.requestId}` : '/rapporter/kontor',
  };
};

/** Last year's reports that are late, or due within the days of the first reminder, for who writes them: the nearest named. */
const due: StartLine = async (ctx, locale) => {
  const mine = authoritiesOf(ctx.actor, 'report-author');
  if (mine.length === 0) return null;
  const today = swedishDay(ctx.clock());
  const year = Number(today.slice(0, 4)) - 1;
  const rows = (await transaction(ctx, (db) => reportDuties(db, year)))
    .filter(({ authorityId, state }) => mine.includes(authorityId) && state === 'not-sent')
    .flatMap((row) => (row.due === null ? [] : [{ ...row, due: row.due, late: daysLate(row, today) }]))
    .filter((row) => row.late > 0 || reminderDue(row.due, today) !== null)
    .sort((a, b) => (a.due < b.due ? -1 : 1));
  const [first, ...rest] = rows;
  if (first === undefined) return null;
  const t = sendingTexts[locale].start;
  const said =
    first.late > 0
      ? t.late(first.authority, year, first.late)
      : t.due(first.authority, year, formatDay(first.due, locale), daysUntil(first.due, today));
  return { text: said + (rest.length === 0 ? '' : t.more(rest.length)), href: '/rapporter' };
};

/** Newest versions whose mail did not arrive, or may not have. */
const failed: StartLine = async (ctx, locale) => {
  if (!hasRole(ctx.actor, 'report-author') && !hasRole(ctx.actor, 'coordinator')) return null;
  const newest = new Map((await frozenReports(ctx)).toReversed().map((row) => [row.reportId, row]));
  const wrong = [...newest.values()].filter(({ mail }) =>
    ['failed', 'uncertain'].includes(troubleOf(mail) ?? ''),
  );
  const [first] = wrong;
  if (first === undefined) return null;
  return {
    text: sendingTexts[locale].start.failed(wrong.length),
    href: wrong.length === 1 ? `/rapporter/${first.reportId}/versioner/${first.version}` : '/rapporter',
  };
};

/** What the annual reports have to say on the start page, what is wrong first. */
export const reportLines: readonly StartLine[] = [failed, due, reviews, questions];
