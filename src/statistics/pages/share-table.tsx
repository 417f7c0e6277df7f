import type { FC } from 'hono/jsx';
import { ShareBar } from '../../ui/charts/small.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { formatDifference, formatShown, formatValue, rowName, unitOf } from '../format.ts';
import type { ShownRow, ShownTable } from '../protect.ts';
import { statisticsTexts } from '../texts.ts';

/** Rows of a register with their number, share of the total and change: a bar in each row, readable with long names. */
export const ShareTable: FC<{
  caption: string;
  table: ShownTable;
  locale: Locale;
  head: string;
  link?: (row: ShownRow) => string | null;
  limit?: number;
  hideCaption?: boolean;
}> = ({ caption, table, locale, head, link, limit = 1000, hideCaption = false }) => {
  const t = statisticsTexts[locale];
  const unit = unitOf(table.columns[0]!.measure);
  const whole = table.total.cells[0];
  const most = Math.max(0, ...table.rows.map((row) => row.cells[0]?.value ?? 0));
  const counted = unit === 'count';
  const share = (row: ShownRow) => {
    const cell = row.cells[0];
    return cell?.value != null && whole?.value ? cell.value / whole.value : null;
  };
  const year = table.total.compared[0]?.period.to.slice(0, 4);
  return (
    <div class="shares">
      <Table<ShownRow>
        caption={caption}
        hideCaption={hideCaption}
        rows={table.rows.slice(0, limit)}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head,
            cell: (row) => {
              const href = link?.(row) ?? null;
              const name = rowName(row.label, locale);
              return href === null ? name : <a href={href}>{name}</a>;
            },
          },
          { head: t.columns.count, cell: (row) => formatShown(row.cells[0], unit, locale), number: true },
          ...(counted
            ? [
                {
                  head: t.columns.share,
                  cell: (row: ShownRow) => {
                    const of = share(row);
                    return of === null ? (
                      formatShown(row.cells[0]?.hidden ? row.cells[0] : undefined, unit, locale)
                    ) : (
                      <span class="share">
                        <span>{formatValue(of, 'share', locale)}</span>
                        <ShareBar share={most === 0 ? 0 : (row.cells[0]?.value ?? 0) / most} />
                      </span>
                    );
                  },
                  number: true,
                },
              ]
            : []),
          ...(year === undefined
            ? []
            : [
                {
                  head: `${t.columns.change} ${year}`,
                  cell: (row: ShownRow) =>
                    formatDifference(row.cells[0], row.compared[0]?.cells[0], unit, locale),
                  number: true,
                },
              ]),
        ]}
      />
    </div>
  );
};
