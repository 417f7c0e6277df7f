import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, ButtonLink, Mark, Notice } from '../../ui/components.tsx';
import { formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { findTasks, type MatterView, type TaskChoice, type VisitView, visitView } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';
import { ActForm, type FormState } from './act-form.tsx';
import { LadderView } from './ladder-view.tsx';

/** GET /besok/:id: the officer's page. `?sok=` shows what a word finds, for those without script. */
export async function showVisit(c: Http) {
  return visitPage(c, uuidParam(c), null);
}

/** GET /besok/:id/uppgifter?sok=: the same hits as a fragment, fetched while typing (src/ui/client.ts). */
export async function searchTasks(c: Http) {
  const word = c.req.query('sok') ?? '';
  const hits = await findTasks(contextOf(c), word);
  return c.html(<Hits visitId={uuidParam(c)} word={word} hits={hits} locale={c.get('locale')} />);
}

/** The page, with what a form on it was told: shown by GET and again after a refused POST. */
export async function visitPage(c: Http, visitId: string, told: FormState | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = contactTexts[locale];
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
          <Matter visit={visit} matter={matter} told={told} locale={locale} />
        ))}
      </ol>
      {visit.closedAt !== null ? null : (
        <div class="visit-foot">
          <section class="add-matter" aria-labelledby="add-matter">
            <h2 id="add-matter">{t.visit.addMatter}</h2>
            <form
              method="get"
              action={`/besok/${visitId}`}
              class="search"
              data-search={`/besok/${visitId}/uppgifter`}
            >
              <label for="sok">{t.visit.search}</label>
              <p class="help" id="sok-help">
                {t.visit.searchHelp}
              </p>
              <div class="search-row">
                <input
                  id="sok"
                  name="sok"
                  type="search"
                  value={word}
                  autocomplete="off"
                  aria-describedby="sok-help"
                  maxlength={100}
                />
                <Button kind="quiet">{t.visit.find}</Button>
              </div>
            </form>
            <div id="hits" aria-live="polite">
              {hits === null ? null : <Hits visitId={visitId} word={word} hits={hits} locale={locale} />}
            </div>
          </section>
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
        {visit.office} · {t.nothingPersonal}
      </p>
      {visit.closedAt === null ? <Keys locale={locale} /> : null}
      {visit.closedAt === null ? null : (
        <Notice kind="good">{t.closed(visit.closedBy ?? '', formatTime(visit.closedAt, locale))}</Notice>
      )}
    </header>
  );
};

/** Opened by `?` as well (src/ui/client.ts); shown only where there is script and a keyboard. */
const Keys: FC<{ locale: Locale }> = ({ locale }) => {
  const { title, ...keys } = contactTexts[locale].visit.keys;
  const shown = { search: '/', hits: '↓ ↑', tab: 'Tab', choose: '1–5', enter: 'Enter', show: '?' } as const;
  return (
    <details class="keys">
      <summary>
        <kbd>?</kbd> {title}
      </summary>
      <dl class="keys-list">
        {Object.entries(shown).map(([does, key]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{keys[does as keyof typeof keys]}</dd>
          </>
        ))}
      </dl>
    </details>
  );
};

const Matter: FC<{
  visit: VisitView;
  matter: MatterView;
  told: FormState | null;
  locale: Locale;
}> = ({ visit, matter, told, locale }) => {
  const t = contactTexts[locale];
  const levels = verdictTexts[locale].level;
  return (
    <li class="matter" id={`arende-${matter.id}`}>
      <div class="matter-work">
        <h2>
          <Mark short={matter.principalShort} />
          <span>
            <span class="matter-task">{locale === 'sv' ? matter.taskSv : matter.taskEn}</span>
            <span class="matter-principal">{matter.principal}</span>
          </span>
        </h2>
        {matter.acts.length > 0 || visit.closedAt !== null ? null : (
          <form
            method="post"
            action={`/besok/${visit.id}/arenden/${matter.id}/ta-bort`}
            class="remove-matter"
          >
            <button
              class="link"
              type="submit"
              aria-label={t.visit.removeOf(locale === 'sv' ? matter.taskSv : matter.taskEn)}
            >
              {t.visit.remove}
            </button>
          </form>
        )}
        {matter.acts.length === 0 ? null : (
          <ul class="acts" aria-label={t.act.done}>
            {matter.acts.map((act) => (
              <li>
                <span class="act-time">{formatTime(Temporal.Instant.from(act.actedAt), locale)}</span>{' '}
                {levels[act.level]} · {t.helpForm[act.helpForm]} · <strong>{t.outcome[act.outcome]}</strong>
              </li>
            ))}
          </ul>
        )}
        {told?.matterId === matter.id ? (
          <Notice kind="wrong" focus>
            {told.message}
          </Notice>
        ) : null}
        {visit.closedAt === null ? (
          <ActForm visitId={visit.id} matter={matter} told={told} locale={locale} />
        ) : null}
        <p class="matter-hand-over">
          <ButtonLink href={`/overlamningar/ny?arende=${matter.id}`}>
            {t.ladder.handOver(matter.principal).replace(/\.$/, '')}
          </ButtonLink>
        </p>
      </div>
      <LadderView visit={visit} matter={matter} locale={locale} />
    </li>
  );
};

const Hits: FC<{ visitId: string; word: string; hits: readonly TaskChoice[]; locale: Locale }> = ({
  visitId,
  word,
  hits,
  locale,
}) => {
  const t = contactTexts[locale].visit;
  if (word.trim() === '') return null;
  if (hits.length === 0) return <p class="empty">{t.notFound(word.trim())}</p>;
  return (
    <>
      <p class="sr-only">{t.found(hits.length)}</p>
      <ul class="hits">
        {hits.map((hit) => (
          <li>
            <form method="post" action={`/besok/${visitId}/arenden`}>
              <input type="hidden" name="taskId" value={hit.taskId} />
              <input type="hidden" name="principalId" value={hit.principalId} />
              <button class="hit" type="submit">
                <Mark short={hit.principalShort} />
                <span>{locale === 'sv' ? hit.nameSv : hit.nameEn}</span>
                <span class="quiet">{hit.principal}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
};
