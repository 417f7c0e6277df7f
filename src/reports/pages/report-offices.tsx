import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { askOffices, TakeAnswersFormSchema, takeAnswers } from '../commands/ask-offices.server.ts';
import type { OfficeRow } from '../office-answers.server.ts';
import { reportView } from '../queries.server.ts';
import { refusalText, reportTexts, wayTexts } from '../texts.ts';

/** GET /rapporter/:id/kontoren: who was asked, who has answered, and what stands in the report. */
export function showReportOffices(c: Http) {
  return officesPage(c, null);
}

/** POST /rapporter/:id/kontoren/fraga */
export async function askOfficesAction(c: Http) {
  return again(c, () => askOffices(contextOf(c), idParam(c)));
}

/** POST /rapporter/:id/kontoren/infoga */
export async function takeAnswersAction(c: Http) {
  const form = await readForm(c, TakeAnswersFormSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  return again(c, () => takeAnswers(contextOf(c), idParam(c), form.data.answers));
}

async function again(c: Http, work: () => Promise<unknown>) {
  try {
    await work();
    return c.redirect(`/rapporter/${idParam(c)}/kontoren`, 303);
  } catch (error) {
    const reason = error instanceof Problem ? refusalText(error.facts.reason, c.get('locale')) : null;
    if (reason === null) throw error;
    return officesPage(c, reason);
  }
}

async function officesPage(c: Http, refusal: string | null) {
  const locale = c.get('locale');
  const t = wayTexts[locale].offices;
  const view = await reportView(contextOf(c), idParam(c));
  const title = t.title(view.content.year, view.derived.authority.name);
  const untaken = view.asked.flatMap(({ answer }) => (answer === null || answer.taken ? [] : [answer.id]));
  return page(
    c,
    { title, status: refusal === null ? 200 : 409 },
    <>
      <p class="crumb">
        <a href={`/rapporter/${view.id}`}>{reportTexts[locale].version.back(view.content.year)}</a>
      </p>
      <h1>{title}</h1>
      {refusal === null ? null : (
        <Notice kind="wrong" focus>
          {refusal}
        </Notice>
      )}
      <p class="lead">{t.lead}</p>
      <Table<OfficeRow>
        caption={t.caption}
        rows={view.asked}
        empty={<p>{t.none}</p>}
        columns={[
          { head: t.columns.office, cell: (row) => row.office },
          { head: t.columns.asked, cell: (row) => formatDay(swedishDay(row.askedAt), locale) },
          {
            head: t.columns.answer,
            cell: ({ answer }) =>
              answer === null ? (
                <span class="quiet">{t.noAnswer}</span>
              ) : (
                t.answered(
                  formatDay(swedishDay(answer.at), locale),
                  answer.by ?? reportTexts[locale].report.someone,
                )
              ),
          },
          {
            head: t.columns.state,
            cell: ({ answer }) =>
              answer === null ? (
                '–'
              ) : (
                <Badge kind={answer.taken ? 'good' : 'neutral'}>{answer.taken ? t.taken : t.notTaken}</Badge>
              ),
          },
        ]}
      />
      {untaken.length === 0 ? null : (
        <form method="post" action={`/rapporter/${view.id}/kontoren/infoga`}>
          {untaken.map((id) => (
            <input type="hidden" name="answers" value={id} />
          ))}
          <Button>{t.take}</Button>
        </form>
      )}
      <form method="post" action={`/rapporter/${view.id}/kontoren/fraga`}>
        <Button kind="quiet">{view.asked.length === 0 ? t.ask : t.askAgain}</Button>
      </form>
    </>,
  );
}
