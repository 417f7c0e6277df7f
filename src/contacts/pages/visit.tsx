import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { findTasks, type VisitView, visitView } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';
import type { FormState } from './act-form.tsx';
import { Keys } from './keys.tsx';
import { AddMatter, Hits, Matter } from './matter.tsx';

/** GET /besok/:id: the officer's page. `?sok=` shows what a word finds, for those without script. */
export async function showVisit(c: Http) {
  return visitPage(c, uuidParam(c), null);
}

/** GET /besok/:id/uppgifter?sok=: the same hits as a fragment, fetched while typing (src/ui/client.ts). */
export async function searchTasks(c: Http) {
  const word = c.req.query('sok') ?? '';
  const hits = await findTasks(contextOf(c), word);
  return c.html(<Hits base={`/besok/${uuidParam(c)}`} word={word} hits={hits} locale={c.get('locale')} />);
}

/** The page, with what a form on it was told: shown by GET and again after a refused POST. */
export async function visitPage(c: Http, visitId: string, told: FormState | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = contactTexts[locale];
  const base = `/besok/${visitId}`;
  const visit = await visitView(ctx, visitId);
  const word = c.req.query('sok') ?? '';
  const hits = word === '' || visit.closedAt !== null ? null : await findTasks(ctx, word);
  const saved = c.req.query('sparat');
  const beside = visit.closedAt === null ? await c.get('services').besideVisit(c, visitId) : null;
  return page(
    c,
    { title: t.visit.title(formatTime(visit.openedAt, locale)), status: told?.status ?? 200 },
    <Beside beside={beside}>
      <VisitHead visit={visit} now={ctx.clock()} locale={locale} />
      {told === null || visit.matters.some(({ id }) => id === told.matterId) ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {saved === undefined || told !== null ? null : (
        <p class="sr-only" role="status">
          {t.act.saved}
        </p>
      )}
      {visit.matters.length === 0 && visit.closedAt === null ? (
        <p class="empty">{t.visit.noMatters}</p>
      ) : null}
      <ol class="matters" aria-label={t.visit.matters}>
        {visit.matters.map((matter) => (
          <Matter base={base} visit={visit} matter={matter} told={told} locale={locale} />
        ))}
      </ol>
      {await c.get('services').mappingOf(c, visitId)}
      {visit.closedAt !== null ? null : (
        <div class="visit-foot">
          <AddMatter base={base} word={word} hits={hits} locale={locale} />
          {/* A visit from the queue is ended there, with its ticket. */}
          {beside !== null ? null : (
            <form method="post" action={`/besok/${visitId}/avsluta`} class="close-visit">
              <Button kind="quiet">{t.visit.close}</Button>
            </form>
          )}
        </div>
      )}
    </Beside>,
  );
}

const Beside: FC<PropsWithChildren<{ beside: Child | null }>> = ({ beside, children }) =>
  beside === null ? (
    <div>{children}</div>
  ) : (
    <div class="with-desk">
      <div class="with-desk-work">{children}</div>
      {beside}
    </div>
  );

const SHOWN = { search: '/', hits: '↓ ↑', tab: 'Tab', choose: '1–5', enter: 'Enter', show: '?' } as const;

const VisitHead: FC<{ visit: VisitView; now: Temporal.Instant; locale: Locale }> = ({
  visit,
  now,
  locale,
}) => {
  const t = contactTexts[locale].visit;
  const minutes = Math.floor(now.since(visit.openedAt).total('minutes'));
  return (
    <header class="visit-head">
      <p class="crumb">
        <a href="/besok">{t.back}</a>
      </p>
      <h1>
        {t.title(formatTime(visit.openedAt, locale))}
        {visit.closedAt === null ? <span class="since"> · {t.minutes(minutes)}</span> : null}
      </h1>
      <p class="quiet">
        {visit.office} · <a href={`/kontakter/${visit.id}`}>{t.promiseAndReceipt(visit.reference)}</a> ·{' '}
        {t.nothingPersonal}
      </p>
      {visit.closedAt === null ? <Keys texts={t.keys} shown={SHOWN} /> : null}
      {visit.closedAt === null ? null : (
        <Notice kind="good">{t.closed(visit.closedBy ?? '', formatTime(visit.closedAt, locale))}</Notice>
      )}
    </header>
  );
};
