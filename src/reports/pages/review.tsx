import type { Child, FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { ReviewSchema, reviewReport } from '../commands/review-report.server.ts';
import type { ReportContent, TextItem } from '../content.ts';
import { FIGURES } from '../draft.ts';
import { rowsHref } from '../rows-behind.ts';
import { refusalText, reportTexts, wayTexts } from '../texts.ts';
import { sendingTexts } from '../texts-sending.ts';
import { type ReviewView, reviewView } from '../way-queries.server.ts';
import { Performed, SurplusDuring } from './report-also.tsx';
import { Offices, Tasks } from './report-tables.tsx';

interface Told {
  readonly status: 409 | 422;
  readonly message: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /rapporter/:id/granska: the report as it was handed over, to read, and the reviewer's word. */
export function showReview(c: Http) {
  return reviewPage(c, null);
}

/** POST /rapporter/:id/granska */
export async function reviewAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, ReviewSchema);
  const form422 = (errors: Record<string, string>, given: Readonly<Record<string, string>>) =>
    reviewPage(c, { status: 422, message: reportTexts[locale].report.invalid, errors, given });
  if (!form.ok) return form422(errorTexts(form.errors, locale), form.given);
  try {
    await reviewReport(contextOf(c), idParam(c), form.data);
    return c.redirect(`/rapporter/${idParam(c)}/granska?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || !['stale', 'not-possible'].includes(error.code)) throw error;
    const message = refusalText(error.facts.reason, locale) ?? wayTexts[locale].review.changed;
    const { note, verdict } = form.data;
    return reviewPage(c, { status: 409, message, errors: {}, given: { note, verdict } });
  }
}

async function reviewPage(c: Http, told: Told | null) {
  const locale = c.get('locale');
  const t = wayTexts[locale].review;
  const view = await reviewView(contextOf(c), idParam(c));
  const { content } = view;
  return page(
    c,
    { title: t.title(content.year, content.authority.name), status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href="/rapporter">{reportTexts[locale].report.back}</a>
      </p>
      <h1>{t.title(content.year, content.authority.name)}</h1>
      {told === null ? null : Object.keys(told.errors).length > 0 ? (
        <ErrorSummary title={told.message} errors={told.errors} />
      ) : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {c.req.query('sparat') === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {t.done}
        </Notice>
      )}
      <Where view={view} locale={locale} />
      {view.versions.length === 0 ? null : (
        <section aria-labelledby="versions">
          <h2 id="versions">{sendingTexts[locale].frozen.title}</h2>
          <ul>
            {view.versions.map(({ version, frozenAt, frozenBy }) => (
              <li>
                <a href={`/rapporter/${view.reportId}/versioner/${version}`}>
                  {reportTexts[locale].report.version(version)}
                </a>
                ,{' '}
                {reportTexts[locale].report.frozenAt(
                  formatDay(swedishDay(frozenAt), locale),
                  frozenBy ?? reportTexts[locale].report.someone,
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="report-form">
        <ReadOnly content={content} rows={`/rapporter/${view.reportId}/rader`} locale={locale} />
      </div>
      {view.standing.stage !== 'submitted' || view.ownWork ? null : (
        <form method="post" action={`/rapporter/${view.reportId}/granska`} class="stack report-way">
          <h2>{t.verdict}</h2>
          <input type="hidden" name="sha256" value={view.sha256} />
          <Choice
            id="verdict"
            name="verdict"
            legend={t.verdict}
            required
            value={told?.given.verdict}
            error={told?.errors.verdict}
            options={[
              { value: 'approve', label: t.approve },
              { value: 'return', label: t.return },
            ]}
          />
          <TextArea
            name="note"
            label={t.note}
            help={t.noteHelp}
            maxlength={4000}
            value={told?.given.note}
            error={told?.errors.note}
          />
          <Button>{reportTexts[locale].report.save}</Button>
        </form>
      )}
    </>,
  );
}

/** What has become of it, when there is nothing to decide here. */
const Where: FC<{ view: ReviewView; locale: Locale }> = ({ view: { standing, ownWork }, locale }) => {
  const t = wayTexts[locale];
  const by = standing.step?.by ?? reportTexts[locale].report.someone;
  const day = standing.step === null ? '' : formatDay(swedishDay(standing.step.at), locale);
  if (standing.stage === 'submitted')
    return ownWork ? (
      <Notice>{t.review.not.own}</Notice>
    ) : (
      <p class="lead">{t.standing.submitted(by, day)}</p>
    );
  if (standing.stage === 'draft') return <Notice>{t.review.not.draft}</Notice>;
  return (
    <p class="lead">
      {t.stage[standing.stage]}: {day}, {by}
    </p>
  );
};

/** The report's parts in their order, to read. */
const ReadOnly: FC<{ content: ReportContent; locale: Locale; rows: string }> = ({
  content,
  locale,
  rows,
}) => {
  const t = reportTexts[locale];
  const shown = { view: { content }, rows, locale };
  const words = (item: TextItem) => (
    <p class="report-words">{content.texts[item] || wayTexts[locale].review.nothing}</p>
  );
  const part = (title: string, ...children: Child[]) => (
    <section class="report-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
  const { contact, agreements, totals } = content;
  return (
    <>
      {part(
        t.section.general,
        <p class="report-words">
          {[contact.address, contact.person, contact.email, contact.phone].join('\n')}
        </p>,
      )}
      {part(t.section.activity, words('activity'))}
      {part(
        t.section.agreements,
        agreements.length === 0 ? (
          <p>{t.agreements.none(content.year)}</p>
        ) : (
          <ul>
            {agreements.map((row) => (
              <li>
                {row.name} ({row.diaryNumber}): {row.counterparties.join(', ')}
              </li>
            ))}
          </ul>
        ),
      )}
      {part(
        t.section.figures,
        <ul>
          {FIGURES.map((figure) => {
            const { derived, corrected, reason } = totals[figure];
            return (
              <li>
                {t.figure[figure]}:{' '}
                {figure === 'visitors' ? (
                  <a href={rowsHref(rows, { matt: 'report-visits' })}>{formatNumber(derived, locale)}</a>
                ) : (
                  formatNumber(derived, locale)
                )}
                {corrected === null
                  ? null
                  : ` – ${wayTexts[locale].review.correction(t.figure[figure], formatNumber(corrected, locale), reason)}`}
              </li>
            );
          })}
        </ul>,
      )}
      {part(t.section.authorityTasks, <Tasks state={shown} kind="authorityTasks" />, words('authorityTasks'))}
      {part(
        t.section.personalDataTasks,
        <Tasks state={shown} kind="personalDataTasks" />,
        words('personalDataTasks'),
      )}
      {part(t.section.surplusAccess, <SurplusDuring state={shown} />, words('surplusAccess'))}
      {part(t.section.offices, <Offices state={shown} />, <Performed state={shown} />)}
      {part(t.section.finances, words('finances'))}
      {part(t.section.effectiveness, words('effectiveness'))}
      {part(t.section.other, words('other'))}
    </>
  );
};
