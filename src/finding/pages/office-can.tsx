import type { FC } from 'hono/jsx';
import type { GivenOnDay } from '../../coverage/queries/given-to-visitors.server.ts';
import { contains, type PlainDate } from '../../kernel/plain-date.ts';
import type { Locale } from '../../ui/texts.ts';
import { type KnownOffices, levelsOf, type VisitorOffice } from '../known-offices.server.ts';
import { distance } from '../rules/distance.ts';
import { rank } from '../rules/how-far.ts';
import type { Need } from '../rules/needs.ts';
import { findingTexts } from '../texts.ts';
import { HowFar, kmText, Ladder, StateLine } from './parts.tsx';

/** All that is done at an office, by the authority that is responsible, and how far each goes. */
export const CanDo: FC<{ office: VisitorOffice; given: GivenOnDay; day: string; locale: Locale }> = ({
  office,
  given,
  day,
  locale,
}) => {
  const t = findingTexts[locale].can;
  const here = given.tasks.flatMap((task, index) => {
    const levels = given.levels(office.id, index);
    return levels.length === 0 ? [] : [{ ...task, levels }];
  });
  const groups = [...Map.groupBy(here, (task) => task.principal)];
  return (
    <section class="visit-can">
      <h2>{t.title}</h2>
      <p class="quiet">{t.onDay(day)}</p>
      {groups.length === 0 ? <p>{t.nothing}</p> : null}
      {groups.map(([principal, tasks]) => (
        <>
          <h3>{principal}</h3>
          <ul>
            {tasks.map((task) => (
              <li>
                <span>{locale === 'sv' ? task.nameSv : task.nameEn}</span>{' '}
                <HowFar levels={task.levels} locale={locale} />
              </li>
            ))}
          </ul>
        </>
      ))}
      {groups.length === 0 ? null : <p class="quiet">{t.rest}</p>}
    </section>
  );
};

/** What was asked for: how far it goes here, step by step, and where it goes farther. */
export const NeedHere: FC<{
  office: VisitorOffice;
  known: KnownOffices;
  given: GivenOnDay;
  need: Need;
  href: (office: VisitorOffice) => string;
  at: Temporal.Instant;
  day: string;
  today: PlainDate;
  locale: Locale;
}> = ({ office, known, given, need, href, at, day, today, locale }) => {
  const t = findingTexts[locale];
  const tasks = levelsOf(given, office.id, need.codes);
  const others = known.offices
    .filter((other) => other.id !== office.id && contains(other.open, today))
    .map((other) => ({ other, km: distance(office, other) }))
    .toSorted((a, b) => a.km - b.km);
  return (
    <section class="visit-need">
      {need.event === null ? null : <h2>{t.event[need.event]}</h2>}
      {tasks.map((task) => {
        const name = locale === 'sv' ? task.nameSv : task.nameEn;
        const far = rank(task.levels);
        const reach = others.map(({ other, km }) => ({
          ...{ other, km },
          far: rank(levelsOf(given, other.id, [task.code])[0]?.levels ?? []),
        }));
        const most = Math.max(0, ...reach.map((each) => each.far));
        const better = most > far ? reach.find((each) => each.far === most) : undefined;
        return (
          <>
            {need.event === null ? <h2>{t.can.here(name)}</h2> : <h3>{name}</h3>}
            {far === 0 ? <p>{t.can.level.none}.</p> : <Ladder levels={task.levels} locale={locale} />}
            {better !== undefined ? (
              <p class="visit-tip">
                {t.can.elsewhere(kmText(better.km, locale))}{' '}
                <a href={href(better.other)}>{better.other.name}</a>.{' '}
                <StateLine office={better.other} at={at} locale={locale} />{' '}
                <HowFar
                  levels={levelsOf(given, better.other.id, [task.code])[0]?.levels ?? []}
                  locale={locale}
                />
              </p>
            ) : (
              <p class="quiet">{far === 0 ? t.can.nobody : far < 4 ? t.can.farthest : ''}</p>
            )}
          </>
        );
      })}
      <p class="quiet">{t.can.onDay(day)}</p>
    </section>
  );
};
