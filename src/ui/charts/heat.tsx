import type { FC } from 'hono/jsx';
import type { Locale } from '../texts.ts';
import { said } from './chart.tsx';
import { chartTexts, type Value } from './shape.ts';

const SHADES = 6;

interface HeatProps {
  readonly title: string;
  readonly rowName: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** A row of values for each of `rows`. */
  readonly values: readonly (readonly Value[])[];
  readonly format: (value: number) => string;
  readonly locale: Locale;
}

/** A table whose cells are darker the larger their number: it is its own table, and reads in greyscale and without any colour. */
export const HeatTable: FC<HeatProps> = ({ title, rowName, rows, columns, values, format, locale }) => {
  const most = Math.max(0, ...values.flat().filter((value) => typeof value === 'number'));
  return (
    <section class="table-box heat" tabindex={0} aria-label={title}>
      <table>
        <caption class="heat-caption">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{rowName}</th>
            {columns.map((column) => (
              <th scope="col" class="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr>
              <th scope="row">{row}</th>
              {columns.map((_, column) => {
                const value = values[index]?.[column] ?? null;
                return <td class={`number heat-${shade(value, most)}`}>{said(value, format, locale)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** 0 for nothing, then one of six shades by share of the largest. */
export function shade(value: Value, most: number): number {
  if (typeof value !== 'number' || value <= 0 || most <= 0) return 0;
  return Math.min(SHADES, Math.max(1, Math.ceil((value / most) * SHADES)));
}

/** Monday to Sunday, short. */
export const weekdayNames = (locale: Locale): string[] => chartTexts[locale].weekdays.split(' ');
