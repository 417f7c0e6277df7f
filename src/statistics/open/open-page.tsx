import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Months } from './open-months.tsx';
import { KeyOfPeriod, PartsTable, periodSaid } from './open-parts.tsx';
import { OPEN_FILES, openTexts } from './open-texts.ts';
import { OpenYears } from './open-years.tsx';
import { openFigures, reportedYears } from './queries.server.ts';

/** GET /oppna-siffror?period=&kontor=: figures for everybody. */
export async function showOpenFigures(c: Http) {
  const locale = c.get('locale');
  const t = openTexts[locale];
  const { pool } = c.get('services').database;
  const [country, offices, authorities, reported] = await Promise.all([
    openFigures(pool, 'country'),
    openFigures(pool, 'offices'),
    openFigures(pool, 'authorities'),
    reportedYears(pool),
  ]);
  const periods = [...new Set(country.map(({ period }) => period))].sort().reverse();
  const asked = c.req.query('period') ?? '';
  const period = periods.includes(asked) ? asked : (periods.find((one) => one.length === 7) ?? '');
  const office = Number(c.req.query('kontor')) || 0;
  const chosen = offices.find(({ part }) => part !== 0 && part === office);
  const names = [
    ...new Map(offices.filter(({ part }) => part !== 0).map(({ part, name }) => [part, name])),
  ].sort((a, b) => a[1].localeCompare(b[1], 'sv'));
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <OpenYears reported={reported} country={country} locale={locale} />
      {periods.length === 0 ? (
        <p class="empty">{t.empty}</p>
      ) : (
        <>
          <form method="get" action="/oppna-siffror" class="filters">
            <Select
              name="period"
              label={t.choosePeriod}
              value={period}
              options={periods.map((value) => ({ value, label: periodSaid(value, locale) }))}
            />
            <Select
              name="kontor"
              label={t.chooseOffice}
              empty={t.all}
              value={String(office || '')}
              options={names.map(([part, name]) => ({ value: String(part), label: name }))}
            />
            <Button>{t.show}</Button>
          </form>
          {chosen === undefined ? (
            <Months id="landet" rows={country} locale={locale} title={null} />
          ) : (
            <Months
              id="kontoret"
              rows={offices.filter(({ part }) => part === office)}
              locale={locale}
              title={t.officeIn(chosen.name)}
            />
          )}
          {chosen === undefined ? <KeyOfPeriod rows={country} period={period} locale={locale} /> : null}
          <h2>{`${t.authorities}, ${periodSaid(period, locale)}`}</h2>
          <PartsTable
            rows={authorities}
            period={period}
            locale={locale}
            head={t.authority}
            caption={t.authorities}
            measures={['matters']}
          />
          <h2>{`${t.offices}, ${periodSaid(period, locale)}`}</h2>
          <details>
            <summary>{t.allOffices(formatNumber(names.length, locale))}</summary>
            <PartsTable
              rows={offices}
              period={period}
              locale={locale}
              head={t.office}
              caption={t.offices}
              measures={['visits', 'matters']}
              linked
            />
          </details>
          <p class="quiet">{t.withheld}</p>
        </>
      )}
      <h2>{t.download}</h2>
      <dl class="facts">
        {OPEN_FILES.map((file) => (
          <>
            <dt>{t.names[file]}</dt>
            <dd>
              {t.said[file]} <a href={`/oppna-siffror/${file}.csv`}>CSV</a>{' '}
              <a href={`/oppna-siffror/${file}.json`}>JSON</a>
            </dd>
          </>
        ))}
      </dl>
      <p>{t.licence}</p>
      <ul class="plain">
        <li>
          <a href="/statistik/matt">{t.definitions}</a>
        </li>
        <li>
          {t.catalog}: <a href="/oppna-siffror/dcat.rdf">RDF/XML</a>{' '}
          <a href="/oppna-siffror/dcat.ttl">Turtle</a> <a href="/oppna-siffror/dcat.jsonld">JSON-LD</a>
        </li>
      </ul>
    </>,
  );
}
