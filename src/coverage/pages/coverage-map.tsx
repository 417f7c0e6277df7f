import type { FC } from 'hono/jsx';
import { sweden } from '../../offices/pages/sweden.server.ts';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { coverageTexts } from '../coverage-texts.ts';
import type { CoverageView } from '../queries/coverage.server.ts';
import { isGap, stateOf } from '../rules/covered.ts';

/** Offices on the outlines of the län: filled where nothing is missing, a ring where something is. A picture of the tables. */
export const CoverageMap: FC<{
  view: CoverageView;
  /** Draws only the part of the country where the offices are. */
  near: boolean;
  locale: Locale;
}> = ({ view, near, locale }) => {
  const t = coverageTexts[locale];
  const { width, height, outlines, place } = sweden();
  const marks = view.offices.map((office, index) => {
    const states = view.rows.map(({ cells }) => stateOf(cells[index]!));
    const gaps = states.filter(isGap).length;
    return { office, gaps, given: states.filter((state) => state === 'given').length };
  });
  const places = view.offices.map(({ longitude, latitude }) => place(longitude, latitude));
  const box = near && places.length > 0 ? around(places) : ([0, 0, width, height] as const);
  const size = box[3] / height;
  const n = (value: number) => formatNumber(value, locale);
  const withGap = marks.filter(({ gaps }) => gaps > 0).length;
  const without = marks.filter(({ gaps, given }) => gaps === 0 && given > 0).length;
  const says = t.mapSays(n(without), n(withGap));
  return (
    <figure class="map">
      <svg
        viewBox={box.map((value) => value.toFixed(0)).join(' ')}
        role="img"
        aria-labelledby="map-title map-description"
      >
        <title id="map-title">{t.map}</title>
        <desc id="map-description">{says}</desc>
        <g class="map-land">
          {outlines.map((outline) => (
            <path d={outline} />
          ))}
        </g>
        <g>
          {marks.map(({ office, gaps, given }) => {
            const [x, y] = place(office.longitude, office.latitude);
            const kind = gaps > 0 ? 'map-gap' : given > 0 ? 'map-office' : 'map-none';
            return (
              <circle
                class={kind}
                cx={x.toFixed(1)}
                cy={y.toFixed(1)}
                r={((kind === 'map-none' ? 4 : near ? 12 : 7) * Math.max(size, 0.25)).toFixed(1)}
                stroke-width={(2.5 * Math.max(size, 0.25)).toFixed(1)}
              >
                <title>{t.mark(office.name, n(given), n(gaps))}</title>
              </circle>
            );
          })}
        </g>
      </svg>
      <figcaption>
        {says} <span class="quiet">{t.mapCredit}</span>
      </figcaption>
    </figure>
  );
};

/** A box around the points, with the shape of the country's and room at its edges. */
function around(points: readonly (readonly [number, number])[]): readonly [number, number, number, number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const height = Math.max(bottom - top, 1.6 * (right - left), 60) + 60;
  const width = height / 1.6;
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height];
}
