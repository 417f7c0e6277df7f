import type { FC } from 'hono/jsx';
import { mandateTexts } from '../../agreements/mandate-texts.ts';
import { TasksOf } from '../../agreements/pages/mandates.tsx';
import { sharedTexts } from '../../agreements/texts.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { DRAFT_DAYS, discardDraft } from '../commands/discard-draft.server.ts';
import { orderBatch } from '../commands/order-batch.server.ts';
import { operationTexts } from '../operation-texts.ts';
import { type BatchView, batchView, type PartView } from '../queries/batches.server.ts';
import { reportCsv } from '../report-csv.ts';
import { bulkTexts } from '../texts.ts';
import { FileFaults, Reasons } from './outcomes.tsx';
import { MandateNav } from './parts.tsx';

/** GET /uppdrag/flera/:id: what would happen, how far it has come, or what came of it. */
export async function showBatch(c: Http) {
  const view = await batchView(contextOf(c), uuidParam(c));
  return view.state === 'ordered' ? progressPage(c, view) : outcomePage(c, view);
}

/** POST /uppdrag/flera/:id/utfarda: a second click finds it ordered, and is shown the same. */
export async function orderBatchAction(c: Http) {
  const id = uuidParam(c);
  await orderBatch(contextOf(c), id);
  return c.redirect(`/uppdrag/flera/${id}`, 303);
}

/** POST /uppdrag/flera/:id/kasta: a draft that nobody wants. */
export async function discardBatchAction(c: Http) {
  const id = uuidParam(c);
  try {
    await discardDraft(contextOf(c), id);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    return c.redirect(`/uppdrag/flera/${id}?redan=1`, 303);
  }
  return c.redirect('/uppdrag/flera?kastad=1', 303);
}

/** GET /uppdrag/flera/:id/rapport.csv?visa=nekade */
export async function downloadReport(c: Http) {
  const id = uuidParam(c);
  const view = await batchView(contextOf(c), id);
  const outcomes = view.outcomes.filter((row) => c.req.query('visa') !== 'nekade' || !row.issued);
  return c.body(reportCsv({ ...view, outcomes }, c.get('locale')), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="uppdrag-${id.slice(-8)}.csv"`,
  });
}

function progressPage(c: Http, { allRows: rows, rowsDone }: BatchView) {
  const locale = c.get('locale');
  const t = bulkTexts[locale].batch;
  const percent = rows === 0 ? 0 : Math.min(100, Math.floor((rowsDone / rows) * 100));
  return page(
    c,
    { title: t.running(String(percent)), width: 'text', again: 1 },
    <>
      <h1>{bulkTexts[locale].list.title}</h1>
      <div role="status" id="progress" data-again>
        <p>{t.running(String(percent))}</p>
        <progress value={percent} max={100} aria-label={t.running(String(percent))} />
        <p class="quiet">{t.progressOf(formatNumber(rowsDone, locale), formatNumber(rows, locale))}</p>
      </div>
      <p class="quiet">{t.runningHelp}</p>
      <p>
        <a href="/uppdrag/flera">{bulkTexts[locale].list.history}</a>
      </p>
    </>,
  );
}

function outcomePage(c: Http, view: BatchView) {
  const locale = c.get('locale');
  const t = bulkTexts[locale].batch;
  const o = operationTexts[locale];
  const done = view.state === 'done';
  const can = view.outcomes.filter((outcome) => outcome.issued).length;
  const rest = view.outcomes.length - can;
  const [canText, allText] = [formatNumber(can, locale), formatNumber(view.outcomes.length, locale)];
  const title = `${done ? t.report : t.preview}: ${t.previewOf[view.origin]}`;
  return page(
    c,
    { title, width: 'text' },
    <>
      <MandateNav here="bulk" locale={locale} />
      <h1>{title}</h1>
      <p class="quiet">{t.by(view.by ?? '–', formatMoment(view.endedAt ?? view.draftedAt))}</p>
      {view.failure === null ? null : (
        <Notice kind="wrong" focus>
          <p>
            <strong>{t.failed}.</strong> {failureText(view.failure, locale)}
          </p>
        </Notice>
      )}
      {c.req.query('redan') === undefined || view.state === 'draft' ? null : (
        <Notice focus>{o.notDraft}</Notice>
      )}
      <Notice kind={done ? (rest === 0 ? 'good' : 'info') : 'info'} focus={done}>
        <p>
          <strong>{done ? t.did(canText, allText) : t.would(canText, allText)}</strong>{' '}
          {rest === 0
            ? null
            : done
              ? t.restDid(formatNumber(rest, locale))
              : t.rest(formatNumber(rest, locale))}
        </p>
      </Notice>
      {view.starts > 1 ? <p class="quiet">{o.again(formatNumber(view.starts - 1, locale))}</p> : null}
      {done ? null : can === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <form method="post" action={`/uppdrag/flera/${view.id}/utfarda`} class="stack">
          <p class="help">{t.runHelp}</p>
          <Button>{view.state === 'failed' ? t.again : t.run(canText)}</Button>
        </form>
      )}
      <p class="row">
        <ButtonLink href={`/uppdrag/flera/${view.id}/rapport.csv`} download>
          {done ? t.csv : o.csvDraft}
        </ButtonLink>{' '}
        {rest === 0 ? null : (
          <ButtonLink href={`/uppdrag/flera/${view.id}/rapport.csv?visa=nekade`} download>
            {o.csvRefused}
          </ButtonLink>
        )}{' '}
        {done ? <a href="/uppdrag">{t.mandates}</a> : null}
      </p>
      <FileFaults view={view} locale={locale} />
      {view.parts.map((part) => (
        <Part part={part} view={view} locale={locale} />
      ))}
      <p>
        <a href="/uppdrag/flera/nytt">{t.change}</a>
      </p>
      {view.state === 'draft' ? (
        <form method="post" action={`/uppdrag/flera/${view.id}/kasta`} class="stack">
          <p class="help">{o.kept(String(DRAFT_DAYS))}</p>
          <Button kind="quiet">{o.discard}</Button>
        </form>
      ) : null}
    </>,
  );
}

const Part: FC<{ part: PartView; view: BatchView; locale: Locale }> = ({ part, view, locale }) => {
  const t = bulkTexts[locale].batch;
  const f = bulkTexts[locale].form;
  const outcomes = view.outcomes.filter((outcome) => outcome.part === part.part);
  const can = formatNumber(outcomes.filter((outcome) => outcome.issued).length, locale);
  const all = formatNumber(outcomes.length, locale);
  const signed = (day: string | null) => (day === null ? t.unsigned : t.signed(day));
  const tasks = part.tasks.map(({ taskId, level }) => {
    const task = view.tasks.find((each) => each.id === taskId);
    return { taskId, level, nameSv: task?.nameSv ?? '', nameEn: task?.nameEn ?? '' };
  });
  const systems = view.systems.filter((system) => part.access.includes(system.id));
  return (
    <section class="batch-part" aria-labelledby={`part-${part.part}`}>
      <h2 id={`part-${part.part}`}>
        {part.principal}: {part.agreement}
      </h2>
      <p>
        <a href={`/avtal/${part.agreementId}`}>{part.diaryNumber}</a>.{' '}
        {view.state === 'done' ? t.did(can, all) : t.would(can, all)}
      </p>
      <Reasons outcomes={outcomes} view={view} locale={locale} />
      <details>
        <summary>{t.terms}</summary>
        <dl class="facts">
          <dt>{f.kind}</dt>
          <dd>{sharedTexts[locale].mandateKind[part.kind]}</dd>
          {part.kind === 'delegation' ? (
            <>
              <dt>{mandateTexts[locale].delegationOrder}</dt>
              <dd>{part.delegationOrder ?? '–'}</dd>
              <dt>{mandateTexts[locale].decidedBy}</dt>
              <dd>{part.decidedBy ?? '–'}</dd>
            </>
          ) : null}
          <dt>{f.days}</dt>
          <dd>
            {part.from} – {part.to ?? t.toAgreement}
          </dd>
          <dt>{f.signedByPrincipal}</dt>
          <dd>{signed(part.signedByPrincipalOn)}</dd>
          <dt>{f.signedByOfficer}</dt>
          <dd>{signed(part.signedByOfficerOn)}</dd>
          <dt>{f.tasks}</dt>
          <dd>
            <TasksOf tasks={tasks} locale={locale} />
          </dd>
          <dt>{f.access}</dt>
          <dd>{systems.map(({ nameSv }) => nameSv).join(', ') || '–'}</dd>
        </dl>
      </details>
    </section>
  );
};

function failureText(failure: string, locale: Locale): string {
  const texts: Readonly<Record<string, string>> = bulkTexts[locale].batch.failure;
  return texts[failure] ?? bulkTexts[locale].batch.failure.fault;
}
