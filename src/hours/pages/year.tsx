import { transaction } from '../../access/context.server.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { type OfficeDay, officeDay } from '../rules/open.ts';
import { weekdayOf } from '../rules/special-days.ts';
import { hoursOf } from '../store.server.ts';
import { hoursTexts } from '../texts.ts';
import { dayNote, spansText } from './parts.tsx';

/** GET /kontorstider/:id/ar/:year: month by month, the days that are not as usual, by word and by the shape of their mark. */
export async function showYear(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = hoursTexts[locale];
  const year = Number(c.req.param('year'));
  if (!Number.isInteger(year) || year < 2000 || year > 2100) throw new Problem('not-found');
  const office = await transaction(ctx, (db) => hoursOf(db, { id: idParam(c) }));
  const months: OfficeDay[][] = Array.from({ length: 12 }, () => []);
  for (let day = plainDate(`${year}-01-01`); day.startsWith(`${year}`); day = addDays(day, 1))
    months[Number(day.slice(5, 7)) - 1]?.push(officeDay(office, day));
  const name = new Intl.DateTimeFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', {
    month: 'long',
    timeZone: 'UTC',
  });
  return page(
    c,
    { title: `${t.calendar.title(year)}, ${office.name}` },
    <>
      <p class="crumb">
        <a href={`/kontorstider/${office.id}`}>{t.of(office.name)}</a>
      </p>
      <h1>{t.calendar.title(year)}</h1>
      <p class="lead">{t.calendar.help}</p>
      <div class="year">
        {months.map((days, month) => {
          const unusual = days.filter(
            ({ special, bridgeDay, reason }) =>
              special !== null || bridgeDay || ['exception', 'summer'].includes(reason),
          );
          return (
            <section aria-labelledby={`m${month + 1}`}>
              <h2 id={`m${month + 1}`}>{name.format(new Date(Date.UTC(year, month, 1)))}</h2>
              {unusual.length === 0 ? (
                <p class="quiet">{t.calendar.none}</p>
              ) : (
                <ul class="year-days">
                  {unusual.map((day) => (
                    <li class={`year-day year-day--${markOf(day)}`}>
                      <strong>{`${t.weekday[weekdayOf(day.day)]} ${Number(day.day.slice(8))}`}</strong>{' '}
                      {dayNote(day, locale)}: {spansText(day.spans, locale).toLowerCase()}
                    </li>
                  ))}
                </ul>
              )}
            </section>
          );
        })}
      </div>
      <p>
        <a href={`/kontorstider/${office.id}/ar/${year + 1}`}>{t.calendar.other(year + 1)}</a>
      </p>
    </>,
  );
}

/** The shape beside a day: filled for red days, half for klämdagar, a ring for exceptions, a line for the rest. */
function markOf({ special, bridgeDay, reason }: OfficeDay): 'red' | 'bridge' | 'exception' | 'other' {
  if (reason === 'exception') return 'exception';
  if (bridgeDay) return 'bridge';
  return special?.kind === 'red' || special?.kind === 'off' ? 'red' : 'other';
}
