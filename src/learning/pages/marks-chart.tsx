import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { mappingTexts } from '../mapping-texts.ts';
import { type Handled, MARK_PERCENT, MARKS, type Mark, sharesOf } from '../rules/marks.ts';
import { LEAST_TOLD } from '../rules/withhold.ts';
import { ShareBars } from './charts.tsx';

/** The share that the desk can answer, beside what others have found (seed 004). */
export const MarksChart: FC<{ handled: Handled; outside: boolean; locale: Locale }> = ({
  handled,
  outside,
  locale,
}) => {
  const t = mappingTexts[locale].marks;
  const shares = sharesOf(handled);
  const parts: Readonly<Record<Mark, readonly [number, number]>> = {
    uncomplicated: [handled.simple, handled.contacts],
    handled: [handled.solved + handled.partly, handled.contacts],
    calls: [handled.callsSolved, handled.calls],
  };
  const small = (count: number) => count > 0 && count < LEAST_TOLD;
  const rows = MARKS.map((mark) => {
    const [part, whole] = parts[mark];
    // A share is a count beside its whole, and what is left of it is one too.
    const hidden = outside && (small(part) || small(whole - part) || small(whole));
    const percent = hidden ? null : shares[mark];
    return { mark, part, whole, percent, text: percent === null ? '–' : `${Math.round(percent)} %` };
  });
  return (
    <section>
      <h2 id="marks">{t.title}</h2>
      <ShareBars
        id="marks-chart"
        title={t.title}
        description={`${t.description}. ${rows.map(({ mark, text }) => `${t.name[mark]}: ${text}`).join('. ')}.`}
        bars={rows.map(({ mark, percent, text }) => ({
          name: t.name[mark],
          ...{ percent, text },
          mark: MARK_PERCENT[mark],
        }))}
      />
      <p class="quiet">{t.lines}</p>
      <details>
        <summary>{t.asTable}</summary>
        <Table
          caption={t.title}
          hideCaption
          rows={rows}
          empty={null}
          columns={[
            { head: t.columns.share, cell: ({ mark }) => t.name[mark] },
            { head: t.columns.ours, number: true, cell: ({ text }) => text },
            {
              head: t.columns.of,
              number: true,
              cell: ({ part, whole, percent }) =>
                whole === 0
                  ? t.none
                  : percent === null
                    ? '–'
                    : t.of(formatNumber(part, locale), formatNumber(whole, locale)),
            },
            { head: t.columns.mark, wide: true, cell: ({ mark }) => t.mark[mark] },
          ]}
        />
        <p class="quiet">{t.source}</p>
      </details>
    </section>
  );
};
