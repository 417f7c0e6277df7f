import type { FC } from 'hono/jsx';
import type { PageOf } from '../../platform/paging.ts';
import { Button } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { DiaryRow } from '../diary/read.server.ts';
import { diaryTexts } from '../diary/texts.ts';

/** What is registered, as the authority sees it itself; what is withheld says so, and is changed there. */
export const OwnEntries: FC<{ list: PageOf<DiaryRow>; locale: Locale }> = ({ list, locale }) => {
  const t = diaryTexts[locale];
  const shown = (row: DiaryRow) =>
    row.counterpartWithheld && row.subjectWithheld
      ? t.shows.neither
      : row.counterpartWithheld
        ? t.shows.subject
        : row.subjectWithheld
          ? t.shows.counterpart
          : t.shows.both;
  return (
    <>
      <Table<DiaryRow>
        caption={t.mine}
        hideCaption
        dense
        rows={list.rows}
        empty={t.empty}
        columns={[
          {
            head: t.columns.number,
            cell: (row) =>
              row.handOverId === null ? (
                <span class="whole">{row.number}</span>
              ) : (
                <a class="whole" href={`/overlamningar/${row.handOverId}`}>
                  {row.number}
                </a>
              ),
          },
          { head: t.columns.day, bare: true, cell: (row) => formatDay(row.datedOn, locale) },
          { head: t.columns.direction, bare: true, cell: (row) => t.direction[row.direction] },
          {
            head: t.columns.counterpart,
            wide: true,
            cell: (row) => (row.counterpart === '' ? '–' : row.counterpart),
          },
          { head: t.columns.subject, cell: (row) => row.subject, wide: true },
          {
            head: t.columns.shown,
            wide: true,
            cell: (row) => (
              <details>
                <summary>{shown(row)}</summary>
                <form method="post" action={`/diarium/${row.id}/visning`}>
                  <label class="check">
                    <input
                      type="checkbox"
                      name="counterpart"
                      value="true"
                      checked={row.counterpartWithheld}
                    />
                    <span>{t.counterpartWithheld}</span>
                  </label>
                  <label class="check">
                    <input type="checkbox" name="subject" value="true" checked={row.subjectWithheld} />
                    <span>{t.subjectWithheld}</span>
                  </label>
                  <Button kind="quiet">{t.saveShown}</Button>
                </form>
              </details>
            ),
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/diarium?sida=${n}`}
        previous={t.newer}
        next={t.older}
      />
    </>
  );
};
