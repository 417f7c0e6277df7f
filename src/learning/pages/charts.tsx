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
  readonly mark?: { readonly from: number; readonly to: number; readonly name: string };
}

const ROOM = { width: 640, left: 230, right: 70, row: 44 };

/** Lying bars from 0 to 100 per cent, with the mark that each is compared with. */
export const ShareBars: FC<{
  id: string;
  title: string;
  description: string;
  bars: readonly ShareBar[];
}> = ({ id, title, description, bars }) => {
  const height = bars.length * ROOM.row + 26;
  const at = (percent: number) =>
    round(ROOM.left + ((ROOM.width - ROOM.left - ROOM.right) * Math.min(100, percent)) / 100);
  return (
    <svg
      class="share-bars"
      viewBox={`0 0 ${ROOM.width} ${height}`}
      role="img"
      aria-labelledby={`${id}-t ${id}-d`}
    >
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      {[0, 25, 50, 75, 100].map((tick) => (
        <>
          <line class="share-grid" x1={at(tick)} x2={at(tick)} y1="0" y2={height - 22} />
          <text class="share-tick" x={at(tick)} y={height - 6} text-anchor="middle">
            {tick} %
          </text>
        </>
      ))}
      {bars.map(({ name, percent, text, mark }, index) => {
        const y = index * ROOM.row + 8;
        return (
          <>
            <text class="share-name" x={ROOM.left - 10} y={y + 18} text-anchor="end">
              {name}
            </text>
            {percent === null ? null : (
              <rect class="share-bar" x={at(0)} y={y} width={round(at(percent) - at(0))} height="26" />
            )}
            {mark === undefined ? null : (
              <>
                {mark.to > mark.from ? (
                  <rect
                    class="share-mark-span"
                    x={at(mark.from)}
                    y={y - 4}
                    width={round(at(mark.to) - at(mark.from))}
                    height="34"
                  />
                ) : null}
                <line class="share-mark" x1={at(mark.from)} x2={at(mark.from)} y1={y - 5} y2={y + 31} />
                {mark.to > mark.from ? (
                  <line class="share-mark" x1={at(mark.to)} x2={at(mark.to)} y1={y - 5} y2={y + 31} />
                ) : null}
              </>
            )}
            <text class="share-end" x={ROOM.width} y={y + 18} text-anchor="end">
              {text}
            </text>
          </>
        );
      })}
    </svg>
  );
};

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
