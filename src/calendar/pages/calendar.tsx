import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { calendarEntries } from '../entries.server.ts';
import { type CalendarEntry, ENTRY_KINDS } from '../entries.ts';
import { endFeed, feedSince, feedText, makeFeed } from '../feed.server.ts';
import { reminderDays, setReminderDays } from '../remind.server.ts';
import { calendarTexts } from '../texts.ts';

interface Told {
  readonly status: 200 | 422;
  /** A secret address that was just made: shown once. */
  readonly address?: string;
  readonly days?: string;
  readonly daysError?: string;
}

/** GET /kalender?visa= */
export function showCalendar(c: Http) {
  return calendarPage(c, null);
}

/** POST /kalender/adress: a secret address, or another. The answer shows it, and nothing else ever does. */
export async function makeFeedAction(c: Http) {
  const ctx = contextOf(c);
  await calendarEntries(ctx); // who has no calendar gets no address either
  const secret = await makeFeed(ctx);
  return calendarPage(c, { status: 200, address: `${ownAddress(c)}/kalender/${secret}.ics` });
}

/** POST /kalender/adress/avsluta */
export async function endFeedAction(c: Http) {
  await endFeed(contextOf(c));
  return c.redirect('/kalender?borttagen=1', 303);
}

/** POST /kalender/paminnelser */
export async function setRemindersAction(c: Http) {
  const form = await readForm(c, z.object({ days: z.string().max(100).default('') }));
  const days = form.ok ? form.data.days : (form.given.days ?? '');
  try {
    if (!form.ok) throw new Problem('invalid', {}, [{ field: 'days', code: 'not-day-numbers' }]);
    await setReminderDays(contextOf(c), days);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const daysError = calendarTexts[c.get('locale')].error['not-day-numbers'];
    return calendarPage(c, { status: 422, days, daysError });
  }
  return c.redirect('/kalender?sparat=1', 303);
}

/** GET /kalender/:secret.ics, for calendar programs: the address is the key. */
export async function calendarFeed(c: Http) {
  const { database, clock } = c.get('services');
  const secret = (c.req.param('file') ?? '').replace(/\.ics$/, '');
  const text = await feedText(
    { pool: database.pool, clock, requestId: c.get('requestId') },
    secret,
    ownAddress(c),
    c.get('locale'),
  );
  return c.body(text, 200, {
    'content-type': 'text/calendar; charset=utf-8',
    // The address is the key: nobody on the way keeps what it opens.
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
    'content-disposition': 'inline; filename="samtjanst.ics"',
  });
}

function ownAddress(c: Http): string {
  return new URL(c.get('services').auth.options.baseURL ?? c.req.url).origin;
}

async function calendarPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = calendarTexts[locale];
  const today = swedishDay(ctx.clock());
  const kind = ENTRY_KINDS.find((one) => one === c.req.query('visa'));
  const entries = (await calendarEntries(ctx)).filter((entry) => kind === undefined || entry.kind === kind);
  const late = entries.filter((entry) => entry.day < today);
  const months = Map.groupBy(
    entries.filter((entry) => entry.day >= today),
    (entry) => entry.day.slice(0, 7),
  );
  return page(
    c,
    { title: t.title, status: told?.status ?? 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {c.req.query('sparat') !== undefined && told === null ? (
        <Notice kind="good" focus>
          {t.remind.saved}
        </Notice>
      ) : null}
      {c.req.query('borttagen') !== undefined && told === null ? (
        <Notice kind="good" focus>
          {t.feed.ended}
        </Notice>
      ) : null}
      <form method="get" action="/kalender" class="filters" aria-label={t.kind}>
        <Select
          name="visa"
          label={t.kind}
          empty={t.all}
          value={kind}
          options={ENTRY_KINDS.map((one) => ({ value: one, label: t.kinds[one] }))}
        />
        <Button kind="quiet">{t.show}</Button>
      </form>
      {entries.length === 0 ? <p class="empty">{kind === undefined ? t.nothing : t.nothingOfKind}</p> : null}
      {late.length === 0 ? null : <Entries title={t.overdue} entries={late} today={today} locale={locale} />}
      {[...months].map(([month, of]) => (
        <Entries title={monthName(month, locale)} entries={of} today={today} locale={locale} />
      ))}
      <Feed since={await feedSince(ctx)} told={told} locale={locale} />
      <Reminders
        days={told?.days ?? (await reminderDays(ctx)).join(', ')}
        error={told?.daysError}
        locale={locale}
      />
    </>,
  );
}

function monthName(month: string, locale: Locale): string {
  const name = formatDay(`${month}-01` as PlainDate, locale).replace(/^1 /, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const Entries: FC<{
  title: string;
  entries: readonly CalendarEntry[];
  today: PlainDate;
  locale: Locale;
}> = ({ title, entries, today, locale }) => {
  const t = calendarTexts[locale];
  const left = (day: PlainDate) => Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day)).days;
  return (
    <Table<CalendarEntry>
      caption={title}
      rows={entries}
      empty={null}
      columns={[
        { head: t.columns.day, cell: (entry) => entry.day },
        {
          head: t.columns.what,
          cell: (entry) => <a href={entry.href}>{t.says[entry.kind](entry.about, entry.count)}</a>,
        },
        { head: t.columns.authority, cell: (entry) => entry.authority },
        { head: t.columns.left, cell: (entry) => t.left(left(entry.day)) },
      ]}
    />
  );
};

const Feed: FC<{ since: Temporal.Instant | null; told: Told | null; locale: Locale }> = ({
  since,
  told,
  locale,
}) => {
  const t = calendarTexts[locale].feed;
  return (
    <section aria-labelledby="feed" class="calendar-part">
      <h2 id="feed">{t.title}</h2>
      <p class="help">{t.help}</p>
      {told?.address === undefined ? null : (
        <Notice kind="good" focus>
          <p>{t.made}</p>
          <p>
            {t.address}: <code>{told.address}</code>
          </p>
        </Notice>
      )}
      {since === null ? null : <p>{t.since(formatMoment(since))}</p>}
      <div class="row">
        <form method="post" action="/kalender/adress">
          <Button kind="quiet">{since === null ? t.make : t.again}</Button>
        </form>
        {since === null ? null : (
          <form method="post" action="/kalender/adress/avsluta">
            <Button kind="quiet">{t.end}</Button>
          </form>
        )}
      </div>
    </section>
  );
};

const Reminders: FC<{ days: string; error: string | undefined; locale: Locale }> = ({
  days,
  error,
  locale,
}) => {
  const t = calendarTexts[locale].remind;
  return (
    <section aria-labelledby="remind" class="calendar-part">
      <h2 id="remind">{t.title}</h2>
      <form method="post" action="/kalender/paminnelser" class="stack">
        <Input name="days" label={t.days} help={t.help} value={days} error={error} />
        <Button kind="quiet">{t.save}</Button>
      </form>
    </section>
  );
};
