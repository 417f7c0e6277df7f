import type { FC } from 'hono/jsx';
import type { ReportedYear } from '../queries.server.ts';

const TALL = 220;
const STEP = 72;
const BAR = 48;
const BASE = TALL + 34;

/**
 * Bars from zero on a scale of years, so that years without a figure leave a gap. Hatched: reported by others. The table
 * under it holds the same figures.
 */
export const YearBars: FC<{
  title: string;
  description: string;
  years: readonly ReportedYear[];
  label: (visits: number) => string;
}> = ({ title, description, years, label }) => {
  const bars = [...Map.groupBy(years, ({ year }) => year).values()].map((reports) => reports[0]!);
  const first = Math.min(...bars.map(({ year }) => year));
  const last = Math.max(...bars.map(({ year }) => year));
  const most = Math.max(...bars.map(({ visits }) => visits), 1);
  const width = (last - first + 1) * STEP;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${BASE + 30}`} role="img" aria-labelledby="chart-title chart-description">
        <title id="chart-title">{title}</title>
        <desc id="chart-description">{description}</desc>
        <defs>
          <pattern
            id="reported"
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="chart-ground" width="8" height="8" />
            <line class="chart-hatch" x1="0" y1="0" x2="0" y2="8" />
          </pattern>
        </defs>
        {bars.map(({ year, visits }) => {
          const middle = (year - first) * STEP + STEP / 2;
          const high = (visits / most) * TALL;
          return (
            <>
              <rect
                class="chart-bar"
                fill="url(#reported)"
                x={middle - BAR / 2}
                y={(BASE - high).toFixed(1)}
                width={BAR}
                height={high.toFixed(1)}
              />
              <text x={middle} y={(BASE - high - 8).toFixed(1)}>
                {label(visits)}
              </text>
              <text x={middle} y={BASE + 22}>
                {year}
              </text>
            </>
          );
        })}
        <line class="chart-axis" x1="0" y1={BASE} x2={width} y2={BASE} />
      </svg>
      <figcaption class="quiet">{description}</figcaption>
    </figure>
  );
};
