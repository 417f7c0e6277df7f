import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import type { Locale } from '../texts.ts';
import { type ChartData, chartTexts, type Value } from './shape.ts';

export const WIDE = 760;
export const NARROW = 360;

/** A figure: its picture at two widths (the room that it has decides which is shown), its caption, and its numbers as a table. */
export const Chart: FC<{
  data: ChartData;
  wide: Child;
  narrow: Child;
  /** More of what the reader should know, under the picture. */
  note?: Child;
}> = ({ data, wide, narrow, note }) => (
  <figure class="figure" id={data.id}>
    <figcaption class="figure-title">{data.title}</figcaption>
    <div class="figure-room">
      <div class="figure-wide">{wide}</div>
      <div class="figure-narrow">{narrow}</div>
    </div>
    {note === undefined ? null : <p class="figure-note">{note}</p>}
    <details class="figure-table">
      <summary>{chartTexts[data.locale].asTable}</summary>
      <ChartTable data={data} />
    </details>
  </figure>
);

/** One drawing of a chart, with its words for who does not see it. */
export const Picture: FC<
  PropsWithChildren<{ id: string; width: number; height: number; title: string; description: string }>
> = ({ id, width, height, title, description, children }) => (
  <svg
    viewBox={`0 0 ${width} ${height}`}
    class="figure-picture"
    role="img"
    aria-labelledby={`${id}-title ${id}-desc`}
  >
    <title id={`${id}-title`}>{title}</title>
    <desc id={`${id}-desc`}>{description}</desc>
    <defs>
      <pattern
        id={`${id}-reported`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="figure-hatch-ground" width="7" height="7" />
        <line class="figure-hatch" x1="0" y1="0" x2="0" y2="7" />
      </pattern>
    </defs>
    {children}
  </svg>
);

/** What a cell of the table says of a value. */
export function said(value: Value | undefined, format: (value: number) => string, locale: Locale): Child {
  const t = chartTexts[locale];
  if (value === 'hidden') return <span class="figure-hidden">{t.hidden}</span>;
  if (value === null || value === undefined)
    return (
      <>
        <span aria-hidden="true">{t.none}</span>
        <span class="sr-only">{t.noneSaid}</span>
      </>
    );
  return format(value);
}

const ChartTable: FC<{ data: ChartData }> = ({
  data: { title, categoryName, categories, series, format, locale },
}) => (
  <section class="table-box" tabindex={0} aria-label={title}>
    <table>
      <caption class="sr-only">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{categoryName}</th>
          {series.map(({ name }) => (
            <th scope="col" class="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map(({ name }, index) => (
          <tr>
            <th scope="row">{name}</th>
            {series.map(({ values }) => (
              <td class="number">{said(values[index], format, locale)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
