import type { FC } from 'hono/jsx';
import { handOverTexts } from '../../handovers/texts.ts';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { ReturnedRow } from '../returned.server.ts';
import { questionTexts } from '../texts.ts';
import { questionColumn } from './question-rows.tsx';
import { percentText } from './told.tsx';

/** What departments have sent back, and why. */
export const Returned: FC<{
  rows: readonly ReturnedRow[];
  query: string;
  guided: ReadonlySet<string>;
  locale: Locale;
}> = ({ rows, query, guided, locale }) => {
  const t = questionTexts[locale];
  const { columns } = t.returned;
  const back = rows.filter(({ returned }) => returned > 0);
  const reasonText: Readonly<Record<string, string>> = handOverTexts[locale].reason;
  return (
    <>
      {back.length === 0 ? null : <p class="quiet">{t.returned.lead}</p>}
      <Table<ReturnedRow>
        caption={t.returned.title}
        hideCaption
        dense
        rows={back}
        empty={<p>{t.returned.empty}</p>}
        columns={[
          questionColumn(columns.question, { query, guided, locale }),
          {
            head: columns.department,
            cell: ({ department }) => (department === '' ? t.returned.noDepartment : department),
          },
          {
            head: columns.handedOver,
            number: true,
            cell: ({ handedOver }) => formatNumber(handedOver, locale),
          },
          {
            head: columns.returned,
            number: true,
            cell: (row) =>
              `${formatNumber(row.returned, locale)} (${percentText(row.returned, row.handedOver, locale)})`,
          },
          {
            head: columns.reasons,
            wide: true,
            cell: ({ reasons }) =>
              Object.entries(reasons)
                .toSorted(([, a], [, b]) => b - a)
                .map(([reason, count]) =>
                  t.returned.reason(reasonText[reason] ?? reason, formatNumber(count, locale)),
                )
                .join(', '),
          },
        ]}
      />
    </>
  );
};
