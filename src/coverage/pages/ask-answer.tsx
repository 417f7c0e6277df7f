import type { FC, PropsWithChildren } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { ServiceLevel } from '../../law/facts.ts';
import { SERVICE_LEVELS } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import type { OverviewRow, Pair, Question, Source } from '../queries/ask.server.ts';
import type { Branch } from '../queries/reasoned.server.ts';
import { Reasoning } from './reasoning.tsx';

/** A sentence, the conditions, all grounds, then the sources in their own words. */
export const Answer: FC<
  PropsWithChildren<{
    verdict: Verdict;
    question: Question & { readonly officer: string; readonly office: string };
    pair: Pair;
    today: PlainDate;
    sources: readonly Source[];
    branches: readonly Branch[];
    /** Where the office and the officer can be read of, for who may. */
    records: readonly { readonly href: string; readonly text: string }[];
    locale: Locale;
  }>
> = ({ verdict, question, pair, today, sources, branches, records, locale, children }) => {
  const t = askTexts[locale];
  const words = {
    officer: question.officer,
    office: question.office,
    principal: pair.principal,
    task: locale === 'sv' ? pair.nameSv : pair.nameEn,
    level: t.level1[question.level],
    day: formatDay(question.day, locale),
  };
  const tense = question.day === today ? 'Now' : question.day > today ? 'Coming' : '';
  const sentence = t[`${verdict.permitted ? 'yes' : 'no'}${tense}` as const](words);
  const conditions = verdict.permitted ? verdict.conditions : [];
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" class="answer">
        {sentence}
      </h2>
      {verdict.permitted ? null : <p>{t.insteadSignpost}</p>}
      {conditions.length === 0 ? null : (
        <>
          <h3>{t.conditions}</h3>
          <ul>
            {conditions.map((condition) => (
              <li>{verdictTexts[locale].condition[condition]}</li>
            ))}
          </ul>
        </>
      )}
      {verdict.permitted ? null : children}
      <Reasoning verdict={verdict} branches={branches} locale={locale} />
      {records.length === 0 ? null : (
        <p>
          {t.records}:{' '}
          {records.map(({ href, text }, index) => (
            <>
              {index === 0 ? '' : ' · '}
              <a href={href}>{text}</a>
            </>
          ))}
        </p>
      )}
      {sources.length === 0 ? null : (
        <section>
          <h3>{t.sources}</h3>
          <ul>
            {sources.map(({ what, text, source, verifiedOn }) => (
              <li>
                <strong>{what}</strong> {text === null ? null : <q>{text}</q>}{' '}
                <span class="quiet">{t.verified(source, verifiedOn)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
};

/** All tasks, four levels each: a lamp for the eye, a word for the ear. */
export const Overview: FC<{
  rows: readonly OverviewRow[];
  officer: string;
  office: string;
  day: PlainDate;
  href: (row: OverviewRow, level: ServiceLevel) => string;
  locale: Locale;
}> = ({ rows, officer, office, day, href, locale }) => {
  const t = askTexts[locale];
  const levels = verdictTexts[locale].level;
  const title = t.overview(officer, office, formatDay(day, locale));
  return (
    <div>
      <h2 id="answer">{title}</h2>
      {rows.length === 0 ? null : <p class="help">{t.overviewHelp}</p>}
      <Table<OverviewRow>
        caption={title}
        hideCaption
        rows={rows}
        empty={<p>{t.noPairs}</p>}
        columns={[
          { head: t.columns.task, cell: (row) => (locale === 'sv' ? row.nameSv : row.nameEn) },
          { head: t.columns.authority, cell: (row) => row.principal },
          ...SERVICE_LEVELS.map((level, index) => ({
            head: levels[level],
            cell: (row: OverviewRow) => {
              const may = row.steps[index]?.verdict.permitted === true;
              return (
                <a class={may ? 'lamp lamp--lit' : 'lamp'} href={href(row, level)}>
                  <span aria-hidden="true">{may ? '●' : '○'}</span>
                  <span class="sr-only">
                    {may ? t.may : t.mayNot}: {levels[level]}
                  </span>
                </a>
              );
            },
          })),
        ]}
      />
    </div>
  );
};
