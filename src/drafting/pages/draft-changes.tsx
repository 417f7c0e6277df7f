import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Contact, DraftContent, DraftTask } from '../draft.ts';
import { historyTexts } from '../history-texts.ts';
import type { Registers } from '../queries/registers.server.ts';
import type { Change } from '../rules/merge.ts';
import { draftTexts } from '../texts.ts';

interface Props {
  readonly changes: readonly Change[];
  readonly registers: Registers;
  /** What the two sides are called. */
  readonly before: string;
  readonly after: string;
  readonly caption: string;
  readonly locale: Locale;
}

interface Row {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** What differs, field by field: what came, went and changed is said in words. */
export const Changes: FC<Props> = ({ changes, registers, before, after, caption, locale }) => {
  const t = historyTexts[locale];
  return (
    <Table<Row>
      caption={caption}
      hideCaption
      rows={rowsOf(changes, registers, locale)}
      empty={<p>{t.nothing}</p>}
      columns={[
        { head: draftTexts[locale].field, cell: ({ field }) => field },
        {
          head: t.kind,
          cell: ({ kind }) => (
            <Badge kind={kind === 'added' ? 'good' : kind === 'removed' ? 'wrong' : 'neutral'}>
              {t.kinds[kind]}
            </Badge>
          ),
        },
        { head: before, cell: (row) => row.before },
        { head: after, cell: (row) => row.after },
      ]}
    />
  );
};

/** Offices and parties that came and went stand in one line each. */
function rowsOf(changes: readonly Change[], registers: Registers, locale: Locale): Row[] {
  const listed = (['offices', 'parties'] as const).flatMap((field): Row[] => {
    const of = changes.filter((change) => change.field === field && !isWhole(change));
    if (of.length === 0) return [];
    const names = (side: 'before' | 'after') =>
      of.flatMap((change) => (change[side] === null ? [] : nameOf(field, Number(change[side]), registers)));
    return [rowOf(fieldName(field, locale), names('before').join(', '), names('after').join(', '))];
  });
  const rest = changes.filter(({ field, ...change }) => !isList(field) || isWhole({ field, ...change }));
  return [
    ...rest.map(({ field, before, after }) =>
      rowOf(
        fieldName(field, locale),
        said(field, before, registers, locale),
        said(field, after, registers, locale),
      ),
    ),
    ...listed,
  ];
}

function rowOf(field: string, before: string, after: string): Row {
  const kind = before === '' ? 'added' : after === '' ? 'removed' : 'changed';
  return { field, before: before === '' ? '–' : before, after: after === '' ? '–' : after, kind };
}

const isList = (field: keyof DraftContent) => field === 'offices' || field === 'parties';

/** "All offices" on one of the sides: then both are told as wholes. */
function isWhole({ before, after }: Change): boolean {
  return [before, after].some((side) => side === 'all' || Array.isArray(side));
}

function nameOf(field: 'offices' | 'parties', id: number, registers: Registers): string {
  return registers[field].get(id)?.name ?? String(id);
}

function fieldName(field: keyof DraftContent, locale: Locale): string {
  const t = draftTexts[locale];
  const h = historyTexts[locale];
  const names: Readonly<Partial<Record<keyof DraftContent, string>>> = {
    firstAnswerDays: t.firstAnswer,
    finalAnswerDays: t.finalAnswer,
    noticeMonths: t.notice,
    tasks: t.task,
    contacts: h.contact,
    governmentDirected: h.directed,
  };
  const own: Readonly<Record<string, unknown>> = t;
  const name = names[field] ?? own[field];
  return typeof name === 'string' ? name : field;
}

function said(field: keyof DraftContent, value: unknown, registers: Registers, locale: Locale): string {
  const t = draftTexts[locale];
  if (value === null || value === '') return '';
  if (value === 'all') return t.officesAll;
  if (Array.isArray(value)) return value.map((id) => nameOf('offices', Number(id), registers)).join(', ');
  if (field === 'tasks') return taskSaid(value as DraftTask, registers, locale);
  if (field === 'contacts') {
    const { authorityId, function: role, email, phone } = value as Contact;
    return [registers.parties.get(authorityId)?.name, role, email, phone].filter(Boolean).join(', ');
  }
  if (typeof value === 'boolean') return value ? historyTexts[locale].yes : historyTexts[locale].no;
  if (field === 'competence') return t.competenceOf[value as DraftContent['competence']];
  return String(value);
}

function taskSaid(task: DraftTask, registers: Registers, locale: Locale): string {
  const t = draftTexts[locale];
  const known = registers.tasks.get(Number(task.taskId));
  const party = (id: number | null) => (id === null ? '' : (registers.parties.get(id)?.shortName ?? ''));
  return [
    known === undefined ? t.newTask : locale === 'sv' ? known.nameSv : known.nameEn,
    `${party(task.principalId)} → ${party(task.performerId)}`,
    task.exercisesAuthority ? t.exercises : '',
    task.requiresPersonalData ? t.personal : '',
    task.listedSeparately ? t.separately : '',
    task.performersNamed ? t.named : '',
    task.catalogueCode ?? '',
    task.access.map((id) => registers.systems.get(id)?.name ?? id).join(' + '),
    task.offices === 'all' ? '' : task.offices.map((id) => registers.offices.get(id)?.name ?? id).join(' + '),
  ]
    .filter((part) => part !== '' && part !== ' → ')
    .join(', ');
}
