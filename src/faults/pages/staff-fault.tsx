import { transaction } from '../../access/context.server.ts';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { allBodies, categoriesOf, categoryById, questionsAsked } from '../categories.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { answersSaid } from '../rules/questions.ts';
import { type StaffFault, staffFault } from '../staff-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { BODY_CLOSES } from '../states.ts';
import { eventText, StateBadge } from './fault-parts.tsx';
import { errorSentence, sentences } from './form.ts';
import { About } from './staff-fault-about.tsx';
import { StaffMenu } from './staff-list.tsx';

export const referenceOf = (c: Http) => {
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  return reference;
};

/** GET /felanmalningar/:reference */
export async function showStaffFault(c: Http): Promise<Response> {
  return faultPage(c, await staffFault(contextOf(c), referenceOf(c)), [], null);
}

export async function faultPage(
  c: Http,
  fault: StaffFault,
  errors: readonly FieldError[],
  refusal: string | null,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const wrong = sentences(errors, locale);
  const { category, questions, targets } = await transaction(ctx, async (db) => {
    const bodies = await allBodies(db);
    const categories = await categoriesOf(
      db,
      bodies.map(({ id }) => id),
      ctx.clock(),
    );
    return {
      category: await categoryById(db, fault.categoryId),
      questions: await questionsAsked(db, fault.asked.id, fault.asked.version),
      targets: bodies.map((body) => ({
        body: body.name,
        categories: categories.filter((each) => each.bodyId === body.id && each.id !== fault.categoryId),
      })),
    };
  });
  const address = `/felanmalningar/${fault.reference}`;
  const expected =
    fault.expectedOn ??
    (category?.expectedDays ? addWorkingDays(swedishDay(ctx.clock()), category.expectedDays) : '');
  const answers = answersSaid(questions, fault.answers, locale);
  const status = errors.length > 0 ? 422 : refusal === null ? 200 : 409;
  return page(
    c,
    { title: `${fault.name[locale]} ${fault.reference}`, status },
    <>
      <StaffMenu c={c} here="reports" />
      {refusal === null ? null : (
        <Notice kind="wrong" focus>
          {errorSentence(refusal, locale)}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} />
      {fault.notArrived.map(({ to, said }) => (
        <Notice kind="wrong">
          {t.one.notArrived(to)} <span class="quiet">{said}</span>
        </Notice>
      ))}
      <h1>{fault.name[locale]}</h1>
      <p>
        <StateBadge fault={fault} locale={locale} /> <strong class="fault-ref">{fault.reference}</strong>
        {fault.closeKind === null ? '' : `. ${faultTexts[locale].close[fault.closeKind]}`}
        {fault.saidByReporter === null ? '' : `. ${faultTexts[locale].status[fault.saidByReporter]}`}{' '}
        <a href={`/felanmalan/${fault.reference}`}>{t.one.publicPage}</a>
      </p>
      <div class="fault-one">
        <div>
          <About fault={fault} answers={answers} address={address} locale={locale} />
          <h2>{t.one.history}</h2>
          <ol class="fault-history">
            {fault.events.map((event) => (
              <li class={event.public ? '' : 'fault-internal'}>
                <time>{formatMoment(event.at)}</time>
                <p>
                  {eventText(event, locale)}{' '}
                  <span class="quiet">
                    {[
                      event.kind === 'added' ? t.one.reporter : event.who,
                      event.public ? t.one.all : t.one.internal,
                    ]
                      .filter((text) => text !== null)
                      .join(', ')}
                  </span>
                </p>
                {event.words === '' ? null : <p class="fault-words">{event.words}</p>}
              </li>
            ))}
          </ol>
        </div>
        <div class="fault-acts">
          {fault.state === 'closed' ? null : (
            <form method="post" action={`${address}/ta`} class="fault-form">
              <h2>{fault.state === 'received' ? t.one.take : t.one.taken}</h2>
              <Input name="vantas" type="date" label={t.one.expected} value={expected} error={wrong.vantas} />
              <Button kind={fault.state === 'received' ? 'primary' : 'quiet'}>
                {fault.state === 'received' ? t.one.take : t.one.taken}
              </Button>
            </form>
          )}
          <form method="post" action={`${address}/skriv`} class="fault-form">
            <h2>{t.one.note}</h2>
            <TextArea
              name="ord"
              label={t.one.noteWords}
              rows={3}
              maxlength={4000}
              error={wrong.ord}
              required
            />
            <div class="fault-buttons">
              <Button kind="quiet" name="for" value="oss">
                {t.one.noteInternal}
              </Button>
              <Button kind="quiet" name="for" value="alla">
                {t.one.notePublic}
              </Button>
            </div>
          </form>
          {fault.state === 'closed' ? null : (
            <>
              <form method="post" action={`${address}/avsluta`} class="fault-form">
                <h2>{t.one.close}</h2>
                <Choice
                  id="hur"
                  name="hur"
                  legend={t.one.how}
                  value="fixed"
                  error={wrong.hur}
                  options={BODY_CLOSES.map((kind, at) => ({
                    value: kind,
                    label: t.close[kind],
                    key: String(at + 1),
                  }))}
                  required
                />
                <TextArea
                  name="svar"
                  label={t.one.closeWords}
                  help={t.one.closeHelp}
                  rows={3}
                  maxlength={4000}
                  error={wrong.svar}
                />
                <Button>{t.one.close}</Button>
              </form>
              <details open={wrong.typ !== undefined}>
                <summary>{t.one.move}</summary>
                <form method="post" action={`${address}/flytta`} class="fault-form">
                  <div class="field">
                    <label for="typ">{t.one.moveTo}</label>
                    <select id="typ" name="typ" required>
                      <option value="">–</option>
                      {targets.map(({ body, categories }) => (
                        <optgroup label={body}>
                          {categories.map((each) => (
                            <option value={String(each.id)}>{each.name[locale]}</option>
                          ))}
                        </optgroup>
                      ))}
                    </select>
                  </div>
                  <TextArea name="varfor" label={t.one.moveWords} rows={2} maxlength={2000} />
                  <Button kind="quiet">{t.one.move}</Button>
                </form>
              </details>
              <details open={wrong.referens !== undefined}>
                <summary>{t.one.duplicate}</summary>
                <form method="post" action={`${address}/samma`} class="fault-form">
                  <Input
                    name="referens"
                    label={t.one.duplicateOf}
                    error={wrong.referens}
                    size={12}
                    required
                  />
                  <Button kind="quiet">{t.one.duplicate}</Button>
                </form>
              </details>
            </>
          )}
        </div>
      </div>
    </>,
  );
}
