import type { FC } from 'hono/jsx';
import { sweden } from '../../offices/pages/sweden.server.ts';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { coverageTexts } from '../coverage-texts.ts';
import type { CoverageView } from '../queries/coverage.server.ts';
import { isGap, stateOf } from '../rules/covered.ts';

/** Offices on the outlines of the län: filled where nothing is missing, a ring where something is. A picture of the tables. */
export const CoverageMap: FC<{ view: CoverageView; locale: Locale }> = ({ view, locale }) => {
  const t = coverageTexts[locale];
  const { width, height, outlines, place } = sweden();
  const marks = view.offices.map((office, index) => {
    const states = view.rows.map(({ cells }) => stateOf(cells[index]!));
    const gaps = states.filter(isGap).length;
    return { office, gaps, given: states.filter((state) => state === 'given').length };
  });
  const n = (value: number) => formatNumber(value, locale);
  const withGap = marks.filter(({ gaps }) => gaps > 0).length;
  const without = marks.filter(({ gaps, given }) => gaps === 0 && given > 0).length;
  const says = t.mapSays(n(without), n(withGap));
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="map-title map-description">
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
              <circle class={kind} cx={x.toFixed(1)} cy={y.toFixed(1)} r={kind === 'map-none' ? 3 : 7}>
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
