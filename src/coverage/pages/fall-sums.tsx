import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { fallTexts } from '../fall-texts.ts';
import type { FallingAwayRow } from '../queries/falls-away.server.ts';
import { type FallSum, fallSums } from '../rules/fall-sums.ts';

/** As many as are read at a glance; the rest is folded. */
const FIRST = 8;

/** What falls away by task and by office. `href`: the rows of a task, or of an office. */
export const FallSums: FC<{
  rows: readonly FallingAwayRow[];
  href: (query: Readonly<Record<string, string>>) => string;
  locale: Locale;
}> = ({ rows, href, locale }) => {
  const t = fallTexts[locale];
  const { tasks, offices } = fallSums(rows);
  return (
    <>
      <p class="help">{t.help}</p>
      <Sums
        title={t.byTask}
        head={t.task}
        sums={tasks}
        name={({ task }) => (
          <>
            <a href={href({ uppgift: `${task.principalId}-${task.task.id}` })}>
              {locale === 'sv' ? task.nameSv : task.nameEn}
            </a>{' '}
            <span class="quiet">{task.principal}</span>
          </>
        )}
        locale={locale}
      />
      <Sums
        title={t.byOffice}
        head={t.office}
        sums={offices}
        name={({ office }) => <a href={href({ kontor: String(office.id) })}>{office.name}</a>}
        locale={locale}
      />
    </>
  );
};

type Sum = FallSum<FallingAwayRow>;

const Sums: FC<{
  title: string;
  head: string;
  sums: readonly Sum[];
  name: (row: FallingAwayRow) => unknown;
  locale: Locale;
}> = ({ title, head, sums, name, locale }) => {
  const t = fallTexts[locale];
  const most = Math.max(1, ...sums.map(({ nobody, nobodyHere }) => nobody + nobodyHere));
  const n = (value: number) => formatNumber(value, locale);
  const table = (rows: readonly Sum[]) => (
    <Table<Sum>
      caption={title}
      hideCaption
      rows={rows}
      empty={null}
      columns={[
        { head, cell: ({ of }) => <>{name(of)}</> },
        {
          head: t.nobody,
          cell: (sum) => (
            <>
              <Bar sum={sum} most={most} /> {n(sum.nobody)}
            </>
          ),
          number: true,
        },
        { head: t.nobodyHere, cell: (sum) => n(sum.nobodyHere), number: true },
        { head: t.acts, cell: (sum) => n(sum.acts), number: true },
      ]}
    />
  );
  return (
    <section>
      <h2>{title}</h2>
      {table(sums.slice(0, FIRST))}
      {sums.length <= FIRST ? null : (
        <details>
          <summary>{t.rest(n(sums.length - FIRST))}</summary>
          {table(sums.slice(FIRST))}
        </details>
      )}
    </section>
  );
};

/** Filled: nobody at all is left; lighter: nobody at the office. The numbers stand beside it. */
const Bar: FC<{ sum: Sum; most: number }> = ({ sum: { nobody, nobodyHere }, most }) => {
  const all = (nobody / most) * 100;
  return (
    <svg class="fall-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="fall-bar-nobody" width={all} height="8" />
      <rect class="fall-bar-here" x={all} width={(nobodyHere / most) * 100} height="8" />
    </svg>
  );
};
