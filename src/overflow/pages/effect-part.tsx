import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Effect, MoveRow, OfficeEffect, WeekEffect } from '../effect.server.ts';
import { overflowTexts } from '../texts.ts';

/** What came of it: the sum, each office, the wait by week, and what moved last. */
export const EffectPart: FC<{ effect: Effect; office: (id: number) => string; locale: Locale }> = ({
  effect,
  office,
  locale,
}) => {
  const t = overflowTexts[locale].effect;
  const { total } = effect;
  const figures = ['moved', 'answered', 'inTime', 'returned', 'there'] as const;
  return (
    <section aria-labelledby="effekt">
      <h2 id="effekt">{t.title}</h2>
      {total.moved === 0 ? (
        <div class="empty">
          <p>{t.none}</p>
        </div>
      ) : (
        <>
          <p class="quiet">
            {t.since(formatDay(effect.from, locale))} {t.inTimeHelp}
          </p>
          <dl class="figures">
            {figures.map((figure) => (
              <div>
                <dt>{t[figure]}</dt>
                <dd>{total[figure]}</dd>
              </div>
            ))}
          </dl>
          <h3>{t.waits}</h3>
          <p class="quiet">{t.waitsLead}</p>
          <div class="week-charts">
            {effect.weeks.map(({ officeId, weeks }) => (
              <WeekChart office={office(officeId)} id={officeId} weeks={weeks} locale={locale} />
            ))}
          </div>
          <h3>{t.offices}</h3>
          <Table<OfficeEffect>
            caption={t.offices}
            hideCaption
            dense
            rows={effect.offices}
            empty={null}
            columns={[
              { head: t.office, cell: ({ officeId }) => office(officeId) },
              { head: t.sent, cell: ({ sent }) => sent.moved, number: true },
              { head: t.sentReturned, cell: ({ sent }) => sent.returned, number: true },
              { head: t.received, cell: ({ received }) => received.moved, number: true },
              { head: t.receivedAnswered, cell: ({ received }) => received.answered, number: true },
              { head: t.receivedInTime, cell: ({ received }) => received.inTime, number: true },
            ]}
          />
          <h3>{t.newest}</h3>
          <Newest rows={effect.newest.slice(0, 10)} office={office} locale={locale} />
        </>
      )}
    </section>
  );
};

const Newest: FC<{ rows: readonly MoveRow[]; office: (id: number) => string; locale: Locale }> = ({
  rows,
  office,
  locale,
}) => {
  const texts = overflowTexts[locale];
  const t = texts.effect;
  return (
    <Table<MoveRow>
      caption={t.newest}
      hideCaption
      dense
      rows={rows}
      empty={null}
      columns={[
        {
          head: t.columns.contact,
          cell: ({ reference, kind }) => (
            <>
              {reference} <span class="quiet">{texts.kind[kind]}</span>
            </>
          ),
        },
        { head: t.columns.at, bare: true, cell: ({ movedAt }) => formatMoment(movedAt) },
        {
          head: t.columns.way,
          bare: true,
          cell: ({ fromOffice, toOffice }) => t.way(office(fromOffice), office(toOffice)),
          wide: true,
        },
        {
          head: t.columns.state,
          bare: true,
          cell: ({ state, inTime, why }) => (
            <>
              <Badge kind={inTime === true ? 'good' : state === 'there' ? 'neutral' : 'quiet'}>
                {t.state[state === 'answered' && inTime === false ? 'late' : state]}
              </Badge>
              {why === null ? null : <span class="quiet"> {why}</span>}
            </>
          ),
          wide: true,
        },
      ]}
    />
  );
};

const TALL = 84;
const STEP = 46;
const BAR = 26;
const TOP = 20;

/** A bar for each week: what came, and of it what moved; over it how long half of it waited. The table under it has the same figures. */
const WeekChart: FC<{ office: string; id: number; weeks: readonly WeekEffect[]; locale: Locale }> = ({
  office,
  id,
  weeks,
  locale,
}) => {
  const texts = overflowTexts[locale];
  const t = texts.effect;
  const most = Math.max(...weeks.map(({ came, moved }) => Math.max(came, moved)), 1);
  const base = TOP + TALL;
  const high = (count: number) => Number(((count / most) * TALL).toFixed(1));
  const wait = (minutes: number | null) => (minutes === null ? '–' : texts.minutes(minutes));
  return (
    <figure class="week-chart">
      <figcaption>{office}</figcaption>
      <svg viewBox={`0 0 ${weeks.length * STEP} ${base + 22}`} role="img" aria-labelledby={`veckor-${id}`}>
        <title id={`veckor-${id}`}>{t.chart(office)}</title>
        {weeks.map(({ week, came, moved, medianMinutes }, at) => {
          const x = at * STEP + (STEP - BAR) / 2;
          return (
            <>
              <rect class="week-came" x={x} y={base - high(came)} width={BAR} height={high(came)} rx="2" />
              <rect
                class="week-moved"
                x={x}
                y={base - high(Math.min(moved, most))}
                width={BAR}
                height={high(moved)}
                rx="2"
              />
              {medianMinutes === null ? null : (
                <text class="week-wait" x={x + BAR / 2} y={base - high(Math.max(came, moved)) - 6}>
                  {short(medianMinutes)}
                </text>
              )}
              <text x={x + BAR / 2} y={base + 16}>
                {Temporal.PlainDate.from(week).weekOfYear}
              </text>
            </>
          );
        })}
        <line class="week-axis" x1="0" y1={base} x2={weeks.length * STEP} y2={base} />
      </svg>
      <details>
        <summary>{t.table}</summary>
        <Table<WeekEffect>
          caption={t.chart(office)}
          hideCaption
          rows={weeks}
          empty={null}
          columns={[
            { head: t.week, cell: ({ week }) => formatDay(week, locale) },
            { head: t.came, cell: ({ came }) => came, number: true },
            { head: t.movedColumn, cell: ({ moved }) => moved, number: true },
            { head: t.median, cell: ({ medianMinutes }) => wait(medianMinutes), number: true },
          ]}
        />
      </details>
    </figure>
  );
};

/** Minutes as they fit over a bar: `45 m`, `3 h`, `2 d`. */
function short(minutes: number): string {
  if (minutes < 60) return `${minutes} m`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}
