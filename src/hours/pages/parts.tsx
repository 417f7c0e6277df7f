import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Notice } from '../../ui/components.tsx';
import { formatDay, formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Collision } from '../rules/collisions.ts';
import type { OfficeDay } from '../rules/open.ts';
import { weekdayOf } from '../rules/special-days.ts';
import type { Breach, DayHours, Span } from '../rules/week.ts';
import { spansOf } from '../rules/week.ts';
import type { HoursOfOffice } from '../store.server.ts';
import { hoursTexts } from '../texts.ts';
import type { HoursView } from '../view.ts';

export function spansText(spans: readonly Span[], locale: Locale): string {
  if (spans.length === 0) return hoursTexts[locale].closed;
  return spans.map(({ from, to }) => `${from}–${to}`).join(', ');
}
export function hoursText(hours: DayHours | null, locale: Locale): string {
  return spansText(hours === null ? [] : spansOf(hours), locale);
}

/** Whether it is open, in one sentence. */
export function stateText(
  view: Pick<HoursView, 'now' | 'next'>,
  at: Temporal.Instant,
  locale: Locale,
): string {
  const t = hoursTexts[locale];
  if (view.now !== null) return t.openUntil(formatTime(view.now.to, locale));
  if (view.next === null) return t.closedForGood;
  const day = swedishDay(view.next.from);
  const clock = formatTime(view.next.from, locale);
  if (day === swedishDay(at)) return t.closedUntil(clock);
  return t.closedUntil(t.at(`${t.weekday[weekdayOf(day)]} ${formatDay(day, locale)}`, clock));
}

/** What is particular about a day, in words. */
export function dayNote({ reason, special, bridgeDay, spans }: OfficeDay, locale: Locale): string {
  const t = hoursTexts[locale];
  const said = [
    special === null ? '' : t.special[special.name],
    bridgeDay ? t.bridgeDay : '',
    reason === 'holiday' || (spans.length > 0 && reason === 'week') ? '' : t.reason[reason],
  ];
  return said.filter((text) => text !== '').join('. ');
}

export const WeekTable: FC<{ days: readonly OfficeDay[]; locale: Locale }> = ({ days, locale }) => {
  const t = hoursTexts[locale];
  return (
    <Table<OfficeDay>
      caption={t.thisWeek}
      rows={days}
      empty={null}
      columns={[
        { head: t.day, cell: ({ day }) => `${t.weekday[weekdayOf(day)]} ${formatDay(day, locale)}` },
        { head: t.hours, cell: ({ spans }) => spansText(spans, locale) },
        ...(days.some((day) => dayNote(day, locale) !== '')
          ? [{ head: t.note, cell: (day: OfficeDay) => dayNote(day, locale) }]
          : []),
      ]}
    />
  );
};

/** Open or closed, the week, and where the hours come from. */
export const HoursNow: FC<{
  office: HoursOfOffice;
  view: HoursView;
  at: Temporal.Instant;
  locale: Locale;
}> = ({ office, view, at, locale }) => {
  const t = hoursTexts[locale];
  return (
    <>
      <p class="lead">
        <strong>{stateText(view, at, locale)}</strong>
      </p>
      {view.own ? null : (
        <p class="help">{t.byType(locale === 'sv' ? office.type.nameSv : office.type.nameEn)}</p>
      )}
      <WeekTable days={view.week} locale={locale} />
    </>
  );
};

export function collisionText(collision: Collision, locale: Locale): string {
  const t = hoursTexts[locale];
  switch (collision.kind) {
    case 'exception':
      return t.collision.exception(collision.from, collision.to);
    case 'planned-week':
      return t.collision.plannedWeek(collision.from);
    case 'language':
      return t.collision.language(t.languages.name[collision.language], t.weekday[collision.weekday]);
    case 'holiday':
      return t.collision.holiday(collision.day, t.special[collision.name]);
    case 'bridge-day':
      return t.collision.bridgeDay(collision.day);
    case 'closed-anyway':
      return t.collision.closedAnyway;
  }
}

/** What a change meets and departs from, before it is saved. */
export const Meets: FC<{
  collisions: readonly Collision[];
  breaches: readonly (Breach | Breach['code'])[];
  source: string;
  locale: Locale;
}> = ({ collisions, breaches, source, locale }) => {
  const t = hoursTexts[locale];
  const breachText = (breach: Breach | Breach['code']) => {
    if (typeof breach === 'string') return t.breach[breach];
    const days = breach.days.map((day) => t.weekday[day]).join(', ');
    return days === '' ? t.breach[breach.code] : `${t.breach[breach.code]}: ${days}.`;
  };
  return (
    <Notice kind="info" focus>
      <h2>{t.form.meets}</h2>
      <ul>
        {breaches.map((breach) => (
          <li>
            {breachText(breach)} <cite>{`${t.source}: ${source}`}</cite>
          </li>
        ))}
        {collisions.map((collision) => (
          <li>{collisionText(collision, locale)}</li>
        ))}
      </ul>
      <p>{t.form.meetsHelp}</p>
    </Notice>
  );
};
