import type { FC } from 'hono/jsx';
import { hrefTo, pageAsked } from '../../agreements/pages/asked.tsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { officerSigns } from '../../law/rules/mandate-covers.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input } from '../../ui/fields.tsx';
import { formatNumber, formatPeriod } from '../../ui/format.ts';
import { Pages, PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { SignSchema } from '../batch.ts';
import { signMandates } from '../commands/sign-mandates.server.ts';
import { type WaitingMandate, waitingMandates } from '../queries/waiting.server.ts';
import { bulkTexts } from '../texts.ts';
import { dayOrNull, idsOf, type Posted, posted, sentences } from './form.ts';
import { MandateNav } from './parts.tsx';

/** GET /uppdrag/vantar */
export function showWaiting(c: Http) {
  return waitingPage(c, 200, {}, []);
}

/** POST /uppdrag/vantar: the days on which the sides signed, for those that are marked. */
export async function signAction(c: Http) {
  const { given } = await posted(c);
  const sign = SignSchema.safeParse({
    mandateIds: idsOf(given, 'mandateIds'),
    signedByPrincipalOn: dayOrNull(given, 'signedByPrincipalOn'),
    signedByOfficerOn: dayOrNull(given, 'signedByOfficerOn'),
  });
  if (!sign.success) return waitingPage(c, 422, given, fieldErrors(sign.error));
  try {
    const count = await signMandates(contextOf(c), sign.data);
    return c.redirect(`/uppdrag/vantar?sparat=${count}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return waitingPage(c, 422, given, error.errors);
    throw error;
  }
}

async function waitingPage(
  c: Http,
  status: 200 | 422,
  given: Posted['given'],
  errors: readonly FieldError[],
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = bulkTexts[locale].waiting;
  const f = bulkTexts[locale].form;
  const l = bulkTexts[locale].list;
  const found = await waitingMandates(ctx, swedishDay(ctx.clock()), pageAsked(c));
  const texts = sentences(errors, locale);
  if (texts.mandateIds !== undefined) texts.mandateIds = t.noneChosen;
  if (errors.some(({ field, code }) => field === 'signedByOfficerOn' && code === 'required'))
    texts.signedByOfficerOn = t.noDay;
  const saved = c.req.query('sparat');
  return page(
    c,
    { title: t.title, status },
    <>
      <MandateNav here="waiting" locale={locale} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={texts}
        labels={{
          mandateIds: t.which,
          signedByPrincipalOn: f.signedByPrincipal,
          signedByOfficerOn: f.signedByOfficer,
        }}
      />
      {saved !== undefined && /^\d{1,6}$/.test(saved) && status === 200 ? (
        <Notice kind="good" focus>
          {t.done(formatNumber(Number(saved), locale))}
        </Notice>
      ) : null}
      {found.total === 0 ? (
        <div class="empty">
          <p>{t.none}</p>
        </div>
      ) : (
        <form method="post" action="/uppdrag/vantar" class="stack">
          <p>{t.found(formatNumber(found.total, locale))}</p>
          <ToSign rows={found.rows} given={given.mandateIds ?? []} error={texts.mandateIds} locale={locale} />
          <Pages
            label={l.pages}
            page={found.page}
            pages={found.pages}
            href={(to) => hrefTo('/uppdrag/vantar', { sida: to })}
            previous={l.previous}
            next={l.next}
          />
          <Input
            name="signedByPrincipalOn"
            type="date"
            label={f.signedByPrincipal}
            value={given.signedByPrincipalOn?.[0]}
            error={texts.signedByPrincipalOn}
          />
          <Input
            name="signedByOfficerOn"
            type="date"
            label={f.signedByOfficer}
            help={t.recordHelp}
            value={given.signedByOfficerOn?.[0]}
            error={texts.signedByOfficerOn}
          />
          <Button>{t.record}</Button>
        </form>
      )}
    </>,
  );
}

/** A row a mandate, to be marked. */
const ToSign: FC<{
  rows: readonly WaitingMandate[];
  given: readonly string[];
  error: string | undefined;
  locale: Locale;
}> = ({ rows, given, error, locale }) => {
  const t = bulkTexts[locale].waiting;
  const missing = (row: WaitingMandate) =>
    [
      ...(row.signedByPrincipalOn === null ? [t.missing.principal] : []),
      ...(row.signedByOfficerOn === null && officerSigns(row.kind) ? [t.missing.officer] : []),
    ].join(', ');
  return (
    <fieldset
      class="conditions"
      id="mandateIds"
      aria-describedby={error === undefined ? undefined : 'mandateIds-error'}
    >
      <legend>{t.which}</legend>
      {error === undefined ? null : (
        <p class="error" id="mandateIds-error">
          {error}
        </p>
      )}
      <Table<WaitingMandate>
        caption={t.which}
        hideCaption
        rows={rows}
        empty={null}
        columns={[
          {
            head: t.columns.officer,
            cell: (row) => (
              <label>
                <input
                  type="checkbox"
                  name="mandateIds"
                  value={String(row.id)}
                  checked={given.includes(String(row.id))}
                  aria-label={`${row.officer} (${row.officerCode}), ${row.principal}, ${formatPeriod(row.valid, locale)}`}
                />
                <span>
                  {row.officer} <span class="quiet">({row.officerCode})</span>
                </span>
              </label>
            ),
          },
          {
            head: t.columns.principal,
            cell: (row) => (
              <>
                {row.principal}
                <div class="quiet">{row.diaryNumber}</div>
              </>
            ),
          },
          { head: t.columns.period, cell: (row) => <PeriodText period={row.valid} locale={locale} /> },
          { head: t.columns.missing, cell: missing },
        ]}
      />
    </fieldset>
  );
};
