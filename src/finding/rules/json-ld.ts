import { type OfficeHours, weekOn } from '../../hours/rules/open.ts';
import { WEEKDAYS, type Weekday, weekdayOf } from '../../hours/rules/special-days.ts';
import { type Span, spansOf, type Week } from '../../hours/rules/week.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { VisitFacts } from '../visit-facts.ts';
import { otherDays } from './coming-days.ts';
import type { Point } from './distance.ts';

const DAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** schema.org/OpeningHoursSpecification. Closed, as search engines read it: opens and closes at 00:00. */
export interface OpeningHoursSpecification {
  readonly '@type': 'OpeningHoursSpecification';
  readonly dayOfWeek?: readonly string[];
  readonly opens: string;
  readonly closes: string;
  readonly validFrom?: PlainDate;
  readonly validThrough?: PlainDate;
}

/** How far ahead days that differ are told one by one. */
export const AHEAD = 120;

/** The ordinary weeks from a day on: one entry for the weekdays that have the same hours, two where lunch divides them. */
export function weekSpecifications(rules: OfficeHours, today: PlainDate): OpeningHoursSpecification[] {
  const end = addDays(today, AHEAD);
  const starts = [
    ...new Set([
      today > rules.open.from ? today : rules.open.from,
      ...rules.weeks.flatMap(({ valid }) => [
        valid.from,
        ...(valid.to === null ? [] : [addDays(valid.to, 1)]),
      ]),
    ]),
  ]
    .filter((day) => day >= today && day >= rules.open.from && day <= end)
    .filter((day) => rules.open.to === null || day <= rules.open.to)
    .sort();
  return starts.flatMap((from, index) => {
    const next = starts[index + 1];
    const to = next === undefined ? rules.open.to : addDays(next, -1);
    const valid = {
      ...(starts.length > 1 || from > today ? { validFrom: from } : {}),
      ...(to === null ? {} : { validThrough: to }),
    };
    return ofWeek(weekOn(rules, from).week).map((each) => ({ ...each, ...valid }));
  });
}

function ofWeek(week: Week): OpeningHoursSpecification[] {
  const byHours = new Map<string, { spans: readonly Span[]; days: Weekday[] }>();
  for (const day of WEEKDAYS) {
    const hours = week.days[day];
    if (hours === undefined) continue;
    const spans = spansOf(hours);
    const key = JSON.stringify(spans);
    byHours.set(key, { spans, days: [...(byHours.get(key)?.days ?? []), day] });
  }
  return [...byHours.values()].flatMap(({ spans, days }) =>
    spans.map(({ from, to }) => ({
      '@type': 'OpeningHoursSpecification' as const,
      dayOfWeek: days.map((day) => `https://schema.org/${DAYS[day]}`),
      opens: from,
      closes: to,
    })),
  );
}

/** The days that differ from the week: schema.org's specialOpeningHoursSpecification goes before the ordinary one. */
export function specialSpecifications(rules: OfficeHours, today: PlainDate): OpeningHoursSpecification[] {
  return otherDays(rules, { from: today, to: addDays(today, AHEAD) }).flatMap(({ from, to, day }) => {
    const valid = { validFrom: from, validThrough: to };
    const type = { '@type': 'OpeningHoursSpecification' as const };
    if (day.spans.length === 0) return [{ ...type, opens: '00:00', closes: '00:00', ...valid }];
    return day.spans.map((span) => ({ ...type, opens: span.from, closes: span.to, ...valid }));
  });
}

/** When it is open on a day according to the specifications, as a reader of them finds out. For tests and for others. */
export function spansSaid(
  {
    week,
    special,
  }: {
    readonly week: readonly OpeningHoursSpecification[];
    readonly special: readonly OpeningHoursSpecification[];
  },
  day: PlainDate,
): Span[] {
  const holds = ({ validFrom, validThrough }: OpeningHoursSpecification) =>
    (validFrom === undefined || validFrom <= day) && (validThrough === undefined || day <= validThrough);
  const name = `https://schema.org/${DAYS[weekdayOf(day)]}`;
  const onWeekday = week.filter((each) => holds(each) && each.dayOfWeek?.includes(name));
  const that = special.filter(holds);
  return (that.length > 0 ? that : onWeekday)
    .filter(({ opens, closes }) => opens !== closes)
    .map(({ opens, closes }) => ({ from: opens, to: closes }));
}

export interface OfficeAsLinkedData extends OfficeHours, Point {
  readonly code: string;
  readonly name: string;
  readonly locality: string;
  readonly county: string;
  readonly operator: string;
  readonly facts: VisitFacts;
}

/** An office as schema.org/GovernmentOffice. `origin`: `https://example.se`. What is not known is left out. */
export function governmentOffice(
  office: OfficeAsLinkedData,
  origin: string,
  today: PlainDate,
  openingHours: string,
): Readonly<Record<string, unknown>> {
  const url = `${origin}/kontor/${encodeURIComponent(office.code)}`;
  const { address, stepFree, languages } = office.facts;
  const ended = office.open.to !== null && office.open.to < today;
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentOffice',
    '@id': url,
    url,
    name: office.name,
    address: {
      '@type': 'PostalAddress',
      ...(address === null
        ? { addressLocality: office.locality }
        : { streetAddress: address.street, postalCode: address.postcode, addressLocality: address.town }),
      addressRegion: office.county,
      addressCountry: 'SE',
    },
    geo: { '@type': 'GeoCoordinates', latitude: office.latitude, longitude: office.longitude },
    publicAccess: true,
    isAccessibleForFree: true,
    ...(stepFree === null
      ? {}
      : {
          amenityFeature: [
            { '@type': 'LocationFeatureSpecification', name: 'Step-free access', value: stepFree },
          ],
        }),
    knowsLanguage: ['sv', ...languages],
    parentOrganization: { '@type': 'GovernmentOrganization', name: office.operator },
    ...(ended
      ? {}
      : {
          openingHours,
          openingHoursSpecification: weekSpecifications(office, today),
          specialOpeningHoursSpecification: specialSpecifications(office, today),
        }),
  };
}

/** Linked data as the text of a script element: nothing in it can end the element. */
export function asScript(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
