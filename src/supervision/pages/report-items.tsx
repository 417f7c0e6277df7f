import type { FC } from 'hono/jsx';
import { Badge, Button } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { ReportView } from '../queries/reports.server.ts';
import { ITEM_NUMBER } from '../rules/report-items.ts';
import { deskTexts } from '../texts.ts';
import { DeviationBadge } from './deviation-parts.tsx';

/** The report held against Kammarkollegiet's list, item by item; what is missing is confirmed as a deviation from here. */
export const Items: FC<{ view: ReportView; action: string; locale: Locale }> = ({ view, action, locale }) => {
  const t = deskTexts[locale];
  const { judged } = view;
  const of = (item: string) => judged?.findings.find((each) => each.item === item);
  return (
    <section aria-labelledby="items" class="desk-items">
      <h2 id="items">{t.report.items}</h2>
      <p class="help">{t.report.itemsLead}</p>
      <p class="quiet">
        {judged === null
          ? t.report.notJudged
          : t.report.judged(judged.by ?? t.someone, formatMoment(judged.at))}
      </p>
      <form method="post" action={action}>
        {/* The first button is what the Enter key presses: it saves, and confirms nothing. */}
        <button type="submit" hidden>
          {t.report.saveItems}
        </button>
        <Table<ReportView['items'][number]>
          caption={t.report.itemsCaption}
          hideCaption
          rows={view.items}
          empty=""
          columns={[
            {
              head: t.report.columns.item,
              cell: ({ item, optional }) => (
                <>
                  {`${ITEM_NUMBER[item]} ${t.item[item]}`}
                  {optional ? <span class="quiet">{` (${t.report.optional})`}</span> : null}
                </>
              ),
            },
            {
              head: t.report.columns.derived,
              cell: ({ fulfilled, optional }) => (
                <Badge kind={fulfilled ? 'good' : optional ? 'quiet' : 'wrong'}>
                  {fulfilled ? t.report.fulfilled : t.report.missing}
                </Badge>
              ),
            },
            {
              head: t.report.columns.confirmed,
              cell: ({ item, fulfilled }) => (
                <select id={item} name={item} aria-label={t.report.judgementOf(t.item[item])}>
                  {(['yes', 'no'] as const).map((value) => (
                    <option value={value} selected={(of(item)?.fulfilled ?? fulfilled) === (value === 'yes')}>
                      {value === 'yes' ? t.report.fulfilled : t.report.missing}
                    </option>
                  ))}
                </select>
              ),
            },
            {
              head: t.report.columns.note,
              cell: ({ item }) => (
                <input
                  name={`${item}.note`}
                  aria-label={t.report.noteFor(t.item[item])}
                  maxlength={1000}
                  value={of(item)?.note ?? ''}
                />
              ),
            },
            {
              head: t.report.columns.deviation,
              cell: (row) => (
                <ItemDeviation
                  view={view}
                  row={row}
                  missing={!(of(row.item)?.fulfilled ?? row.fulfilled)}
                  action={action}
                  locale={locale}
                />
              ),
            },
          ]}
        />
        <Button kind="quiet">{t.report.saveItems}</Button>
      </form>
    </section>
  );
};

/** Where an item is noted as a deviation, or the button that makes it one. */
const ItemDeviation: FC<{
  view: ReportView;
  row: ReportView['items'][number];
  missing: boolean;
  action: string;
  locale: Locale;
}> = ({ view, row: { item, optional }, missing, action, locale }) => {
  const t = deskTexts[locale];
  const noted = view.deviations.findLast((each) => each.code === 'item-missing' && each.subject === item);
  if (noted !== undefined && (noted.state !== 'suggested' || !missing))
    return (
      <a href={`/kammarkollegiet/avvikelser/${noted.id}`}>
        <DeviationBadge state={noted.state} locale={locale} />
      </a>
    );
  if (!missing || optional) return <span class="quiet">–</span>;
  return (
    <button
      class="link"
      type="submit"
      formaction={`${action}/avvikelse`}
      name="item"
      value={item}
      aria-label={t.report.confirmMissingOf(t.item[item])}
    >
      {t.report.confirmMissing}
    </button>
  );
};
