import { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { answerComplaint } from '../commands/complaints.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { type ComplaintRow, complaintList, complaintOf } from '../staff-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { errorSentence, sentences, words } from './report-form.tsx';
import { pageNumber, StaffMenu } from './staff-list.tsx';

/** GET /felanmalningar/synpunkter */
export async function showComplaintList(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const list = await complaintList(ctx, pageNumber(c));
  const today = swedishDay(ctx.clock());
  return page(
    c,
    { title: t.complaint.title },
    <>
      <StaffMenu c={c} here="complaints" />
      <h1>{t.complaint.title}</h1>
      <p class="lead">{t.complaint.lead}</p>
      <Table
        caption={t.complaint.title}
        hideCaption
        rows={list.rows}
        empty={<p>{t.complaint.empty}</p>}
        columns={[
          {
            head: t.complaint.columns.kind,
            cell: (row) => (
              <>
                <a href={`/felanmalningar/synpunkter/${row.reference}`}>
                  {faultTexts[locale].complaint.kinds[row.kind]}
                </a>{' '}
                <span class="quiet fault-ref">{row.reference}</span>
              </>
            ),
          },
          { head: t.complaint.columns.authority, cell: (row) => row.authority },
          { head: t.complaint.columns.received, cell: (row) => swedishDay(row.receivedAt) },
          { head: t.complaint.columns.due, cell: (row) => row.dueOn ?? '–' },
          {
            head: t.complaint.columns.state,
            cell: (row) =>
              row.answeredAt !== null ? (
                t.complaint.answered
              ) : row.dueOn === null ? (
                t.complaint.none
              ) : row.dueOn < today ? (
                <>
                  {t.complaint.waits} <Badge kind="wrong">{t.complaint.late}</Badge>
                </>
              ) : (
                t.complaint.waits
              ),
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/felanmalningar/synpunkter?sida=${n}`}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

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
  complaint: ComplaintRow,
  given: string,
  errors: readonly FieldError[],
  refusal: string | null,
) {
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const wrong = sentences(errors, locale);
  return page(
    c,
    {
      title: `${faultTexts[locale].complaint.kinds[complaint.kind]} ${complaint.reference}`,
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
      <h1>{faultTexts[locale].complaint.kinds[complaint.kind]}</h1>
      <dl class="facts">
        <dt>{faultTexts[locale].status.number}</dt>
        <dd class="fault-ref">{complaint.reference}</dd>
        <dt>{t.complaint.columns.authority}</dt>
        <dd>{complaint.authority}</dd>
        <dt>{t.complaint.columns.received}</dt>
        <dd>{formatMoment(complaint.receivedAt)}</dd>
        <dt>{t.complaint.columns.due}</dt>
        <dd>{complaint.dueOn ?? t.complaint.none}</dd>
        <dt>{t.complaint.email}</dt>
        <dd>{complaint.email ?? t.complaint.noEmail}</dd>
      </dl>
      <p class="fault-words">{complaint.words}</p>
      {complaint.answer !== null ? (
        <>
          <h2>{t.complaint.answer}</h2>
          <p class="fault-words">{complaint.answer}</p>
        </>
      ) : complaint.wantsAnswer ? (
        <form method="post" action={`/felanmalningar/synpunkter/${complaint.reference}`} class="fault-form">
          <TextArea
            name="svar"
            label={t.complaint.answer}
            help={t.complaint.answerHelp}
            rows={6}
            maxlength={8000}
            value={given}
            error={wrong.svar}
            required
          />
          <Button>{t.complaint.send}</Button>
        </form>
      ) : null}
    </>,
  );
}

/** POST /felanmalningar/synpunkter/:reference */
export async function answerComplaintAction(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const complaint = await complaintOf(ctx, referenceOf(c));
  const form = await readForm(c, z.object({ svar: words(8000) }));
  if (!form.ok) return complaintPage(c, complaint, form.given.svar ?? '', form.errors, null);
  try {
    await answerComplaint(ctx, complaint.reference, form.data.svar);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid') return complaintPage(c, complaint, form.data.svar, error.errors, null);
    if (error.code === 'not-possible' && typeof error.facts.reason === 'string')
      return complaintPage(c, await complaintOf(ctx, complaint.reference), '', [], error.facts.reason);
    throw error;
  }
  return c.redirect(`/felanmalningar/synpunkter/${complaint.reference}`, 303);
}
