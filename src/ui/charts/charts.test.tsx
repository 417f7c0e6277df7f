import { describe, expect, it } from 'vitest';
import { formatNumber } from '../format.ts';
import { Columns } from './columns.tsx';
import { HeatTable, shade } from './heat.tsx';
import { Lines } from './lines.tsx';
import type { ChartData, Value } from './shape.ts';
import { ShareBar, Sparkline } from './small.tsx';
import { spread } from './spread.ts';

const MONTHS = ['januari', 'februari', 'mars', 'april', 'maj'];
const months: ChartData = {
  id: 'manad',
  title: 'Fler besök i maj 2026 än i maj 2025',
  description: 'Besök per månad, 2026 mot 2025.',
  categoryName: 'Månad',
  categories: MONTHS.map((name) => ({ name, short: name.slice(0, 1) })),
  series: [
    { name: '2025', tone: 'before', values: [900, 1000, null, 1100, 1200] },
    { name: '2026', tone: 'now', values: [1000, 1250, 900, 'hidden', 1400] },
  ],
  format: (value) => formatNumber(value, 'sv'),
  locale: 'sv',
};
const years: ChartData = {
  ...months,
  id: 'ar',
  categories: [{ name: '2024' }, { name: '2025' }],
  series: [
    { name: 'Rapporterat', tone: 'reported', values: [2_000_000, null] },
    { name: 'Registrerat', tone: 'now', values: [null, 1_000_000] },
  ],
};
const drawn = (data: ChartData) => String(<Columns data={data} />);
const heightsOf = (svg: string, tone: string) =>
  [...svg.matchAll(new RegExp(`figure-mark--${tone}"[^>]*?height="([\\d.]+)"`, 'g'))].map((m) =>
    Number(m[1]),
  );

describe('columns', () => {
  it('are read by who does not see them: a role, what the picture shows, how it is drawn, and the numbers as a table', () => {
    const html = drawn(months);
    expect(html.match(/role="img"/g)).toHaveLength(2);
    for (const id of html.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const part of id[1]!.split(' ')) expect(html).toContain(`id="${part}"`);
    expect(html).toContain('<title id="manad-w-title">Fler besök i maj 2026 än i maj 2025</title>');
    expect(html).toContain('<th scope="row">januari</th><td class="number">900</td>');
    expect(html).toContain(`<td class="number">1${'\u00a0'}400</td>`);
  });

  it('begin at zero: twice the number is twice the height', () => {
    const [reported] = heightsOf(drawn(years), 'reported');
    const [recorded] = heightsOf(drawn(years), 'now');
    expect(reported).toBeCloseTo(2 * recorded!, 0);
  });

  it('tell what others have reported apart by a pattern, not by colour alone', () => {
    const html = drawn(years);
    expect(html.match(/fill="url\(#ar-[wn]-reported\)"/g)).toHaveLength(3);
    expect(html).toContain('<pattern id="ar-w-reported"');
    expect(drawn(months)).not.toContain('fill="url(');
  });

  it('draw no column for what is missing or withheld, and say which it is', () => {
    const html = drawn(months);
    expect(html.match(/figure-mark--before/g)).toHaveLength(9);
    expect(html.match(/figure-mark--now/g)).toHaveLength(9);
    expect(html).toContain('<span class="figure-hidden">döljs</span>');
    expect(html).toContain('<span class="sr-only">ingen uppgift</span>');
  });

  it('are the same to the byte when drawn again, and have no style of their own', () => {
    for (const data of [months, years]) {
      expect(drawn(data)).toBe(drawn(data));
      expect(drawn(data)).not.toMatch(/style=|<style|NaN|Infinity|undefined/);
    }
  });

  it('are drawn of nothing at all, and of zeros', () => {
    for (const values of [
      [null, null, null, null, null],
      [0, 0, 0, 0, 0],
      ['hidden', null, 0, null, 1],
    ] as Value[][]) {
      const html = drawn({ ...months, series: [{ name: '2026', tone: 'now', values }] });
      expect(html).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe('lines', () => {
  const html = String(<Lines data={months} />);
  it('break where a number is missing, and say their name at their end', () => {
    const path = html.match(/figure-line--before" d="([^"]+)"/)![1]!;
    expect(path.match(/M/g)).toHaveLength(2);
    expect(html).toMatch(/<text class="figure-end figure-end--now"[^>]*>2026 {2}1\u00a0400<\/text>/);
    expect(html).not.toMatch(/NaN|style=/);
  });
});

describe('labels that would lie on each other', () => {
  it.each([
    ['far apart: where they are', [10, 60], [10, 60]],
    ['near: pushed down', [10, 12, 13], [10, 30, 50]],
    ['near the bottom: pushed up', [195, 198], [180, 200]],
    ['in another order', [60, 50], [70, 50]],
    ['none', [], []],
  ])('%s', (_, wanted, placed) => expect(spread(wanted, 20, 200)).toEqual(placed));
});

describe('heat', () => {
  it.each([
    [0, 10, 0],
    [1, 600, 1],
    [100, 600, 1],
    [101, 600, 2],
    [600, 600, 6],
    [5, 0, 0],
    ['hidden', 10, 0],
    [null, 10, 0],
  ] as const)('%s of at most %s is shade %s', (value, most, shaded) =>
    expect(shade(value, most)).toBe(shaded),
  );

  it('is a table with its numbers', () => {
    const html = String(
      <HeatTable
        title="Flest kommer på tisdagar klockan 10"
        rowName="Klockan"
        rows={['10–11']}
        columns={['mån', 'tis']}
        values={[[3, 6]]}
        format={String}
        locale="sv"
      />,
    );
    expect(html).toContain('<td class="number heat-3">3</td><td class="number heat-6">6</td>');
    expect(html).toContain('<caption class="heat-caption">Flest kommer på tisdagar klockan 10</caption>');
  });
});

describe('small ones', () => {
  it('never draw outside themselves', () => {
    expect(String(<ShareBar share={1.7} />)).toContain('width="100" height="8"');
    expect(String(<ShareBar share={-1} />)).toContain('figure-mark--now" width="0"');
    expect(String(<Sparkline title="Besök per vecka" values={[1, null, 3]} />)).toContain(
      'aria-label="Besök per vecka"',
    );
  });
});
