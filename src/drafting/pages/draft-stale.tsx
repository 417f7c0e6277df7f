import type { FC } from 'hono/jsx';
import { Notice } from '../../ui/components.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Registers } from '../queries/registers.server.ts';
import type { Difference } from '../rules/differences.ts';
import { draftTexts } from '../texts.ts';

/** Two coordinators wrote at once: what each said, side by side, above the form with one's own. */
export const Differences: FC<{
  differs: readonly Difference[];
  registers: Registers;
  locale: Locale;
}> = ({ differs, registers, locale }) => {
  const t = draftTexts[locale];
  return (
    <>
      <Notice kind="wrong" focus>
        <strong>{t.stale}.</strong> {t.staleHelp}
      </Notice>
      <Table<Difference>
        caption={t.stale}
        hideCaption
        rows={differs}
        empty={<p>{t.saved}</p>}
        columns={[
          { head: t.field, cell: ({ field }) => fieldName(field, locale) },
          { head: t.yours, cell: ({ mine }) => said(mine, registers, locale) },
          { head: t.theirs, cell: ({ theirs }) => said(theirs, registers, locale) },
        ]}
      />
    </>
  );
};

function fieldName(field: string, locale: Locale): string {
  const t: Readonly<Record<string, unknown>> = draftTexts[locale];
  const [list = '', row] = field.split('.');
  const label = { firstAnswerDays: 'firstAnswer', finalAnswerDays: 'finalAnswer', noticeMonths: 'notice' }[
    list
  ];
  const name = t[label ?? list];
  return `${typeof name === 'string' ? name : list}${row === undefined ? '' : ` ${Number(row) + 1}`}`;
}

function said(value: unknown, registers: Registers, locale: Locale): string {
  if (value === null || value === '') return '–';
  if (value === 'all') return draftTexts[locale].officesAll;
  if (Array.isArray(value)) return draftTexts[locale].officesChosen(value.length);
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value !== 'object') return String(value);
  const row = value as Record<string, unknown>;
  if ('function' in row) return [row.function, row.email, row.phone].filter(Boolean).join(', ');
  const task = registers.tasks.get(Number(row.taskId));
  const name = task === undefined ? '–' : locale === 'sv' ? task.nameSv : task.nameEn;
  const t = draftTexts[locale];
  return [
    name,
    row.exercisesAuthority ? t.exercises : '',
    row.requiresPersonalData ? t.personal : '',
    row.listedSeparately ? t.separately : '',
    row.catalogueCode,
  ]
    .filter(Boolean)
    .join(', ');
}
