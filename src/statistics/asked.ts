import { CHANNELS, type Channel } from '../contacts/contact.ts';
import { addDays, type PlainDate, parsePlainDate } from '../kernel/plain-date.ts';
import { type MeasureKey, measureOf } from './measures.ts';
import {
  addressOf,
  type Days,
  type FigureQuery,
  type Place,
  PlaceText,
  placeText,
  splitsOf,
} from './query.ts';
import { wholeMonths } from './rules/whole-months.ts';

/** What all pages of the room are asked with: where, when and for whom. It follows the reader from page to page. */
export interface Asked {
  readonly place: Place;
  readonly period: Days;
  readonly authority: number | undefined;
  readonly task: number | undefined;
  readonly channel: Channel | undefined;
  readonly sameOfficesOnly: boolean;
}

/** What is wrong with the address, by field. */
export type AskedFaults = Readonly<Record<string, string>>;

export interface Begin {
  readonly today: PlainDate;
  readonly place: Place;
  readonly authority: number | undefined;
  /** Nothing is withheld there, so that the days until today can be shown; else whole months. */
  readonly inside: (place: Place, authority: number | undefined) => boolean;
}

/** The year until today, or until the last month that is over; in January the year before. */
export function usualPeriod(today: PlainDate, inside: boolean): Days {
  const day = Temporal.PlainDate.from(today);
  const first = day.with({ month: 1, day: 1 });
  if (inside && day.dayOfYear > 1) return { from: text(first), to: today };
  const last = day.with({ day: 1 }).subtract({ days: 1 });
  return { from: text(last.with({ month: 1, day: 1 })), to: text(last) };
}

export const QUICK = ['this-month', 'last-month', 'this-year', 'last-year', 'twelve-months'] as const;
export type Quick = (typeof QUICK)[number];

export function quickPeriod(quick: Quick, today: PlainDate, inside: boolean): Days {
  const day = Temporal.PlainDate.from(today);
  const month = day.with({ day: 1 });
  switch (quick) {
    case 'this-month':
      return inside ? { from: text(month), to: today } : wholeMonths({ from: today, to: today });
    case 'last-month':
      return wholeMonths({
        from: text(month.subtract({ months: 1 })),
        to: text(month.subtract({ months: 1 })),
      });
    case 'this-year':
      return usualPeriod(today, inside);
    case 'last-year':
      return {
        from: text(day.with({ month: 1, day: 1 }).subtract({ years: 1 })),
        to: text(day.with({ month: 1, day: 1 }).subtract({ days: 1 })),
      };
    case 'twelve-months':
      return { from: text(month.subtract({ months: 12 })), to: text(month.subtract({ days: 1 })) };
  }
}
const text = (day: Temporal.PlainDate) => day.toString() as PlainDate;

/** What an address asks; what it does not say is as `begin` says, and what is wrong with it is told. */
export function readAsked(
  query: Readonly<Record<string, string>>,
  begin: Begin,
): { asked: Asked; faults: AskedFaults } {
  const faults: Record<string, string> = {};
  const said = (name: string) => (query[name] ?? '').slice(0, 100);
  const id = (name: string) => {
    const value = said(name);
    if (value === '') return undefined;
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    faults[name] = 'invalid-value';
    return undefined;
  };
  let place = begin.place;
  if (said('plats') !== '') {
    const read = PlaceText.safeParse(said('plats'));
    if (read.success) place = read.data;
    else faults.plats = 'no-such-place';
  }
  const authority = id('myndighet') ?? begin.authority;
  const usual = usualPeriod(begin.today, begin.inside(place, authority));
  const day = (name: string, otherwise: PlainDate) => {
    if (said(name) === '') return otherwise;
    const read = parsePlainDate(said(name));
    if (read === null) faults[name] = 'not-a-date';
    return read ?? otherwise;
  };
  let period = { from: day('fran', usual.from), to: day('till', usual.to) };
  if (period.to < period.from) {
    faults.till = 'ends-before-it-begins';
    period = usual;
  }
  const channel = said('kanal');
  if (channel !== '' && !CHANNELS.includes(channel as Channel)) faults.kanal = 'invalid-value';
  return {
    asked: {
      place,
      period,
      authority,
      task: id('uppgift'),
      channel: CHANNELS.find((one) => one === channel),
      sameOfficesOnly: said('samma') === 'ja',
    },
    faults,
  };
}

/** The address of what was asked, with changes; begins with "?". */
export function askedAddress(
  asked: Asked,
  changed: Partial<Asked> = {},
  more: Readonly<Record<string, string>> = {},
): string {
  const { place, period, authority, task, channel, sameOfficesOnly } = { ...asked, ...changed };
  const address = new URLSearchParams({ plats: placeText(place), fran: period.from, till: period.to });
  if (authority !== undefined) address.set('myndighet', String(authority));
  if (task !== undefined) address.set('uppgift', String(task));
  if (channel !== undefined) address.set('kanal', channel);
  if (sameOfficesOnly) address.set('samma', 'ja');
  for (const [name, value] of Object.entries(more)) address.set(name, value);
  return `?${address}`;
}

/** A query of what was asked, of those measures that can be asked so; null when none can. */
export function queryOf(
  asked: Asked,
  measures: readonly MeasureKey[],
  more: Partial<FigureQuery> & Pick<FigureQuery, 'by'>,
): FigureQuery | null {
  const query: FigureQuery = { ...asked, measures, ...more };
  const splits = splitsOf(query);
  const able = measures.filter((key) => splits.every((split) => measureOf(key)?.by.includes(split)));
  return able.length === 0 ? null : { ...query, measures: able };
}

/** The address of the page of one view, or of its file. */
export const viewHref = (query: FigureQuery): string => `/statistik/visa?${addressOf(query)}`;
export const fileHref = (query: FigureQuery, format: 'xlsx' | 'csv' | 'json'): string =>
  `/statistik/fil.${format}?${addressOf(query)}`;

/** The months of a year until one of them, both counted. */
export function yearUntil(month: string): Days {
  const last = Temporal.PlainDate.from(`${month}-01`);
  return { from: `${month.slice(0, 4)}-01-01` as PlainDate, to: text(last.with({ day: last.daysInMonth })) };
}
export const monthOf = (day: PlainDate): string => day.slice(0, 7);
export const dayBefore = (day: PlainDate): PlainDate => addDays(day, -1);
