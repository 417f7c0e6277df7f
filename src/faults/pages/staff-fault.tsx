import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { transaction } from '../../access/context.server.ts';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { allBodies, categoriesOf, categoryById } from '../categories.server.ts';
import {
  closeFault,
  markDuplicate,
  moveFault,
  noteOnFault,
  showToPublic,
  startFault,
} from '../commands/handle-fault.server.ts';
import { viewOf } from '../map.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { answersSaid } from '../rules/questions.ts';
import { type StaffFault, staffFault, staffPhoto } from '../staff-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { FaultMap } from './map.tsx';
import { errorSentence, originOf, sentences, words } from './report-form.tsx';
import { StaffMenu } from './staff-list.tsx';
import { eventText, photoResponse, StateBadge } from './status.tsx';

const referenceOf = (c: Http) => {
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  return reference;
};

/** GET /felanmalningar/:reference */
export async function showStaffFault(c: Http): Promise<Response> {
  return faultPage(c, await staffFault(contextOf(c), referenceOf(c)), [], null);
}

async function faultPage(c: Http, fault: StaffFault, errors: readonly FieldError[], refusal: string | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const wrong = sentences(errors, locale);
  const { category, targets } = await transaction(ctx, async (db) => {
    const bodies = await allBodies(db);
    const categories = await categoriesOf(
      db,
      bodies.map(({ id }) => id),
      ctx.clock(),
    );
    return {
      category: await categoryById(db, fault.categoryId),
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
  const answers = category === null ? [] : answersSaid(category.questions, fault.answers, locale);
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
                  options={CLOSE.map((kind, at) => ({
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

const CLOSE = ['fixed', 'not-ours', 'cannot', 'nothing-found'] as const;

const About: FC<{
  fault: StaffFault;
  answers: readonly { question: string; answer: string }[];
  address: string;
  locale: Locale;
}> = ({ fault, answers, address, locale }) => {
  const t = staffTexts[locale];
  const p = faultTexts[locale];
  const { contact, forward } = fault;
  const point =
    fault.latitude === null || fault.longitude === null
      ? null
      : { latitude: fault.latitude, longitude: fault.longitude };
  const view = point === null || fault.municipality === null ? null : viewOf(fault.municipality, point, 1);
  return (
    <>
      <h2>{t.one.words}</h2>
      <p class="fault-words">{fault.full}</p>
      <form method="post" action={`${address}/visning`}>
        <input type="hidden" name="beskrivning" value={fault.withheld ? 'visa' : 'dolj'} />
        <Button kind="quiet">{fault.withheld ? t.one.showWords : t.one.hideWords}</Button>
      </form>
      <dl class="facts">
        <dt>{p.status.place}</dt>
        <dd>
          {[fault.place, point === null ? '' : `${point.latitude}, ${point.longitude}`]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        <dt>{p.status.received}</dt>
        <dd>{formatMoment(fault.receivedAt)}</dd>
        {fault.expectedOn === null ? null : (
          <>
            <dt>{p.status.expected}</dt>
            <dd>{formatDay(fault.expectedOn as PlainDate, locale)}</dd>
          </>
        )}
        {fault.duplicateOf === null ? null : (
          <>
            <dt>{p.status.duplicate}</dt>
            <dd>
              <a href={`/felanmalningar/${fault.duplicateOf}`}>{fault.duplicateOf}</a>
            </dd>
          </>
        )}
        <dt>{t.one.contact}</dt>
        <dd>
          {contact === null
            ? t.one.nobody
            : [contact.name, contact.email, contact.phone].filter(Boolean).join(', ')}
        </dd>
        {answers.map(({ question, answer }) => (
          <>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </>
        ))}
        {forward === null ? null : (
          <>
            <dt>{t.one.forward}</dt>
            <dd>
              {t.one.forwardState[forward.state as keyof typeof t.one.forwardState]}
              {forward.externalId === null ? '' : `: ${forward.externalId}`}
              {forward.externalStatus === null ? '' : ` (${forward.externalStatus})`}
              {forward.tries > 1 && forward.state !== 'sent'
                ? `, ${t.one.tries(formatNumber(forward.tries, locale))}`
                : ''}
              {forward.error === null || forward.state === 'sent' ? '' : `: ${forward.error}`}
            </dd>
          </>
        )}
      </dl>
      {fault.followers === 0 ? null : <p>{p.status.followers(formatNumber(fault.followers, locale))}</p>}
      {fault.photos.length === 0 ? null : (
        <>
          <h2>{t.one.photos}</h2>
          <div class="fault-photos">
            {fault.photos.map(({ id, orientation, shown }) => (
              <form method="post" action={`${address}/visning`}>
                <img
                  class={`fault-photo fault-photo--${orientation}`}
                  src={`${address}/bild/${id}`}
                  alt={p.status.photo}
                />
                <input type="hidden" name="bild" value={id} />
                <Button kind="quiet" name="visa" value={shown ? 'nej' : 'ja'}>
                  {shown ? t.one.hidePhoto : t.one.showPhoto}
                </Button>
              </form>
            ))}
          </div>
        </>
      )}
      {view === null || point === null || fault.municipality === null ? null : (
        <FaultMap
          view={view}
          municipality={fault.municipality}
          marks={[{ ...point, kind: 'here', title: fault.reference }]}
          credit={p.where.credit}
        />
      )}
    </>
  );
};

/** A step with a report: the form in the shape of `schema`, the command, and the page again, with what was wrong when it was. */
function step<S extends z.ZodType>(
  schema: S,
  work: (c: Http, fault: StaffFault, data: z.output<S>) => Promise<void>,
  after: (reference: string) => string = (reference) => `/felanmalningar/${reference}`,
) {
  return async (c: Http): Promise<Response> => {
    const ctx = contextOf(c);
    const fault = await staffFault(ctx, referenceOf(c));
    const form = await readForm(c, schema);
    if (!form.ok) return faultPage(c, fault, form.errors, null);
    try {
      await work(c, fault, form.data);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'invalid') return faultPage(c, fault, error.errors, null);
      if (error.code === 'not-possible' && typeof error.facts.reason === 'string')
        return faultPage(c, await staffFault(ctx, fault.reference), [], error.facts.reason);
      throw error;
    }
    return c.redirect(after(fault.reference), 303);
  };
}

const blank = z.literal('').transform(() => null);

export const startFaultAction = step(
  z.object({ vantas: z.union([blank, PlainDateSchema], 'not-a-date').optional() }),
  (c, fault, { vantas }) => startFault(contextOf(c), fault.id, vantas ?? null),
);
export const noteFaultAction = step(
  z.object({ ord: words(4000), for: z.enum(['oss', 'alla']) }),
  (c, fault, data) => noteOnFault(contextOf(c), fault.id, data.ord, data.for === 'alla'),
);
export const closeFaultAction = step(
  z.object({ hur: z.enum(CLOSE), svar: words(4000).default('') }),
  async (c, fault, { hur, svar }) => {
    if (hur !== 'fixed' && svar === '')
      throw new Problem('invalid', {}, [{ field: 'svar', code: 'required' }]);
    await closeFault(contextOf(c), originOf(c), fault.id, hur, svar);
  },
);
/** Who moves it to another body does not see it any more: back to the list. */
export const moveFaultAction = step(
  z.object({ typ: IdText, varfor: words(2000).default('') }),
  (c, fault, { typ, varfor }) => moveFault(contextOf(c), fault.id, typ, varfor),
  () => '/felanmalningar',
);
export const duplicateFaultAction = step(
  z.object({ referens: z.string().max(40, 'too-long') }),
  (c, fault, { referens }) =>
    markDuplicate(contextOf(c), originOf(c), fault.id, readReference(referens) ?? ''),
);
export const shownAction = step(
  z.union([
    z.object({ beskrivning: z.enum(['visa', 'dolj']) }),
    z.object({ bild: z.uuid('invalid-value'), visa: z.enum(['ja', 'nej']) }),
  ]),
  (c, fault, data) =>
    showToPublic(
      contextOf(c),
      fault.id,
      'beskrivning' in data
        ? { description: data.beskrivning === 'visa' }
        : { photo: data.bild, shown: data.visa === 'ja' },
    ),
);

/** GET /felanmalningar/:reference/bild/:id */
export async function showStaffPhoto(c: Http): Promise<Response> {
  const id = c.req.param('id') ?? '';
  if (!z.uuid().safeParse(id).success) throw new Problem('not-found');
  return photoResponse(c, await staffPhoto(contextOf(c), referenceOf(c), id));
}
