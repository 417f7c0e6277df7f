import { describe, expect, it } from 'vitest';
import { hours, TYPES } from '../hours/rules/test-hours.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { percentile } from './columns.ts';
import { openSeconds } from './job.server.ts';
import { faultOfVersions, MEASURES, type Version, versionsDuring } from './measures.ts';
import { partsOf, seriesOf, yearsBack } from './parts.ts';
import { addressOf, FigureAddress, faultsOf } from './query.ts';

const [first] = MEASURES[0].versions;
const version = (number: number, from: string, to: string | null): Version => ({
  ...first,
  version: number,
  from: plainDate(from),
  to: to === null ? null : plainDate(to),
});

describe('definitions', () => {
  it('have exactly one version for each day', () => {
    expect(
      MEASURES.map(({ versions }) => faultOfVersions(versions)).filter((fault) => fault !== null),
    ).toEqual([]);
    expect(new Set(MEASURES.map(({ key }) => key)).size).toBe(MEASURES.length);
  });

  it.each([
    ['one until now', [version(1, '2020-01-01', null)], null],
    ['two that follow', [version(1, '2020-01-01', '2023-12-31'), version(2, '2024-01-01', null)], null],
    ['a day without any', [version(1, '2020-01-01', '2023-12-30'), version(2, '2024-01-01', null)], 'gap'],
    ['none since', [version(1, '2020-01-01', '2023-12-31')], 'gap'],
    ['a day with two', [version(1, '2020-01-01', '2024-01-01'), version(2, '2024-01-01', null)], 'overlap'],
    ['one that never ended', [version(1, '2020-01-01', null), version(2, '2024-01-01', null)], 'overlap'],
    ['one that ends first', [version(1, '2020-01-01', '2019-01-01')], 'ends-before-it-begins'],
    [
      'a number left out',
      [version(1, '2020-01-01', '2023-12-31'), version(3, '2024-01-01', null)],
      'number-missing',
    ],
  ] as const)('are refused with a gap or an overlap: %s', (_, versions, fault) => {
    expect(faultOfVersions(versions)).toBe(fault);
  });

  it('are both there in a period in which one changed', () => {
    const measure = {
      ...MEASURES[0],
      versions: [version(1, '2020-01-01', '2023-12-31'), version(2, '2024-01-01', null)] as [
        Version,
        Version,
      ],
    };
    const during = (from: string, to: string) =>
      versionsDuring(measure, { from: plainDate(from), to: plainDate(to) }).map((each) => each.version);
    expect(during('2023-01-01', '2023-12-31')).toEqual([1]);
    expect(during('2023-12-31', '2024-01-01')).toEqual([1, 2]);
    expect(during('2024-01-01', '2024-01-31')).toEqual([2]);
  });
});

describe('percentile', () => {
  it.each([
    [[], [], 0.5, null],
    [[5], [1], 0.9, 5],
    [[1, 2], [1, 1], 0.5, 1],
    [[1, 2, 3], [1, 1, 1], 0.5, 2],
    [[0, 600], [9, 1], 0.9, 0],
    [[0, 600], [89, 11], 0.9, 600],
  ])('of %j × %j at %d is %j', (seconds, counts, p, is) => {
    expect(percentile({ seconds, counts }, p)).toBe(is);
  });
});

describe('address of a view', () => {
  const given = {
    matt: 'visits,matters',
    plats: 'omrade-3',
    fran: '2024-01-01',
    till: '2024-12-31',
    per: 'month',
  };

  it('is read and written alike', () => {
    const query = FigureAddress.parse({ ...given, jamfor: 'year-before', ackumulerat: 'ja', samma: 'ja' });
    expect(query).toMatchObject({ place: { kind: 'area', id: 3 }, by: 'month', accumulated: true });
    expect(FigureAddress.parse(Object.fromEntries(addressOf(query)))).toEqual(query);
  });

  it.each([
    [{ till: '2023-12-31' }, 'ends-before-it-begins'],
    [{ fran: '2024-02-30' }, 'not-a-date'],
    [{ plats: 'omrade-0' }, 'no-such-place'],
    [{ matt: '' }, 'required'],
    [{ matt: 'visits,visits' }, 'twice'],
    [{ matt: 'visitors' }, 'no-such-measure'],
    [{ matt: 'waiting-mean', per: 'authority' }, 'not-by'],
    [{ matt: 'waiting-mean', myndighet: '3' }, 'not-by'],
    [{ per: 'region' }, 'not-within'],
    [{ per: 'authority', ackumulerat: 'ja' }, 'needs-a-series'],
    [{ fran: '1900-01-01', till: '2199-12-31', per: 'day', jamfor: 'each-earlier-year' }, 'too-many-cells'],
  ])('is refused: %j', (changed, code) => {
    const read = FigureAddress.safeParse({ ...given, ...changed });
    expect(read.error?.issues.map(({ message }) => message)).toContain(code);
  });

  it('lets a measure be split by what it counts', () => {
    const query = FigureAddress.parse({ ...given, per: 'authority', uppgift: '' });
    expect(faultsOf(query)).toEqual([]);
  });
});

describe('parts of a period', () => {
  it.each([
    ['2013-01-01', '2025-12-31', 9],
    ['2013-03-05', '2025-10-20', 28],
    ['2010-01-01', '2029-12-31', 2],
    ['2019-12-31', '2020-01-01', 2],
    ['2024-02-01', '2024-02-29', 1],
    ['2024-02-29', '2024-02-29', 1],
    ['2024-01-01', '2024-11-30', 2],
    ['2023-12-31', '2024-01-01', 2],
    ['2024-05-02', '2024-03-01', 0],
  ])('%s – %s are its days, each once, in %i parts', (from, to, many) => {
    const days = { from: plainDate(from), to: plainDate(to) };
    const parts = partsOf(days);
    expect(parts.length).toBe(many);
    const counted = new Map<string, number>();
    for (const { tier, period, sign } of parts) {
      const first = Temporal.PlainDate.from(period);
      const end = first
        .add({ d: { days: 1 }, m: { months: 1 }, y: { years: 1 }, t: { years: 10 } }[tier])
        .subtract({ days: 1 });
      for (const { from: day } of seriesOf({ from: period, to: plainDate(end.toString()) }, 'day'))
        counted.set(day, (counted.get(day) ?? 0) + sign);
    }
    const there = [...counted].filter(([, times]) => times !== 0);
    expect(there.every(([, times]) => times === 1)).toBe(true);
    expect(there.map(([day]) => day).sort()).toEqual(seriesOf(days, 'day').map((day) => day.from));
  });
});

describe('the same days of another year', () => {
  it.each([
    ['2025-02-28', '2025-02-28', 1, '2024-02-28', '2024-02-28'],
    ['2024-02-29', '2024-02-29', 1, '2023-02-28', '2023-02-28'],
    ['2025-02-10', '2025-02-28', 1, '2024-02-10', '2024-02-28'],
    ['2025-02-01', '2025-02-28', 1, '2024-02-01', '2024-02-29'],
    ['2025-01-01', '2025-02-28', 5, '2020-01-01', '2020-02-29'],
    ['2024-02-01', '2024-02-29', 4, '2020-02-01', '2020-02-29'],
    ['2024-02-01', '2024-02-29', 1, '2023-02-01', '2023-02-28'],
    ['2020-01-01', '2020-12-31', 11, '2009-01-01', '2009-12-31'],
    ['2019-12-31', '2020-01-01', 10, '2009-12-31', '2010-01-01'],
  ])('%s – %s, %i years back', (from, to, years, first, last) => {
    expect(yearsBack({ from: plainDate(from), to: plainDate(to) }, years)).toEqual({ from: first, to: last });
  });
});

describe('opening hours', () => {
  it.each([
    ['2026-03-22', 3],
    ['2026-03-29', 2],
    ['2026-10-25', 4],
  ])('of %s, from one to four at night, are %i', (day, open) => {
    const days = { 7: { opens: '01:00', closes: '04:00', lunch: null } };
    const week = { days, closedOnBridgeDays: false, summerWeeks: null };
    const office = hours(TYPES.medium, {
      weeks: [{ valid: { from: plainDate('2026-01-01'), to: null }, week }],
    });
    expect(openSeconds(office, plainDate(day))).toBe(open * 3600);
  });
});
