import { type Db, sql } from '../../platform/database.server.ts';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { monthName } from '../format.ts';
import type { Days, Place } from '../query.ts';
import { areWholeMonths } from '../rules/whole-months.ts';
import { statisticsTexts } from '../texts.ts';
import { type OfficeAt, officesIn } from '../who-sees.ts';

interface Named {
  readonly id: number;
  readonly name: string;
}

/** What the registers call what is asked for. */
export interface Names {
  readonly authorities: readonly Named[];
  readonly tasks: readonly Named[];
  authority(id: number): string;
  place(place: Place): string;
  /** Place, and the authority and the task when there is one. */
  scope(asked: {
    readonly place: Place;
    readonly authority?: number | undefined;
    readonly task?: number | undefined;
  }): string;
}

/** Authorities that any task or matter can be of, and tasks, by name. */
export async function namesOf(db: Db, offices: readonly OfficeAt[], locale: Locale): Promise<Names> {
  const authorities = await db.many<Named>(sql`
    select id, name from authority where id in (select authority_id from task) or id in (select operator_id from office)
    order by name collate "sv-x-icu"`);
  const tasks = await db.many<Named>(sql`
    select id, ${locale === 'sv' ? sql`name_sv` : sql`name_en`} as name from task
    order by ${locale === 'sv' ? sql`name_sv` : sql`name_en`} collate "sv-x-icu"`);
  const t = statisticsTexts[locale].place;
  const named = (list: readonly Named[], id: number) => list.find((one) => one.id === id)?.name ?? '–';
  const authority = (id: number) => named(authorities, id);
  const place = (at: Place): string => {
    if (at.kind === 'country') return t.country;
    const office = officesIn(at, offices)[0];
    if (at.kind === 'operator') return t.operator(authority(at.id));
    if (at.kind === 'region') return t.region(office?.region ?? '–');
    return (at.kind === 'area' ? office?.area : office?.name) ?? '–';
  };
  return {
    authorities,
    tasks,
    authority,
    place,
    scope: (asked) =>
      [
        place(asked.place),
        ...(asked.authority === undefined ? [] : [authority(asked.authority)]),
        ...(asked.task === undefined ? [] : [named(tasks, asked.task)]),
      ].join(', '),
  };
}

/** A period in words: a month, a year, or its days. */
export function periodName(period: Days, locale: Locale): string {
  const { from, to } = period;
  if (areWholeMonths(period)) {
    const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
    if (first === last) return monthName(first, locale);
    if (first.slice(0, 4) === last.slice(0, 4))
      return first.endsWith('-01') && last.endsWith('-12')
        ? first.slice(0, 4)
        : `${monthName(first, locale, false)}–${monthName(last, locale)}`;
    return `${monthName(first, locale)} – ${monthName(last, locale)}`;
  }
  return from === to ? formatDay(from, locale) : `${formatDay(from, locale)} – ${formatDay(to, locale)}`;
}
