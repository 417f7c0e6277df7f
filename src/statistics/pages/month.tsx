import type { Http } from '../../shell/http.ts';
import { Notice } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { queryOf, yearUntil } from '../asked.ts';
import { changeOf, formatChange, formatShown, monthName } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import type { Shown, ShownTable } from '../protect.ts';
import { monthOf } from '../rules/whole-months.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { errorsOf, Filter, type Frame, framed, statisticsPage } from './frame.tsx';
import { EachYear, MonthSteps, Which } from './month-parts.tsx';
import { SeriesChart } from './parts.tsx';
import { ShareTable } from './share-table.tsx';

/** GET /statistik/manad?plats=&manad=2026-10&samma=: the monthly follow-up, month and accumulated, against each earlier year. */
export function showMonth(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asked, names, asker, today } = frame;
    const t = pageTexts[locale].month;
    const usual = Temporal.PlainDate.from(today)
      .with({ day: 1 })
      .subtract({ days: 1 })
      .toString()
      .slice(0, 7);
    const given = c.req.query('manad') ?? '';
    const valid = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(given) && given <= today.slice(0, 7);
    const faults = given === '' || valid ? frame.faults : { ...frame.faults, manad: 'not-a-month' };
    const month = valid ? given : usual;
    const told: Frame = { ...frame, faults };
    const year = { ...asked, period: yearUntil(month) };
    const visits = (same: boolean) =>
      queryOf({ ...year, sameOfficesOnly: same }, ['visits', 'contacts', 'matters'], {
        by: 'month',
        accumulated: true,
        compare: 'each-earlier-year',
      });
    const wrong = Object.keys(faults).length > 0;
    const query = visits(asked.sameOfficesOnly);
    const table =
      wrong || query === null ? null : await asker.table({ ...query, measures: query.measures.slice(0, 1) });
    const days = monthOf(month);
    const shares = queryOf({ ...asked, period: days }, ['matters'], {
      by: 'authority',
      compare: 'year-before',
    });
    const accumulated = queryOf(year, ['matters'], { by: 'authority', compare: 'year-before' });
    const monthShares =
      wrong || shares === null || asked.authority !== undefined ? null : await asker.table(shares);
    const yearShares =
      wrong || accumulated === null || asked.authority !== undefined ? null : await asker.table(accumulated);
    const place = names.scope(asked);
    const title = t.title(capital(monthName(month, locale)), place);
    return statisticsPage(
      c,
      told,
      { here: 'month', title },
      <>
        <h1>{title}</h1>
        <Filter
          frame={told}
          action="/statistik/manad"
          hide={['period']}
          more={
            <>
              <Input
                name="manad"
                type="text"
                label={t.choose}
                value={given === '' ? month : given.slice(0, 20)}
                error={errorsOf(faults, locale).manad}
              />
              {asked.sameOfficesOnly ? <input type="hidden" name="samma" value="ja" /> : null}
            </>
          }
        />
        <MonthSteps month={month} frame={told} />
        {table === null ? null : table.recordedFrom === null ? (
          <p class="empty">{statisticsTexts[locale].recordedNothing}</p>
        ) : (
          <Followed
            table={table}
            month={month}
            frame={told}
            shares={monthShares}
            yearShares={yearShares}
            over={month < today.slice(0, 7)}
          />
        )}
      </>,
    );
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Followed({
  table,
  month,
  frame,
  shares,
  yearShares,
  over,
}: {
  table: ShownTable;
  month: string;
  frame: Frame;
  shares: ShownTable | null;
  yearShares: ShownTable | null;
  over: boolean;
}) {
  const { locale, asked } = frame;
  const t = pageTexts[locale].month;
  const row = table.rows.find(({ key }) => key === month) ?? table.rows.at(-1);
  const now = row?.cells[0];
  const sum = row?.accumulated?.[0];
  const last = row?.compared[0];
  const name = capital(monthName(month, locale));
  const until = monthName(month, locale);
  const change = changeOf(now, last?.cells[0]);
  const sumChange = changeOf(sum, last?.accumulated?.[0]);
  const said = (cell: Shown | undefined) => formatShown(cell, 'count', locale);
  const before = last?.period.to.slice(0, 4) ?? '';
  return (
    <>
      {over ? null : <Notice>{t.partial}</Notice>}
      {table.closedMonths.includes(month) ? <p class="quiet">{t.closedMonth}</p> : null}
      <p class="lead month-finding">
        <strong>
          {change === null
            ? t.findingAlone(name, said(now))
            : t.finding(
                name,
                said(now),
                formatChange(change, locale),
                `${monthName(month, locale, false)} ${before}`,
              )}
        </strong>
        <br />
        {sumChange === null
          ? t.accumulatedAlone(until, said(sum))
          : t.accumulated(until, said(sum), formatChange(sumChange, locale), before)}
      </p>
      <Which frame={frame} month={month} counted={table.officesCounted} />
      <h2>{t.each}</h2>
      {row === undefined ? null : <EachYear row={row} month={month} frame={frame} />}
      <SeriesChart
        id="ackumulerat"
        title={
          sumChange === null
            ? t.accumulatedAlone(until, said(sum))
            : t.accumulated(until, said(sum), formatChange(sumChange, locale), before)
        }
        description={t.drawn}
        table={table}
        part="accumulated"
        as="lines"
        locale={locale}
      />
      <SeriesChart
        id="manader"
        title={t.monthly}
        description={t.drawnMonths}
        table={{ ...table, rows: table.rows.map((one) => ({ ...one, compared: one.compared.slice(0, 1) })) }}
        as="columns"
        locale={locale}
      />
      {shares === null || yearShares === null || shares.rows.length === 0 ? null : (
        <>
          <h2>{t.shares}</h2>
          <p class="quiet">{t.sharesHelp}</p>
          <div class="side-by-side">
            <ShareTable
              caption={name}
              table={shares}
              locale={locale}
              head={statisticsTexts[locale].by.authority}
            />
            <ShareTable
              caption={`${statisticsTexts[locale].columns.accumulated} ${month.slice(0, 4)}`}
              table={yearShares}
              locale={locale}
              head={statisticsTexts[locale].by.authority}
            />
          </div>
        </>
      )}
      <h2>{t.offices}</h2>
      {table.offices.length === 0 ? (
        <p class="quiet">{t.noOffices}</p>
      ) : (
        <>
          <p class="quiet">{t.officesHelp}</p>
          <ul>
            {table.offices.map(({ name: office, opened, closed }) => (
              <li>
                {office}:{' '}
                {[opened === null ? null : t.opened(opened), closed === null ? null : t.closed(closed)]
                  .filter((part) => part !== null)
                  .join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <About
        table={{ ...table, withheld: [table, shares, yearShares].some((one) => one?.withheld === true) }}
        locale={locale}
        asked={asked}
      />
    </>
  );
}
