import type { FC } from 'hono/jsx';
import { hrefTo } from '../../agreements/pages/asked.tsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { RenewalSchema } from '../batch.ts';
import { draftRenewal } from '../commands/draft-renewal.server.ts';
import {
  type ExpiringAgreement,
  type ExpiringMandate,
  expiringAgreements,
  expiringMandates,
} from '../queries/expiring.server.ts';
import { bulkTexts } from '../texts.ts';
import { keyOf } from './batch-form.tsx';
import { dayOrNull, idsOf, type Posted, posted, sentences } from './form.ts';
import { Boxes, MandateNav } from './parts.tsx';

/** How far ahead is looked, days, unless the address says. */
const AHEAD = 60;
/** More boxes than this are no choice; then it is all, or a shorter time ahead. */
const BOXES = 500;

/** GET /uppdrag/fornya?dagar=&avtal=: the agreements, then the mandates of one. */
export function showRenew(c: Http) {
  return renewPage(c, 200, c.req.query('dagar'), c.req.query('avtal'), {}, []);
}

/** POST /uppdrag/fornya: keeps a draft and shows what would happen. */
export async function renewAction(c: Http) {
  const ctx = contextOf(c);
  const { given } = await posted(c);
  const [days, key] = [given.dagar?.[0], given.avtal?.[0]];
  const shown = (errors: readonly FieldError[]) => renewPage(c, 422, days, key, given, errors);
  const which = given.which?.[0];
  if (which !== 'all' && which !== 'some') return shown([{ field: 'which', code: 'required' }]);
  const [agreementId = 0, principalId = 0] = (key ?? '').split('-').map((each) => Number(each) || 0);
  const all = await expiringMandates(ctx, swedishDay(ctx.clock()), daysAhead(days), {
    agreementId,
    principalId,
  });
  const renewal = RenewalSchema.safeParse({
    mandateIds: which === 'all' ? all.map(({ id }) => id) : idsOf(given, 'mandateIds'),
    to: dayOrNull(given, 'to'),
    signedByPrincipalOn: dayOrNull(given, 'signedByPrincipalOn'),
    signedByOfficerOn: dayOrNull(given, 'signedByOfficerOn'),
  });
  if (!renewal.success) return shown(fieldErrors(renewal.error));
  try {
    return c.redirect(`/uppdrag/flera/${await draftRenewal(ctx, renewal.data)}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return shown(error.errors);
    throw error;
  }
}

function daysAhead(text: string | undefined): number {
  return /^\d{1,4}$/.test(text ?? '') ? Math.min(Number(text), 3_650) : AHEAD;
}

async function renewPage(
  c: Http,
  status: 200 | 422,
  asked: string | undefined,
  key: string | undefined,
  given: Posted['given'],
  errors: readonly FieldError[],
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = bulkTexts[locale].renew;
  const f = bulkTexts[locale].form;
  const days = daysAhead(asked);
  const today = swedishDay(ctx.clock());
  const agreements = await expiringAgreements(ctx, today, days);
  const one = agreements.find((each) => keyOf(each) === key);
  const mandates = one === undefined ? [] : await expiringMandates(ctx, today, days, one);
  const texts = sentences(errors, locale);
  if (texts.mandateIds !== undefined) texts.mandateIds = t.noneChosen;
  return page(
    c,
    { title: t.title, status, width: one === undefined ? 'wide' : 'text' },
    <>
      <MandateNav here="renew" locale={locale} />
      <h1>{one === undefined ? t.title : t.one(one.principal)}</h1>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={texts}
        labels={{ which: t.which, mandateIds: t.which, to: f.to, ...signedLabels(locale) }}
      />
      {one === undefined ? (
        <>
          <p class="lead">{t.lead}</p>
          <form method="get" action="/uppdrag/fornya" class="filters">
            <Input name="dagar" type="number" min="0" max="3650" label={t.days} value={String(days)} />
            <Button kind="quiet">{t.show}</Button>
          </form>
          <Agreements rows={agreements} days={days} locale={locale} />
        </>
      ) : (
        <>
          <p>
            <a href={hrefTo('/uppdrag/fornya', { dagar: days })}>{t.back}</a>
          </p>
          <p>
            {one.name} ({one.diaryNumber}). {t.columns.agreementEnds} {one.agreementEnds ?? t.forever}.
          </p>
          <RenewForm one={one} days={days} mandates={mandates} given={given} errors={texts} locale={locale} />
        </>
      )}
    </>,
  );
}

const Agreements: FC<{ rows: readonly ExpiringAgreement[]; days: number; locale: Locale }> = ({
  rows,
  days,
  locale,
}) => {
  const t = bulkTexts[locale].renew;
  return (
    <Table<ExpiringAgreement>
      caption={t.title}
      hideCaption
      rows={rows}
      empty={<p>{t.none(String(days))}</p>}
      columns={[
        {
          head: t.columns.agreement,
          cell: (row) => (
            <>
              <a href={hrefTo('/uppdrag/fornya', { dagar: days, avtal: keyOf(row) })}>
                {row.principal}: {row.name}
              </a>
              <div class="quiet whole">{row.diaryNumber}</div>
            </>
          ),
        },
        { head: t.columns.count, cell: (row) => formatNumber(row.count, locale), number: true },
        {
          head: t.columns.ends,
          cell: (row) =>
            row.firstEnds === row.lastEnds ? row.firstEnds : `${row.firstEnds} – ${row.lastEnds}`,
        },
        { head: t.columns.agreementEnds, cell: (row) => row.agreementEnds ?? t.forever },
      ]}
    />
  );
};

const RenewForm: FC<{
  one: ExpiringAgreement;
  days: number;
  mandates: readonly ExpiringMandate[];
  given: Posted['given'];
  errors: Errors;
  locale: Locale;
}> = ({ one, days, mandates, given, errors, locale }) => {
  const t = bulkTexts[locale].renew;
  const f = bulkTexts[locale].form;
  const day = (name: string, label: string, help?: string) => (
    <Input
      name={name}
      type="date"
      label={label}
      value={given[name]?.[0]}
      error={errors[name]}
      {...(help === undefined ? {} : { help })}
    />
  );
  return (
    <form method="post" action="/uppdrag/fornya" class="stack">
      <input type="hidden" name="avtal" value={keyOf(one)} />
      <input type="hidden" name="dagar" value={String(days)} />
      <p>{t.follows}</p>
      <Choice
        id="which"
        name="which"
        legend={t.which}
        required
        value={given.which?.[0]}
        error={errors.which}
        options={[
          { value: 'all', label: t.all(formatNumber(mandates.length, locale)) },
          { value: 'some', label: t.some, disabled: mandates.length > BOXES },
        ]}
      />
      {mandates.length > BOXES ? null : (
        <Boxes
          name="mandateIds"
          legend={t.some}
          error={errors.mandateIds}
          given={given.mandateIds ?? []}
          options={mandates.map((each) => ({
            value: String(each.id),
            label: `${each.officer} (${each.officerCode}), ${each.office}: ${t.ends(each.endsOn)}`,
          }))}
        />
      )}
      {day('to', f.to, f.toHelp)}
      {day('signedByPrincipalOn', f.signedByPrincipal, f.signedHelp)}
      {day('signedByOfficerOn', f.signedByOfficer)}
      <Button>{t.preview}</Button>
    </form>
  );
};

function signedLabels(locale: Locale): Record<string, string> {
  const f = bulkTexts[locale].form;
  return { signedByPrincipalOn: f.signedByPrincipal, signedByOfficerOn: f.signedByOfficer };
}
