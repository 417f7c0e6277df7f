import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { FIGURES, type Figure } from '../draft.ts';
import { rowsHref } from '../rows-behind.ts';
import { reportTexts } from '../texts.ts';
import { rowsTexts } from '../texts-rows.ts';
import { How, lastDay, type PageState, Written } from './report-fields.tsx';

/** 3.1: each figure with how it is counted, and what the author holds to be right instead. */
export const Figures: FC<{ state: PageState }> = ({ state }) => (
  <div class="report-figures">
    {FIGURES.map((figure) => (
      <OneFigure figure={figure} state={state} />
    ))}
  </div>
);

const OneFigure: FC<{ figure: Figure; state: PageState }> = ({ figure, state }) => {
  const { view, told, locale, rows } = state;
  const t = reportTexts[locale];
  const { derived, corrected } = view.content.totals[figure];
  const name = `corrections.${figure}`;
  const wrong = told !== null && Object.keys(told.errors).some((field) => field.startsWith(name));
  const given = told?.given[`${name}.value`] ?? '';
  return (
    <section class="report-figure">
      <h3>{t.figure[figure]}</h3>
      <p class="report-value">
        {figure === 'visitors' ? (
          <a href={rowsHref(rows, { matt: 'report-visits' })}>{formatNumber(derived, locale)}</a>
        ) : (
          formatNumber(derived, locale)
        )}{' '}
        {corrected === null ? null : (
          <Badge kind="good">{t.figures.corrected(formatNumber(corrected, locale))}</Badge>
        )}
      </p>
      <How of={t.figure[figure]} locale={locale}>
        {figure === 'surplusAccess' ? t.how.surplusAccess(lastDay(state)) : t.how[figure]} {t.how.swedishDays}
        {figure === 'visitors' ? (
          <>
            {' '}
            <a href="/statistik/matt/report-visits">{rowsTexts[locale].definition}</a>
          </>
        ) : null}
      </How>
      <details open={wrong || corrected !== null || given !== ''}>
        <summary>{t.figures.correct(t.figure[figure])}</summary>
        <fieldset class="stack" id={name}>
          <legend class="sr-only">{t.figure[figure]}</legend>
          <Written state={state} name={`${name}.value`} kind="line" label={t.field.value} />
          <Written state={state} name={`${name}.reason`} rows={3} label={t.field.reason} />
        </fieldset>
      </details>
    </section>
  );
};
