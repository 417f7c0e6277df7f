import { scaleLinear, scalePoint } from 'd3-scale';
import type { FC } from 'hono/jsx';
import { Chart, NARROW, Picture, WIDE } from './chart.tsx';
import { at, type Category, type ChartData, largest, numberOf, widthOf } from './shape.ts';
import { spread } from './spread.ts';

const PLOT = 250;
const TOP = 12;
const LABEL = 18;

/** Lines from zero, each with its name and last number at its end. A value that is missing breaks its line. */
export const Lines: FC<{ data: ChartData; note?: string }> = ({ data, note }) => (
  <Chart
    data={data}
    wide={<Drawn data={data} width={WIDE} id={`${data.id}-w`} />}
    narrow={<Drawn data={data} width={NARROW} id={`${data.id}-n`} />}
    {...(note === undefined ? {} : { note })}
  />
);

const Drawn: FC<{ data: ChartData; width: number; id: string }> = ({ data, width, id }) => {
  const { categories, series, format } = data;
  const base = TOP + PLOT;
  const y = scaleLinear([0, largest(series)], [base, TOP]).nice(5);
  const ticks = y.ticks(4).filter((tick) => tick > 0);
  const left = Math.max(24, ...ticks.map((tick) => widthOf(format(tick)) + 8));
  const ends = series.flatMap((one) => {
    const last = one.values.findLastIndex((value) => numberOf(value) !== null);
    return last < 0 ? [] : [{ one, last, number: numberOf(one.values[last])! }];
  });
  const narrow = width === NARROW;
  // Where there is little room the name stands alone; its number is in the table.
  const text = ({ one, number }: (typeof ends)[number]) =>
    narrow ? one.name : `${one.name}  ${format(number)}`;
  const right = Math.max(0, ...ends.map((end) => widthOf(text(end)) + 12));
  const x = scalePoint(
    categories.map((_, index) => index),
    [left + 4, width - right],
  );
  const heights = spread(
    ends.map(({ number }) => y(number)),
    LABEL,
    base,
  );
  // The longest form of the names that has room; of short ones, every second if need be.
  const forms = [
    ({ name }: Category) => name,
    ({ name, short }: Category) => short ?? name,
    ({ name, short }: Category) => (short ?? name).slice(0, narrow && short !== undefined ? 1 : undefined),
  ];
  const longest = (form: (category: Category) => string) =>
    Math.max(0, ...categories.map((one) => widthOf(form(one)))) + 6;
  const form = forms.find((one) => longest(one) <= x.step()) ?? forms[2]!;
  const step = Math.max(1, Math.ceil(longest(form) / Math.max(1, x.step())));
  return (
    <Picture id={id} width={width} height={base + 30} title={data.title} description={data.description}>
      {ticks.map((tick) => (
        <>
          <line class="figure-grid" x1={at(left)} x2={at(width - right)} y1={at(y(tick))} y2={at(y(tick))} />
          <text class="figure-tick" x={at(left - 4)} y={at(y(tick) + 5)} text-anchor="end">
            {format(tick)}
          </text>
        </>
      ))}
      {categories.map((category, index) =>
        index % step === 0 ? (
          <text class="figure-category" x={at(x(index) ?? 0)} y={base + 20}>
            {form(category)}
          </text>
        ) : null,
      )}
      <line class="figure-axis" x1={at(left)} x2={at(width - right)} y1={base} y2={base} />
      {/* The page's own line is drawn last, over the others. */}
      {series.toReversed().map((one) => (
        <path
          class={`figure-line figure-line--${one.tone}`}
          d={pathOf(one.values.map(numberOf), (index) => x(index) ?? 0, y)}
        />
      ))}
      {ends.map((end, index) => (
        <>
          <circle
            class={`figure-dot figure-dot--${end.one.tone}`}
            cx={at(x(end.last) ?? 0)}
            cy={at(y(end.number))}
            r="4"
          />
          <text
            class={end.one.tone === 'now' ? 'figure-end figure-end--now' : 'figure-end'}
            x={at((x(end.last) ?? 0) + 9)}
            y={at(heights[index]! + 5)}
          >
            {text(end)}
          </text>
        </>
      ))}
    </Picture>
  );
};

function pathOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const begins = index === 0 || values[index - 1] === null;
      return `${begins ? 'M' : 'L'}${at(x(index))} ${at(y(value))}`;
    })
    .filter(Boolean)
    .join('');
}
