import type { FC } from 'hono/jsx';
import { DeclareConflict } from '../../contacts/pages/conflict-part.tsx';
import { contactErrorText } from '../../contacts/promise-texts.ts';
import { handOverView } from '../../handovers/hand-over-view.server.ts';
import { barredPage } from '../../handovers/pages/barred.tsx';
import { receiptPage } from '../../handovers/pages/hand-over-receipt.tsx';
import { handOverErrorText } from '../../handovers/texts/refusal-texts.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, originOf, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { ButtonLink, Mark, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import {
  type Application,
  applicationFile,
  applicationView,
  barredFromApplication,
} from '../applications.server.ts';
import {
  DecideSchema,
  decideApplication,
  HandOverSchema,
  handOverApplication,
  takeApplication,
} from '../commands/outcome.server.ts';
import { told } from '../definition.ts';
import { applicationPdf, decisionPdf } from '../document.server.ts';
import { formErrorText } from '../error-texts.ts';
import { saidAnswers } from '../rules/said.ts';
import { applicationTexts } from '../texts.ts';
import { errorSentence } from './field-sentences.ts';
import { DecisionOf } from './receipt.tsx';
import { SaidAnswers } from './said-answers.tsx';
import { WayPart } from './way-part.tsx';

export interface ApplicationTold {
  readonly status: 409 | 422;
  readonly message: string | null;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /ansokningar/:id */
export async function showApplication(c: Http) {
  return applicationPage(c, uuidParam(c), null);
}

/** POST /ansokningar/:id/ta */
export async function takeApplicationAction(c: Http) {
  const id = uuidParam(c);
  try {
    await takeApplication(contextOf(c), id);
  } catch (error) {
    return applicationPage(c, id, toldOf(error, {}, c.get('locale')));
  }
  return c.redirect(`/ansokningar/${id}`, 303);
}

/** POST /ansokningar/:id/beslut */
export async function decideAction(c: Http) {
  const id = uuidParam(c);
  const form = await readForm(c, DecideSchema);
  const locale = c.get('locale');
  if (!form.ok) return applicationPage(c, id, badForm(form, locale));
  try {
    await decideApplication(contextOf(c), id, form.data);
  } catch (error) {
    const { decision, reasons } = form.data;
    return applicationPage(c, id, toldOf(error, { decision, reasons, ...confirmed(form.data) }, locale));
  }
  return c.redirect(`/ansokningar/${id}?sparat=1`, 303);
}

/** POST /ansokningar/:id/lamna-over: the receipt is the answer, because its code is shown once. */
export async function handOverAction(c: Http) {
  const id = uuidParam(c);
  const form = await readForm(c, HandOverSchema);
  const locale = c.get('locale');
  if (!form.ok) return applicationPage(c, id, badForm(form, locale));
  const ctx = contextOf(c);
  const { demonstration } = c.get('services');
  try {
    const handed = await handOverApplication(ctx, id, form.data, { origin: originOf(c), demonstration });
    return receiptPage(c, await handOverView(ctx, handed.id), handed.code, false);
  } catch (error) {
    const { done } = form.data;
    return applicationPage(c, id, toldOf(error, { done, ...confirmed(form.data) }, locale));
  }
}

/** What both forms are given back with. */
const confirmed = ({
  conditions,
  representationId,
}: {
  readonly conditions: readonly string[];
  readonly representationId?: number | undefined;
}) => ({ conditions: conditions.join(' '), representationId: String(representationId ?? '') });

/** GET /ansokningar/:id/bilagor/:file: to keep, never to be run by the browser. */
export async function downloadApplicationFile(c: Http) {
  const { fileName, mediaType, content } = await applicationFile(
    contextOf(c),
    uuidParam(c),
    uuidParam(c, 'file'),
  );
  return attachment(c, fileName, mediaType, content);
}

/** GET /ansokningar/:id/ansokan.pdf */
export async function downloadApplication(c: Http) {
  const { application } = await applicationView(contextOf(c), uuidParam(c));
  const pdf = await applicationPdf(application, c.get('services').demonstration);
  const name = `${application.form.code}-${application.reference}.pdf`;
  return attachment(c, name, 'application/pdf', new Uint8Array(pdf));
}

/** GET /ansokningar/:id/beslut.pdf: the decision to hand out. */
export async function downloadDecision(c: Http) {
  const { application } = await applicationView(contextOf(c), uuidParam(c));
  return decisionFile(c, application);
}

/** The decision as a file. Throws Problem `not-found` when nothing is decided. */
export async function decisionFile(c: Http, application: Application) {
  const pdf = await decisionPdf(application, c.get('services').demonstration);
  if (pdf === null) throw new Problem('not-found');
  return attachment(c, `beslut-${application.reference}.pdf`, 'application/pdf', new Uint8Array(pdf));
}

function attachment(c: Http, fileName: string, mediaType: string, content: Uint8Array<ArrayBuffer>) {
  return c.body(content, 200, {
    'content-type': mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });
}

function badForm(
  form: { readonly errors: Problem['errors']; readonly given: Readonly<Record<string, string>> },
  locale: Locale,
): ApplicationTold {
  const errors = Object.fromEntries(
    form.errors.map(({ field, code }) => [field, errorSentence(code, locale)]),
  );
  return { status: 422, message: null, errors, given: form.given };
}

function toldOf(error: unknown, given: Readonly<Record<string, string>>, locale: Locale): ApplicationTold {
  if (!(error instanceof Problem)) throw error;
  if (error.code === 'invalid' && error.errors.length > 0)
    return badForm({ errors: error.errors, given }, locale);
  const { reason } = error.facts;
  if (error.code === 'visit-closed')
    return { status: 409, message: shellTexts[locale].problem['visit-closed'].help, errors: {}, given };
  if (error.code !== 'not-possible' || typeof reason !== 'string') throw error;
  const message = [formErrorText, handOverErrorText, contactErrorText]
    .map((text) => text(reason, error.facts, locale))
    .find((sentence) => sentence !== null);
  if (message == null) throw error;
  return { status: 409, message, errors: {}, given };
}

async function applicationPage(c: Http, id: string, said: ApplicationTold | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = applicationTexts[locale].view;
  const barred = await barredFromApplication(ctx, id);
  if (barred !== undefined) return barredPage(c, barred, { href: '/ansokningar', text: t.back });
  const { application, way } = await applicationView(ctx, id);
  const { form, files, outcome, channel, visitId, state } = application;
  const title = told(form.title, locale);
  const sections = saidAnswers(form, application.answers, files, locale);
  const links = files.map((file) => ({ ...file, href: `/ansokningar/${id}/bilagor/${file.id}` }));
  return page(
    c,
    { title: `${title} ${application.reference}`, status: said?.status ?? 200 },
    <>
      <p class="crumb">
        <a href="/ansokningar">{t.back}</a>
      </p>
      <div class="hand-over-head">
        <Mark short={application.authorityShort} />
        <h1>
          {title} <span class="quiet">{application.reference}</span>
        </h1>
      </div>
      <p class="quiet">
        {application.authority} · {t.came(application.cameBy, formatMoment(application.sentAt))}
        {application.filledBy === null ? '' : `, ${t.filledBy(application.filledBy)}`} · {application.office}{' '}
        · {t.version(application.version)}
      </p>
      {c.req.query('sparat') === undefined || said !== null ? null : <Notice kind="good">{t.saved}</Notice>}
      {said === null || said.message === null ? null : (
        <Notice kind="wrong" focus>
          {said.message}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={said?.errors ?? {}} />
      <div class="application">
        <div class="application-answers">
          <SaidAnswers sections={sections} files={links} locale={locale} />
        </div>
        <aside class="application-side" aria-label={t.way.title}>
          {outcome !== null ? (
            <OutcomePart application={application} locale={locale} />
          ) : state === 'junk' ? (
            <Notice>{t.junk}</Notice>
          ) : way === null ? null : (
            <>
              <WayPart application={application} way={way} said={said} locale={locale} />
              {application.matterId === null ? null : (
                <DeclareConflict matterId={application.matterId} back={id} locale={locale} />
              )}
            </>
          )}
          <p class="row">
            {channel === null || way === null ? null : (
              <ButtonLink href={`/${channel === 'visit' ? 'besok' : 'kontakter'}/${visitId}`}>
                {channel === 'visit' ? t.visit : t.contact}
              </ButtonLink>
            )}
            <ButtonLink href={`/ansokningar/${id}/ansokan.pdf`} download>
              {t.pdf}
            </ButtonLink>
          </p>
        </aside>
      </div>
    </>,
  );
}

/** What became of it. */
const OutcomePart: FC<{ application: Application; locale: Locale }> = ({ application, locale }) => {
  const t = applicationTexts[locale].view;
  const { outcome, authority } = application;
  if (outcome === null) return null;
  return (
    <section class="application-outcome">
      <p>
        <strong>{t.done[outcome.kind](formatDay(outcome.arrivedOn, locale))}</strong> {t.by(outcome.officer)}{' '}
        <time datetime={outcome.at.toString()}>{formatMoment(outcome.at)}</time>
      </p>
      {outcome.number === null ? null : (
        <p>
          {t.number}: <strong>{outcome.number}</strong>
        </p>
      )}
      {outcome.represented === null ? null : <p>{t.representedBy(outcome.represented)}</p>}
      <DecisionOf
        outcome={outcome}
        authority={authority}
        pdf={`/ansokningar/${application.id}/beslut.pdf`}
        locale={locale}
      />
      {outcome.handOverId === null ? null : (
        <p>
          <ButtonLink href={`/overlamningar/${outcome.handOverId}`} kind="primary">
            {t.toHandOver}
          </ButtonLink>
        </p>
      )}
    </section>
  );
};
