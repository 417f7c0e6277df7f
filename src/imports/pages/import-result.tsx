import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { ButtonLink, Notice } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { ImportKind } from '../columns.ts';
import type { ImportResult } from '../import-file.server.ts';
import type { RowProblem } from '../problems.ts';
import { importTexts, problemSentence } from '../texts.ts';
import { mayImport } from './import-queries.server.ts';
import { keepRefused, problemsCsv, refusedFile } from './refused-files.server.ts';
import type { RunningImport } from './running-imports.server.ts';
import { importPageTexts } from './texts.ts';

/** More than this nobody reads on a page; the rest is counted, and is in the file. */
const SHOWN = 200;

export function formatOf(fileName: string): 'csv' | 'json' {
  return /\.json$/i.test(fileName) ? 'json' : 'csv';
}

/** What came of an import. Throws what it was ended by, when that was no problem of the file. */
export function endedPage(c: Http, { ended, kind, fileName }: RunningImport) {
  if (ended === null || 'error' in ended) throw ended?.error ?? new Problem('not-found');
  return ended.result.ok ? importedPage(c, kind, ended.result) : refusedPage(c, kind, fileName, ended.result);
}

export function progressPage(c: Http, { kind, fileName, done, total }: RunningImport) {
  const locale = c.get('locale');
  const t = importPageTexts[locale].running;
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return page(
    c,
    { title: t.title(percent), width: 'text', again: 1 },
    <>
      <h1>{t.title(percent)}</h1>
      <p role="status" id="progress" data-again>
        <progress value={percent} max={100} aria-label={t.title(percent)} />
      </p>
      <p>
        {fileName} ({importTexts[locale].kind[kind]})
      </p>
      <p class="quiet">{t.nothingYet}</p>
    </>,
  );
}

function importedPage(c: Http, kind: ImportKind, result: Extract<ImportResult, { ok: true }>) {
  const locale = c.get('locale');
  const t = importPageTexts[locale].done;
  return page(
    c,
    { title: t.title, width: 'text' },
    <>
      <h1>{t.title}</h1>
      <Notice kind="good" focus>
        <p>
          {t.rows(formatNumber(result.rows, locale), importTexts[locale].kind[kind])}{' '}
          {t.batch(result.batchId)}
        </p>
      </Notice>
      <p>
        <ButtonLink href="/import">{t.again}</ButtonLink>
      </p>
    </>,
  );
}

function refusedPage(
  c: Http,
  kind: ImportKind,
  fileName: string,
  result: Extract<ImportResult, { ok: false }>,
) {
  const locale = c.get('locale');
  const t = importPageTexts[locale].refused;
  const words = importTexts[locale];
  const { problems, more } = result;
  const total = problems.length + more;
  const place = (line: number) => {
    if (line === 0) return words.file;
    return formatOf(fileName) === 'json' ? words.element(line) : words.line(line);
  };
  const id = keepRefused(contextOf(c).actor.userId, result);
  return page(
    c,
    { title: t.title, status: 422 },
    <>
      <h1>{t.title}</h1>
      <Notice kind="wrong" focus>
        <p>
          <strong>
            {fileName} ({words.kind[kind]}): {t.count(formatNumber(total, locale))}.
          </strong>{' '}
          {t.nothing}
        </p>
      </Notice>
      {total <= SHOWN ? null : (
        <p>{t.shown(formatNumber(SHOWN, locale), formatNumber(total - SHOWN, locale))}</p>
      )}
      <p class="row">
        <ButtonLink href={`/import/fel/${id}`} download>
          {more === 0 ? t.download : t.downloadFirst(formatNumber(problems.length, locale))}
        </ButtonLink>
        <ButtonLink href="/import" kind="primary">
          {t.again}
        </ButtonLink>
      </p>
      <Table<RowProblem>
        caption={t.title}
        hideCaption
        rows={problems.slice(0, SHOWN)}
        empty={null}
        columns={[
          { head: t.line, cell: (problem) => place(problem.line) },
          {
            head: t.field,
            cell: (problem) => (problem.field === null ? '' : <code>{problem.field}</code>),
          },
          { head: t.reason, cell: (problem) => problemSentence(problem, locale) },
        ]}
      />
    </>,
  );
}

/** GET /import/fel/:id: the list of a refused file, for who sent it. */
export async function refusedCsv(c: Http) {
  const ctx = contextOf(c);
  mayImport(ctx);
  const result = refusedFile(ctx.actor.userId, c.req.param('id') ?? '');
  if (result === null) throw new Problem('not-found');
  return c.body(problemsCsv(result, c.get('locale')), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="problems.csv"',
  });
}
