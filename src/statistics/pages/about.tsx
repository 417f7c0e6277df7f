import type { Child, FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { type Asked, askedAddress, fileHref, viewHref } from '../asked.ts';
import type { ShownTable } from '../protect.ts';
import { addressOf, type FigureQuery } from '../query.ts';
import { statisticsTexts } from '../texts.ts';

/** What the reader should know of the figures above, and where they can be taken. */
export const About: FC<{
  table: ShownTable;
  locale: Locale;
  asked?: Asked;
  files?: boolean;
  children?: Child;
}> = ({ table, locale, asked, files = true, children }) => {
  const t = statisticsTexts[locale];
  const changed = [...Map.groupBy(table.columns, ({ measure }) => measure).values()].filter(
    (list) => list.length > 1,
  );
  return (
    <footer class="statistics-about">
      {changed.map(([first]) => (
        <p>
          <strong>{t.definitionChanged(first!.version.name[locale])}</strong>
        </p>
      ))}
      <p class="quiet">
        {table.withheld ? `${t.withheld} ` : ''}
        {table.query.sameOfficesOnly
          ? t.sameOffices(formatNumber(table.officesCounted, locale))
          : table.officesCounted > 1
            ? t.offices(formatNumber(table.officesCounted, locale))
            : ''}{' '}
        {table.recordedFrom === null ? t.recordedNothing : t.recordedFrom(table.recordedFrom)}{' '}
        {table.correctionCount > 0 ? (
          <>
            {t.corrected(formatNumber(table.correctionCount, locale))}{' '}
            {asked === undefined ? null : (
              <a href={`/statistik/rattelser${askedAddress(asked)}`}>{t.correctedLink}</a>
            )}
          </>
        ) : null}
      </p>
      {children}
      {files ? <Files query={table.query} locale={locale} /> : null}
    </footer>
  );
};

/** A view as files, on a schedule, and by itself. */
export const Files: FC<{ query: FigureQuery; locale: Locale; open?: boolean; rows?: boolean }> = ({
  query,
  locale,
  open = true,
  rows = false,
}) => {
  const t = statisticsTexts[locale].files;
  return (
    <nav class="statistics-files" aria-label={t.label}>
      <ul>
        {open ? (
          <li>
            <a href={viewHref(query)}>{t.open}</a>
          </li>
        ) : null}
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <li>
            <a href={fileHref(query, format)} download>
              {t[format]}
            </a>
          </li>
        ))}
        {rows ? (
          <li>
            <a
              href={`/statistik/rader?${addressOf({ ...query, by: 'none', compare: 'none', accumulated: false })}`}
            >
              {t.rows}
            </a>
          </li>
        ) : null}
        <li>
          <a href={`/statistik/utskick/nytt?${addressOf(query)}`}>{t.schedule}</a>
        </li>
      </ul>
    </nav>
  );
};
