import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { Badge, Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { FIRST_YEAR, OpenReportSchema, openReport } from '../commands/open-report.server.ts';
import { type AuthorityReports, type ReportRow, reportList } from '../queries.server.ts';
import { type SentMail, troubleOf } from '../sending.ts';
import { reportTexts, wayTexts } from '../texts.ts';
import { sendingTexts } from '../texts-sending.ts';
import {
  type FrozenReport,
  frozenReports,
  type WaitingReport,
  waitingForReview,
} from '../way-queries.server.ts';

/** GET /rapporter: the author's authorities, year by year. */
export function showReports(c: Http) {
  return reportsPage(c, null);
}

/** POST /rapporter: begins a report, or opens the one that there is. */
export async function openReportAction(c: Http) {
  const form = await readForm(c, OpenReportSchema);
  if (!form.ok) return reportsPage(c, form);
  try {
    const { id } = await openReport(contextOf(c), form.data);
    return c.redirect(`/rapporter/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const { authorityId, year } = form.data;
    return reportsPage(c, {
      errors: error.errors,
      given: { authorityId: String(authorityId), year: String(year) },
    });
  }
}

interface Told {
  readonly errors: Problem['errors'];
  readonly given: Readonly<Record<string, string>>;
}

async function reportsPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = reportTexts[locale].list;
  const today = swedishDay(ctx.clock());
  const thisYear = Number(today.slice(0, 4));
  const writes = hasRole(ctx.actor, 'report-author');
  const authorities = writes ? await reportList(ctx) : [];
  const waiting = await waitingForReview(ctx);
  const frozen = writes ? null : await frozenReports(ctx);
  const errors = told === null ? {} : errorTexts(told.errors, locale);
  if (errors.year !== undefined) errors.year = t.wrongYear(FIRST_YEAR, thisYear);
  return page(
    c,
    { title: t.title, status: told === null ? 200 : 422 },
    <>
      <h1>{t.title}</h1>
      <ErrorSummary title={reportTexts[locale].report.invalid} errors={errors} />
      <p class="lead">{t.lead}</p>
      <ToReview waiting={waiting} locale={locale} />
      {frozen === null ? null : <Frozen rows={frozen} locale={locale} />}
      {authorities.map((authority) => (
        <section>
          <h2>{authority.name}</h2>
          <Years authority={authority} today={today} locale={locale} />
        </section>
      ))}
      {writes ? (
        <section aria-labelledby="other-year">
          <h2 id="other-year">{t.other}</h2>
          <form method="post" action="/rapporter" class="row">
            <Select
              name="authorityId"
              label={t.authority}
              required
              value={told?.given.authorityId}
              options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
              error={errors.authorityId}
            />
            <Input
              name="year"
              label={t.year}
              type="number"
              required
              min={String(FIRST_YEAR)}
              max={String(thisYear)}
              value={told?.given.year ?? String(thisYear - 1)}
              error={errors.year}
            />
            <Button kind="quiet">{t.open}</Button>
          </form>
        </section>
      ) : null}
    </>,
  );
}

/** What others have handed over, for a second person. */
const ToReview: FC<{ waiting: readonly WaitingReport[]; locale: Locale }> = ({ waiting, locale }) => {
  const t = wayTexts[locale].review;
  return (
    <section aria-labelledby="to-review">
      <h2 id="to-review">{t.list}</h2>
      <Table<WaitingReport>
        caption={t.listLead}
        rows={waiting}
        empty={<p>{t.listEmpty}</p>}
        columns={[
          {
            head: t.columns.report,
            cell: (row) => (
              <a href={`/rapporter/${row.reportId}/granska`}>{t.item(row.year, row.authority)}</a>
            ),
          },
          { head: t.columns.by, cell: (row) => row.by ?? reportTexts[locale].report.someone },
          { head: t.columns.on, cell: (row) => formatDay(swedishDay(row.at), locale) },
        ]}
      />
    </section>
  );
};

/** What is wrong with a version's mail, in a word; its page says what to do. */
const MailBadge: FC<{ mail: SentMail | null; locale: Locale }> = ({ mail, locale }) => {
  const trouble = troubleOf(mail);
  if (mail === null || trouble === null) return null;
  return (
    <a href={`/utskick/${mail.id}`}>
      <Badge kind={trouble === 'retrying' ? 'neutral' : 'wrong'}>{sendingTexts[locale].badge[trouble]}</Badge>
    </a>
  );
};

/** Every version that was frozen, for a reviewer who writes none. */
const Frozen: FC<{ rows: readonly FrozenReport[]; locale: Locale }> = ({ rows, locale }) => {
  const t = sendingTexts[locale].frozen;
  const stage = wayTexts[locale].stage;
  return (
    <section aria-labelledby="frozen">
      <h2 id="frozen">{t.title}</h2>
      <Table<FrozenReport>
        caption={t.lead}
        rows={rows}
        empty={<p>{t.none}</p>}
        columns={[
          {
            head: t.columns.report,
            cell: (row) => (
              <a href={`/rapporter/${row.reportId}/versioner/${row.version}`}>
                {t.item(row.authority, row.year, row.version)}
              </a>
            ),
          },
          { head: t.columns.frozen, cell: (row) => formatDay(swedishDay(row.frozenAt), locale) },
          {
            head: t.columns.state,
            cell: (row) => (
              <>
                <Badge kind="good">
                  {row.received ? stage.received : row.sent ? stage.sent : stage.frozen}
                </Badge>{' '}
                <MailBadge mail={row.mail} locale={locale} />
              </>
            ),
          },
        ]}
      />
    </section>
  );
};

const Years: FC<{ authority: AuthorityReports; today: string; locale: Locale }> = ({
  authority,
  today,
  locale,
}) => {
  const t = reportTexts[locale].list;
  return (
    <Table<ReportRow>
      caption={t.caption(authority.name)}
      hideCaption
      rows={authority.years}
      empty={<p>{t.empty}</p>}
      columns={[
        { head: t.columns.year, cell: (row) => row.year },
        { head: t.columns.agreements, cell: (row) => row.agreements, number: true },
        { head: t.columns.due, cell: (row) => <Due row={row} today={today} locale={locale} /> },
        { head: t.columns.state, cell: (row) => <State row={row} locale={locale} /> },
        {
          head: t.columns.open,
          cell: (row) =>
            row.id === null ? (
              <form method="post" action="/rapporter">
                <input type="hidden" name="authorityId" value={authority.id} />
                <input type="hidden" name="year" value={row.year} />
                <Begin row={row} authority={authority.name} locale={locale} />
              </form>
            ) : (
              <a href={`/rapporter/${row.id}`} aria-label={`${t.read(row.year)}, ${authority.name}`}>
                {t.read(row.year)}
              </a>
            ),
        },
      ]}
    />
  );
};

const Begin: FC<{ row: ReportRow; authority: string; locale: Locale }> = ({ row, authority, locale }) => {
  const t = reportTexts[locale].list;
  const says = (row.duty.owed ? t.begin : t.beginVoluntary)(row.year);
  return (
    <button class="link" type="submit" aria-label={`${says}, ${authority}`}>
      {says}
    </button>
  );
};

const Due: FC<{ row: ReportRow; today: string; locale: Locale }> = ({ row, today, locale }) => {
  const t = reportTexts[locale].list;
  const { owed, due } = row.duty;
  if (!owed) return <span class="quiet">{t.notOwed}</span>;
  if (due === null) return t.noDay;
  const late = row.sentOn === null ? due < today : due < row.sentOn;
  return (
    <>
      {formatDay(due, locale)} {late ? <Badge kind="wrong">{t.late}</Badge> : null}
    </>
  );
};

const State: FC<{ row: ReportRow; locale: Locale }> = ({ row, locale }) => {
  const t = reportTexts[locale].list.state;
  if (row.id === null) return <Badge kind="quiet">{t.none}</Badge>;
  if (row.frozen === null) return <Badge>{t.draft}</Badge>;
  const { version, at } = row.frozen;
  const way = wayTexts[locale].stage;
  return (
    <>
      <Badge kind="good">{t.frozen(version, formatDay(swedishDay(at), locale))}</Badge>{' '}
      {row.sentOn === null ? null : <Badge kind="good">{row.received ? way.received : way.sent}</Badge>}{' '}
      <MailBadge mail={row.mail} locale={locale} /> {row.savedSince ? <Badge>{t.savedSince}</Badge> : null}
    </>
  );
};
