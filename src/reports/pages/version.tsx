import type { Child } from 'hono/jsx';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice, Table } from '../../ui/components.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { type Reproduced, reproduceReport } from '../commands/reproduce-report.server.ts';
import { download } from '../download.ts';
import { reportTexts } from '../texts.ts';
import { FILES, type FileKind, keptFile, versionView } from '../versions.server.ts';

/** The address of each kept file under its version. */
const ADDRESS = { archive: 'arkiv.pdf', reading: 'lasning.pdf', content: 'innehall.json' } as const;

/** GET /rapporter/:id/versioner/:n */
export function showVersion(c: Http) {
  return versionPage(c, null);
}

/** POST /rapporter/:id/versioner/:n/jamfor: makes the PDFs again and says whether they are the same. */
export async function compareVersionAction(c: Http) {
  const locale = c.get('locale');
  const result = await reproduceReport(contextOf(c), idParam(c), idParam(c, 'n'));
  const same = FILES.every((file) => result[file]);
  return versionPage(
    c,
    <Notice kind={same ? 'good' : 'wrong'} focus>
      {same ? reportTexts[locale].version.same : differing(result, locale)}
    </Notice>,
  );
}

function differing(result: Reproduced, locale: Locale): string {
  const t = reportTexts[locale].version;
  const files = FILES.filter((file) => !result[file]).map((file) => t.file[file]);
  return t.differs(new Intl.ListFormat(locale, { type: 'conjunction' }).format(files));
}

/** GET …/arkiv.pdf, …/lasning.pdf, …/innehall.json: the bytes that are kept. */
export const downloadVersion = (kind: FileKind) => async (c: Http) =>
  download(c, await keptFile(contextOf(c), idParam(c), idParam(c, 'n'), kind));

async function versionPage(c: Http, news: Child) {
  const locale = c.get('locale');
  const t = reportTexts[locale].version;
  const view = await versionView(contextOf(c), idParam(c), idParam(c, 'n'));
  const address = `/rapporter/${view.reportId}/versioner/${view.version}`;
  return page(
    c,
    { title: `${t.title(view.version)} – ${t.lead(view.authority, view.year)}`, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/rapporter/${view.reportId}`}>{t.back(view.year)}</a>
      </p>
      <h1>{t.title(view.version)}</h1>
      <p class="lead">{t.lead(view.authority, view.year)}</p>
      {news}
      {view.newest === view.version ? null : (
        <Notice>
          <a href={`/rapporter/${view.reportId}/versioner/${view.newest}`}>{t.older(view.newest)}</a>
        </Notice>
      )}
      <dl class="facts">
        <dt>{t.frozenAt}</dt>
        <dd>
          <time datetime={view.frozenAt.toString()}>{formatMoment(view.frozenAt)}</time>
        </dd>
        <dt>{t.frozenBy}</dt>
        <dd>{view.frozenBy ?? reportTexts[locale].report.someone}</dd>
        <dt>{t.template}</dt>
        <dd>
          <code>{view.templateSha256}</code>
        </dd>
      </dl>
      <Table<FileKind>
        caption={t.files}
        rows={FILES}
        empty=""
        columns={[
          {
            head: t.columns.file,
            cell: (kind) => (
              <a href={`${address}/${ADDRESS[kind]}`} download="">
                {t.file[kind]}
              </a>
            ),
          },
          {
            head: t.columns.bytes,
            cell: (kind) => t.bytes(formatNumber(Math.ceil(view.files[kind].bytes / 1024), locale)),
            number: true,
          },
          { head: t.columns.sha, cell: (kind) => <code>{view.files[kind].sha256}</code> },
        ]}
      />
      <p>{t.send}</p>
      <form method="post" action={`${address}/jamfor`} class="stack">
        <p class="help">{t.compareHelp}</p>
        <Button kind="quiet">{t.compare}</Button>
      </form>
    </>,
  );
}
