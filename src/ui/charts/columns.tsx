import { scaleBand, scaleLinear } from 'd3-scale';
import type { FC } from 'hono/jsx';
import { Bars } from './bars.tsx';
import { Chart, Picture, WIDE } from './chart.tsx';
import { at, type ChartData, chartTexts, largest, numberOf, widthOf } from './shape.ts';

const PLOT = 240;
const NAME = 20;

/**
 * Columns from zero, side by side where several series have one. Names stand over the first column of each series with a line
 * down to it. Where there is little room the same is drawn as bars.
 */
export const Columns: FC<{ data: ChartData; note?: string }> = ({ data, note }) => (
  <Chart
    data={data}
    wide={<WideColumns data={data} />}
    narrow={<Bars data={data} />}
    {...(note === undefined ? {} : { note })}
  />
);

const WideColumns: FC<{ data: ChartData }> = ({ data }) => {
  const { categories, series, format } = data;
  const id = `${data.id}-w`;
  const named =
    series.length > 1 ? series.filter(({ values }) => values.some((v) => numberOf(v) !== null)) : [];
  const top = named.length * NAME + 22;
  const base = top + PLOT;
  const y = scaleLinear([0, largest(series)], [base, top]).nice(5);
  const ticks = y.ticks(4).filter((tick) => tick > 0);
  const left = Math.max(30, ...ticks.map((tick) => widthOf(format(tick)) + 10));
  const x = scaleBand(
    categories.map((_, index) => index),
    [left, WIDE],
  )
    .paddingInner(0.28)
    .paddingOuter(0.12);

  const drawnIn = (category: number) =>
    series.flatMap((one, index) => (numberOf(one.values[category]) === null ? [] : [index]));
  // Where two stand side by side anywhere each series has its place everywhere; else each column has the whole room.
  const beside = categories.some((_, index) => drawnIn(index).length > 1);
  const places = beside ? series.length : 1;
  const width = Math.min(64, (x.bandwidth() / places) * (beside ? 0.94 : 1));
  const place = (category: number, of: number) => {
    const middle = (x(category) ?? 0) + x.bandwidth() / 2;
    const from = beside ? (of - (places - 1) / 2) * Math.min(x.bandwidth() / places, 66) : 0;
    return { x: middle + from - width / 2, width };
  };
  // The leftmost highest: no line crosses a name below it.
  const leaders = named
    .map((one) => {
      const first = one.values.findIndex((value) => numberOf(value) !== null);
      const box = place(first, series.indexOf(one));
      return { one, first, middle: box.x + box.width / 2 };
    })
    .sort((a, b) => a.middle - b.middle);
  const wordy = categories.some(({ name }) => widthOf(name) > x.step() - 2);
  return (
    <Picture id={id} width={WIDE} height={base + 30} title={data.title} description={data.description}>
      {ticks.map((tick) => (
        <>
          <line class="figure-grid" x1={at(left)} x2={WIDE} y1={at(y(tick))} y2={at(y(tick))} />
          <text class="figure-tick" x={at(left - 6)} y={at(y(tick) + 5)} text-anchor="end">
            {format(tick)}
          </text>
        </>
      ))}
      {leaders.map(({ one, first, middle }, row) => {
        const text = row * NAME + 14;
        return (
          <>
            <line
              class="figure-leader"
              x1={at(middle)}
              x2={at(middle)}
              y1={at(text - 4)}
              y2={at(y(numberOf(one.values[first]) ?? 0) - 18)}
            />
            <NameOf name={one.name} middle={middle} y={text} />
          </>
        );
      })}
      {categories.map((category, index) => {
        const middle = (x(index) ?? 0) + x.bandwidth() / 2;
        return (
          <>
            {series.map((one, which) => {
              const value = one.values[index];
              const number = numberOf(value);
              const box = place(index, which);
              if (number === null)
                return value === 'hidden' ? (
                  <text class="figure-value" x={at(middle)} y={at(base - 6)}>
                    {chartTexts[data.locale].hidden}
                  </text>
                ) : null;
              const label = format(number);
              const fits = widthOf(label) <= (beside ? box.width + 4 : x.step() - 3);
              return (
                <>
                  <rect
                    class={`figure-mark figure-mark--${one.tone}`}
                    fill={one.tone === 'reported' ? `url(#${id}-reported)` : undefined}
                    x={at(box.x)}
                    y={at(y(number))}
                    width={at(box.width)}
                    height={at(base - y(number))}
                  />
                  {fits ? (
                    <text class="figure-value" x={at(box.x + box.width / 2)} y={at(y(number) - 5)}>
                      {label}
                    </text>
                  ) : null}
                </>
              );
            })}
            <text class="figure-category" x={at(middle)} y={base + 20}>
              {wordy ? (category.short ?? category.name) : category.name}
            </text>
          </>
        );
      })}
      <line class="figure-axis" x1={at(left)} x2={WIDE} y1={base} y2={base} />
    </Picture>
  );
};

/** Right of its line, or left of it where it would leave the picture. */
const NameOf: FC<{ name: string; middle: number; y: number }> = ({ name, middle, y }) =>
  middle + 5 + widthOf(name) * 1.1 > WIDE ? (
    <text class="figure-name" x={at(middle - 5)} y={y} text-anchor="end">
      {name}
    </text>
  ) : (
    <text class="figure-name" x={at(middle + 5)} y={y}>
      {name}
    </text>
  );
