import type { FC } from 'hono/jsx';
import type { Told } from '../rules/withhold.ts';

// Drawn on the server; each with its words for who does not see it, and beside a table of its numbers.

const WIDTH = 8;
const GAP = 2;
const HEIGHT = 26;

/** Small columns, the newest four strong. What is withheld is a hollow stub. */
export const Spark: FC<{ id: string; values: readonly Told[]; title: string; description: string }> = ({
  id,
  values,
  title,
  description,
}) => {
  const most = Math.max(1, ...values.map((value) => (value === 'withheld' ? 0 : value)));
  const width = values.length * (WIDTH + GAP) - GAP;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-labelledby={`${id}-t ${id}-d`}
    >
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      {values.map((value, index) => {
        const x = index * (WIDTH + GAP);
        if (value === 'withheld')
          return (
            <rect class="spark-hollow" x={x + 0.75} y={HEIGHT - 4.25} width={WIDTH - 1.5} height={3.5} />
          );
        const height = value === 0 ? 1 : Math.max(2, (value / most) * HEIGHT);
        const strong = index >= values.length - 4 ? ' spark-bar--now' : '';
        return (
          <rect
            class={`spark-bar${strong}`}
            x={x}
            y={round(HEIGHT - height)}
            width={WIDTH}
            height={round(height)}
          />
        );
      })}
    </svg>
  );
};

export interface ShareBar {
  readonly name: string;
  /** In per cent; null: nothing to divide by, or not told. */
  readonly percent: number | null;
  /** What stands at its end. */
  readonly text: string;
  /** A span of per cent to compare with. */
  readonly mark?: { readonly from: number; readonly to: number };
}

const ROOM = { width: 440, left: 4, right: 56, row: 60, bar: 22 };

/** Lying bars from 0 to 100 per cent, their names above them, with the mark that each is compared with. */
export const ShareBars: FC<{
  id: string;
  title: string;
  description: string;
  bars: readonly ShareBar[];
}> = ({ id, title, description, bars }) => {
  const height = bars.length * ROOM.row + 24;
  const at = (percent: number) =>
    round(ROOM.left + ((ROOM.width - ROOM.left - ROOM.right) * Math.min(100, percent)) / 100);
  return (
    <svg
      class="front-bars"
      viewBox={`0 0 ${ROOM.width} ${height}`}
      role="img"
      aria-labelledby={`${id}-t ${id}-d`}
    >
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      {[0, 25, 50, 75, 100].map((tick) => (
        <>
          <line class="front-grid" x1={at(tick)} x2={at(tick)} y1="24" y2={height - 20} />
          <text class="front-tick" x={at(tick)} y={height - 5} text-anchor={tick === 0 ? 'start' : 'middle'}>
            {tick} %
          </text>
        </>
      ))}
      {bars.map(({ name, percent, text, mark }, index) => {
        const y = index * ROOM.row + 26;
        return (
          <>
            <text class="front-name" x={ROOM.left} y={y - 9}>
              {name}
            </text>
            {percent === null ? null : (
              <rect class="front-bar" x={at(0)} y={y} width={round(at(percent) - at(0))} height={ROOM.bar} />
            )}
            {mark === undefined ? null : <MarkLines from={at(mark.from)} to={at(mark.to)} y={y} />}
            <text class="front-end" x={ROOM.width} y={y + 16} text-anchor="end">
              {text}
            </text>
          </>
        );
      })}
    </svg>
  );
};

const MarkLines: FC<{ from: number; to: number; y: number }> = ({ from, to, y }) => (
  <>
    {to > from ? (
      <rect class="front-mark-span" x={from} y={y - 3} width={round(to - from)} height={ROOM.bar + 6} />
    ) : null}
    {[...new Set([from, to])].map((x) => (
      <line class="front-mark" x1={x} x2={x} y1={y - 4} y2={y + ROOM.bar + 4} />
    ))}
  </>
);

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
