import type { FC } from 'hono/jsx';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { ButtonLink, Notice } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { COMPLEXITIES, SUITS } from '../mapping.ts';
import { byExtent, byHandling, type CrossTable, handledOf, listOf } from '../mapping-result.ts';
import { mappingTexts } from '../mapping-texts.ts';
import { type Told, tell } from '../rules/withhold.ts';
import { isOutside, sideAsked } from '../side.ts';
import { type StudyResult, studyResult } from '../studies.server.ts';
import { suitableTexts } from '../suitable-texts.ts';
import { questionTexts } from '../texts.ts';
import { MarksChart } from './marks-chart.tsx';
import { Sides } from './studies.tsx';
import { judge, Suitable, thresholdsAsked } from './suitable.tsx';
import { Count, percentText } from './told.tsx';

/** GET /kartlaggning/:id: what a study shows to a side. */
export async function showStudy(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mappingTexts[locale];
  const id = idParam(c);
  const side = sideAsked(ctx.actor, c.req.query('hos'));
  const outside = isOutside(side);
  const result = await studyResult(ctx, id, side);
  const { study, counted, coverage } = result;
  const limits = thresholdsAsked(c);
  const search = new URL(c.req.url).search;
  // So few that even the whole would tell of somebody.
  const tooFew = outside && tell(coverage.mapped) === 'withheld';
  const tables = counted.length > 0 && !tooFew;
  return page(
    c,
    { title: study.name },
    <>
      <p class="crumb">
        <a href={`/kartlaggning?hos=${side}`}>{t.back}</a>
      </p>
      <h1>{study.name}</h1>
      {study.purpose === '' ? null : <p class="lead">{study.purpose}</p>}
      <p class="quiet">
        {study.firstOn} – {study.lastOn} · {study.offices.join(', ')}
        {study.authorities.length === 0 ? '' : ` · ${study.authorities.join(', ')}`}
      </p>
      <Sides c={c} side={side} />
      <CoveragePart result={result} outside={outside} locale={locale} />
      {tables ? (
        <>
          {outside ? <p class="quiet">{questionTexts[locale].privacy}</p> : null}
          <MarksChart handled={handledOf(counted)} outside={outside} locale={locale} />
          <Suitable
            judged={judge(result.questions, limits, outside)}
            {...{ limits, outside, locale }}
            judging
            path={`/kartlaggning/${id}`}
            keep={{ hos: side }}
          />
          <div class="study-tables">
            <Cross
              table={byHandling(counted, outside)}
              title={t.tables.handling}
              names={t.handling}
              locale={locale}
            />
            <Cross
              table={byExtent(counted, outside)}
              title={t.tables.extent}
              names={t.extent}
              locale={locale}
            />
            <List
              rows={listOf(counted, COMPLEXITIES, ({ complexity }) => complexity, outside)}
              title={t.tables.complexity}
              names={t.complexity}
              total={coverage.mapped}
              locale={locale}
            />
            <List
              rows={listOf(counted, SUITS, ({ suits }) => suits, outside)}
              title={t.tables.judged}
              names={t.suits}
              total={coverage.mapped}
              locale={locale}
            />
          </div>
          <p class="row">
            <ButtonLink href={`/kartlaggning/${id}/export.csv${search}`} download>
              {t.export.csv}
            </ButtonLink>
            <ButtonLink href={`/kartlaggning/${id}/export.xlsx${search}`} download>
              {t.export.xlsx}
            </ButtonLink>
          </p>
        </>
      ) : null}
    </>,
  );
}

const CoveragePart: FC<{ result: StudyResult; outside: boolean; locale: Locale }> = ({
  result: { coverage, offices },
  outside,
  locale,
}) => {
  const t = mappingTexts[locale].coverage;
  const { mapped, contacts } = coverage;
  if (mapped === 0) return <p class="empty">{t.none}</p>;
  const hidden = outside && [mapped, contacts, contacts - mapped].some((count) => tell(count) === 'withheld');
  const share = percentText(mapped, contacts, locale);
  return (
    <section>
      <h2 id="coverage">{t.title}</h2>
      {hidden ? (
        <p>{t.withheld}</p>
      ) : (
        <p>
          {t.text(formatNumber(mapped, locale), formatNumber(contacts, locale), share)}{' '}
          {mapped * 2 < contacts ? null : mapped === contacts ? null : t.rest}
        </p>
      )}
      {mapped * 2 < contacts ? <Notice kind="wrong">{t.low}</Notice> : null}
      {outside || offices.length < 2 ? null : (
        <Table
          caption={t.title}
          hideCaption
          rows={offices}
          empty={null}
          columns={[
            { head: t.columns.office, cell: ({ office }) => office },
            { head: t.columns.contacts, number: true, cell: (row) => formatNumber(row.contacts, locale) },
            { head: t.columns.mapped, number: true, cell: (row) => formatNumber(row.mapped, locale) },
            {
              head: t.columns.share,
              number: true,
              cell: (row) => percentText(row.mapped, row.contacts, locale),
            },
          ]}
        />
      )}
    </section>
  );
};

function Cross<Column extends string>({
  table,
  title,
  names,
  locale,
}: {
  table: CrossTable<Column>;
  title: string;
  names: Readonly<Record<Column, string>>;
  locale: Locale;
}) {
  const t = mappingTexts[locale];
  const cell = (told: Told) => (
    <>
      <Count told={told} locale={locale} />{' '}
      {told === 'withheld' || told === 0 ? null : (
        <span class="quiet front-count">{percentText(told, table.total, locale)}</span>
      )}
    </>
  );
  const rows = [
    ...table.rows.map(({ kind, cells, sum }) => ({ name: t.kind[kind], cells, sum })),
    { name: t.tables.all, cells: table.sums, sum: table.total },
  ];
  return (
    <section class="study-cross">
      <h2>{title}</h2>
      <Table
        caption={title}
        hideCaption
        dense
        rows={rows}
        empty={null}
        columns={[
          { head: t.tables.kind, cell: ({ name }) => name },
          ...table.columns.map((column, index) => ({
            head: names[column],
            number: true,
            cell: (row: (typeof rows)[number]) => cell(row.cells[index] ?? 0),
          })),
          { head: t.tables.all, number: true, cell: ({ sum }) => cell(sum) },
        ]}
      />
    </section>
  );
}

function List<Key extends string>({
  rows,
  title,
  names,
  total,
  locale,
}: {
  rows: readonly { readonly key: Key; readonly count: Told }[];
  title: string;
  names: Readonly<Record<Key, string>>;
  total: number;
  locale: Locale;
}) {
  const t = mappingTexts[locale];
  return (
    <section>
      <h2>{title}</h2>
      <Table
        caption={title}
        hideCaption
        rows={rows}
        empty={null}
        columns={[
          { head: title, cell: ({ key }) => names[key] },
          {
            head: suitableTexts[locale].columns.contacts,
            number: true,
            cell: ({ count }) => <Count told={count} locale={locale} />,
          },
          {
            head: t.marks.columns.share,
            number: true,
            cell: ({ count }) => percentText(count, total, locale),
          },
        ]}
      />
    </section>
  );
}
