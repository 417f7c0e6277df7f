import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { download } from '../../reports/download.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { Badge, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { confirmMissingItem } from '../commands/confirm-missing-item.server.ts';
import { judgeReport } from '../commands/judge-report.server.ts';
import { registerReport } from '../commands/register.server.ts';
import { JudgeFormSchema, MissingFormSchema } from '../deviation.ts';
import { type ReportView, reportPdf, reportView } from '../queries/reports.server.ts';
import { deskTexts } from '../texts.ts';
import { Deviations, Found, NoteForm } from './deviation-parts.tsx';
import {
  askAgainAction,
  askedAgainNotice,
  type DocumentPage,
  noteAction,
  registerAction,
} from './document-actions.tsx';
import { deskPage, NOTHING_TOLD, RegisterForm, registeredNotice, type Told, toldErrors } from './frame.tsx';
import { howOf } from './inbox.tsx';
import { Items } from './report-items.tsx';
import { RulesPart } from './rules-part.tsx';

const addressOf = (c: Http) => `/kammarkollegiet/rapporter/${idParam(c)}/${idParam(c, 'version')}`;

/** GET /kammarkollegiet/rapporter/:id/:version */
export function showReceivedReport(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const said = (notice: string) => ({ ...NOTHING_TOLD, notice });
  const judged = c.req.query('bedomd');
  if (judged !== undefined)
    return reportPage(
      c,
      said(
        judged === 'avvikelse'
          ? t.report.confirmedMissing
          : judged === 'avgjord'
            ? t.report.itemDecided
            : t.report.saved,
      ),
    );
  const asked = askedAgainNotice(c, locale);
  if (asked !== null) return reportPage(c, asked);
  if (c.req.query('antecknad') !== undefined) return reportPage(c, said(t.deviation.added));
  return reportPage(c, registeredNotice(c, locale));
}

const document: DocumentPage = { address: addressOf, show: (c, told) => reportPage(c, told) };
export const registerReportAction = registerAction(document, registerReport);
export const noteOnReportAction = noteAction(document, (reportId, version) => ({
  kind: 'report',
  reportId,
  version,
}));

/** POST …/punkter: the person's word on each item. */
export async function judgeReportAction(c: Http) {
  const form = await readForm(c, JudgeFormSchema);
  if (!form.ok) return reportPage(c, toldErrors(form.errors, form.given, c.get('locale')));
  await judgeReport(contextOf(c), idParam(c), idParam(c, 'version'), form.data);
  return c.redirect(`${addressOf(c)}?bedomd=1`, 303);
}

/** POST …/punkter/avvikelse: the same, and one item that is missing becomes a deviation. */
export async function confirmMissingAction(c: Http) {
  const form = await readForm(c, MissingFormSchema);
  if (!form.ok) return reportPage(c, toldErrors(form.errors, form.given, c.get('locale')));
  const { items, ...missing } = form.data;
  const [ctx, id, version] = [contextOf(c), idParam(c), idParam(c, 'version')];
  await judgeReport(ctx, id, version, { items });
  try {
    await confirmMissingItem(ctx, id, version, missing);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid') return reportPage(c, toldErrors(error.errors, {}, c.get('locale')));
    if (error.code !== 'already-recorded' && error.code !== 'stale') throw error;
    return c.redirect(`${addressOf(c)}?bedomd=avgjord#items`, 303);
  }
  return c.redirect(`${addressOf(c)}?bedomd=avvikelse#items`, 303);
}

/** POST …/regler */
export const askAgainOfReportAction = askAgainAction(document, 'report');

/** GET …/arkiv.pdf, …/lasning.pdf */
export const downloadReceived = (kind: 'archive' | 'reading') => async (c: Http) =>
  download(c, await reportPdf(contextOf(c), idParam(c), idParam(c, 'version'), kind));

async function reportPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const view = await reportView(contextOf(c), idParam(c), idParam(c, 'version'));
  const address = addressOf(c);
  return deskPage(
    c,
    {
      section: 'inbox',
      title: t.report.title(view.year, view.authority),
      told,
      crumb: [`/kammarkollegiet/myndigheter/${view.authorityId}`, view.authority],
    },
    <>
      {view.newest > view.version ? (
        <Notice>
          <a href={`/kammarkollegiet/rapporter/${view.reportId}/${view.newest}`}>
            {t.report.newer(view.newest)}
          </a>
        </Notice>
      ) : null}
      <Facts view={view} locale={locale} />
      <p class="row">
        <ButtonLink href={`${address}/lasning.pdf`} download>
          {t.report.reading}
        </ButtonLink>{' '}
        <ButtonLink href={`${address}/arkiv.pdf`} download>
          {t.report.archive}
        </ButtonLink>
      </p>
      {view.diaryNumber === null ? (
        <>
          <Found found={view.found} locale={locale} />
          <RegisterForm action={`${address}/diariefor`} told={told} locale={locale} />
        </>
      ) : null}
      <Items view={view} action={`${address}/punkter`} locale={locale} />
      <Agreements view={view} locale={locale} />
      <section>
        <h2>{t.deviation.here}</h2>
        <Deviations rows={view.deviations} locale={locale} empty={t.deviation.hereEmpty} />
        <NoteForm action={`${address}/avvikelser`} told={told} locale={locale} />
      </section>
      {view.diaryNumber === null ? null : (
        <RulesPart runs={view.runs} action={`${address}/regler`} locale={locale} />
      )}
    </>,
  );
}

const Facts: FC<{ view: ReportView; locale: Locale }> = ({ view, locale }) => {
  const t = deskTexts[locale];
  const { contact, totals } = view.content;
  const figures = Object.keys(t.report.figure) as (keyof typeof t.report.figure)[];
  return (
    <dl class="facts">
      <dt>{t.report.version}</dt>
      <dd>{view.version}</dd>
      <dt>{t.copy.sent}</dt>
      <dd>{`${view.sentOn}, ${howOf({ kind: 'report', report: view }, locale)}`}</dd>
      <dt>{t.copy.ourDiary}</dt>
      <dd>
        {view.diaryNumber === null
          ? t.register.not
          : t.register.registered(view.diaryNumber, view.registeredOn ?? '')}
      </dd>
      <dt>{t.report.contact}</dt>
      <dd>{[contact.person, contact.email, contact.phone].filter(Boolean).join(', ') || '–'}</dd>
      {figures.map((figure) => (
        <>
          <dt>{t.report.figure[figure]}</dt>
          <dd>{formatNumber(totals[figure].corrected ?? totals[figure].derived, locale)}</dd>
        </>
      ))}
    </dl>
  );
};

const COPY_KIND = { received: 'good', 'not-received': 'wrong', exempt: 'quiet' } as const;

const Agreements: FC<{ view: ReportView; locale: Locale }> = ({ view, locale }) => {
  const t = deskTexts[locale].report;
  const said = { received: t.received, 'not-received': t.notReceived, exempt: t.exempt };
  return (
    <section>
      <h2>{t.agreements}</h2>
      <Table<ReportView['agreements'][number]>
        caption={t.agreementsCaption}
        hideCaption
        rows={view.agreements}
        empty={<p>{t.agreementsEmpty}</p>}
        columns={[
          { head: t.agreement, cell: (row) => `${row.diaryNumber} ${row.name}` },
          { head: t.counterparties, cell: (row) => row.counterparties.join(', ') },
          { head: t.copy, cell: (row) => <Badge kind={COPY_KIND[row.copy]}>{said[row.copy]}</Badge> },
        ]}
      />
    </section>
  );
};
