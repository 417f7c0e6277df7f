import type { FC, PropsWithChildren } from 'hono/jsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { AgreementOfYear } from '../agreements-of-year.ts';
import type { ReportContent, TaskExtent } from '../content.ts';
import { OFFICE_COMMENTS, type OfficeFigure } from '../office-answer.ts';
import { rowsHref } from '../rows-behind.ts';
import { reportTexts, wayTexts } from '../texts.ts';
import { rowsTexts } from '../texts-rows.ts';
import { How, type PageState } from './report-fields.tsx';

/** 2.2: the list of agreements in force, each with the duty to account for it. */
export const Agreements: FC<{ state: PageState }> = ({ state: { view, locale } }) => {
  const t = reportTexts[locale].agreements;
  const { agreements, year } = view.derived;
  return (
    <>
      <Table<AgreementOfYear>
        caption={t.caption(agreements.length)}
        rows={agreements}
        empty={<p>{t.none(year)}</p>}
        columns={[
          {
            head: t.diary,
            cell: (row) => (
              <a class="whole" href={`/avtal/${row.id}`}>
                {row.diaryNumber}
              </a>
            ),
          },
          { head: t.name, cell: (row) => row.name },
          { head: t.parties, cell: (row) => row.counterparties.join(', ') },
          { head: t.valid, cell: (row) => <PeriodText period={row} locale={locale} /> },
          { head: t.version, cell: (row) => row.version, number: true },
          {
            head: t.duty,
            cell: ({ duty }) => (
              <>
                {duty.owed ? t.yes : t.no[duty.why]}
                {duty.provision === null ? null : (
                  <>
                    <br />
                    <cite>{duty.provision.ref}</cite>
                  </>
                )}
              </>
            ),
          },
        ]}
      />
      <How of={reportTexts[locale].section.agreements} locale={locale}>
        {reportTexts[locale].how.agreements}
      </How>
    </>
  );
};

/** What a table of the content alone is given: the reviewer's page has no more. */
export interface Shown {
  readonly view: { readonly content: ReportContent };
  /** Where the rows behind its figures are: for who sees them, of what the registers say today. */
  readonly rows?: string;
  readonly locale: Locale;
}

type TaskKind = 'authorityTasks' | 'personalDataTasks';
const MEASURE = {
  authorityTasks: 'report-authority-tasks',
  personalDataTasks: 'report-personal-data-tasks',
} as const;
interface TaskSum extends TaskExtent {
  readonly offices: number;
}

/** 3.2 and 3.3: the tasks over all offices, most often done first. */
export const Tasks: FC<{ state: Shown; kind: TaskKind }> = ({ state: { view, locale, rows }, kind }) => {
  const t = reportTexts[locale];
  return (
    <>
      <Table<TaskSum>
        caption={t.tasks.caption(t.section[kind])}
        hideCaption
        rows={overAllOffices(view.content.offices, kind)}
        empty={<p>{t.tasks.none}</p>}
        columns={[
          { head: t.tasks.task, cell: (row) => row.task },
          ...(kind === 'authorityTasks'
            ? [{ head: t.tasks.provision, cell: (row: TaskSum) => row.provision ?? '–' }]
            : []),
          {
            head: t.tasks.times,
            cell: (row) => (
              <Counted
                rows={rows}
                asked={{ matt: MEASURE[kind], uppgift: row.task, bestammelse: row.provision }}
                of={row.task}
              >
                {formatNumber(row.times, locale)}
              </Counted>
            ),
            number: true,
          },
          { head: t.tasks.offices, cell: (row) => formatNumber(row.offices, locale), number: true },
        ]}
      />
      <How of={t.section[kind]} locale={locale}>
        {t.how[kind]} {t.how.swedishDays}{' '}
        <a href={`/statistik/matt/${MEASURE[kind]}`}>{rowsTexts[locale].definition}</a>
      </How>
    </>
  );
};

function overAllOffices(offices: ReportContent['offices'], kind: TaskKind): TaskSum[] {
  const sums = new Map<string, TaskSum>();
  for (const office of offices)
    for (const extent of office[kind]) {
      const key = JSON.stringify([extent.task, extent.provision]);
      const sum = sums.get(key) ?? { ...extent, times: 0, offices: 0 };
      sums.set(key, { ...sum, times: sum.times + extent.times, offices: sum.offices + 1 });
    }
  return [...sums.values()].sort((a, b) => b.times - a.times);
}

type OfficeRow = ReportContent['offices'][number];

/** 3.5: office by office, with what was done there and the figures. */
export const Offices: FC<{ state: Shown }> = ({ state: { view, locale, rows } }) => {
  const t = reportTexts[locale].offices;
  const { offices, year } = view.content;
  const localities = [...new Set(offices.map((office) => office.locality))];
  const number = (value: number) => formatNumber(value, locale);
  return (
    <>
      {offices.length === 0 ? null : (
        <p>{t.localities(new Intl.ListFormat(locale, { type: 'conjunction' }).format(localities))}</p>
      )}
      <Table<OfficeRow>
        caption={t.caption(offices.length)}
        rows={offices}
        empty={<p>{t.none(year)}</p>}
        columns={[
          {
            head: t.office,
            cell: (row) => (
              <>
                {row.name}
                <span class="report-place">{place(row)}</span>
                <Answered row={row} locale={locale} />
              </>
            ),
          },
          {
            head: t.authorityTasks,
            cell: (row) => <Extents row={row} kind="authorityTasks" rows={rows} locale={locale} />,
          },
          {
            head: t.personalDataTasks,
            cell: (row) => <Extents row={row} kind="personalDataTasks" rows={rows} locale={locale} />,
          },
          { head: t.surplus, cell: (row) => number(row.surplusAccess), number: true },
          {
            head: t.fte,
            cell: (row) =>
              t.fteOf(number(row.authorityShareOfFullTimeEquivalents), number(row.fullTimeEquivalents)),
            number: true,
          },
          {
            head: t.visitors,
            cell: (row) => (
              <Counted rows={rows} asked={{ matt: 'report-visits', kontor: row.name }} of={row.name}>
                {number(row.visitors)}
              </Counted>
            ),
            number: true,
          },
        ]}
      />
    </>
  );
};

function place({ locality, municipality }: OfficeRow): string {
  return locality === municipality ? locality : `${locality}, ${municipality}`;
}

const Extents: FC<{ row: OfficeRow; kind: TaskKind; rows: string | undefined; locale: Locale }> = ({
  row,
  kind,
  rows,
  locale,
}) =>
  row[kind].length === 0 ? (
    <span>{reportTexts[locale].offices.nothing}</span>
  ) : (
    <ul class="report-extents">
      {row[kind].map(({ task, provision, times }) => (
        <li>
          <span class="number">
            <Counted
              rows={rows}
              asked={{ matt: MEASURE[kind], kontor: row.name, uppgift: task, bestammelse: provision }}
              of={`${task}, ${row.name}`}
            >
              {formatNumber(times, locale)}
            </Counted>
          </span>{' '}
          {task}
        </li>
      ))}
    </ul>
  );

/** A figure, linked to what it counts for who sees it; `of`: what it is a figure of, said before it to who cannot see the table. */
const Counted: FC<
  PropsWithChildren<{ rows: string | undefined; asked: Parameters<typeof rowsHref>[1]; of: string }>
> = ({ rows, asked, of, children }) =>
  rows === undefined ? (
    <span>{children}</span>
  ) : (
    <a href={rowsHref(rows, asked)}>
      <span class="sr-only">{of}: </span>
      {children}
    </a>
  );

/** What the office itself has answered, folded: its comments, and the figures that it holds to be others. */
const Answered: FC<{ row: OfficeRow; locale: Locale }> = ({ row: { answer }, locale }) => {
  if (answer === null) return null;
  const t = wayTexts[locale];
  const said = OFFICE_COMMENTS.flatMap((item) => {
    const correction = item in answer.corrections ? answer.corrections[item as OfficeFigure] : null;
    const figure =
      correction === null ? [] : [`${formatNumber(correction.value, locale)} (${correction.reason})`];
    const words = [...figure, ...(answer.comments[item] === '' ? [] : [answer.comments[item]])];
    return words.length === 0 ? [] : [`${t.questions.item[item]}: ${words.join(' ')}`];
  });
  return (
    <details class="report-how">
      <summary>{t.offices.answered(formatDay(answer.on, locale), answer.by)}</summary>
      {said.length === 0 ? (
        <p>{t.questions.nothing}</p>
      ) : (
        said.map((line) => <p class="report-words">{line}</p>)
      )}
    </details>
  );
};
