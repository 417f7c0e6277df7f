import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatMoment, formatPeriod } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { withdrawException } from '../commands/exceptions.server.ts';
import { endLanguageHours } from '../commands/language-hours.server.ts';
import { withdrawWeek } from '../commands/set-week.server.ts';
import { LANGUAGES } from '../rules/languages.ts';
import { WEEKDAYS } from '../rules/special-days.ts';
import type { Week } from '../rules/week.ts';
import {
  type HoursEvent,
  type HoursOfOffice,
  hoursEvents,
  hoursOf,
  mayChange,
  type StoredException,
} from '../store.server.ts';
import { hoursTexts } from '../texts.ts';
import { type HoursView, hoursView } from '../view.ts';
import { HoursNow, hoursText } from './parts.tsx';

const EVENTS = 50;
/** Who has a way to the registers (offices/queries.server.ts). */
const READS_REGISTERS = ['coordinator', 'report-author', 'law-editor', 'administrator'] as const;

/** GET /kontorstider/:id?fore= : everything about when an office is open, and its changes for who may change it. */
export async function showOfficeHours(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = hoursTexts[locale];
  const id = idParam(c);
  const may = mayChange(ctx, id);
  const office = await transaction(ctx, (db) => hoursOf(db, { id }));
  const before = Number(c.req.query('fore'));
  const at = ctx.clock();
  const view = hoursView(office, at);
  const events = may
    ? await hoursEvents(ctx, id, Number.isSafeInteger(before) && before > 0 ? before : null, EVENTS)
    : null;
  return page(
    c,
    { title: t.of(office.name) },
    <>
      {READS_REGISTERS.some((role) => hasRole(ctx.actor, role)) ? (
        <p class="crumb">
          <a href={`/register/kontor/${id}`}>{office.name}</a>
        </p>
      ) : null}
      <h1>{t.of(office.name)}</h1>
      {c.req.query('sparat') === undefined ? null : (
        <Notice kind="good" focus>
          {t.form.saved}
        </Notice>
      )}
      <HoursNow office={office} view={view} at={at} locale={locale} />
      <p>
        <a href={`/kontorstider/${id}/ar/${swedishDay(at).slice(0, 4)}`}>{t.calendar.link}</a>
        {' · '}
        <a href={`/kontor/${encodeURIComponent(office.code)}`}>{t.toVisitors}</a>
        {may ? (
          <>
            {' · '}
            <a href={`/kontorstider/${id}/hitta-hit`}>{t.toFacts}</a>
          </>
        ) : null}
        {READS_REGISTERS.some((role) => hasRole(ctx.actor, role)) ? (
          <>
            {' · '}
            <a href={`/register/kontor/${id}`}>{t.toRegister}</a>
          </>
        ) : null}
      </p>
      <Weeks office={office} today={swedishDay(at)} may={may} locale={locale} />
      <Exceptions office={office} rows={view.exceptions} may={may} locale={locale} />
      <Languages office={office} rows={view.languages} may={may} locale={locale} />
      {events === null ? null : <Events id={id} rows={events} locale={locale} />}
    </>,
  );
}

function weekText(week: Week, locale: Locale): string {
  const t = hoursTexts[locale];
  const days = WEEKDAYS.flatMap((day) => {
    const hours = week.days[day];
    return hours === undefined ? [] : [`${t.weekday[day]} ${hoursText(hours, locale)}`];
  });
  const { summerWeeks } = week;
  return [
    ...days,
    ...(week.closedOnBridgeDays ? [t.weeks.bridge] : []),
    ...(summerWeeks === null ? [] : [t.weeks.summer(summerWeeks.from, summerWeeks.to)]),
  ].join('; ');
}

interface PartProps {
  readonly office: HoursOfOffice;
  readonly may: boolean;
  readonly locale: Locale;
}

const Weeks: FC<PartProps & { today: string }> = ({ office, today, may, locale }) => {
  const t = hoursTexts[locale];
  const rows = office.weeks.filter(({ valid }) => valid.to === null || valid.to >= today);
  return (
    <div>
      <div class="section-head">
        <h2 id="weeks">{t.weeks.title}</h2>
        {may ? <ButtonLink href={`/kontorstider/${office.id}/vecka`}>{t.weeks.set}</ButtonLink> : null}
      </div>
      <Table<(typeof rows)[number]>
        caption={t.weeks.title}
        hideCaption
        rows={rows}
        empty={<p>{t.weeks.none}</p>}
        columns={[
          { head: t.weeks.columns.valid, cell: (row) => formatPeriod(row.valid, locale) },
          { head: t.weeks.columns.hours, cell: (row) => weekText(row.week, locale) },
          {
            head: t.weeks.columns.departs,
            cell: (row) =>
              row.breaches.length === 0 ? (
                t.weeks.noBreach
              ) : (
                <>
                  {row.breaches.map((code) => (
                    <div>{t.breach[code]}</div>
                  ))}
                  {may ? <div>{row.reason}</div> : null}
                  <cite>{`${t.source}: ${office.type.source}`}</cite>
                </>
              ),
          },
          ...(may
            ? [
                {
                  head: t.weeks.columns.action,
                  cell: (row: (typeof rows)[number]) =>
                    row.valid.from < today ? null : (
                      <form method="post" action={`/kontorstider/${office.id}/vecka/${row.id}/dra-tillbaka`}>
                        <Button kind="quiet">{t.weeks.withdraw(row.valid.from)}</Button>
                      </form>
                    ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
};

const Exceptions: FC<PartProps & { rows: readonly StoredException[] }> = ({ office, rows, may, locale }) => {
  const t = hoursTexts[locale].exceptions;
  return (
    <div>
      <div class="section-head">
        <h2 id="exceptions">{t.title}</h2>
        {may ? <ButtonLink href={`/kontorstider/${office.id}/undantag`}>{t.add}</ButtonLink> : null}
      </div>
      <Table<StoredException>
        caption={t.title}
        hideCaption
        rows={rows}
        empty={<p>{t.none}</p>}
        columns={[
          {
            head: t.columns.when,
            cell: ({ period }) => (period.from === period.to ? period.from : `${period.from} – ${period.to}`),
          },
          { head: t.columns.hours, cell: ({ hours }) => hoursText(hours, locale) },
          { head: t.columns.cause, cell: ({ cause }) => hoursTexts[locale].cause[cause] },
          ...(may
            ? [
                {
                  head: t.columns.action,
                  cell: ({ id, period }: StoredException) => (
                    <form method="post" action={`/kontorstider/${office.id}/undantag/${id}/dra-tillbaka`}>
                      <Button kind="quiet">{t.withdraw(period.from)}</Button>
                    </form>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
};

const Languages: FC<PartProps & { rows: HoursView['languages'] }> = ({ office, rows, may, locale }) => {
  const t = hoursTexts[locale];
  const l = t.languages;
  return (
    <div>
      <div class="section-head">
        <h2 id="languages">{l.title}</h2>
        {may ? <ButtonLink href={`/kontorstider/${office.id}/sprak`}>{l.add}</ButtonLink> : null}
      </div>
      <Table<HoursView['languages'][number]>
        caption={l.title}
        hideCaption
        rows={rows}
        empty={<p>{l.none}</p>}
        columns={[
          {
            head: l.columns.language,
            cell: ({ language }) => (
              <>
                {l.name[language]} (<bdi lang={language}>{LANGUAGES[language]}</bdi>)
              </>
            ),
          },
          {
            head: l.columns.when,
            cell: ({ weekday, span, valid }) =>
              `${t.weekday[weekday]} ${span.from}–${span.to}, ${formatPeriod(valid, locale)}`,
          },
          {
            head: l.columns.standing,
            cell: ({ ground }) => (
              <>
                <Badge kind={ground.standing.startsWith('right') ? 'good' : 'neutral'}>
                  {l.standing[ground.standing]}
                </Badge>{' '}
                <cite>{ground.provisions.map(({ ref }) => ref).join(', ')}</cite>
              </>
            ),
          },
          ...(may
            ? [
                {
                  head: l.columns.action,
                  cell: ({ id }: HoursView['languages'][number]) => (
                    <form method="post" action={`/kontorstider/${office.id}/sprak/${id}/avsluta`}>
                      <Button kind="quiet">{l.end}</Button>
                    </form>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
};

const Events: FC<{ id: number; rows: readonly HoursEvent[]; locale: Locale }> = ({ id, rows, locale }) => {
  const t = hoursTexts[locale].history;
  const what = ({ kind, details }: HoursEvent) => {
    const day = details.from ?? details.period?.from ?? details.lastDay ?? '';
    return [t.kind[kind], day, details.reason ?? ''].filter((text) => text !== '').join(', ');
  };
  return (
    <div>
      <h2 id="history">{t.title}</h2>
      <Table<HoursEvent>
        caption={t.title}
        hideCaption
        rows={rows}
        empty={<p>{t.none}</p>}
        columns={[
          { head: t.columns.at, cell: ({ at }) => formatMoment(at) },
          { head: t.columns.what, cell: what },
          { head: t.columns.by, cell: ({ by }) => by ?? '' },
        ]}
      />
      {rows.length < EVENTS ? null : <a href={`/kontorstider/${id}?fore=${rows.at(-1)?.id}`}>{t.older}</a>}
    </div>
  );
};

/** POST /kontorstider/:id/vecka/:row/dra-tillbaka */
export async function withdrawWeekAction(c: Http) {
  await withdrawWeek(contextOf(c), idParam(c), idParam(c, 'row'));
  return c.redirect(`/kontorstider/${idParam(c)}?sparat=1`, 303);
}
/** POST /kontorstider/:id/undantag/:row/dra-tillbaka */
export async function withdrawExceptionAction(c: Http) {
  await withdrawException(contextOf(c), idParam(c), idParam(c, 'row'));
  return c.redirect(`/kontorstider/${idParam(c)}?sparat=1`, 303);
}
/** POST /kontorstider/:id/sprak/:row/avsluta: today is the last day. */
export async function endLanguageAction(c: Http) {
  const ctx = contextOf(c);
  await endLanguageHours(ctx, idParam(c), { id: idParam(c, 'row'), lastDay: swedishDay(ctx.clock()) });
  return c.redirect(`/kontorstider/${idParam(c)}?sparat=1`, 303);
}
