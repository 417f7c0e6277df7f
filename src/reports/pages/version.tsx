import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type Reproduced, reproduceReport } from '../commands/reproduce-report.server.ts';
import { ReceiveSchema, receiveReport, SendSchema, sendReport } from '../commands/send-report.server.ts';
import { download } from '../download.ts';
import { refusalText, reportTexts, wayTexts } from '../texts.ts';
import { enclosure, FILES, type FileKind, keptFile, versionView } from '../versions.server.ts';
import { DispatchPart, type VersionTold } from './version-dispatch.tsx';

/** The address of each kept file under its version. */
const ADDRESS = { archive: 'arkiv.pdf', reading: 'lasning.pdf', content: 'innehall.json' } as const;

/** GET /rapporter/:id/versioner/:n */
export function showVersion(c: Http) {
  const done = c.req.query('sparat') === undefined ? null : wayTexts[c.get('locale')].dispatch.done;
  return versionPage(
    c,
    done === null ? null : (
      <Notice kind="good" focus>
        {done}
      </Notice>
    ),
  );
}

/** POST /rapporter/:id/versioner/:n/skicka: by mail, or as a letter that was posted. */
export function sendVersionAction(c: Http) {
  return act(c, SendSchema, (send) => sendReport(contextOf(c), idParam(c), idParam(c, 'n'), send));
}

/** POST /rapporter/:id/versioner/:n/mottagen */
export function receiveVersionAction(c: Http) {
  return act(c, ReceiveSchema, (received) =>
    receiveReport(contextOf(c), idParam(c), idParam(c, 'n'), received),
  );
}

/** Does what a form asks for and shows the page again, with what was wrong or refused. */
async function act<S extends z.ZodType>(c: Http, schema: S, work: (given: z.output<S>) => Promise<void>) {
  const locale = c.get('locale');
  const t = wayTexts[locale].dispatch;
  const form = await readForm(c, schema);
  if (!form.ok)
    return versionPage(c, null, {
      errors: errorTexts(form.errors, locale),
      given: form.given,
      message: t.invalid,
    });
  try {
    await work(form.data);
    return c.redirect(`/rapporter/${idParam(c)}/versioner/${idParam(c, 'n')}?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid') {
      const errors = Object.fromEntries(
        error.errors.map(({ field, code }) => [
          field,
          code === 'diary-number-taken' ? t.numberTaken : t.wrongDay,
        ]),
      );
      return versionPage(c, null, { errors, given: form.data as Record<string, string>, message: t.invalid });
    }
    const message = error.code === 'already-recorded' ? t.twice : refusalText(error.facts.reason, locale);
    if (message === null) throw error;
    return versionPage(
      c,
      <Notice kind="wrong" focus>
        {message}
      </Notice>,
      { errors: {}, given: {}, message },
    );
  }
}

/** GET …/avtal.pdf, …/brev.pdf: what goes with the version. */
export const downloadEnclosure = (kind: 'agreements' | 'letter') => async (c: Http) =>
  download(c, await enclosure(contextOf(c), idParam(c), idParam(c, 'n'), kind));

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

async function versionPage(c: Http, news: Child, told: VersionTold | null = null) {
  const locale = c.get('locale');
  const t = reportTexts[locale].version;
  const view = await versionView(contextOf(c), idParam(c), idParam(c, 'n'));
  const address = `/rapporter/${view.reportId}/versioner/${view.version}`;
  return page(
    c,
    {
      title: `${t.title(view.version)} – ${t.lead(view.authority, view.year)}`,
      width: 'text',
      status: told === null ? 200 : Object.keys(told.errors).length > 0 ? 422 : 409,
    },
    <>
      <p class="crumb">
        <a href={`/rapporter/${view.reportId}`}>{t.back(view.year)}</a>
      </p>
      <h1>{t.title(view.version)}</h1>
      <p class="lead">{t.lead(view.authority, view.year)}</p>
      {news}
      <ErrorSummary title={told?.message ?? ''} errors={told?.errors ?? {}} />
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
      <DispatchPart view={view} told={told} locale={locale} today={swedishDay(contextOf(c).clock())} />
      <form method="post" action={`${address}/jamfor`} class="stack">
        <p class="help">{t.compareHelp}</p>
        <Button kind="quiet">{t.compare}</Button>
      </form>
    </>,
  );
}
