import type { FC } from 'hono/jsx';
import { Badge, Mark } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Question, QuestionRow, Questions } from '../questions.server.ts';
import { questionTexts } from '../texts.ts';
import { weekNumber } from '../weeks.ts';
import { Spark } from './charts.tsx';
import { Count, countText } from './told.tsx';

/** A question is a task of an authority. */
export function nameOf(question: Question, locale: Locale): string {
  return locale === 'sv' ? question.taskSv : question.taskEn;
}

export const QuestionLink: FC<{ question: Question; query: string; guided?: boolean; locale: Locale }> = ({
  question,
  query,
  guided = false,
  locale,
}) => (
  <span class="question-name">
    <Mark short={question.principalShort} />
    <span>
      <a href={`/fragor/${question.taskId}/${question.principalId}?${query}`}>{nameOf(question, locale)}</a>
      <span class="quiet question-of">
        {question.principal}
        {guided ? ` · ${questionTexts[locale].guidance.has}` : ''}
      </span>
    </span>
  </span>
);

/** Which question a row is about, with a mark where the desk has guidance on it. */
export const questionColumn = (
  head: string,
  { query, guided, locale }: { query: string; guided: ReadonlySet<string>; locale: Locale },
) => ({
  head,
  cell: (row: Question) => (
    <QuestionLink
      question={row}
      query={query}
      guided={guided.has(`${row.taskId} ${row.principalId}`)}
      locale={locale}
    />
  ),
});

export const Weekly: FC<{ row: QuestionRow; id: string; locale: Locale }> = ({ row, id, locale }) => {
  const t = questionTexts[locale].spark;
  const most = Math.max(0, ...row.weekly.map((count) => (count === 'withheld' ? 0 : count)));
  return (
    <Spark
      id={id}
      values={row.weekly}
      title={t.title(nameOf(row, locale))}
      description={t.description(
        row.weekly.length,
        countText(row.weekly.at(-1) ?? null, locale),
        formatNumber(most, locale),
      )}
    />
  );
};

export const TrendBadge: FC<{ row: Pick<QuestionRow, 'trend'>; locale: Locale }> = ({ row, locale }) => (
  <Badge kind={row.trend === 'growing' || row.trend === 'new' ? 'good' : 'quiet'}>
    {questionTexts[locale].trend[row.trend]}
  </Badge>
);

export const WeeksTable: FC<{
  rows: readonly QuestionRow[];
  found: Pick<Questions, 'mondays'>;
  locale: Locale;
}> = ({ rows, found, locale }) => {
  const t = questionTexts[locale].top;
  return (
    <Table<QuestionRow>
      caption={t.asTable}
      hideCaption
      rows={rows}
      empty={null}
      columns={[
        { head: t.columns.question, cell: (row) => `${nameOf(row, locale)} (${row.principalShort})` },
        ...found.mondays.map((monday, index) => ({
          head: t.week(weekNumber(monday)),
          number: true,
          cell: (row: QuestionRow) => <Count told={row.weekly[index] ?? null} locale={locale} />,
        })),
      ]}
    />
  );
};
