import type { FC } from 'hono/jsx';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { ButtonLink } from '../../ui/components.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { guidedQuestions } from '../guidance.server.ts';
import { type QuestionRow, type Questions, questionsAsked, wordsAsked } from '../questions.server.ts';
import { returnedOf } from '../returned.server.ts';
import { LEAST_ASKED, MUCH } from '../rules/growing.ts';
import { isOutside } from '../side.ts';
import { questionTexts } from '../texts.ts';
import { AskedForm, askedPage, privacyText } from './asked.tsx';
import { QuestionLink, questionColumn, TrendBadge, Weekly, WeeksTable } from './question-rows.tsx';
import { Returned } from './returned.tsx';
import { Count, countText, percentText } from './told.tsx';
import { WordList } from './words.tsx';

const FIRST = 10;

interface Props {
  readonly found: Questions;
  readonly query: string;
  readonly locale: Locale;
}

/** GET /fragor: what people ask, what grows, and what came back. */
export async function showQuestions(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = questionTexts[locale];
  const asked = await askedPage(c);
  const [found, returned, words, guided] = await Promise.all([
    questionsAsked(ctx, asked),
    returnedOf(ctx, asked),
    wordsAsked(ctx, asked),
    guidedQuestions(ctx),
  ]);
  const props = { found, query: asked.query, locale };
  const outside = isOutside(asked.side);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead[asked.side]}</p>
      <AskedForm c={c} path="/fragor" asked={asked} locale={locale} />
      <p class="quiet">
        {t.days(found.first, found.last)}. {privacyText(asked, locale)}
      </p>
      <Growing {...props} />
      <section>
        <h2 id="top">{t.top.title}</h2>
        <Top {...props} all={c.req.query('alla') === '1'} fourWeeks={asked.period === 4} guided={guided} />
        {found.rows.length === 0 ? null : (
          <p>
            <ButtonLink href={`/fragor.csv?${asked.query}`} download>
              {t.csv}
            </ButtonLink>
          </p>
        )}
      </section>
      <section>
        <h2 id="returned">{t.returned.title}</h2>
        {asked.side === 'office' || asked.side === 'authority' ? (
          <Returned rows={returned} query={asked.query} guided={guided} locale={locale} />
        ) : (
          <p class="quiet">{t.returned.noParty}</p>
        )}
      </section>
      <section>
        <h2 id="words">{t.words.title}</h2>
        <WordList words={words} outside={outside} locale={locale} />
      </section>
    </>,
  );
}

const Growing: FC<Props> = ({ found, query, locale }) => {
  const t = questionTexts[locale].growing;
  const rows = found.rows.filter(({ trend }) => trend === 'growing' || trend === 'new').slice(0, 6);
  return (
    <section>
      <h2 id="growing">{t.title}</h2>
      {rows.length === 0 ? <p class="quiet">{t.empty}</p> : null}
      <ul class="growing">
        {rows.map((row) => (
          <li>
            <QuestionLink question={row} query={query} locale={locale} />
            <Weekly row={row} id={`grows-${row.taskId}-${row.principalId}`} locale={locale} />
            <p>
              {t.compared(countText(row.now, locale), countText(row.before, locale))}.{' '}
              <span class="quiet">
                {row.lastYear === null ? t.noLastYear : `${t.lastYear(countText(row.lastYear, locale))}.`}
              </span>
            </p>
          </li>
        ))}
      </ul>
      <details class="quiet">
        <summary>{t.ruleTitle}</summary>
        <p>{t.rule(LEAST_ASKED, Math.round((MUCH - 1) * 100))}</p>
      </details>
    </section>
  );
};

const Top: FC<Props & { all: boolean; fourWeeks: boolean; guided: ReadonlySet<string> }> = ({
  found,
  query,
  all,
  fourWeeks,
  guided,
  locale,
}) => {
  const t = questionTexts[locale];
  const { columns } = t.top;
  const rows = all ? found.rows : found.rows.slice(0, FIRST);
  return (
    <>
      <Table<QuestionRow>
        caption={t.top.title}
        hideCaption
        dense
        rows={rows}
        empty={<p>{t.top.empty}</p>}
        columns={[
          questionColumn(columns.question, { query, guided, locale }),
          { head: columns.asked, number: true, cell: (row) => <Count told={row.asked} locale={locale} /> },
          { head: columns.share, number: true, cell: (row) => percentText(row.asked, found.total, locale) },
          // Of four weeks that is what was asked.
          ...(fourWeeks
            ? []
            : [
                {
                  head: columns.now,
                  number: true,
                  cell: (row: QuestionRow) => <Count told={row.now} locale={locale} />,
                },
              ]),
          { head: columns.before, number: true, cell: (row) => <Count told={row.before} locale={locale} /> },
          { head: columns.trend, bare: true, cell: (row) => <TrendBadge row={row} locale={locale} /> },
          {
            head: columns.weeks,
            bare: true,
            cell: (row) => <Weekly row={row} id={`top-${row.taskId}-${row.principalId}`} locale={locale} />,
          },
        ]}
      />
      {rows.length === found.rows.length ? null : (
        <p>
          <a href={`/fragor?${query}&alla=1#top`}>{t.top.all(found.rows.length)}</a>
        </p>
      )}
      {rows.length === 0 ? null : (
        <details>
          <summary>{t.top.asTable}</summary>
          <WeeksTable rows={rows} found={found} locale={locale} />
        </details>
      )}
    </>
  );
};
