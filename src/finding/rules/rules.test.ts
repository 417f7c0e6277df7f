import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officeDay } from '../../hours/rules/open.ts';
import { hours, officeHours, TYPES } from '../../hours/rules/test-hours.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import tasks from '../../offices/reference/tasks.json' with { type: 'json' };
import { places } from '../places.server.ts';
import { NOTHING_KNOWN } from '../visit-facts.ts';
import { languageTimes, otherDays } from './coming-days.ts';
import { distance, readPoint } from './distance.ts';
import {
  asScript,
  governmentOffice,
  spansSaid,
  specialSpecifications,
  weekSpecifications,
} from './json-ld.ts';
import { LIFE_EVENTS, readNeed } from './needs.ts';
import { differsBy, fold, placeOfPostcode, postcodeIn, searchPlaces } from './search-places.ts';

const STOCKHOLM = { latitude: 59.3326, longitude: 18.0649 };

describe('distance', () => {
  it.each([
    ['to itself', STOCKHOLM, 0],
    ['to Göteborg', { latitude: 57.7072, longitude: 11.9668 }, 397],
    ['to Kiruna', { latitude: 67.8558, longitude: 20.2253 }, 953],
    ['to Visby', { latitude: 57.641, longitude: 18.296 }, 189],
  ])('%s, in km, the same both ways', (_what, to, km) => {
    expect(distance(STOCKHOLM, to)).toBeCloseTo(km, -1);
    expect(distance(to, STOCKHOLM)).toBe(distance(STOCKHOLM, to));
  });

  it.each([
    ['59.33,18.06', true],
    ['59,18', true],
    ['0,0', false],
    ['40.7,-74.0', false],
    ['NaN,NaN', false],
    ['59.33', false],
    ['59.33,18.06,1', false],
    ['1e9,1', false],
    ['', false],
  ])('of a place sent as %j: %j', (text, read) => expect(readPoint(text) !== null).toBe(read));
});

describe('what visitors write for a place', () => {
  const first = (text: string) => {
    const place = searchPlaces(places().places, text)[0];
    return place === undefined ? null : place.name;
  };
  it.each([
    ['Malmö', 'Malmö'],
    ['malmo', 'Malmö'],
    ['MALMOE', 'Malmö'],
    ['  göteborg ', 'Göteborg'],
    ['Gothenburg', 'Göteborg'],
    ['vasteras', 'Västerås'],
    ['västerås kommun', 'Västerås'],
    ['upplands-vasby', 'Upplands Väsby'],
    ['sodert', 'Södertälje'],
    ['Stokholm', 'Stockholm'],
    ['Linkopnig', 'Linköping'],
    ['kiruna', 'Kiruna'],
    ['Haninge', 'Haninge'],
    ['qqqqqq', null],
    ['', null],
    ['%', null],
    ["'--", null],
    ['x'.repeat(3000), null],
  ])('%s: %s', (text, name) => expect(first(text)).toBe(name));

  it('is found whatever place it is, without its dots and by its first letters', () => {
    const all = places().places;
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.integer({ min: 3, max: 30 }), (place, letters) => {
        const found = searchPlaces(all, fold(place.name), 1000);
        expect(found.map(({ key }) => key)).toContain(place.key);
        const begun = place.name.slice(0, letters);
        if (fold(begun).length >= 3 && !/ (lan|stad|city)$/.test(fold(begun)))
          expect(searchPlaces(all, begun, 1000).map(({ key }) => key)).toContain(place.key);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['ab', 'ab', 0, true],
    ['abcd', 'abdc', 1, true],
    ['abcd', 'axcd', 1, true],
    ['abcd', 'abc', 1, true],
    ['abcd', 'xycd', 1, false],
    ['abcdefgh', 'abxdefgy', 2, true],
  ])('%s and %s are at most %i apart: %s', (a, b, allowed, yes) => {
    expect(differsBy(a, b, allowed)).toBe(yes);
    expect(differsBy(b, a, allowed)).toBe(yes);
  });
});

describe('a postcode', () => {
  const where = (digits: string) => placeOfPostcode(places().postcodes, digits);
  it.each([
    ['136 40', { digits: '13640', whole: true }],
    ['se-13640', { digits: '13640', whole: true }],
    ['136', { digits: '136', whole: false }],
    ['1364', { digits: '1364', whole: false }],
    ['136 401', null],
    ['Haninge', null],
    ['12', null],
  ])('is read: %s', (text, read) => expect(postcodeIn(text)).toEqual(read));

  it.each([
    ['11120', 'Stockholm'],
    ['13640', 'Haninge'],
    ['41103', 'Göteborg'],
    ['21120', 'Malmö'],
    ['98132', 'Kiruna'],
    ['62157', 'Gotland'],
  ])('%s lies in %s', (digits, municipality) => expect(where(digits)?.municipality).toBe(municipality));
  it.each(['00000', '99999', '01000'])('%s lies nowhere', (digits) => expect(where(digits)).toBeNull());
});

describe('needs', () => {
  const known = new Set(tasks.map(({ code }) => code));
  it('name tasks of the register only', () => {
    for (const codes of Object.values(LIFE_EVENTS))
      expect(codes.filter((code) => !known.has(code))).toEqual([]);
  });
  it.each([
    ['child', 'child'],
    ['identity-card', null],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ])('%j is read', (text, event) => expect(readNeed(text, known)?.event).toBe(event));
});

describe('days to come that are other than the week says', () => {
  const days = (rules: Parameters<typeof otherDays>[0], from: string, to: string) =>
    otherDays(rules, { from: plainDate(from), to: plainDate(to) }).map(({ from: first, to: last, day }) => [
      first,
      last,
      day.reason,
      day.spans.length,
    ]);
  it('are holidays, each of its own, and not weekends', () =>
    expect(days(hours(TYPES.medium), '2026-12-14', '2027-01-10')).toEqual([
      ['2026-12-24', '2026-12-24', 'holiday', 0],
      ['2026-12-25', '2026-12-25', 'holiday', 0],
      ['2026-12-31', '2026-12-31', 'holiday', 0],
      ['2027-01-01', '2027-01-01', 'holiday', 0],
      ['2027-01-06', '2027-01-06', 'holiday', 0],
    ]));
  it('are klämdagar where the type closes on them', () =>
    expect(days(hours(TYPES.small), '2026-05-11', '2026-05-17')).toEqual([
      ['2026-05-14', '2026-05-14', 'holiday', 0],
    ]));
  it('are weeks of summer as one', () => {
    const week = {
      days: {
        1: { opens: '10:00', closes: '16:00', lunch: null },
        3: { opens: '10:00', closes: '16:00', lunch: null },
      },
      ...{ closedOnBridgeDays: true, summerWeeks: { from: 28, to: 30 } },
    };
    const rules = hours(TYPES.small, {
      weeks: [{ valid: { from: plainDate('2026-01-01'), to: null }, week }],
    });
    expect(days(rules, '2026-07-01', '2026-08-10')).toEqual([['2026-07-06', '2026-07-22', 'summer', 0]]);
  });
});

describe('hours in a language', () => {
  const at = Temporal.Instant.from('2026-11-18T09:00:00Z');
  const finnish = { id: 1, language: 'fi', weekday: 3, span: { from: '11:00', to: '14:00' } } as const;
  const always = { ...finnish, valid: { from: plainDate('2026-01-01'), to: null } };
  it('are those of the week to come, while the office is open', () =>
    expect(languageTimes(hours(TYPES.small), [always], at)).toEqual([
      { language: 'fi', day: '2026-11-18', span: { from: '11:00', to: '12:00' } },
      { language: 'fi', day: '2026-11-18', span: { from: '13:00', to: '14:00' } },
    ]));
  it('fall away on a day when it is closed', () => {
    const day = plainDate('2026-11-18');
    const closed = hours(TYPES.small, { exceptions: [{ period: { from: day, to: day }, hours: null }] });
    expect(languageTimes(closed, [always], at)).toEqual([]);
  });
  it('end with their last day', () =>
    expect(
      languageTimes(
        hours(TYPES.small),
        [{ ...finnish, valid: { from: plainDate('2026-01-01'), to: plainDate('2026-11-17') } }],
        at,
      ),
    ).toEqual([]));
});

describe('linked data', () => {
  it('says of each day what the rules say, whatever an office has set', () => {
    fc.assert(
      fc.property(officeHours, fc.integer({ min: 0, max: 1800 }), (rules, ahead) => {
        const today = addDays(plainDate('2024-01-01'), ahead);
        const said = { week: weekSpecifications(rules, today), special: specialSpecifications(rules, today) };
        for (let day = today, n = 0; n <= 119; day = addDays(day, 1), n++)
          expect(spansSaid(said, day), day).toEqual(officeDay(rules, day).spans);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('is a GovernmentOffice; what is not known is left out', () => {
    const office = {
      ...hours(TYPES.large),
      ...{ code: 'å/ä', name: 'Kontoret', locality: 'Ort', county: 'Stockholms län', operator: 'SSC' },
      ...STOCKHOLM,
      facts: NOTHING_KNOWN,
    };
    const unknown = governmentOffice(office, 'https://example.se', plainDate('2026-11-18'), 'x');
    expect(unknown).not.toHaveProperty('amenityFeature');
    expect(unknown).toMatchObject({
      '@type': 'GovernmentOffice',
      url: 'https://example.se/kontor/%C3%A5%2F%C3%A4',
      address: { '@type': 'PostalAddress', addressLocality: 'Ort', addressCountry: 'SE' },
      openingHoursSpecification: [{ opens: '10:00', closes: '16:00', dayOfWeek: { length: 5 } }],
    });
    const ended = { ...office, open: { from: plainDate('2019-06-01'), to: plainDate('2026-01-01') } };
    expect(governmentOffice(ended, 'https://example.se', plainDate('2026-11-18'), 'x')).not.toHaveProperty(
      'openingHoursSpecification',
    );
  });

  it('cannot end the element that it stands in', () => {
    const text = asScript({ name: '</script><script>hostile()</script>' });
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ name: '</script><script>hostile()</script>' });
  });
});
