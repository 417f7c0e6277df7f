import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { askedAddress } from '../asked.ts';
import { changeOf, formatChange, formatShown } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import type { Shown, ShownRow } from '../protect.ts';
import { statisticsTexts } from '../texts.ts';
import type { Frame } from './frame.tsx';

/** To the month before and the one after. */
export function MonthSteps({ month, frame: { locale, asked, today } }: { month: string; frame: Frame }) {
  const t = pageTexts[locale].month;
  const at = Temporal.PlainDate.from(`${month}-01`);
  const href = (months: number) =>
    `/statistik/manad${askedAddress(asked, {}, { manad: at.add({ months }).toString().slice(0, 7) })}`;
  return (
    <nav class="statistics-quick" aria-label={t.choose}>
      <ul>
        <li>
          <a href={href(-1)}>← {t.previous}</a>
        </li>
        {month < today.slice(0, 7) ? (
          <li>
            <a href={href(1)}>{t.next} →</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

/** All offices, or those alone that were open all the time: said, and one click from the other. */
export function Which({
  frame: { locale, asked },
  month,
  counted,
}: {
  frame: Frame;
  month: string;
  counted: number;
}) {
  const t = pageTexts[locale].month;
  const href = (same: boolean) =>
    `/statistik/manad${askedAddress(asked, { sameOfficesOnly: same }, { manad: month })}`;
  if (asked.place.kind === 'office') return null;
  return (
    <nav class="statistics-quick" aria-label={t.which}>
      <ul>
        {[false, true].map((same) => (
          <li>
            <a href={href(same)} aria-current={asked.sameOfficesOnly === same ? 'true' : undefined}>
              {same && asked.sameOfficesOnly
                ? t.same(formatNumber(counted, locale))
                : same
                  ? t.same('…').replace(' (…)', '')
                  : t.all}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The month and what is accumulated until it, this year and each earlier one. */
export function EachYear({ row, month, frame: { locale } }: { row: ShownRow; month: string; frame: Frame }) {
  const t = pageTexts[locale].month;
  const years = [
    { year: month.slice(0, 4), cells: row.cells, accumulated: row.accumulated, own: true },
    ...row.compared.map(({ period, cells, accumulated }) => ({
      year: period.to.slice(0, 4),
      cells,
      accumulated,
      own: false,
    })),
  ];
  const none = statisticsTexts[locale].none;
  const against = (cell: Shown | undefined, other: Shown | undefined, own: boolean) => {
    if (own) return none;
    if (cell?.hidden || other?.hidden) return statisticsTexts[locale].hidden;
    const change = changeOf(cell, other);
    return change === null ? none : formatChange(change, locale);
  };
  return (
    <Table
      caption={t.each}
      hideCaption
      rows={years}
      empty=""
      columns={[
        { head: t.columns.year, cell: ({ year }) => year },
        { head: t.columns.month, cell: ({ cells }) => formatShown(cells[0], 'count', locale), number: true },
        {
          head: t.columns.monthChange,
          cell: ({ cells, own }) => against(row.cells[0], cells[0], own),
          number: true,
        },
        {
          head: t.columns.accumulated,
          cell: ({ accumulated }) => formatShown(accumulated?.[0], 'count', locale),
          number: true,
        },
        {
          head: t.columns.accumulatedChange,
          cell: ({ accumulated, own }) => against(row.accumulated?.[0], accumulated?.[0], own),
          number: true,
        },
      ]}
    />
  );
}
