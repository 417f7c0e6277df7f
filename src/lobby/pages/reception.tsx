import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { managedOfficesOf, officesOf } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { openAlarmsAt } from '../../queue/alarms.server.ts';
import { acknowledgeAlarm } from '../../queue/commands/alarm.server.ts';
import { issueTicket } from '../../queue/commands/issue-ticket.server.ts';
import { estimateQuality } from '../../queue/estimate-quality.server.ts';
import { Alarms } from '../../queue/pages/alarm.tsx';
import { EstimatesSoFar } from '../../queue/pages/estimate-quality.tsx';
import { refusalsOf } from '../../queue/refusals.server.ts';
import { IssueSchema } from '../../queue/schemas.ts';
import { queueErrorText } from '../../queue/texts.ts';
import { type Ticket, ticketLabel } from '../../queue/ticket.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { claimsToBeADevice } from '../devices.server.ts';
import { type OfficeAtDoor, officeAtDoor } from '../office.server.ts';
import { keysOf, latestTickets } from '../reception.server.ts';
import { type AtReception, atReception, printAtReception } from '../reception-door.server.ts';
import { lobbyErrorText, lobbyTexts } from '../texts.ts';
import { needName } from '../visitor-language.ts';
import { GiveForm } from './reception-form.tsx';

/** GET /reception: that of one's office; with several offices a choice. */
export function showReceptions(c: Http) {
  const { actor } = contextOf(c);
  const offices = [...new Set([...officesOf(actor), ...managedOfficesOf(actor)])];
  const [only] = offices;
  if (only === undefined) throw new Problem('forbidden');
  return c.redirect(offices.length === 1 ? `/ko/${only}/reception` : '/ko', 303);
}

interface Told {
  readonly given?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
  readonly wrong?: string;
}

/** GET /ko/:office/reception: a visitor in two key presses. */
export const showReception = atReception((c, at) => receptionPage(c, at, {}));

async function receptionPage(c: Http, at: AtReception, { given = {}, errors = {}, wrong }: Told) {
  const locale = c.get('locale');
  const t = lobbyTexts[locale].reception;
  const office = await officeAtDoor(at.asker, at.officeId);
  const search = (c.req.query('sok') ?? '').slice(0, 20);
  const latest = await latestTickets(at.asker, at.officeId, search);
  const justNow = latest.find(({ id }) => id === c.req.query('nyss'));
  const refusals = await refusalsOf(at.asker, at.officeId);
  const quality = await estimateQuality(at.asker.pool, at.asker.scope, at.officeId, at.asker.clock());
  const alarms = await openAlarmsAt(at.asker, at.officeId);
  const listen = at.device === null ? `/ko/${at.officeId}/strom` : `/ko/${at.officeId}/reception/strom`;
  const failed = wrong !== undefined || Object.keys(errors).length > 0;
  return page(
    c,
    { title: t.of(office.hours.name), status: failed ? (wrong === undefined ? 422 : 409) : 200 },
    <>
      {at.device === null ? null : <script type="module" src={c.get('services').assets.lobby} data-device />}
      {claimsToBeADevice(c) ? (
        <script
          type="module"
          src={c.get('services').assets.offlineDoor}
          data-home={`/ko/${at.officeId}/reception`}
        />
      ) : null}
      <h1>{t.of(office.hours.name)}</h1>
      {office.seq === null ? (
        <Notice>{t.noQueue}</Notice>
      ) : (
        <div class="reception" data-live={listen} data-seq={String(office.seq)}>
          <div class="reception-alarms" data-live-part="alarms">
            <Alarms
              alarms={alarms}
              officerId={at.asker.officerId}
              atDevice={at.device !== null}
              locale={locale}
            />
          </div>
          <section aria-label={t.give}>
            {wrong === undefined ? null : (
              <Notice kind="wrong" focus>
                {wrong}
              </Notice>
            )}
            {justNow === undefined ? null : <JustNow ticket={justNow} at={at} c={c} locale={locale} />}
            <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
            <GiveForm office={office} at={at} given={given} errors={errors} locale={locale} />
            <details class="keys" id="keys">
              <summary>
                {t.keys} <kbd>?</kbd>
              </summary>
              <p>{t.keyList}</p>
            </details>
          </section>
          <section class="reception-latest">
            <h2>{t.latest}</h2>
            <form method="get" action={`/ko/${at.officeId}/reception`} class="inline-form">
              <Input name="sok" type="search" label={t.find} help={t.findHelp} value={search} size={8} />
              <Button kind="quiet">{t.search}</Button>
            </form>
            <div data-live-part="latest">
              <Latest tickets={latest} office={office} at={at} search={search} locale={locale} />
            </div>
            <EstimatesSoFar quality={quality} locale={locale} />
            <Refused refusals={refusals} locale={locale} />
            <p class="late" role="status" data-live-lost data-text={t.lost} hidden />
          </section>
        </div>
      )}
    </>,
  );
}

/** What was done without line and could not be taken in: somebody has to see to it. */
const Refused: FC<{ refusals: Awaited<ReturnType<typeof refusalsOf>>; locale: Locale }> = ({
  refusals,
  locale,
}) => {
  if (refusals.length === 0) return null;
  const t = lobbyTexts[locale].offline;
  return (
    <section class="notice">
      <h3>{t.listTitle}</h3>
      <ul>
        {refusals.map(({ kind, label, reason, happenedAt }) => (
          <li>
            <strong>{label}</strong> {t.kinds[kind]}{' '}
            {happenedAt === null ? '' : formatTime(happenedAt, locale)}:{' '}
            {t.refusals[reason] ?? queueErrorText(reason, { ticket: label, desk: '' }, locale) ?? reason}
          </li>
        ))}
      </ul>
    </section>
  );
};

const JustNow: FC<{ ticket: Ticket; at: AtReception; c: Http; locale: Locale }> = ({
  ticket,
  at,
  c,
  locale,
}) => {
  const t = lobbyTexts[locale].reception;
  const label = ticketLabel(ticket);
  return (
    <div class="reception-given" role="status">
      <p>
        <span class="sr-only">{t.given(label)}</span>
        <strong class="reception-number" aria-hidden="true">
          {label}
        </strong>
      </p>
      {c.req.query('lapp') === '1' ? <p>{t.sentToPrinter}</p> : null}
      <a href={`/ko/${at.officeId}/reception/${ticket.id}/lapp`}>{t.showQr}</a>
    </div>
  );
};

const Latest: FC<{
  tickets: readonly Ticket[];
  office: OfficeAtDoor;
  at: AtReception;
  search: string;
  locale: Locale;
}> = ({ tickets, office, at, search, locale }) => {
  const t = lobbyTexts[locale].reception;
  const names = new Map(office.needs.map(({ id, names }) => [id, needName(names, locale).name]));
  return (
    <Table
      caption={t.latest}
      hideCaption
      rows={tickets}
      empty={<p>{search.trim() === '' ? t.none : t.noneFound(search)}</p>}
      columns={[
        { head: t.number, cell: (ticket) => <strong>{ticketLabel(ticket)}</strong> },
        { head: t.issued, cell: ({ issuedAt }) => formatTime(issuedAt, locale) },
        { head: t.need, cell: ({ needId }) => names.get(needId) ?? '' },
        { head: t.state, cell: ({ state }) => t.states[state] },
        {
          head: t.print,
          cell: ({ id }) => (
            <form method="post" action={`/ko/${at.officeId}/reception/${id}/skriv-ut`}>
              <Button kind="quiet">{t.printAgain}</Button>
            </form>
          ),
        },
      ]}
    />
  );
};

const GiveSchema = blankIsAbsent(
  IssueSchema.extend({
    needId: IssueSchema.shape.needId.optional(),
    behov: z.string().trim().max(4).optional(),
  }),
);

/** POST /ko/:office/reception: the ticket, printed where there is a printer, and the page ready for the next visitor. */
export const giveAction = atReception(async (c, at) => {
  const locale = c.get('locale');
  const form = await readForm(c, GiveSchema);
  if (!form.ok) return receptionPage(c, at, { given: form.given, errors: sentences(form.errors, locale) });
  const { behov = '', needId: chosen, ...rest } = form.data;
  const given = Object.fromEntries(
    Object.entries(form.data).map(([name, value]) => [name, value === true ? 'on' : String(value ?? '')]),
  );
  const needId = chosen ?? (await typedNeed(at, behov));
  if (typeof needId !== 'number') {
    const code = behov === '' ? 'required' : needId;
    return receptionPage(c, at, { given, errors: sentences([{ field: 'behov', code }], locale) });
  }
  try {
    const from = { source: 'reception', ...(at.device === null ? {} : { deviceId: at.device.id }) } as const;
    const { ticket, secret } = await issueTicket(at.asker, at.officeId, { ...rest, needId }, from);
    const printed = await printAtReception(c, at, ticket, secret);
    return c.redirect(`/ko/${at.officeId}/reception?nyss=${ticket.id}${printed ? '&lapp=1' : ''}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid')
      return receptionPage(c, at, { given, errors: sentences(error.errors, locale) });
    if (error.code !== 'not-possible') throw error;
    const wrong = queueErrorText(String(error.facts.reason), error.facts, locale);
    return receptionPage(c, at, { given, wrong: wrong ?? shellTexts[locale].problem['not-possible'].help });
  }
});

/** POST /ko/:office/reception/larm/:alarm/kommer: whoever stands at the reception's device comes to help. */
export const receptionComes = atReception(async (c, at) => {
  try {
    await acknowledgeAlarm(at.asker, at.officeId, idParam(c, 'alarm'), at.device?.id ?? null);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    const wrong = queueErrorText(String(error.facts.reason), error.facts, c.get('locale'));
    return receptionPage(c, at, { wrong: wrong ?? '' });
  }
  return c.redirect(`/ko/${at.officeId}/reception`, 303);
});

/** The need that was typed for; else what is wrong with it. */
async function typedNeed(
  at: AtReception,
  typed: string,
): Promise<number | 'unknown-need-code' | 'code-of-several'> {
  const { needs } = await officeAtDoor(at.asker, at.officeId);
  const code = typed.toUpperCase();
  const keys = keysOf(needs);
  const found = needs.find(({ id }) => keys.get(id) === code);
  if (found !== undefined) return found.id;
  return needs.some(({ prefix }) => prefix === code && code !== '') ? 'code-of-several' : 'unknown-need-code';
}

function sentences(errors: Problem['errors'], locale: Locale): Errors {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      lobbyErrorText(code, {}, locale) ?? queueErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
