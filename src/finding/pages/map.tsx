import type { FC } from 'hono/jsx';
import { sweden } from '../../offices/pages/sweden.server.ts';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { VisitorOffice } from '../known-offices.server.ts';
import type { Point } from '../rules/distance.ts';
import { findingTexts } from '../texts.ts';

/**
 * Offices on the outlines of the län: a filled mark is open now, a ring is closed. Each mark is a link for who points;
 * the list beside it holds the same for everybody else, so the picture keeps out of the way of keyboard and reader.
 */
export const OfficesMap: FC<{
  offices: readonly { readonly office: VisitorOffice; readonly open: boolean; readonly href: string }[];
  here: Point | null;
  locale: Locale;
}> = ({ offices, here, locale }) => {
  const t = findingTexts[locale].list;
  const { width, height, outlines, place } = sweden();
  const marks = offices.map((each) => ({
    ...each,
    at: place(each.office.longitude, each.office.latitude),
  }));
  const spot = here === null ? null : place(here.longitude, here.latitude);
  const box =
    spot === null || marks.length === 0
      ? ([0, 0, width, height] as const)
      : around([spot, ...marks.map(({ at }) => at)]);
  const unit = box[3] / 520;
  const named = spot !== null && marks.length <= 12;
  return (
    <figure class="map visit-map">
      <svg viewBox={box.map((value) => value.toFixed(1)).join(' ')} aria-hidden="true">
        <g class="map-land">
          {outlines.map((outline) => (
            <path d={outline} />
          ))}
        </g>
        {marks
          .toSorted((a, b) => Number(a.open) - Number(b.open))
          .map(({ office, open, href, at: [x, y] }) => (
            <a href={href} tabindex={-1}>
              <title>{office.name}</title>
              <circle
                class="visit-mark-room"
                cx={x.toFixed(1)}
                cy={y.toFixed(1)}
                r={(15 * unit).toFixed(1)}
              />
              <circle
                class={open ? 'visit-mark visit-mark--open' : 'visit-mark'}
                cx={x.toFixed(1)}
                cy={y.toFixed(1)}
                r={((named ? 7 : 4.5) * unit).toFixed(1)}
              />
              {named ? (
                <text
                  x={(x + 10 * unit).toFixed(1)}
                  y={(y + 5 * unit).toFixed(1)}
                  font-size={(14 * unit).toFixed(1)}
                >
                  {office.locality}
                </text>
              ) : null}
            </a>
          ))}
        {spot === null ? null : (
          <path
            class="visit-here"
            d={`M${spot[0].toFixed(1)} ${spot[1].toFixed(1)}l${(-7 * unit).toFixed(1)} ${(-18 * unit).toFixed(1)}h${(14 * unit).toFixed(1)}z`}
          >
            <title>{t.here}</title>
          </path>
        )}
      </svg>
      <figcaption>
        {t.mapSays(formatNumber(offices.length, locale))} <span class="quiet">{t.credit}</span>
      </figcaption>
    </figure>
  );
};

/** A box around the points, with room for names at its edges. */
function around(points: readonly (readonly [number, number])[]): readonly [number, number, number, number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const height = Math.max(bottom - top, 1.15 * (right - left), 30) * 1.25;
  const width = height / 1.05;
  return [(left + right - width) / 2 + width * 0.05, (top + bottom - height) / 2, width, height];
}
