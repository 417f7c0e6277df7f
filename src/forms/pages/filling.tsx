import type { Child } from 'hono/jsx';
import { handOverErrorText } from '../../handovers/texts/refusal-texts.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { countFiles, type Draft, draftOf, saveDraft } from '../commands/draft.server.ts';
import type { Sent } from '../commands/send.server.ts';
import { told } from '../definition.ts';
import { formErrorText } from '../error-texts.ts';
import { applyTexts } from '../public-texts.ts';
import type { PublishedForm } from '../published.server.ts';
import { type Given, readAnswers } from '../rules/answers.ts';
import { saidAnswers } from '../rules/said.ts';
import { readCode } from '../secret.server.ts';
import { labels, sentences } from './field-sentences.ts';
import { LawList } from './law-list.tsx';
import { filesOf, givenOf } from './posted-answers.server.ts';
import { FormSections } from './question-fields.tsx';
import { SaidAnswers } from './said-answers.tsx';

/** Where a form is filled in: at home, or at a desk with an officer. The steps are the same. */
export interface Place {
  readonly form: PublishedForm;
  /** The address of the page. */
  readonly action: string;
  readonly matterId: string | null;
  readonly scope: Parameters<typeof saveDraft>[0]['scope'];
  /** What stands above the form. */
  readonly head: (locale: Locale) => Child;
  readonly crumb: (locale: Locale) => Child;
  readonly send: (code: string) => Promise<Sent>;
  readonly receipt: (code: string, sent: Sent) => Promise<Response> | Response;
}

interface Shown {
  readonly draft: Draft | null;
  readonly given?: Given;
  readonly errors?: readonly FieldError[];
  readonly told?: string;
  readonly status?: 200 | 409 | 422;
}

/** The form, empty or with what was begun. */
export function showFilling(c: Http, place: Place, { draft, given, errors = [], told: said, status }: Shown) {
  const locale = c.get('locale');
  const t = applyTexts[locale].fill;
  const { form, authority, office } = place.form;
  const wrong = sentences(errors, locale);
  const changed = draft !== null && draft.version !== place.form.version ? t.changed : undefined;
  const notice = said ?? changed;
  return page(
    c,
    {
      title: told(form.title, locale),
      width: 'text',
      status: status ?? (errors.length > 0 ? 422 : 200),
      head: <meta name="robots" content={place.matterId === null ? 'index' : 'noindex'} />,
    },
    <>
      {place.crumb(locale)}
      <h1>{told(form.title, locale)}</h1>
      <p class="lead">{told(form.lead, locale)}</p>
      {place.head(locale)}
      {notice === undefined ? null : (
        <Notice kind="wrong" focus={errors.length === 0}>
          {notice}
        </Notice>
      )}
      <ErrorSummary title={t.wrong} errors={wrong} labels={labels(place.form, locale)} />
      {form.needed.length === 0 ? null : (
        <section class="apply-needed" aria-labelledby="behovs">
          <h2 id="behovs">{t.needed}</h2>
          <ul>
            {form.needed.map((each) => (
              <li>{told(each, locale)}</li>
            ))}
          </ul>
        </section>
      )}
      <form method="post" action={place.action} enctype="multipart/form-data" class="apply-form" novalidate>
        <input type="hidden" name="kod" value={draft?.code ?? ''} />
        {/* Enter in a field does what comes first in the form. */}
        <button type="submit" name="do" value="granska" hidden>
          {t.review}
        </button>
        <FormSections
          form={form}
          given={given ?? draft?.given ?? {}}
          errors={wrong}
          files={draft?.files ?? []}
          today={swedishDay(c.get('services').clock())}
          locale={locale}
        />
        <div class="not-for-people" aria-hidden="true">
          <label for="webbplats">{t.robot}</label>
          <input id="webbplats" name="webbplats" tabindex={-1} autocomplete="off" />
        </div>
        <p class="quiet">
          {t.to(authority, office)} {t.noSecretCode}
        </p>
        <div class="row">
          <Button name="do" value="granska">
            {t.review}
          </Button>
          <Button kind="quiet" name="do" value="spara">
            {t.save}
          </Button>
        </div>
      </form>
      <details class="apply-law">
        <summary>{t.law}</summary>
        <LawList law={form.law} locale={locale} />
      </details>
    </>,
  );
}

/** What is posted to a form: look through it, keep it, go on with it, send it. */
export async function fillAction(c: Http, place: Place): Promise<Response> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
  const locale = c.get('locale');
  const t = applyTexts[locale].fill;
  const code = readCode(text('kod'));
  const does = text('do');
  const { database, clock } = c.get('services');
  if (does === 'skicka' || does === 'andra') {
    if (code === null) return showFilling(c, place, { draft: null, told: t.gone, status: 409 });
    return does === 'skicka' ? send(c, place, code) : again(c, place, code);
  }
  const given = givenOf(body);
  if (text('webbplats') !== '')
    return showFilling(c, place, { draft: null, given, errors: [{ field: 'webbplats', code: 'a-robot' }] });
  const { files, errors: unread } = await filesOf(body, place.form);
  const without = /^ta-bort ([0-9a-f-]{36})$/.exec(does)?.[1];
  const asked = {
    given,
    language: locale,
    matterId: place.matterId,
    files,
    without: without === undefined ? [] : [without],
  };
  const filler = { pool: database.pool, clock, scope: place.scope };
  const kept = await saveDraft(filler, place.form, { ...asked, code }).catch((error) => {
    if (!(error instanceof Problem) || error.facts.reason !== 'draft-gone') throw error;
    return null;
  });
  // Sent or forgotten meanwhile: what is on the page now is not lost.
  if (kept === null) return showFilling(c, place, { draft: null, given, told: t.gone, status: 409 });
  const { draft } = kept;
  const fileErrors = [...unread, ...kept.errors];
  if (without !== undefined || fileErrors.length > 0)
    return showFilling(c, place, { draft, errors: fileErrors });
  if (does === 'spara') return savedPage(c, place, draft);
  const today = swedishDay(clock());
  const { answers, errors } = readAnswers(place.form.form, draft.given, {
    today,
    files: countFiles(draft.files),
  });
  if (errors.length > 0) return showFilling(c, place, { draft, errors });
  const sections = saidAnswers(place.form.form, answers, draft.files, locale);
  const r = applyTexts[locale].review;
  return page(
    c,
    { title: `${r.title}: ${told(place.form.form.title, locale)}`, width: 'text', head: noIndex },
    <>
      {place.crumb(locale)}
      <h1>{r.title}</h1>
      <p class="lead">{r.lead}</p>
      <SaidAnswers sections={sections} locale={locale} />
      <p>{t.to(place.form.authority, place.form.office)}</p>
      <form method="post" action={place.action} class="row">
        <input type="hidden" name="kod" value={draft.code} />
        <Button name="do" value="skicka">
          {r.send}
        </Button>
        <Button kind="quiet" name="do" value="andra">
          {r.change}
        </Button>
      </form>
    </>,
  );
}

export const noIndex = <meta name="robots" content="noindex" />;

async function send(c: Http, place: Place, code: string): Promise<Response> {
  const locale = c.get('locale');
  const { database } = c.get('services');
  try {
    const sent = await place.send(code);
    return await place.receipt(code, sent);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'not-possible' && error.code !== 'invalid'))
      throw error;
    const draft = (await draftOf(database.pool, code)) ?? null;
    const said = String(error.facts.reason);
    const reason = formErrorText(said, {}, locale) ?? handOverErrorText(said, {}, locale) ?? undefined;
    return showFilling(c, place, {
      draft,
      errors: error.errors,
      status: error.code === 'invalid' ? 422 : 409,
      ...(reason === undefined ? {} : { told: reason }),
    });
  }
}

async function again(c: Http, place: Place, code: string): Promise<Response> {
  const draft = await draftOf(c.get('services').database.pool, code);
  if (draft === undefined || draft.definitionId !== place.form.id)
    return showFilling(c, place, { draft: null, told: applyTexts[c.get('locale')].fill.gone, status: 409 });
  return showFilling(c, place, { draft });
}

function savedPage(c: Http, place: Place, draft: Draft) {
  const locale = c.get('locale');
  const t = applyTexts[locale];
  const origin = new URL(c.get('services').auth.options.baseURL ?? 'http://localhost').host;
  return page(
    c,
    { title: t.saved.title, width: 'text', head: noIndex },
    <>
      <article class="receipt">
        <h1>{t.saved.title}</h1>
        <p>{t.saved.lead}</p>
        <p class="receipt-reference">
          {t.saved.code}
          <strong class="apply-code">{draft.code}</strong>
        </p>
        <p class="quiet">{t.saved.address(`${origin}/ansok/fortsatt`)}</p>
      </article>
      <form method="post" action={place.action} class="row">
        <input type="hidden" name="kod" value={draft.code} />
        <Button kind="quiet" name="do" value="andra">
          {t.saved.on}
        </Button>
        <button type="button" class="button button--quiet" data-print hidden>
          {t.receipt.print}
        </button>
      </form>
    </>,
  );
}
