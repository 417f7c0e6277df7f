import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { COLUMNS, type Column, columnText, exampleCsv, IMPORT_KINDS, type ImportKind } from '../columns.ts';
import { importTexts } from '../texts.ts';
import { type BatchRow, batches, mayImport } from './import-queries.server.ts';
import { endedPage, formatOf, progressPage } from './import-result.tsx';
import { runningImport, startImport } from './running-imports.server.ts';
import { importPageTexts } from './texts.ts';

const ImportForm = z.object({
  kind: z.enum(IMPORT_KINDS, { error: 'required' }),
  file: z.instanceof(File, { error: 'required' }).refine((file) => file.name !== '', { error: 'required' }),
});

/** GET /import */
export async function showImport(c: Http) {
  return importPage(c, 200, {}, {});
}

/** POST /import (multipart): the whole file, or the list of what is wrong with it. */
export async function importAction(c: Http) {
  const ctx = contextOf(c);
  mayImport(ctx);
  const locale = c.get('locale');
  const form = await readForm(c, ImportForm);
  if (!form.ok) {
    const errors = errorTexts(form.errors, locale);
    const file = errors.file === undefined ? {} : { file: importPageTexts[locale].fileMissing };
    return importPage(c, 422, form.given, { ...errors, ...file });
  }
  const { kind, file } = form.data;
  const { id, state } = await startImport(
    { pool: ctx.pool, actor: ctx.actor, role: 'administrator', clock: ctx.clock },
    {
      kind,
      fileName: file.name,
      format: formatOf(file.name),
      content: new Uint8Array(await file.arrayBuffer()),
    },
  );
  return state.ended === null ? c.redirect(`/import/pagar/${id}`, 303) : endedPage(c, state);
}

/** GET /import/pagar/:id: how far it has come, asked again each second; then what came of it. */
export async function showRunningImport(c: Http) {
  const ctx = contextOf(c);
  mayImport(ctx);
  const state = runningImport(ctx.actor.userId, c.req.param('id') ?? '');
  if (state === null) return c.redirect('/import');
  return state.ended === null ? progressPage(c, state) : endedPage(c, state);
}

/** GET /import/exempel/:kind */
export async function exampleFile(c: Http) {
  mayImport(contextOf(c));
  const kind = IMPORT_KINDS.find((one) => one === c.req.param('kind'));
  if (kind === undefined) throw new Problem('not-found');
  return c.body(exampleCsv(kind), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${kind}.csv"`,
  });
}

async function importPage(
  c: Http,
  status: 200 | 422,
  given: Readonly<Record<string, string>>,
  errors: Errors,
) {
  const locale = c.get('locale');
  const t = importPageTexts[locale];
  const history = await batches(contextOf(c));
  return page(
    c,
    { title: t.title, status },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="post" action="/import" enctype="multipart/form-data" class="stack">
        <Select
          name="kind"
          label={t.kind}
          empty={t.choose}
          value={given.kind}
          error={errors.kind}
          required
          options={IMPORT_KINDS.map((kind) => ({ value: kind, label: importTexts[locale].kind[kind] }))}
        />
        <Input
          name="file"
          type="file"
          label={t.file}
          help={t.fileHelp}
          error={errors.file}
          accept=".csv,.json,text/csv,application/json"
          required
        />
        <Button>{t.submit}</Button>
      </form>
      <h2 class="section-head">{t.history}</h2>
      <History rows={history} locale={locale} />
      <h2>{t.columnsTitle}</h2>
      <p>{t.columnsLead}</p>
      {IMPORT_KINDS.map((kind) => (
        <Columns kind={kind} locale={locale} />
      ))}
    </>,
  );
}

const Columns: FC<{ kind: ImportKind; locale: Locale }> = ({ kind, locale }) => {
  const t = importPageTexts[locale];
  const name = importTexts[locale].kind[kind];
  return (
    <details>
      <summary>{name}</summary>
      <p>
        <a href={`/import/exempel/${kind}`} download={`${kind}.csv`} aria-label={t.exampleOf(name)}>
          {t.exampleFile}
        </a>
      </p>
      <Table<Column>
        caption={name}
        hideCaption
        rows={COLUMNS[kind]}
        empty={null}
        columns={[
          { head: t.columns.name, cell: (column) => <code>{column.name}</code> },
          { head: t.columns.required, cell: (column) => (column.required ? t.required : t.optional) },
          { head: t.columns.meaning, cell: (column) => columnText(kind, column.name, locale) },
          { head: t.columns.example, cell: (column) => <code>{column.example}</code> },
        ]}
      />
    </details>
  );
};

const History: FC<{ rows: readonly BatchRow[]; locale: Locale }> = ({ rows, locale }) => {
  const t = importPageTexts[locale];
  const columns = t.historyColumns;
  const kinds: Readonly<Record<string, string>> = importTexts[locale].kind;
  return (
    <Table<BatchRow>
      caption={t.history}
      hideCaption
      rows={rows}
      empty={<p>{t.noHistory}</p>}
      columns={[
        { head: columns.id, cell: (row) => row.id },
        { head: columns.kind, cell: (row) => kinds[row.kind] ?? row.kind },
        { head: columns.file, cell: (row) => row.fileName },
        { head: columns.rows, cell: (row) => formatNumber(row.rows, locale), number: true },
        { head: columns.at, cell: (row) => formatMoment(row.importedAt) },
        { head: columns.by, cell: (row) => row.importedBy ?? t.system },
      ]}
    />
  );
};
