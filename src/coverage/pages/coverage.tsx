import {
  AsOfFields,
  asOfAsked,
  here,
  hrefTo,
  idAsked,
  KnownNotice,
  oneOf,
} from '../../agreements/pages/asked.tsx';
import { readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import { SERVICE_LEVELS } from '../../law/facts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, ButtonLink } from '../../ui/components.tsx';
import { ErrorSummary, Select } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { coverageCsv } from '../coverage-csv.ts';
import { coverageTexts } from '../coverage-texts.ts';
import { type CoverageQuestion, coverageView, gapsOf } from '../queries/coverage.server.ts';
import { CoverageMap } from './coverage-map.tsx';
import { ByCounty, ByOffice, Gaps } from './coverage-tables.tsx';

function asked(c: Http): { question: CoverageQuestion; clocks: ReturnType<typeof asOfAsked> } {
  const clocks = asOfAsked(c);
  const text = (name: string) => (c.req.query(name) ?? '').slice(0, 100) || null;
  return {
    clocks,
    question: {
      day: clocks.day,
      known: clocks.known,
      level: oneOf(SERVICE_LEVELS, c.req.query('niva')) ?? 'personal-data',
      principalId: idAsked(c, 'myndighet'),
      taskId: idAsked(c, 'uppgift'),
      county: text('lan'),
      region: text('region'),
    },
  };
}

/** GET /tackning?dag=&kand=&niva=&myndighet=&uppgift=&lan=&region= */
export async function showCoverage(c: Http) {
  const locale = c.get('locale');
  const t = coverageTexts[locale];
  const { question, clocks } = asked(c);
  const view = await coverageView(contextOf(c), question);
  const { actor } = contextOf(c);
  const mayAsk = actor.officer !== null || readsOfOthers(actor);
  const { gaps, counties } = gapsOf(view);
  const { choices, offices, rows } = view;
  const agreed = { ...view, rows: rows.filter(({ cells }) => cells.some((cell) => cell.agreed)) };
  const unagreed = rows.filter((row) => !agreed.rows.includes(row));
  const wrong = Object.keys(clocks.errors).length > 0;
  const n = (value: number) => formatNumber(value, locale);
  const levels = verdictTexts[locale].level;
  const day = formatDay(question.day, locale);
  const byCounty = question.county === null && offices.length > MOST_OFFICES;
  const exported = {
    on: question.day,
    known: question.known?.toString() ?? null,
    level: question.level,
    authority: question.principalId,
    task: question.taskId,
    county: question.county,
    region: question.region,
  };
  return page(
    c,
    { title: t.title, status: wrong ? 422 : 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={clocks.errors} />
      <form method="get" action="/tackning" class="filters">
        <Select
          name="niva"
          label={t.level}
          value={question.level}
          options={SERVICE_LEVELS.map((value) => ({ value, label: levels[value] }))}
        />
        <Select
          name="myndighet"
          label={t.authority}
          empty={t.all}
          value={String(question.principalId ?? '')}
          options={choices.authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Select
          name="uppgift"
          label={t.task}
          empty={t.all}
          value={String(question.taskId ?? '')}
          options={[
            ...new Map(
              choices.tasks.map((each) => [
                each.task.id,
                { value: String(each.task.id), label: locale === 'sv' ? each.nameSv : each.nameEn },
              ]),
            ).values(),
          ]}
        />
        <Select
          name="lan"
          label={t.county}
          empty={t.all}
          value={question.county ?? ''}
          options={choices.counties.map(({ code, name }) => ({ value: code, label: name }))}
        />
        {choices.regions.length === 0 ? null : (
          <Select
            name="region"
            label={t.region}
            empty={t.all}
            value={question.region ?? ''}
            options={choices.regions.map((name) => ({ value: name, label: name }))}
          />
        )}
        <AsOfFields asked={clocks} locale={locale} />
        <Button>{t.show}</Button>
      </form>
      <KnownNotice known={question.known} href={here(c, { kand: null })} locale={locale} />
      {rows.length === 0 || offices.length === 0 ? (
        <p class="empty">{t.empty}</p>
      ) : (
        <>
          {agreed.rows.length === 0 ? (
            <p class="empty">{t.noneAtLevel}</p>
          ) : (
            <>
              <p class="coverage-sums">{t.sums(n(agreed.rows.length), n(offices.length), n(gaps.length))}</p>
              {byCounty ? (
                <ByCounty
                  view={agreed}
                  caption={t.captionCounties(levels[question.level], day)}
                  href={(code) => here(c, { lan: code })}
                  locale={locale}
                />
              ) : (
                <ByOffice
                  view={agreed}
                  caption={t.caption(levels[question.level], day)}
                  href={
                    mayAsk
                      ? (row, office) =>
                          hrefTo('/fraga-lagen', {
                            fraga: 'who',
                            kontor: office.id,
                            uppgift: row.task.task.id,
                            myndighet: row.task.principalId,
                            niva: question.level,
                            dag: question.day,
                            kand: question.known?.toString() ?? null,
                          })
                      : null
                  }
                  locale={locale}
                />
              )}
            </>
          )}
          {unagreed.length === 0 ? null : (
            <details>
              <summary>{t.unagreed(n(unagreed.length))}</summary>
              <ul>
                {unagreed.map(({ task }) => (
                  <li>
                    {locale === 'sv' ? task.nameSv : task.nameEn}, {task.principal}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {agreed.rows.length === 0 ? null : (
            <div class="map-and-list">
              <CoverageMap
                view={view}
                near={question.county !== null || question.region !== null}
                locale={locale}
              />
              <Gaps gaps={gaps} counties={counties} locale={locale} />
            </div>
          )}
          <p class="row">
            <ButtonLink
              href={hrefTo('/tackning.csv', Object.fromEntries(new URL(c.req.url).searchParams))}
              download
            >
              {t.exportCsv}
            </ButtonLink>
            <ButtonLink href={hrefTo('/api/coverage', exported)} download>
              {t.exportJson}
            </ButtonLink>
          </p>
        </>
      )}
    </>,
  );
}

/** More offices than this are shown län by län until one is chosen. */
const MOST_OFFICES = 24;

/** GET /tackning.csv with the parameters of the page: a row per task and office. */
export async function downloadCoverage(c: Http) {
  const { question } = asked(c);
  const view = await coverageView(contextOf(c), question);
  return c.body(coverageCsv(view, question, c.get('locale')), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="tackning-${question.day}.csv"`,
  });
}
