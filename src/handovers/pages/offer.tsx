import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { renderSVG } from 'uqr';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, Select, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { newCodeFor } from '../commands/new-code.server.ts';
import { offer } from '../commands/offer.server.ts';
import { dayText } from '../due-text.ts';
import { type HandOverView, handOverView, matterToHandOver } from '../queries.server.ts';
import { OfferSchema } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';
import { fieldSentences, toldOf } from './told.ts';

interface Told {
  readonly status: 409 | 422;
  readonly message: string | null;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /overlamningar/ny?arende= */
export async function showOffer(c: Http) {
  return offerPage(c, uuidOf(c.req.query('arende')), null);
}

/** POST /overlamningar/ny: the receipt is the answer, because the code is shown once. */
export async function offerAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(OfferSchema));
  if (!form.ok) {
    const errors = fieldSentences(form.errors, locale);
    return offerPage(c, uuidOf(form.given.matterId), {
      status: 422,
      message: null,
      errors,
      given: form.given,
    });
  }
  const ctx = contextOf(c);
  try {
    const made = await offer(ctx, form.data);
    return receiptPage(c, await handOverView(ctx, made.id), made.code, false);
  } catch (error) {
    const { message, status } = toldOf(error, locale);
    const errors = error instanceof Problem ? fieldSentences(error.errors, locale) : {};
    const given = Object.fromEntries(Object.entries(form.data).map(([name, value]) => [name, String(value)]));
    return offerPage(c, form.data.matterId, { status, message, errors, given });
  }
}

/** POST /overlamningar/:id/kod: a new code for the person; the old one opens nothing more. */
export async function personCodeAction(c: Http) {
  const ctx = contextOf(c);
  const id = uuidParam(c);
  const code = await newCodeFor(ctx, id);
  return receiptPage(c, await handOverView(ctx, id), code, true);
}

function uuidOf(text: string | undefined): string {
  if (text === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new Problem('not-found');
  return text;
}

async function offerPage(c: Http, matterId: string, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const o = t.offer;
  const matter = await matterToHandOver(ctx, matterId);
  const given = told?.given ?? {};
  const errors = told?.errors ?? {};
  const task = locale === 'sv' ? matter.taskSv : matter.taskEn;
  return page(
    c,
    { title: o.title(matter.authority), width: 'text', status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href={`/besok/${matter.visitId}#arende-${matterId}`}>{t.receipt.toVisit}</a>
      </p>
      <h1>{o.title(matter.authority)}</h1>
      <p class="lead">
        {task}. {o.lead(matter.authority)}
      </p>
      {told?.message === null || told === null ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {matter.handOver !== null ? (
        <Notice>
          {o.already} <a href={`/overlamningar/${matter.handOver.id}`}>{o.toIt}</a>
        </Notice>
      ) : (
        <form method="post" action="/overlamningar/ny" class="stack">
          <input type="hidden" name="matterId" value={matterId} />
          <input type="hidden" name="id" value={given.id ?? crypto.randomUUID()} />
          <TextArea
            name="wants"
            label={o.wants}
            help={o.wantsHelp}
            rows={5}
            required
            maxlength={4000}
            value={given.wants}
            error={errors.wants}
          />
          <TextArea
            name="done"
            label={o.done}
            rows={3}
            maxlength={4000}
            value={given.done}
            error={errors.done}
          />
          <Choice
            id="consent"
            name="consent"
            legend={o.consent}
            required
            value={given.consent}
            error={errors.consent}
            options={[
              { value: 'given', label: o.consentGiven },
              { value: 'not-needed', label: o.consentNotNeeded },
            ]}
          />
          <Choice
            id="reachBy"
            name="reachBy"
            legend={o.reachBy}
            required
            value={given.reachBy ?? 'code'}
            error={errors.reachBy}
            options={[
              { value: 'code', label: o.reachCode },
              { value: 'phone', label: o.reachPhone },
              { value: 'mail', label: o.reachMail },
              { value: 'letter', label: o.reachLetter },
            ]}
          />
          <Input name="reach" label={o.reach} help={o.reachHelp} value={given.reach} error={errors.reach} />
          <Input name="department" label={o.department} value={given.department} error={errors.department} />
          {matter.cameBack.length === 0 ? null : (
            <Select
              name="continues"
              label={o.continues}
              empty={o.continuesNone}
              value={given.continues ?? matter.cameBack[0]?.id}
              options={matter.cameBack.map((each) => ({
                value: each.id,
                label: `${each.reference} ${each.authority}`,
              }))}
            />
          )}
          <details open={errors.postReachedOn !== undefined}>
            <summary>{o.post}</summary>
            <Input
              name="postReachedOn"
              label={o.postReachedOn}
              type="date"
              max={swedishDay(ctx.clock())}
              value={given.postReachedOn}
              error={errors.postReachedOn}
            />
            <label class="check">
              <input type="checkbox" name="postImprobable" value="true" /> {o.postImprobable}
            </label>
          </details>
          <Button>{o.submit}</Button>
        </form>
      )}
    </>,
  );
}

/** What the person who is handed over takes with them: the code is shown this once. */
export function receiptPage(c: Http, view: HandOverView, code: string, again: boolean) {
  const locale = c.get('locale');
  const t = handOverTexts[locale].receipt;
  const origin = new URL(c.get('services').auth.options.baseURL ?? 'http://localhost').origin;
  const link = `${origin}/folj/${view.reference}.${code}`;
  const today = swedishDay(c.get('services').clock());
  return page(
    c,
    { title: again ? t.newTitle : t.title, width: 'text' },
    <>
      <h1>{again ? t.newTitle : t.title}</h1>
      <p class="lead">{t.to(view.authority, locale === 'sv' ? view.taskSv : view.taskEn)}</p>
      <div class="hand-over-receipt">
        <Receipt view={view} code={code} link={link} origin={origin} today={today} locale={locale} />
      </div>
      <p class="quiet">{t.give}</p>
      <p class="row">
        <a class="button button--primary" href={`/overlamningar/${view.id}`}>
          {t.on}
        </a>
        <a class="button button--quiet" href={`/besok/${view.visitId}`}>
          {t.toVisit}
        </a>
      </p>
    </>,
  );
}

const Receipt: FC<{
  view: HandOverView;
  code: string;
  link: string;
  origin: string;
  today: PlainDate;
  locale: Locale;
}> = ({ view, code, link, origin, today, locale }) => {
  const t = handOverTexts[locale].receipt;
  return (
    <>
      <dl>
        <dt>{t.reference}</dt>
        <dd class="hand-over-secret">{view.reference}</dd>
        <dt>{t.code}</dt>
        <dd class="hand-over-secret">{code}</dd>
      </dl>
      <p>
        {t.follow} {t.at(`${origin.replace(/^https?:\/\//, '')}/folj`)}
      </p>
      <p>
        {t.firstAnswer(dayText(view.firstAnswerDue, today, locale))}{' '}
        {t.answer(dayText(view.finalAnswerDue, today, locale))}
      </p>
      <div class="hand-over-qr" role="img" aria-label={t.follow}>
        {raw(renderSVG(link, { border: 1 }))}
      </div>
    </>
  );
};
