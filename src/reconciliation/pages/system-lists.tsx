import type { FC } from 'hono/jsx';
import { problemSentence } from '../../imports/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { type Errors, Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { TakenList } from '../commands/take-access-list.server.ts';
import type { ListRow, SystemView } from '../queries.server.ts';
import { reconciliationTexts } from '../texts.ts';

// The lists of who has access in a system: taking one, why it was not taken, and those that were.

/** What a form on the page was told. */
export interface Told {
  readonly errors: Errors;
  readonly refused?: Extract<TakenList, { ok: false }>;
  readonly given: Readonly<Record<string, string>>;
}

/** Why a list was not taken: each row that is wrong. */
export const Refused: FC<{ refused: Told['refused'] | undefined; locale: Locale }> = ({
  refused,
  locale,
}) => {
  if (refused === undefined) return null;
  const t = reconciliationTexts[locale].list;
  return (
    <Notice kind="wrong" focus>
      <p>{t.refused}</p>
      <ul>
        {refused.problems.slice(0, 200).map((problem) => (
          <li>
            {t.row(problem.line)}
            {problem.field === null ? null : ` (${problem.field})`}: {problemSentence(problem, locale)}
          </li>
        ))}
      </ul>
      {refused.more === 0 ? null : <p>{t.more(formatNumber(refused.more, locale))}</p>}
    </Notice>
  );
};

/** Taking the list of a day. */
export const TakeList: FC<{ system: SystemView; today: string; told: Told | undefined; locale: Locale }> = ({
  system,
  today,
  told,
  locale,
}) => {
  const t = reconciliationTexts[locale].list;
  return (
    <section aria-labelledby="take-list">
      <h2 id="take-list">{t.title}</h2>
      <p class="help">{t.help}</p>
      <form
        method="post"
        action={`/behorigheter/${system.id}/lista`}
        enctype="multipart/form-data"
        class="stack"
      >
        <Input
          name="takenOn"
          type="date"
          label={t.takenOn}
          value={told?.given.takenOn ?? today}
          error={told?.errors.takenOn}
          required
        />
        <Input name="file" type="file" label={t.file} error={told?.errors.file} required />
        <Button kind="quiet">{t.submit}</Button>
      </form>
    </section>
  );
};

/** The lists that were taken, and what each changed. */
export const Lists: FC<{ lists: readonly ListRow[]; locale: Locale }> = ({ lists, locale }) => {
  const t = reconciliationTexts[locale];
  const number = (of: (row: ListRow) => number) => (row: ListRow) => formatNumber(of(row), locale);
  return (
    <Table<ListRow>
      caption={t.list.history}
      rows={lists}
      empty={t.list.none}
      columns={[
        { head: t.columns.takenOn, cell: (row) => row.takenOn },
        { head: t.columns.file, cell: (row) => row.fileName },
        { head: t.columns.rows, cell: number((row) => row.officers), number: true },
        { head: t.columns.begun, cell: number((row) => row.begun), number: true },
        { head: t.columns.ended, cell: number((row) => row.ended), number: true },
        { head: t.state.surplus, cell: number((row) => row.surplus), number: true },
        { head: t.state.missing, cell: number((row) => row.missing), number: true },
        { head: t.columns.by, cell: (row) => row.by },
      ]}
    />
  );
};
