import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Notice } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import { formatMoment, formatNumber, formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { changeTexts } from '../change-texts.ts';
import { setOfficerLastDay } from '../commands/set-last-day.server.ts';
import { type OfficerChange, officerDetail } from '../queries.server.ts';
import { officeTexts } from '../texts.ts';
import { LastDayForm, type LastDayTold, lastDayAction } from './last-day.tsx';
import { RegisterMenu } from './parts.tsx';

/** GET /register/handlaggare/:id */
export function showOfficer(c: Http) {
  return officerPage(c);
}

/** POST /register/handlaggare/:id/sista-dag */
export function officerLastDayAction(c: Http) {
  return lastDayAction(c, setOfficerLastDay, officerPage, `/register/handlaggare/${idParam(c)}`);
}

async function officerPage(c: Http, told?: LastDayTold) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = changeTexts[locale];
  const officer = await officerDetail(ctx, idParam(c));
  return page(
    c,
    { title: officer.name, width: 'text', status: told === undefined ? 200 : 422 },
    <>
      <RegisterMenu here="officers" locale={locale} />
      <h1>{officer.name}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      {told === undefined && c.req.query('sparat') !== undefined ? (
        <Notice kind="good" focus>
          {t.lastDay.saved}
        </Notice>
      ) : null}
      <dl class="facts">
        <dt>{officeTexts[locale].officers.columns.code}</dt>
        <dd>{officer.code}</dd>
        <dt>{t.officer.employer}</dt>
        <dd>{officer.employer}</dd>
        <dt>{t.officer.homeOffice}</dt>
        <dd>
          <a href={`/register/kontor/${officer.homeOfficeId}`}>{officer.homeOffice}</a>
        </dd>
        <dt>{t.officer.share}</dt>
        <dd>{formatNumber(officer.fullTimeShare, locale)}</dd>
        <dt>{t.officer.employed}</dt>
        <dd>{formatPeriod(officer.employed, locale)}</dd>
      </dl>
      {hasRole(ctx.actor, 'administrator') ? (
        <LastDayForm
          of="officer"
          action={`/register/handlaggare/${officer.id}/sista-dag`}
          lastDay={officer.employed.to}
          told={told}
          locale={locale}
        />
      ) : null}
      <History rows={officer.history} locale={locale} />
    </>,
  );
}

const History: FC<{ rows: readonly OfficerChange[]; locale: Locale }> = ({ rows, locale }) => {
  const t = changeTexts[locale].officer;
  return (
    <Table<OfficerChange>
      caption={t.history}
      rows={rows}
      empty={null}
      columns={[
        { head: t.columns.at, cell: (row) => formatMoment(row.knownAt) },
        { head: t.columns.office, cell: (row) => row.homeOffice },
        { head: t.columns.share, cell: (row) => formatNumber(row.fullTimeShare, locale), number: true },
        { head: t.columns.employed, cell: (row) => <PeriodText period={row.employed} locale={locale} /> },
        { head: t.columns.by, cell: (row) => row.by ?? officeTexts[locale].office.shipped },
      ]}
    />
  );
};
