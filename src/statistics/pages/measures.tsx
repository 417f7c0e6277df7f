import type { Child } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { viewHref } from '../asked.ts';
import {
  type Base,
  type Definition,
  MEASURES,
  type Measure,
  type MeasureKey,
  measureOf,
} from '../measures.ts';
import { type CountedMeasure, REPORT_MEASURES, reportMeasureOf } from '../of-reports/counted.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { seesAny, seesOf } from '../who-sees.ts';
import { framed, statisticsPage } from './frame.tsx';

/** GET /statistik/matt: what each measure is. For everybody, signed in or not: the open figures rest on them too. */
export function showMeasures(c: Http) {
  const t = pageTexts[c.get('locale')].measures;
  return shown(c, t.title, <MeasureList locale={c.get('locale')} />);
}

/** GET /statistik/matt/:key: one measure, all versions of its definition. */
export function showMeasure(c: Http) {
  const locale = c.get('locale');
  const key = c.req.param('key') ?? '';
  const addedUp = measureOf(key);
  const measure = addedUp ?? reportMeasureOf(key);
  if (measure === undefined) throw new Problem('not-found');
  const t = pageTexts[locale].measures;
  const latest = measure.versions.at(-1)!;
  const title = latest.name[locale];
  return shown(
    c,
    title,
    <>
      <p class="crumb">
        <a href="/statistik/matt">{t.back}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{latest.definition[locale]}</p>
      <dl class="facts">
        <dt>{t.columns.unit}</dt>
        <dd>{t.units[measure.unit]}</dd>
        <dt>{t.columns.of}</dt>
        <dd>{t.of[measure.of]}</dd>
        <dt>{t.columns.by}</dt>
        <dd>{splitNames(measure, locale)}</dd>
      </dl>
      <h2>{t.versions}</h2>
      <Table<Definition>
        caption={t.versions}
        hideCaption
        rows={measure.versions.toReversed()}
        empty=""
        columns={[
          {
            head: t.holds,
            cell: ({ version, from, to }) => statisticsTexts[locale].version(String(version), from, to ?? ''),
          },
          { head: t.definition, cell: ({ definition }) => definition[locale], wide: true },
          { head: t.formula, cell: ({ formula }) => formula[locale], wide: true },
          { head: t.source, cell: ({ source }) => <cite>{source}</cite> },
        ]}
      />
    </>,
    addedUp,
    true,
  );
}

function splitNames(measure: CountedMeasure, locale: Locale): string {
  const names = statisticsTexts[locale].by;
  return measure.by.length === 0
    ? pageTexts[locale].measures.alone
    : measure.by.map((split) => names[split].toLowerCase()).join(', ');
}

function MeasureList({ locale }: { locale: Locale }) {
  const t = pageTexts[locale].measures;
  return (
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {[...Map.groupBy<Base, CountedMeasure>(MEASURES, (measure) => measure.of)].map(([base, of]) => (
        <>
          <h2>{t.of[base].charAt(0).toUpperCase() + t.of[base].slice(1)}</h2>
          <Listed of={of} locale={locale} />
        </>
      ))}
      <h2>{t.ofReports}</h2>
      <p class="quiet">{t.ofReportsLead}</p>
      <Listed of={REPORT_MEASURES} locale={locale} />
    </>
  );
}

/** By what they count, each with its definition; its formula, source and versions are a click away. */
function Listed({ of, locale }: { of: readonly CountedMeasure[]; locale: Locale }) {
  return (
    <dl class="measure-list">
      {of.map(({ key, versions }) => (
        <>
          <dt>
            <a href={`/statistik/matt/${key}`}>{versions.at(-1)!.name[locale]}</a>
          </dt>
          <dd>{versions.at(-1)!.definition[locale]}</dd>
        </>
      ))}
    </dl>
  );
}

/** With the room's menu for who has it. */
function shown(c: Http, title: string, content: Child, measure?: Measure, within = false) {
  const actor = c.get('actor');
  if (actor === null || !seesAny(seesOf(actor))) return page(c, { title }, content);
  return framed(c, async (frame) =>
    statisticsPage(
      c,
      frame,
      { here: 'measures', title, within },
      <>
        {content}
        {measure === undefined ||
        (frame.asked.authority !== undefined && !measure.by.includes('authority')) ? null : (
          <p>
            <a
              href={viewHref({
                place: frame.asked.place,
                period: frame.asked.period,
                authority: frame.asked.authority,
                measures: [measure.key as MeasureKey],
                by: 'month',
                compare: 'year-before',
              })}
            >
              {pageTexts[frame.locale].measures.show}
            </a>
          </p>
        )}
      </>,
    ),
  );
}
