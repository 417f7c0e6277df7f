import type { FC } from 'hono/jsx';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Mark, Notice } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { myDiaries } from '../diary/read.server.ts';
import { dueText, dueWhat } from '../due-text.ts';
import { type HandOverView, shownHandOver } from '../hand-over-view.server.ts';
import { lateness } from '../rules/deadlines.ts';
import { handOverTexts } from '../texts.ts';
import { barredPage } from './barred.tsx';
import { Facts } from './hand-over-facts.tsx';
import { StepForms, type StepTold } from './step-forms.tsx';
import { Event } from './thread-event.tsx';

/** GET /overlamningar/:id */
export async function showHandOver(c: Http) {
  return handOverPage(c, uuidParam(c), null);
}

/** The page, with what a form on it was told. Who is barred is told that, and nothing of the matter. */
export async function handOverPage(c: Http, id: string, told: StepTold | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const shown = await shownHandOver(ctx, id);
  if (shown.is === 'barred')
    return barredPage(c, shown.barred, { href: '/overlamningar', text: t.view.back });
  const { view, may, takers, conflicts } = shown;
  const today = swedishDay(ctx.clock());
  const frontDesk = takers.includes('front-desk');
  const diaries =
    may.includes('number') && view.receiverNumber === null
      ? (await myDiaries(ctx)).filter(({ authorityId }) => authorityId === view.principalId)
      : [];
  return page(
    c,
    {
      title: `${view.reference} ${locale === 'sv' ? view.taskSv : view.taskEn}`,
      status: told?.status ?? 200,
    },
    <div class="hand-over">
      <p class="crumb">
        <a href="/overlamningar">{t.view.back}</a>
      </p>
      <div class="hand-over-head">
        <Mark short={view.authorityShort} />
        <h1>
          {locale === 'sv' ? view.taskSv : view.taskEn} <span class="quiet">{view.reference}</span>
        </h1>
      </div>
      {c.req.query('vidare') === undefined || view.continues === null ? null : (
        <Notice kind="good">
          {t.reroute.done(view.authority)}. {t.receipt.sameCode}
        </Notice>
      )}
      <Responsible view={view} today={today} locale={locale} />
      <div class="hand-over-columns">
        <div>
          {view.answerIn === null ? null : (
            <Notice kind="info">{t.view.answerIn(t.answerIn[view.answerIn])}</Notice>
          )}
          <section aria-labelledby="vill">
            <h2 id="vill">{t.view.wants}</h2>
            <p class="hand-over-text">{view.wants}</p>
            <h3>{t.view.done}</h3>
            <p class="hand-over-text">{view.done === '' ? t.view.nothingDone : view.done}</p>
          </section>
          <section aria-labelledby="steg">
            <h2 id="steg">{t.view.steps}</h2>
            {told === null || may.includes(told.step as never) ? null : (
              <Notice kind="wrong" focus>
                {told.message}
              </Notice>
            )}
            {may.includes('reroute') ? <GoesOn id={id} locale={locale} /> : null}
            {may.length === 0 ? (
              <p class="quiet">{t.view.noSteps}</p>
            ) : (
              <StepForms
                id={id}
                may={may}
                representations={view.representations}
                told={told}
                locale={locale}
              />
            )}
          </section>
          <section aria-labelledby="trad">
            <h2 id="trad">{t.view.thread}</h2>
            <ol class="thread" reversed>
              {view.events.toReversed().map((event) => (
                <Event event={event} locale={locale} />
              ))}
            </ol>
          </section>
        </div>
        <Facts {...{ view, may, conflicts, diaries, frontDesk, today, locale }} />
      </div>
    </div>,
  );
}

/** First on the page: who has it now, and until when. */
const Responsible: FC<{ view: HandOverView; today: PlainDate; locale: Locale }> = ({
  view,
  today,
  locale,
}) => {
  const t = handOverTexts[locale];
  const ended = view.state === 'closed' || view.state === 'rerouted';
  const { is } = lateness(view.dueOn, today);
  const who =
    view.responsible === 'front-desk'
      ? view.office
      : [view.authority, view.department, view.assignedTo ?? t.view.nobodyYet].filter(Boolean).join(' · ');
  return (
    <div class={`hand-over-now hand-over-now--${ended ? 'ended' : is}`}>
      {ended ? null : (
        <p>
          <span class="hand-over-label">{t.view.responsible}</span> <strong>{who}</strong>
        </p>
      )}
      <p>
        <Badge kind={ended ? 'quiet' : 'neutral'}>{t.state[view.state]}</Badge>{' '}
        {ended ? (
          view.reroutedTo === null ? (
            t.view.closed
          ) : (
            <>
              {t.view.rerouted}{' '}
              <a href={`/overlamningar/${view.reroutedTo.id}`}>{view.reroutedTo.reference}</a>
            </>
          )
        ) : (
          <span class={is === 'late' ? 'late' : ''}>
            {dueWhat(view.state, view.firstAnswered, locale)}: {dueText(view.dueOn, today, locale)}
          </span>
        )}
      </p>
      {view.solved === null ? null : <p>{view.solved ? t.view.solved : t.view.notSolved}</p>}
    </div>
  );
};

/** What came back: the first thing to do is to send it where it belongs. */
const GoesOn: FC<{ id: string; locale: Locale }> = ({ id, locale }) => {
  const t = handOverTexts[locale].reroute;
  return (
    <div class="hand-over-step hand-over-step--first">
      <h3>{t.title}</h3>
      <p>{t.help}</p>
      <p>
        <a class="button button--primary" href={`/overlamningar/${id}/vidare`}>
          {t.begin}
        </a>
      </p>
    </div>
  );
};
