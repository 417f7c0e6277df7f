import type { FC } from 'hono/jsx';
import { type PlainDate, parsePlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { endAgreement } from '../commands/end-agreement.server.ts';
import { EndAgreementSchema } from '../draft.ts';
import { lifeTexts } from '../life-texts.ts';
import { type Ending, endingOf, type ReachingMandate } from '../queries/ending.server.ts';
import { errorsOf, everyField } from './fields.server.ts';

const SHOWN = 50;

/** GET /avtal/:id/avsluta?sista-dag=: first what falls away, then the form. */
export function showEnd(c: Http) {
  return endPage(c, {}, {}, c.req.query('sista-dag'), 200);
}

/** POST /avtal/:id/avsluta */
export async function endAction(c: Http) {
  const fields = await everyField(c);
  const given = Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values[0] ?? '']));
  const read = EndAgreementSchema.safeParse(given);
  const locale = c.get('locale');
  if (!read.success) return endPage(c, given, errorsOf(fieldErrors(read.error), locale), given.lastDay, 422);
  try {
    await endAgreement(contextOf(c), idParam(c), read.data);
    return c.redirect(`/avtal/${idParam(c)}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    // What the database tells of the period is told at the day here.
    const errors = error.errors.map((e) => (e.field === 'to' ? { ...e, field: 'lastDay' } : e));
    return endPage(c, given, errorsOf(errors, locale), given.lastDay, 422);
  }
}

async function endPage(
  c: Http,
  given: Readonly<Record<string, string>>,
  errors: Errors,
  day: string | undefined,
  status: 200 | 422,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lifeTexts[locale];
  const lastDay = parsePlainDate(day ?? '');
  const ending = await endingOf(ctx, idParam(c), lastDay ?? swedishDay(ctx.clock()));
  const ended = ending.valid.to !== null && ending.valid.to < swedishDay(ctx.clock());
  return page(
    c,
    { title: t.endTitle, status, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/avtal/${ending.id}`}>{ending.name}</a>
      </p>
      <h1>{t.endTitle}</h1>
      <p class="lead">{t.endLead}</p>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{ lastDay: t.lastDay, mandates: t.choice, reason: t.reason }}
      />
      <dl class="facts">
        <dt>{t.current}</dt>
        <dd>{formatPeriod(ending.valid, locale)}</dd>
        {ending.noticeMonths === null ? null : (
          <>
            <dt>{t.noticeMonths}</dt>
            <dd>{t.months(ending.noticeMonths)}</dd>
          </>
        )}
      </dl>
      {ended ? (
        <Notice>
          {t.hasEnded} <a href={`/avtal/${ending.id}/checklista?lista=leaving`}>{t.toChecklist}</a>
        </Notice>
      ) : (
        <>
          {ending.mayEnd ? null : <Notice kind="wrong">{t.mayNot}</Notice>}
          <form method="get" action={`/avtal/${ending.id}/avsluta`} class="filters">
            <Input name="sista-dag" type="date" label={t.lastDay} value={day ?? ''} required />
            <Button kind="quiet">{t.showWhat}</Button>
          </form>
        </>
      )}
      {lastDay === null || ended ? null : (
        <>
          <FallsAway ending={ending} lastDay={lastDay} locale={locale} />
          {ending.mayEnd ? (
            <form method="post" action={`/avtal/${ending.id}/avsluta`} class="stack">
              <input type="hidden" name="lastDay" id="lastDay" value={lastDay} />
              <Choice
                id="mandates"
                name="mandates"
                legend={t.choice}
                value={given.mandates}
                error={errors.mandates}
                options={[
                  { value: 'cut', label: t.cut },
                  { value: 'refuse', label: t.refuse },
                ]}
              />
              <p class="help">{t.othersMandates}</p>
              <TextArea
                name="reason"
                label={t.reason}
                value={given.reason ?? ''}
                error={errors.reason}
                rows={2}
                maxlength={2000}
              />
              <Button kind="danger">{t.end}</Button>
            </form>
          ) : null}
        </>
      )}
    </>,
  );
}

const FallsAway: FC<{ ending: Ending; lastDay: PlainDate; locale: Locale }> = ({
  ending,
  lastDay,
  locale,
}) => {
  const t = lifeTexts[locale];
  return (
    <section aria-labelledby="bort">
      <h2 id="bort">{t.fallsAway(formatDay(lastDay, locale))}</h2>
      <h3>{t.tasksLost(ending.tasks.length)}</h3>
      <ul>
        {ending.tasks.map((task) => (
          <li>
            {locale === 'sv' ? task.nameSv : task.nameEn} <span class="quiet">{task.principal}</span>
          </li>
        ))}
      </ul>
      {ending.mandates.length === 0 ? (
        <p>{t.noMandates}</p>
      ) : (
        <>
          <h3>{t.mandatesLost(ending.mandates.length)}</h3>
          <Table<ReachingMandate>
            caption={t.choice}
            hideCaption
            rows={ending.mandates.slice(0, SHOWN)}
            empty=""
            columns={[
              { head: t.officer, cell: (row) => <a href={`/uppdrag/${row.id}`}>{row.officer}</a> },
              { head: t.office, cell: (row) => row.office },
              {
                head: t.mandateDays,
                cell: (row) => (
                  <>
                    <PeriodText period={row.valid} locale={locale} />
                    {row.withdrawn ? <div class="quiet">{t.alreadyWithdrawn}</div> : null}
                  </>
                ),
              },
            ]}
          />
          {ending.mandates.length > SHOWN ? (
            <p class="quiet">{t.andMore(ending.mandates.length - SHOWN)}</p>
          ) : null}
        </>
      )}
    </section>
  );
};
