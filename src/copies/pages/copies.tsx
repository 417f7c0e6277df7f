import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { authoritiesOf, hasRole } from '../../access/actor.ts';
import { here, oneOf, pageAsked } from '../../agreements/pages/asked.tsx';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { registerSent } from '../commands/register-sent.server.ts';
import { sendCopies } from '../commands/send-copies.server.ts';
import { CopyItemText } from '../items.ts';
import { COPY_FILTERS, type CopyRow, listCopies } from '../queries.server.ts';
import { canBeSent, LATE_AFTER_DAYS } from '../rules/copy-state.ts';
import { copyErrorText, copyTexts } from '../texts.ts';
import { registrarPage } from './registrar.tsx';

/** GET /kopior */
export function showCopies(c: Http) {
  return copiesPage(c, {});
}

const Chosen = z.object({
  val: z.preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(CopyItemText).max(500, { error: 'too-big' }),
  ),
  gor: z.enum(['mail', 'all', 'already']),
  sentOn: z.string().trim().default(''),
});

/** POST /kopior: what is done with the chosen ones, or with all that are due. */
export async function copiesAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, Chosen);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const { val, gor, sentOn } = form.data;
  const ctx = contextOf(c);
  try {
    if (gor === 'all') return done(c, 'bestallt', await sendCopies(ctx, 'all-due'));
    if (val.length === 0) throw new Problem('invalid', {}, [{ field: 'val', code: 'nothing-chosen' }]);
    if (gor === 'mail') return done(c, 'bestallt', await sendCopies(ctx, val));
    const day = PlainDateSchema.safeParse(sentOn);
    if (!day.success) throw new Problem('invalid', {}, [{ field: 'sentOn', code: 'not-a-date' }]);
    return done(c, 'registrerat', await registerSent(ctx, val, { sentOn: day.data, how: null }));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return copiesPage(c, sentences(error, locale), sentOn);
  }
}

function done(c: Http, what: 'bestallt' | 'registrerat', count: number) {
  return c.redirect(`/kopior?${what}=${count}`, 303);
}

export function sentences(problem: Problem, locale: Locale): Record<string, string> {
  return Object.fromEntries(
    problem.errors.map(({ field, code }) => [
      field,
      copyErrorText(code, problem.facts, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

async function copiesPage(c: Http, errors: Errors, sentOn?: string) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = copyTexts[locale];
  if (authoritiesOf(ctx.actor, 'coordinator').length === 0 && hasRole(ctx.actor, 'administrator'))
    return registrarPage(c, {});
  const filter = oneOf(COPY_FILTERS, c.req.query('lage'));
  const search = c.req.query('sok') ?? '';
  const found = await listCopies(ctx, { filter, search, page: pageAsked(c) });
  const { due, late, failed } = found.counts;
  const told = (name: string) => Math.min(Number(c.req.query(name)) || 0, 1_000_000);
  const chosen = filter !== undefined || search !== '';
  return page(
    c,
    { title: t.title, status: Object.keys(errors).length > 0 ? 422 : 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {told('bestallt') > 0 ? <Notice kind="good">{t.ordered(told('bestallt'))}</Notice> : null}
      {told('registrerat') > 0 ? <Notice kind="good">{t.registered(told('registrerat'))}</Notice> : null}
      {c.get('services').mail === null ? <Notice>{t.mailWaits}</Notice> : null}
      <p>
        <strong>{t.counts(due, late, failed)}</strong>
      </p>
      <form method="get" action="/kopior" class="filters">
        <Input name="sok" type="search" label={t.search} value={search} />
        <Select
          name="lage"
          label={t.filter}
          value={filter}
          empty={t.all}
          options={COPY_FILTERS.map((value) => ({ value, label: t.state[value] }))}
        />
        <Button kind="quiet">{t.show}</Button>
        {chosen ? <a href="/kopior">{t.clear}</a> : null}
      </form>
      <p class="quiet">{t.found(formatNumber(found.total, locale))}</p>
      <form method="post" action="/kopior">
        <div id="val">
          <Table<CopyRow>
            caption={t.list}
            hideCaption
            rows={found.rows}
            empty={<p>{chosen ? t.empty : t.none}</p>}
            columns={[
              {
                head: t.columns.agreement,
                cell: (row) => (
                  <>
                    <a href={`/kopior/${row.agreementId}/${row.version}`}>{row.agreement}</a>
                    <div class="quiet">{row.diaryNumber}</div>
                  </>
                ),
              },
              { head: t.columns.version, cell: (row) => row.version, number: true },
              { head: t.columns.parties, cell: (row) => row.parties.join(', ') },
              { head: t.columns.decided, cell: (row) => <span class="whole">{row.dueSince}</span> },
              {
                head: t.columns.state,
                cell: (row) => (
                  <>
                    <CopyStateBadge row={row} locale={locale} />
                    {row.late ? (
                      <>
                        {' '}
                        <Badge kind="wrong">{t.late}</Badge>
                      </>
                    ) : null}
                  </>
                ),
              },
              { head: t.columns.says, cell: (row) => <CopySays row={row} locale={locale} /> },
              {
                head: t.columns.choose,
                cell: (row) =>
                  canBeSent(row.state) ? (
                    <input
                      type="checkbox"
                      name="val"
                      value={`${row.agreementId}/${row.version}`}
                      aria-label={t.choose(row.agreement, row.version)}
                    />
                  ) : (
                    '–'
                  ),
              },
            ]}
          />
        </div>
        {found.rows.some((row) => canBeSent(row.state)) ? (
          <>
            <p class="row">
              <Button name="gor" value="mail">
                {t.withMail}
              </Button>
              {due > 0 ? (
                <Button kind="quiet" name="gor" value="all">
                  {t.allDue(due)}
                </Button>
              ) : null}
            </p>
            <fieldset>
              <legend>{t.already}</legend>
              <p class="help">{t.alreadyHelp}</p>
              <div class="row">
                <Input name="sentOn" type="date" label={t.sentOn} value={sentOn} error={errors.sentOn} />
                <Button kind="quiet" name="gor" value="already">
                  {t.alreadySubmit}
                </Button>
              </div>
            </fieldset>
          </>
        ) : null}
      </form>
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={t.previous}
        next={t.next}
      />
      <p class="quiet">{t.recipient(found.recipient)}</p>
      <p class="quiet">{t.oneIsEnough}</p>
      <p class="quiet">{t.lateRule(LATE_AFTER_DAYS)}</p>
    </>,
  );
}

const KINDS = {
  exempt: 'quiet',
  due: 'neutral',
  queued: 'neutral',
  sent: 'good',
  acknowledged: 'good',
  failed: 'wrong',
} as const satisfies Record<CopyRow['state'], string>;

export const CopyStateBadge: FC<{ row: Pick<CopyRow, 'state'>; locale: Locale }> = ({ row, locale }) => (
  <Badge kind={KINDS[row.state]}>{copyTexts[locale].state[row.state]}</Badge>
);

/** The exemption with its provision, the day and the way it went, or why it has not. */
export const CopySays: FC<{ row: CopyRow; locale: Locale }> = ({ row, locale }) => {
  const t = copyTexts[locale];
  switch (row.state) {
    case 'exempt':
      return (
        <>
          {t.why[(row.why ?? 'no-such-duty') as keyof typeof t.why]}
          <div class="quiet">{row.provision ?? ''}</div>
        </>
      );
    case 'due':
      return <span class="quiet">{row.provision ?? ''}</span>;
    case 'queued':
      if (row.mailId === null) return <>{t.making}</>;
      return <a href={`/utskick/${row.mailId}`}>{row.mailState === 'uncertain' ? t.uncertain : t.waiting}</a>;
    case 'failed':
      return <>{failureText(row.failure, locale)}</>;
    default:
      return (
        <>
          {t.sentBy(row.sentOn ?? '', t.how[row.how ?? 'other'])}
          {row.theirNumber === null ? null : <div>{t.number(row.theirNumber)}</div>}
        </>
      );
  }
};

/** One of our own codes as a sentence; what a mail server said stands as it said it. */
export function failureText(failure: string | null, locale: Locale): string {
  const own: Readonly<Record<string, string>> = copyTexts[locale].failure;
  return own[failure ?? ''] ?? failure ?? '';
}
