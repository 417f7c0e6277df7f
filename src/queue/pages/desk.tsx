import { hasRole, managedOfficesOf } from '../../access/actor.ts';
import { scopeOf } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { deskTexts } from '../desk-texts.ts';
import { type DeskView, deskView } from '../desk-view.server.ts';
import { estimateQuality } from '../estimate-quality.server.ts';
import { leadTexts } from '../lead-texts.ts';
import { myQueues } from '../queries.server.ts';
import { queueErrorText } from '../texts.ts';
import { DeskPanel } from './desk-panel.tsx';
import { EstimatesSoFar } from './estimate-quality.tsx';
import { QueueMenu } from './queue-menu.tsx';

/** What a step on the page was answered. */
export interface Told {
  readonly kind: 'good' | 'wrong' | 'info';
  readonly text: string;
}

/** GET /ko: the queues of one's offices; with one there is nothing to choose. An officer's day begins here. */
export async function showQueues(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const ctx = contextOf(c);
  const queues = await myQueues(ctx);
  const [only] = queues;
  const managed = managedOfficesOf(ctx.actor);
  if (queues.length === 1 && only !== undefined)
    return c.redirect(
      ctx.actor.officer === null && managed.includes(only.officeId)
        ? `/ko/${only.officeId}/ledning`
        : `/ko/${only.officeId}`,
    );
  // Without a queue officers receive visitors as they come.
  if (queues.length === 0 && ctx.actor.officer !== null) return c.redirect('/besok');
  const [first] = managed;
  if (queues.length === 0 && first !== undefined)
    return c.redirect(managed.length === 1 ? `/ko/${first}/installningar` : '/ko/omrade');
  if (queues.length > 1 && managed.length > 1) return c.redirect('/ko/omrade');
  return page(
    c,
    { title: t.queues, width: 'text' },
    <>
      <h1>{t.queues}</h1>
      {queues.length === 0 ? <Notice>{t.none}</Notice> : null}
      <ul>
        {queues.map(({ officeId, office }) => (
          <li>
            <a href={`/ko/${officeId}`}>{office}</a>
          </li>
        ))}
      </ul>
    </>,
  );
}

/** GET /ko/:office: the desk. */
export const showDesk = (c: Http) => deskPage(c, null);

/** The page, with what a step was told. */
export async function deskPage(c: Http, told: Told | null, status: 200 | 409 | 422 = 200) {
  const ctx = contextOf(c);
  if (ctx.actor.officer === null && !hasRole(ctx.actor, 'office-manager')) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const view = await deskView(ctx, idParam(c, 'office'));
  const shown = told ?? toldOf(c, locale);
  return page(
    c,
    { title: t.at(view.queue.office), status },
    <>
      <QueueMenu
        actor={ctx.actor}
        officeId={view.queue.officeId}
        here={`/ko/${view.queue.officeId}`}
        locale={locale}
      />
      <div class="page-head">
        <h1>{t.at(view.queue.office)}</h1>
      </div>
      {shown === null ? null : (
        <Notice kind={shown.kind} focus={shown.kind === 'wrong'}>
          {shown.text}
        </Notice>
      )}
      <div class="desk-page">
        {view.session !== null || ctx.actor.officer === null ? null : (
          <OpenDesk view={view} locale={locale} />
        )}
        <DeskPanel
          view={view}
          now={ctx.clock()}
          locale={locale}
          offlineScript={c.get('services').assets.offlineDesk}
        />
      </div>
      <EstimatesSoFar
        quality={await estimateQuality(ctx.pool, scopeOf(ctx.actor), view.queue.officeId, ctx.clock())}
        locale={locale}
      />
    </>,
  );
}

/** What the step before the redirect has to say. */
function toldOf(c: Http, locale: Locale): Told | null {
  const t = deskTexts[locale];
  const ticket = (c.req.query('nummer') ?? '').slice(0, 12);
  switch (c.req.query('sagt')) {
    case 'kallad':
      return { kind: 'good', text: t.called(ticket) };
    case 'ingen':
      return { kind: 'info', text: t.nobodyWaits };
    case 'ingen-for-dig':
      return { kind: 'info', text: t.noneForYou };
    case 'andrat':
      return { kind: 'good', text: leadTexts[locale].told.andrat ?? '' };
    case 'angrat':
      return { kind: 'good', text: t.undone(ticket) };
    case 'tid':
      return { kind: 'good', text: t.marked };
    default:
      return null;
  }
}

/** The sentence for what a step was refused for. */
export function refusalText(error: Problem, locale: Locale): string {
  const code = (error.facts.reason as string | undefined) ?? error.errors[0]?.code ?? '';
  return queueErrorText(code, error.facts, locale) ?? code;
}

const OpenDesk = ({ view, locale }: { view: DeskView; locale: Locale }) => {
  const t = deskTexts[locale];
  const { queue, desks } = view;
  const taken = new Map(
    queue.sessions.filter(({ onFloor }) => !onFloor).map(({ deskId, officer }) => [deskId, officer]),
  );
  const free = desks.find(({ id }) => !taken.has(id))?.id;
  return (
    <form method="post" action={`/ko/${queue.officeId}/disk`} class="open-desk">
      <h2>{t.openDesk}</h2>
      <p class="quiet">{t.openDeskLead}</p>
      <fieldset class="choice">
        <legend>{t.desk}</legend>
        <div class="choice-options">
          {desks.map((desk, index) => {
            const by = taken.get(desk.id);
            const name =
              by !== undefined
                ? t.taken(desk.name, by)
                : desk.kind === 'floor'
                  ? t.floor(desk.name)
                  : desk.kind === 'remote'
                    ? t.remote(desk.name)
                    : desk.name;
            return (
              <label class="choice-option">
                <input
                  type="radio"
                  name="deskId"
                  value={desk.id}
                  data-key={index + 1}
                  required
                  disabled={by !== undefined}
                  checked={desk.id === free}
                />
                <span>{name}</span>
              </label>
            );
          })}
        </div>
      </fieldset>
      <details>
        <summary>{t.onlyThese}</summary>
        <p class="help">{t.onlyTheseHelp}</p>
        <ul class="checks">
          {queue.needs.map((need) => (
            <li>
              <label>
                <input type="checkbox" name="needs" value={need.id} /> {need.names[locale]}
              </label>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{t.languages}</summary>
        <ul class="checks">
          {Object.entries(t.language)
            .filter(([code]) => code !== 'sv' && code !== 'en')
            .map(([code, name]) => (
              <li>
                <label>
                  <input type="checkbox" name="languages" value={code} /> {name}
                </label>
              </li>
            ))}
        </ul>
      </details>
      <Button>{t.open}</Button>
    </form>
  );
};
