import type { Child, FC } from 'hono/jsx';
import type { Period } from '../kernel/plain-date.ts';
import { formatPeriod } from './format.ts';
import type { Locale } from './texts.ts';

// Registers: the table, what stands in its cells, and the links to its other pages.

interface TableProps<Row> {
  readonly caption: string;
  readonly hideCaption?: boolean;
  readonly columns: readonly {
    readonly head: string;
    readonly cell: (row: Row) => Child;
    readonly number?: boolean;
    /** Much text: on a narrow screen it takes the width of the card. */
    readonly wide?: boolean;
    /** What stands in it says what it is: on a narrow screen its name is left out. */
    readonly bare?: boolean;
  }[];
  readonly rows: readonly Row[];
  /** What to do first, when there are none. */
  readonly empty: Child;
  /** On a narrow screen each value stands beside its name, in lines: a list that one runs through. */
  readonly dense?: boolean;
}

/**
 * A register: the first column is each row's heading. On a narrow screen a row of many columns, or of a dense one, becomes
 * a card, with the heads from `data-head`; one of few scrolls inside itself.
 */
export function Table<Row>({ caption, hideCaption, columns, rows, empty, dense }: TableProps<Row>) {
  if (rows.length === 0) return <div class="empty">{empty}</div>;
  const many = dense || columns.length > 3;
  const box = `table-box${many ? ' table-box--many' : ''}${dense ? ' table-box--dense' : ''}`;
  return (
    <section class={box} tabindex={0} aria-label={caption}>
      <table>
        <caption class={hideCaption ? 'sr-only' : ''}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={column.number ? 'number' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th scope="row">{unbroken(column.cell(row))}</th>
                ) : (
                  <td
                    class={column.number ? 'number' : undefined}
                    data-head={many && !column.bare ? column.head : undefined}
                    data-wide={column.wide ? '' : undefined}
                  >
                    {unbroken(column.cell(row))}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const DAY_OR_HOURS = /(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d\d:\d\d–\d\d:\d\d)/;

/** A day, moment or span of hours in the words of a cell is not broken at its hyphens. */
function unbroken(cell: Child): Child {
  if (typeof cell !== 'string' || !DAY_OR_HOURS.test(cell)) return cell;
  return cell
    .split(DAY_OR_HOURS)
    .map((part, index) => (index % 2 === 1 ? <span class="whole">{part}</span> : part));
}

/** A period in a narrow column: it breaks between its days, never within one. */
export const PeriodText: FC<{ period: Period; locale: Locale }> = ({ period, locale }) => {
  const [first = '', last = ''] = formatPeriod(period, locale).split(' – ');
  return (
    <>
      <span class="whole">{first} –</span> <span class="whole">{last}</span>
    </>
  );
};

/** Pages of a long list. */
export const Pages: FC<{
  label: string;
  page: number;
  pages: number;
  href: (page: number) => string;
  previous: string;
  next: string;
}> = ({ label, page, pages, href, previous, next }) =>
  pages <= 1 ? null : (
    <nav class="pages" aria-label={label}>
      {page > 1 ? <a href={href(page - 1)}>{previous}</a> : null}
      <span>
        {page} / {pages}
      </span>
      {page < pages ? <a href={href(page + 1)}>{next}</a> : null}
    </nav>
  );
