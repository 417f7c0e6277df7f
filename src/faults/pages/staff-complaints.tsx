import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm, type StartLine } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { answerComplaint } from '../commands/complaints.server.ts';
import {
  type ComplaintRow,
  complaintList,
  complaintOf,
  dueComplaints,
  type StaffComplaint,
} from '../complaint-queries.server.ts';
import { complaintTexts } from '../complaint-texts.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { standing } from '../rules/answer-duty.ts';
import { staffTexts } from '../staff-texts.ts';
import { Conversation } from './complaint-status.tsx';
import { errorSentence, sentences, words } from './form.ts';
import { pageNumber, StaffMenu } from './staff-list.tsx';

/** GET /felanmalningar/synpunkter */
export async function showComplaintList(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = complaintTexts[locale].staff;
  const list = await complaintList(ctx, pageNumber(c));
  const today = swedishDay(ctx.clock());
  return page(
    c,
    { title: t.title },
    <>
      <StaffMenu c={c} here="complaints" />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {list.late === 0 ? null : <Notice kind="wrong">{t.lateLead(list.late)}</Notice>}
      {list.soon === 0 ? null : <Notice>{t.soonLead(list.soon)}</Notice>}
      <Table
        caption={t.title}
        hideCaption
        rows={list.rows}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.columns.kind,
            cell: (row) => (
              <>
                <a href={`/felanmalningar/synpunkter/${row.reference}`}>
                  {complaintTexts[locale].public.kinds[row.kind]}
                </a>{' '}
                <span class="quiet fault-ref">{row.reference}</span>
              </>
            ),
          },
          { head: t.columns.authority, cell: (row) => row.authority },
          { head: t.columns.received, cell: (row) => formatDay(swedishDay(row.receivedAt), locale) },
          { head: t.columns.due, cell: (row) => (row.dueOn === null ? '–' : formatDay(row.dueOn, locale)) },
          {
            head: t.columns.state,
            cell: (row) => <StandingText row={row} today={today} locale={locale} />,
          },
        ]}
      />
      <Pages
        label={staffTexts[locale].pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/felanmalningar/synpunkter?sida=${n}`}
        previous={staffTexts[locale].previous}
        next={staffTexts[locale].next}
      />
    </>,
  );
}

/** How it stands with the answer, in words; what is due soon or late also by its colour. */
const StandingText: FC<{ row: ComplaintRow; today: PlainDate; locale: Locale }> = ({
  row,
  today,
  locale,
}) => {
  const t = complaintTexts[locale].staff;
  const is = standing(row.dueOn, row.answeredAt !== null, today);
  if (is === 'answered' || is === 'none') return <>{is === 'none' ? t.none : t.answered}</>;
  return (
    <>
      {t.waits}
      {is === 'waits' ? null : (
        <>
          {' '}
          <Badge kind={is === 'late' ? 'wrong' : 'neutral'}>{is === 'late' ? t.late : t.soon}</Badge>
        </>
      )}
    </>
  );
};

/** Answers that are due soon or late, on the start page of who gives them. */
export const complaintLine: StartLine = async (ctx, locale) => {
  if (authoritiesOf(ctx.actor, 'coordinator').length === 0) return null;
  const { soon, late } = await dueComplaints(ctx);
  return soon + late === 0
    ? null
    : { text: complaintTexts[locale].staff.home(soon + late, late), href: '/felanmalningar/synpunkter' };
};

const referenceOf = (c: Http) => {
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  return reference;
};

/** GET /felanmalningar/synpunkter/:reference */
export async function showStaffComplaint(c: Http): Promise<Response> {
  return complaintPage(c, await complaintOf(contextOf(c), referenceOf(c)), '', [], null);
}

function complaintPage(
  c: Http,
  complaint: StaffComplaint,
  given: string,
  errors: readonly FieldError[],
  refusal: string | null,
) {
  const locale = c.get('locale');
  const t = complaintTexts[locale].staff;
  const wrong = sentences(errors, locale);
  return page(
    c,
    {
      title: `${complaintTexts[locale].public.kinds[complaint.kind]} ${complaint.reference}`,
      width: 'text',
      status: errors.length > 0 ? 422 : refusal === null ? 200 : 409,
    },
    <>
      <StaffMenu c={c} here="complaints" />
      {refusal === null ? null : (
        <Notice kind="wrong" focus>
          {errorSentence(refusal, locale)}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} />
      {complaint.notArrived.map(({ to, said }) => (
        <Notice kind="wrong">
          {staffTexts[locale].one.notArrived(to)} <span class="quiet">{said}</span>
        </Notice>
      ))}
      <h1>{complaintTexts[locale].public.kinds[complaint.kind]}</h1>
      <dl class="facts">
        <dt>{faultTexts[locale].status.number}</dt>
        <dd class="fault-ref">{complaint.reference}</dd>
        <dt>{t.columns.authority}</dt>
        <dd>{complaint.authority}</dd>
        <dt>{t.columns.received}</dt>
        <dd>{formatMoment(complaint.receivedAt)}</dd>
        <dt>{t.columns.due}</dt>
        <dd>
          {complaint.dueOn === null ? '' : `${formatDay(complaint.dueOn, locale)}. `}
          <StandingText row={complaint} today={swedishDay(contextOf(c).clock())} locale={locale} />
        </dd>
        <dt>{t.email}</dt>
        <dd>{complaint.email ?? t.noEmail}</dd>
      </dl>
      <h2>{complaintTexts[locale].public.history}</h2>
      <Conversation
        words={complaint.words}
        at={complaint.receivedAt}
        said={complaint.said}
        author={t.author}
        who={(said) => said.who ?? complaint.authority}
      />
      {complaint.wantsAnswer ? (
        <form method="post" action={`/felanmalningar/synpunkter/${complaint.reference}`} class="fault-form">
          <input type="hidden" name="efter" value={String(complaint.said.at(-1)?.id ?? 0)} />
          <TextArea
            name="svar"
            label={complaint.answeredAt === null ? t.answer : t.again}
            help={complaint.answeredAt === null ? t.answerHelp : t.againHelp}
            rows={6}
            maxlength={8000}
            value={given}
            error={wrong.svar}
            required
          />
          <Button kind={complaint.answeredAt === null ? 'primary' : 'quiet'}>{t.send}</Button>
        </form>
      ) : null}
    </>,
  );
}

/** POST /felanmalningar/synpunkter/:reference */
export async function answerComplaintAction(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const complaint = await complaintOf(ctx, referenceOf(c));
  const form = await readForm(
    c,
    z.object({ svar: words(8000), efter: z.coerce.number().int().min(0).default(0) }),
  );
  if (!form.ok) return complaintPage(c, complaint, form.given.svar ?? '', form.errors, null);
  try {
    await answerComplaint(ctx, complaint.reference, form.data.svar, form.data.efter);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid') return complaintPage(c, complaint, form.data.svar, error.errors, null);
    if (error.code === 'not-possible' && typeof error.facts.reason === 'string')
      return complaintPage(
        c,
        await complaintOf(ctx, complaint.reference),
        form.data.svar,
        [],
        error.facts.reason,
      );
    throw error;
  }
  return c.redirect(`/felanmalningar/synpunkter/${complaint.reference}`, 303);
}
