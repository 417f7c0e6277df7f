import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Notice } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { type ReportedYear, reportedVisits } from '../queries.server.ts';
import { officeTexts } from '../texts.ts';
import { YearBars } from './chart.tsx';
import { RegisterMenu } from './parts.tsx';

/** GET /register/besokssiffror: what others have reported for the whole country. */
export async function showReportedVisits(c: Http) {
  const locale = c.get('locale');
  const t = officeTexts[locale].visits;
  const years = await reportedVisits(contextOf(c));
  const [first, last] = [years[0], years.at(-1)];
  const millions = (visits: number) => t.millions(formatNumber(Math.round(visits / 100_000) / 10, locale));
  return page(
    c,
    { title: t.title, width: 'text' },
    <>
      <RegisterMenu here="visits" locale={locale} />
      <h1>{t.title}</h1>
      <Notice>
        <p>{t.notOurs}</p>
      </Notice>
      {first === undefined || last === undefined ? null : (
        <>
          <h2>{t.finding(millions(first.visits), first.year, millions(last.visits), last.year)}</h2>
          <YearBars
            title={t.finding(millions(first.visits), first.year, millions(last.visits), last.year)}
            description={t.description}
            years={years}
            label={millions}
          />
        </>
      )}
      <Table<ReportedYear>
        caption={t.title}
        rows={years}
        empty={<p>{t.empty}</p>}
        columns={[
          { head: t.columns.year, cell: (row) => row.year },
          { head: t.columns.visits, cell: (row) => formatNumber(row.visits, locale), number: true },
          { head: t.columns.note, cell: (row) => row.note },
          { head: t.columns.source, cell: (row) => <cite>{row.source}</cite> },
        ]}
      />
    </>,
  );
}
