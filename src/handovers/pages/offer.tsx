import { contactAddress } from '../../contacts/contact.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { newCodeFor } from '../commands/new-code.server.ts';
import { offer } from '../commands/offer.server.ts';
import { handOverView } from '../hand-over-view.server.ts';
import { matterToHandOver } from '../matter-to-hand-over.server.ts';
import { OfferSchema } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';
import { receiptPage } from './hand-over-receipt.tsx';
import { fieldSentences, toldOf } from './told.ts';
import { WishFields } from './wish-fields.tsx';

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
        <a href={`${contactAddress(matter.channel, matter.visitId)}#arende-${matterId}`}>
          {matter.channel === 'visit' ? t.receipt.toVisit : t.receipt.toContact}
        </a>
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
      {matter.guidance === null ? null : (
        <aside class="matter-guidance" aria-label={o.guidance(matter.authority)}>
          <strong>{o.guidance(matter.authority)}</strong>
          <p lang="sv">{matter.guidance}</p>
        </aside>
      )}
      {matter.handOver !== null
        ? null
        : matter.cameBack.map((each) => (
            <Notice>
              {o.cameBack(each.reference, each.authority)}{' '}
              <a href={`/overlamningar/${each.id}/vidare`}>{o.cameBackLink}</a>
            </Notice>
          ))}
      {matter.handOver !== null ? (
        <Notice>
          {o.already} <a href={`/overlamningar/${matter.handOver.id}`}>{o.toIt}</a>
        </Notice>
      ) : (
        <form method="post" action="/overlamningar/ny" class="stack">
          <input type="hidden" name="matterId" value={matterId} />
          <input type="hidden" name="id" value={given.id ?? crypto.randomUUID()} />
          <WishFields
            given={given}
            errors={errors}
            representations={matter.representations}
            today={swedishDay(ctx.clock())}
            locale={locale}
          />
          <Button>{o.submit}</Button>
        </form>
      )}
    </>,
  );
}
