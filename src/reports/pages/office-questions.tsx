import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { answerOffice } from '../commands/ask-offices.server.ts';
import type { OfficePart } from '../derived.ts';
import {
  AnswerFormSchema,
  answerValues,
  OFFICE_COMMENTS,
  OFFICE_FIGURES,
  type OfficeComment,
} from '../office-answer.ts';
import { type OfficeQuestion, officeQuestions } from '../office-answers.server.ts';
import { reportTexts, wayTexts } from '../texts.ts';

/** GET /rapporter/kontor: what the authorities ask about the manager's offices. */
export async function showOfficeQuestions(c: Http) {
  const locale = c.get('locale');
  const t = wayTexts[locale].questions;
  const rows = await officeQuestions(contextOf(c));
  const state = (row: OfficeQuestion) => (row.taken ? 'taken' : row.answer === null ? 'waiting' : 'answered');
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table<OfficeQuestion>
        caption={t.caption}
        rows={rows}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.columns.authority,
            cell: (row) => (
              <a href={`/rapporter/kontor/${row.requestId}`}>{t.one(row.authority, row.year)}</a>
            ),
          },
          { head: t.columns.office, cell: (row) => row.office },
          {
            head: t.columns.state,
            cell: (row) => (
              <Badge kind={state(row) === 'waiting' ? 'neutral' : 'good'}>{t[state(row)]}</Badge>
            ),
          },
        ]}
      />
    </>,
  );
}

interface Told {
  readonly status: 409 | 422;
  readonly message: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /rapporter/kontor/:id */
export function showOfficeQuestion(c: Http) {
  return questionPage(c, null);
}

/** POST /rapporter/kontor/:id: what cannot be taken is shown again as it was typed. */
export async function answerOfficeAction(c: Http) {
  const locale = c.get('locale');
  const t = wayTexts[locale].questions;
  const form = await readForm(c, AnswerFormSchema);
  if (!form.ok)
    return questionPage(c, {
      status: 422,
      message: t.invalid,
      errors: errorTexts(form.errors, locale),
      given: form.given,
    });
  try {
    await answerOffice(contextOf(c), idParam(c), form.data);
    return c.redirect(`/rapporter/kontor/${idParam(c)}?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale') throw error;
    const who =
      typeof error.facts.savedBy === 'string' ? error.facts.savedBy : reportTexts[locale].report.someone;
    const given = { ...answerValues(form.data), after: String(error.facts.after) };
    return questionPage(c, { status: 409, message: t.stale(who), errors: {}, given });
  }
}

async function questionPage(c: Http, told: Told | null) {
  const locale = c.get('locale');
  const t = wayTexts[locale].questions;
  const [question] = await officeQuestions(contextOf(c), idParam(c));
  if (question === undefined) throw new Problem('not-found');
  const { answer } = question;
  const values = told?.given ?? answerValues(answer?.answer ?? null);
  const labels = Object.fromEntries([
    ...OFFICE_COMMENTS.map((item) => [`comments.${item}`, t.comment(t.item[item])]),
    ...OFFICE_FIGURES.flatMap((item) => [
      [`corrections.${item}.value`, t.value(t.item[item])],
      [`corrections.${item}.reason`, t.reason(t.item[item])],
    ]),
  ]);
  const title = t.one(question.authority, question.year);
  return page(
    c,
    { title, width: 'text', status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href="/rapporter/kontor">{t.back}</a>
      </p>
      <h1>{title}</h1>
      {told === null ? null : Object.keys(told.errors).length > 0 ? (
        <ErrorSummary title={told.message} errors={told.errors} labels={labels} />
      ) : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {c.req.query('sparat') === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {t.saved}
        </Notice>
      )}
      <p class="lead">{t.about(question.office, formatDay(question.askedOn, locale))}</p>
      {answer === null ? null : (
        <p>
          {t.again(formatDay(swedishDay(answer.at), locale), answer.by ?? reportTexts[locale].report.someone)}
        </p>
      )}
      <form method="post" action={`/rapporter/kontor/${question.requestId}`} class="stack">
        <input type="hidden" name="after" value={told?.given.after ?? answer?.id ?? 0} />
        {OFFICE_COMMENTS.map((item) => (
          <section class="report-section stack">
            <h2>{t.item[item]}</h2>
            <Registers part={question.part} item={item} locale={locale} />
            {OFFICE_FIGURES.some((figure) => figure === item) ? (
              <>
                <Input
                  name={`corrections.${item}.value`}
                  label={labels[`corrections.${item}.value`] ?? ''}
                  value={values[`corrections.${item}.value`]}
                  error={told?.errors[`corrections.${item}.value`]}
                />
                <Input
                  name={`corrections.${item}.reason`}
                  label={labels[`corrections.${item}.reason`] ?? ''}
                  value={values[`corrections.${item}.reason`]}
                  error={told?.errors[`corrections.${item}.reason`]}
                />
              </>
            ) : null}
            <TextArea
              name={`comments.${item}`}
              label={labels[`comments.${item}`] ?? ''}
              rows={3}
              maxlength={4000}
              value={values[`comments.${item}`]}
              error={told?.errors[`comments.${item}`]}
            />
          </section>
        ))}
        <Button>{t.send}</Button>
      </form>
    </>,
  );
}

/** What the registers say of the office, item by item. */
const Registers: FC<{ part: OfficePart; item: OfficeComment; locale: Locale }> = ({ part, item, locale }) => {
  const t = wayTexts[locale].questions;
  const number = (value: number) => formatNumber(value, locale);
  const said = {
    authorityTasks: part.authorityTasks.map((row) => `${row.task}: ${number(row.times)}`).join('; '),
    personalDataTasks: part.personalDataTasks.map((row) => `${row.task}: ${number(row.times)}`).join('; '),
    surplusAccess: number(part.surplusAccess),
    place: [...new Set([part.locality, part.municipality])].join(', '),
    fullTimeEquivalents: t.fte(
      number(part.fullTimeEquivalents),
      number(part.authorityShareOfFullTimeEquivalents),
    ),
    visitors: number(part.visitors),
  }[item];
  return (
    <p>
      {t.says}: {said || t.nothing}.
    </p>
  );
};
