import type { Child, FC } from 'hono/jsx';
import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Mark, Notice } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { handDocument } from '../commands/documents.server.ts';
import { step } from '../commands/step.server.ts';
import { asAccount } from '../commands/take-step.server.ts';
import { type Diary, myDiaries, registerHandOver } from '../diary/register.server.ts';
import { diaryTexts } from '../diary/texts.ts';
import { dueText, dueWhat } from '../due-text.ts';
import { type HandOverView, handedFile, handOverView, type ThreadEvent } from '../queries.server.ts';
import { lateness } from '../rules/deadlines.ts';
import { StepSchema } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';
import { StepForms, type StepTold, unprefixed } from './step-forms.tsx';
import { fieldSentences, toldOf } from './told.ts';

/** GET /overlamningar/:id */
export async function showHandOver(c: Http) {
  return handOverPage(c, uuidParam(c), null);
}

/** POST /overlamningar/:id: one step. What is refused is told at its form, with what had been written. */
export async function handOverStepAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const posted = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const body = unprefixed(posted);
  const given = Object.fromEntries(
    Object.entries(body).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''));
  const read = StepSchema.safeParse(filled);
  if (!read.success) {
    if (read.error.issues.some(({ path }) => path[0] === 'step')) throw new Problem('invalid');
    const errors = fieldSentences(fieldErrors(read.error), locale);
    const message = Object.values(errors)[0] ?? handOverTexts[locale].wrong;
    return handOverPage(c, id, { step: given.step ?? '', message, status: 422, errors, given });
  }
  try {
    await step(asAccount(contextOf(c)), id, read.data);
  } catch (error) {
    const told = toldOf(error, locale);
    const errors = error instanceof Problem ? fieldSentences(error.errors, locale) : {};
    return handOverPage(c, id, { step: read.data.step, ...told, errors, given });
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

/** POST /overlamningar/:id/handlingar */
export async function documentAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const body = unprefixed(
    await c.req.parseBody().catch(() => {
      throw new Problem('invalid');
    }),
  );
  const what = typeof body.what === 'string' ? body.what.trim().slice(0, 200) : '';
  const key = typeof body.key === 'string' && /^[0-9a-f-]{36}$/.test(body.key) ? body.key : undefined;
  const told = (message: string, errors: Record<string, string>, status: 409 | 422 = 422) =>
    handOverPage(c, id, { step: 'document', message, status, errors, given: { what } });
  if (what === '') {
    const errors = fieldSentences([{ field: 'what', code: 'required' }], locale);
    return told(errors.what ?? '', errors);
  }
  const { file } = body;
  // A browser sends an empty file without a name where none was chosen.
  const chosen = file instanceof File && (file.size > 0 || file.name !== '') ? file : null;
  const content = chosen === null ? null : new Uint8Array(await chosen.arrayBuffer());
  try {
    await handDocument(asAccount(contextOf(c)), id, {
      what,
      key,
      file: content === null || chosen === null ? null : { name: chosen.name, content },
    });
  } catch (error) {
    const { message, status } = toldOf(error, locale);
    return told(message, error instanceof Problem ? fieldSentences(error.errors, locale) : {}, status);
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

const Registered = z.object({
  diaryId: IdText,
  class: z.string().trim().max(20).default(''),
  key: z.uuid().optional(),
});

/** POST /overlamningar/:id/diarium: registers it in a diary here, and the number is its own. */
export async function registerHandOverAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const form = await readForm(c, Registered);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  try {
    await registerHandOver(contextOf(c), id, { ...form.data, counterpart: '' });
  } catch (error) {
    return handOverPage(c, id, { step: 'diary', ...toldOf(error, locale), errors: {}, given: {} });
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

/** GET /overlamningar/:id/handlingar/:document: to keep, never to be run by the browser. */
export async function downloadDocument(c: Http) {
  const { fileName, mediaType, content } = await handedFile(
    contextOf(c),
    uuidParam(c),
    uuidParam(c, 'document'),
  );
  return c.body(new Uint8Array(content), 200, {
    'content-type': mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });
}

async function handOverPage(c: Http, id: string, told: StepTold | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const view = await handOverView(ctx, id);
  const today = swedishDay(ctx.clock());
  const frontDesk = view.takers.includes('front-desk');
  const diaries =
    view.may.includes('number') && view.receiverNumber === null
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
      <Responsible view={view} today={today} locale={locale} />
      <div class="hand-over-columns">
        <div>
          <section aria-labelledby="vill">
            <h2 id="vill">{t.view.wants}</h2>
            <p class="hand-over-text">{view.wants}</p>
            <h3>{t.view.done}</h3>
            <p class="hand-over-text">{view.done === '' ? t.view.nothingDone : view.done}</p>
          </section>
          <section aria-labelledby="steg">
            <h2 id="steg">{t.view.steps}</h2>
            {told === null || view.may.includes(told.step as never) ? null : (
              <Notice kind="wrong" focus>
                {told.message}
              </Notice>
            )}
            {view.barred ? (
              <Notice kind="info">{t.view.barred}</Notice>
            ) : view.may.length === 0 ? (
              <p class="quiet">{t.view.noSteps}</p>
            ) : (
              <StepForms id={id} may={view.may} told={told} locale={locale} />
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
        <Facts view={view} diaries={diaries} frontDesk={frontDesk} locale={locale} />
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
            {dueWhat(view.state, view.firstAnswered, locale)} {dueText(view.dueOn, today, locale)}
          </span>
        )}
      </p>
      {view.solved === null ? null : <p>{view.solved ? t.view.solved : t.view.notSolved}</p>}
    </div>
  );
};

const Event: FC<{ event: ThreadEvent; locale: Locale }> = ({ event, locale }) => {
  const t = handOverTexts[locale];
  const at = formatMoment(Temporal.Instant.from(event.at));
  return (
    <li
      class={`thread-event thread-event--${event.side}${event.audience === 'own-side' ? ' thread-event--own' : ''}`}
    >
      <p class="thread-head">
        <strong>{t.event[event.kind as keyof typeof t.event]}</strong>
        {event.detail === '' ? null : ` ${event.detail}`}
        {event.reasonKind === null ? null : `: ${t.reason[event.reasonKind as keyof typeof t.reason]}`}
        {event.audience === 'own-side' ? <Badge kind="quiet">{t.view.ownSide}</Badge> : null}
        {event.audience === 'citizen' && event.message?.kind.endsWith('-answer') ? (
          <Badge kind="good">{t.view.toPerson}</Badge>
        ) : null}
      </p>
      <p class="thread-by quiet">
        {[event.by, t.side[event.side]].filter(Boolean).join(', ')} · <time datetime={event.at}>{at}</time>
      </p>
      {event.message === null ? null : (
        <>
          {event.message.toldAt === null ? null : (
            <p class="quiet">
              {t.told(event.message.toldBy ?? '', formatMoment(Temporal.Instant.from(event.message.toldAt)))}
            </p>
          )}
          <p class="hand-over-text">{event.message.text}</p>
        </>
      )}
    </li>
  );
};

const Facts: FC<{ view: HandOverView; diaries: readonly Diary[]; frontDesk: boolean; locale: Locale }> = ({
  view,
  diaries,
  frontDesk,
  locale,
}) => {
  const t = handOverTexts[locale];
  const v = t.view;
  const rows: readonly (readonly [string, Child])[] = [
    [v.office, view.office],
    [v.offeredBy, `${view.offeredBy}, ${formatMoment(view.offeredAt)}`],
    [v.reach, [v.reachBy[view.reachBy as keyof typeof v.reachBy], view.reach].filter(Boolean).join(': ')],
    [v.consent, v.consents[view.consent as keyof typeof v.consents]],
    [
      v.arrived,
      view.reachedBy === 'post' && view.arrivedOn !== view.reachedOn
        ? `${formatDay(view.arrivedOn, locale)} (${v.arrivedByPost(view.reachedOn)})`
        : formatDay(view.arrivedOn, locale),
    ],
    [v.terms, `${v.termsSaid(view.firstDays, view.finalDays)}, ${v.termsFrom[view.termsFrom]}`],
    [v.firstDue, formatDay(view.firstAnswerDue, locale)],
    [v.finalDue, formatDay(view.finalAnswerDue, locale)],
    ...(view.receiverNumber === null ? [] : [[v.receiverNumber, view.receiverNumber] as const]),
    ...(view.department === '' ? [] : [[v.department, view.department] as const]),
    ...(view.continues === null
      ? []
      : [
          [
            v.continues,
            <a href={`/overlamningar/${view.continues.id}`}>{view.continues.reference}</a>,
          ] as const,
        ]),
  ];
  return (
    <aside class="hand-over-facts" aria-label={v.facts}>
      <dl>
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {diaries.length === 0 ? null : (
        <form method="post" action={`/overlamningar/${view.id}/diarium`} class="stack">
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Select
            name="diaryId"
            label={diaryTexts[locale].diary}
            options={diaries.map(({ id, board, name }) => ({
              value: String(id),
              label: [board, name].filter(Boolean).join(' '),
            }))}
          />
          {diaries.some(({ pattern }) => pattern.includes('{class}')) ? (
            <Input name="class" label={diaryTexts[locale].class} size={10} />
          ) : null}
          <Button kind="quiet">{diaryTexts[locale].save}</Button>
        </form>
      )}
      {view.followsByMail ? <p class="quiet">{v.mail}</p> : null}
      {view.documents.length === 0 ? null : (
        <section>
          <h2>{v.documents}</h2>
          <ul class="plain">
            {view.documents.map((each) => (
              <li>
                {each.onPaper ? (
                  <>
                    {each.what} <span class="quiet">({v.onPaper})</span>
                  </>
                ) : (
                  <a href={`/overlamningar/${view.id}/handlingar/${each.id}`} download="">
                    {each.what}
                  </a>
                )}
                <span class="quiet">
                  {' '}
                  {[each.by, formatMoment(Temporal.Instant.from(each.handedAt))].filter(Boolean).join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.representations.length === 0 ? null : (
        <section>
          <h2>{v.representations}</h2>
          <ul class="plain">
            {view.representations.map((each) => (
              <li>
                <strong>{each.name}</strong>, {t.representation[each.kind as keyof typeof t.representation]}:{' '}
                {each.powers}{' '}
                <span class="quiet">
                  ({each.proof}; {each.from} – {each.to ?? ''}; {each.lookedUpBy})
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.deliveries.length === 0 ? null : (
        <section>
          <h2>{v.deliveries}</h2>
          <ul class="plain">
            {view.deliveries.map((each) => (
              <li>
                {v.deliveryChannel[each.channel]}:{' '}
                <Badge
                  kind={each.state === 'failed' ? 'wrong' : each.state === 'delivered' ? 'good' : 'neutral'}
                >
                  {v.deliveryState[each.state]}
                </Badge>{' '}
                <span class="quiet">
                  {v.tries(each.attempts)}
                  {each.lastError === null ? '' : `, ${each.lastError}`}
                </span>
                {each.resent ? <span class="quiet"> {v.resent}</span> : null}
                {each.state === 'failed' && !each.resent ? (
                  <form method="post" action={`/overlamningar/${view.id}/leveranser/${each.id}`}>
                    <button class="link" type="submit">
                      {v.resend}
                    </button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {frontDesk && view.state !== 'rerouted' ? (
        <form method="post" action={`/overlamningar/${view.id}/kod`}>
          <Button kind="quiet">{v.receipt}</Button>
        </form>
      ) : null}
    </aside>
  );
};
