import { randomUUID } from 'node:crypto';
import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { officesOf } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { changeTicket } from '../commands/change-ticket.server.ts';
import { moveTicket } from '../commands/move-ticket.server.ts';
import { deskTexts } from '../desk-texts.ts';
import { leadTexts } from '../lead-texts.ts';
import { asPerson } from '../line.server.ts';
import { ChangeTicketSchema, Key } from '../schemas.ts';
import { queueErrorText } from '../texts.ts';
import { ticketLabel } from '../ticket.ts';
import { type TicketView, ticketView } from '../ticket-view.server.ts';
import { mayWatch } from '../who-may-watch.ts';

/** GET /ko/:office/nummer/:ticket: what it needs, to change; and another office, to move it to. */
export const showTicket = (c: Http) => ticketPage(c, {});

async function ticketPage(
  c: Http,
  errors: Errors,
  status: 200 | 409 | 422 = 200,
  moved: string | null = null,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = leadTexts[locale].ticket;
  const officeId = idParam(c, 'office');
  const view = await ticketView(ctx, officeId, uuidParam(c, 'ticket'));
  const { ticket, office } = view;
  const label = ticketLabel(ticket);
  const there = !['finished', 'left'].includes(ticket.state);
  return page(
    c,
    { title: t.title(label), status, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/ko/${officeId}`}>{deskTexts[locale].at(office)}</a>
      </p>
      <h1>
        {t.title(label)} <Badge>{deskTexts[locale].state[ticket.state as 'waiting'] ?? t.over}</Badge>
      </h1>
      {moved === null ? null : (
        <Notice kind="good" focus>
          {moved}
        </Notice>
      )}
      <ErrorSummary title={fieldErrorText('other', locale)} errors={errors} />
      {there ? (
        <>
          <Change view={view} errors={errors} locale={locale} />
          <Move view={view} locale={locale} />
        </>
      ) : moved === null ? (
        <Notice>{t.over}</Notice>
      ) : null}
    </>,
  );
}

interface PartProps {
  readonly view: TicketView;
  readonly locale: Locale;
}

const Change: FC<PartProps & { errors: Errors }> = ({ view, errors, locale }) => {
  const t = leadTexts[locale].ticket;
  const { ticket, needs } = view;
  const flags = ['interpreter', 'signLanguage', 'stepFree', 'calm'] as const;
  return (
    <form
      method="post"
      action={`/ko/${ticket.officeId}/nummer/${ticket.id}/andra`}
      class="stack"
      aria-label={t.change}
    >
      <input type="hidden" name="key" value={randomUUID()} />
      <Select
        name="needId"
        label={t.need}
        value={String(ticket.needId)}
        error={errors.needId}
        options={needs.map(({ id, names }) => ({ value: String(id), label: names[locale] ?? '' }))}
      />
      {ticket.protected ? (
        <p class="quiet">{t.protected}</p>
      ) : (
        <>
          <div class="row">
            <Select
              name="priority"
              label={t.priority}
              value={String(ticket.priority)}
              error={errors.priority}
              options={t.priorities.split('|').map((label, value) => ({ value: String(value), label }))}
            />
            <Input
              name="priorityReason"
              label={t.priorityReason}
              value={ticket.priorityReason ?? ''}
              error={errors.priorityReason}
            />
          </div>
          <Select
            name="language"
            label={t.language}
            value={ticket.language ?? ''}
            empty={t.anyLanguage}
            error={errors.language}
            options={Object.entries(deskTexts[locale].language)
              .filter(([code]) => code !== 'sv' && code !== 'swl')
              .map(([value, label]) => ({ value, label }))}
          />
          <fieldset>
            <legend>{t.meeting}</legend>
            <ul class="checks">
              {flags.map((flag) => (
                <li>
                  <label>
                    <input type="checkbox" name={flag} checked={ticket[flag]} /> {t[flag]}
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        </>
      )}
      <Button>{t.save}</Button>
    </form>
  );
};

const Move: FC<PartProps> = ({ view, locale }) => {
  const t = leadTexts[locale].ticket;
  const { ticket, elsewhere } = view;
  if (elsewhere.length === 0) return null;
  return (
    <section class="move-ticket">
      <h2>{t.move}</h2>
      <p>{t.moveLead}</p>
      <form method="post" action={`/ko/${ticket.officeId}/nummer/${ticket.id}/flytta`} class="stack">
        <input type="hidden" name="key" value={randomUUID()} />
        <Select
          name="to"
          label={t.office}
          required
          empty=""
          options={elsewhere.flatMap(({ officeId, office, needs }) =>
            needs.map(({ id, names }) => ({
              value: `${officeId}:${id}`,
              label: `${office}: ${names[locale]}`,
            })),
          )}
        />
        {ticket.protected ? null : <Input name="note" label={t.note} help={t.noteHelp} />}
        <Button kind="quiet">{t.moveNow}</Button>
      </form>
    </section>
  );
};

/** An officer of the office acts as that, a manager as manager. Throws Problem `forbidden`. */
function askerOf(c: Http, officeId: number) {
  const ctx = contextOf(c);
  if (!mayWatch(ctx.actor, officeId)) throw new Problem('forbidden');
  return officesOf(ctx.actor).includes(officeId) && ctx.actor.officer !== null
    ? asPerson(ctx, 'officer')
    : { ...asPerson(ctx, 'office-manager'), officerId: null };
}

const on = z.preprocess((given) => given === 'on', z.boolean());
const ChangeForm = blankIsAbsent(
  z
    .object({
      ...ChangeTicketSchema.pick({ needId: true, priority: true, priorityReason: true, key: true }).shape,
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/, 'invalid-format')
        .nullable()
        .default(null),
      ...{ interpreter: on, signLanguage: on, stepFree: on, calm: on },
    })
    // Whoever goes ahead no longer needs no reason for it.
    .transform(({ priorityReason, ...given }) => ({
      ...given,
      ...(given.priority === 0 || priorityReason === undefined ? {} : { priorityReason }),
    })),
);

function wrongPage(c: Http, error: unknown) {
  const locale = c.get('locale');
  if (!(error instanceof Problem) || !['not-possible', 'invalid'].includes(error.code)) throw error;
  const text = (code: string) => queueErrorText(code, error.facts, locale) ?? fieldErrorText(code, locale);
  const { reason } = error.facts;
  return error.code === 'not-possible'
    ? ticketPage(c, { content: text(String(reason)) }, 409)
    : ticketPage(c, Object.fromEntries(error.errors.map(({ field, code }) => [field, text(code)])), 422);
}

/** POST /ko/:office/nummer/:ticket/andra */
export async function changeTicketAction(c: Http) {
  const officeId = idParam(c, 'office');
  const asker = askerOf(c, officeId);
  try {
    const given = await readForm(c, ChangeForm);
    if (!given.ok) throw new Problem('invalid', {}, given.errors);
    await changeTicket(asker, officeId, uuidParam(c, 'ticket'), given.data);
  } catch (error) {
    return wrongPage(c, error);
  }
  return c.redirect(`/ko/${officeId}?sagt=andrat`, 303);
}

const MoveForm = blankIsAbsent(
  z.object({
    to: z.string({ error: 'required' }).regex(/^\d{1,9}:\d{1,9}$/, 'invalid-value'),
    note: z.string().trim().min(1).max(300, 'too-long').optional(),
    key: Key,
  }),
);

/** POST /ko/:office/nummer/:ticket/flytta */
export async function moveTicketAction(c: Http) {
  const officeId = idParam(c, 'office');
  const locale = c.get('locale');
  const asker = askerOf(c, officeId);
  const ticketId = uuidParam(c, 'ticket');
  try {
    const given = await readForm(c, MoveForm);
    if (!given.ok) throw new Problem('invalid', {}, given.errors);
    const { to, ...more } = given.data;
    const [toOfficeId = 0, needId = 0] = to.split(':').map(Number);
    const { elsewhere } = await ticketView(contextOf(c), officeId, ticketId);
    const moved = await moveTicket(asker, officeId, ticketId, { toOfficeId, needId, ...more });
    const office = elsewhere.find((each) => each.officeId === toOfficeId)?.office ?? '';
    return ticketPage(c, {}, 200, leadTexts[locale].ticket.moved(ticketLabel(moved), office));
  } catch (error) {
    return wrongPage(c, error);
  }
}
