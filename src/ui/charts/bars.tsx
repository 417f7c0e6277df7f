import { scaleLinear } from 'd3-scale';
import type { FC } from 'hono/jsx';
import { NARROW, Picture } from './chart.tsx';
import { at, type ChartData, chartTexts, largest, numberOf, type Series, widthOf } from './shape.ts';

const BAR = 15;
const GAP = 12;
const SWATCH = 22;
const NAMES = 26;

/** Lying bars from zero with the number at each end: for a narrow room. What the bars are stands above them. */
export const Bars: FC<{ data: ChartData }> = ({ data }) => {
  const { categories, series, format, locale } = data;
  const id = `${data.id}-n`;
  const left = Math.min(140, Math.max(0, ...categories.map(({ name }) => widthOf(name))) * 1.1 + 10);
  // Room for the longest text after the longest bar.
  const right = Math.max(
    ...series.flatMap(({ values }) => values.map((value) => widthOf(format(numberOf(value) ?? 0)))),
  );
  const x = scaleLinear([0, largest(series)], [left, NARROW - right - 8]);
  const shown = categories.map((category, index) => ({
    category,
    index,
    bars: series.flatMap((one) => {
      const value = one.values[index];
      return value === null || value === undefined ? [] : [{ one, value }];
    }),
  }));
  const heights = shown.map(({ bars }) => Math.max(1, bars.length) * (BAR + 2) + GAP);
  const named = namesOf(series);
  const top = named.length === 0 ? 4 : named.at(-1)!.y + NAMES;
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, 0) + top);
  const height = heights.reduce((sum, one) => sum + one, 0) + top;
  return (
    <Picture id={id} width={NARROW} height={height} title={data.title} description={data.description}>
      {named.map(({ one, x: from, y }) => (
        <>
          <rect
            class={`figure-mark figure-mark--${one.tone}`}
            fill={one.tone === 'reported' ? `url(#${id}-reported)` : undefined}
            x={at(from)}
            y={y}
            width={SWATCH}
            height={BAR}
          />
          <text class="figure-name" x={at(from + SWATCH + 6)} y={at(y + BAR - 3)}>
            {one.name}
          </text>
        </>
      ))}
      {shown.map(({ category, index, bars }) => (
        <>
          <text class="figure-tick" x={at(left - 6)} y={at(tops[index]! + BAR - 3)} text-anchor="end">
            {category.name}
          </text>
          {bars.map(({ one, value }, row) => {
            const y = tops[index]! + row * (BAR + 2);
            if (value === 'hidden')
              return (
                <text class="figure-end" x={at(left + 4)} y={at(y + BAR - 3)}>
                  {chartTexts[locale].hidden}
                </text>
              );
            return (
              <>
                <rect
                  class={`figure-mark figure-mark--${one.tone}`}
                  fill={one.tone === 'reported' ? `url(#${id}-reported)` : undefined}
                  x={at(left)}
                  y={at(y)}
                  width={at(x(value) - left)}
                  height={BAR}
                />
                <text class="figure-end" x={at(x(value) + 5)} y={at(y + BAR - 3)}>
                  {format(value)}
                </text>
              </>
            );
          })}
        </>
      ))}
      <line class="figure-axis" x1={at(left)} x2={at(left)} y1={at(top - 4)} y2={at(height)} />
    </Picture>
  );
};

/** The names of several series, each beside how it is drawn, as many in a row as there is room for. */
function namesOf(series: readonly Series[]): { one: Series; x: number; y: number }[] {
  let x = 0;
  let y = 2;
  return (series.length > 1 ? series : []).map((one) => {
    const width = SWATCH + 6 + widthOf(one.name) * 1.1 + 16;
    if (x > 0 && x + width > NARROW) {
      x = 0;
      y += BAR + 6;
    }
    const place = { one, x, y };
    x += width;
    return place;
  });
}
