import { scaleLinear } from 'd3-scale';
import type { FC } from 'hono/jsx';
import { NARROW, Picture } from './chart.tsx';
import { at, type ChartData, chartTexts, largest, numberOf, widthOf } from './shape.ts';

const BAR = 15;
const GAP = 12;

/** Lying bars from zero with the number at each end: for a narrow room. The first bar of each series also says its name. */
export const Bars: FC<{ data: ChartData }> = ({ data }) => {
  const { categories, series, format, locale } = data;
  const id = `${data.id}-n`;
  const left = Math.min(140, Math.max(0, ...categories.map(({ name }) => widthOf(name))) * 1.1 + 10);
  const firstOf = series.map(({ values }) => values.findIndex((value) => numberOf(value) !== null));
  const label = (which: number, category: number, number: number) =>
    series.length > 1 && firstOf[which] === category
      ? `${format(number)}  ${series[which]!.name}`
      : format(number);
  // Room for the longest text after the longest bar.
  const right = Math.max(
    ...series.flatMap(({ values }) => values.map((value) => widthOf(format(numberOf(value) ?? 0)))),
  );
  const x = scaleLinear([0, largest(series)], [left, NARROW - right - 8]);
  const shown = categories.map((category, index) => ({
    category,
    index,
    bars: series.flatMap((one, which) => {
      const value = one.values[index];
      return value === null || value === undefined ? [] : [{ one, which, value }];
    }),
  }));
  const heights = shown.map(({ bars }) => Math.max(1, bars.length) * (BAR + 2) + GAP);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, 0) + 4);
  const height = heights.reduce((sum, one) => sum + one, 0) + 4;
  return (
    <Picture id={id} width={NARROW} height={height} title={data.title} description={data.description}>
      {shown.map(({ category, index, bars }) => (
        <>
          <text class="figure-tick" x={at(left - 6)} y={at(tops[index]! + BAR - 3)} text-anchor="end">
            {category.name}
          </text>
          {bars.map(({ one, which, value }, row) => {
            const y = tops[index]! + row * (BAR + 2);
            if (value === 'hidden')
              return (
                <text class="figure-end" x={at(left + 4)} y={at(y + BAR - 3)}>
                  {chartTexts[locale].hidden}
                </text>
              );
            const text = label(which, index, value);
            const end = x(value) + 5;
            // A text that would leave the picture stands inside its bar's room, on the ground.
            const over = end + widthOf(text) > NARROW;
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
                {over && text !== format(value) ? (
                  <>
                    <text class="figure-end" x={at(end)} y={at(y + BAR - 3)}>
                      {format(value)}
                    </text>
                    <text
                      class={`figure-inside figure-inside--${one.tone}`}
                      x={at(left + 6)}
                      y={at(y + BAR - 3)}
                    >
                      {series[which]!.name}
                    </text>
                  </>
                ) : (
                  <text class="figure-end" x={at(end)} y={at(y + BAR - 3)}>
                    {text}
                  </text>
                )}
              </>
            );
          })}
        </>
      ))}
      <line class="figure-axis" x1={at(left)} x2={at(left)} y1="0" y2={at(height)} />
    </Picture>
  );
};
