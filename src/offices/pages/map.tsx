import type { FC } from 'hono/jsx';
import type { OfficePlace } from './office-queries.server.ts';
import { sweden } from './sweden.server.ts';

/** Offices as dots on the outlines of the counties. A picture: every office is in the list beside it as well. */
export const OfficeMap: FC<{
  title: string;
  description: string;
  credit: string;
  offices: readonly OfficePlace[];
  /** One that stands out. */
  marked?: number;
}> = ({ title, description, credit, offices, marked }) => {
  const { width, height, outlines, place } = sweden();
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="map-title map-description">
        <title id="map-title">{title}</title>
        <desc id="map-description">{description}</desc>
        <g class="map-land">
          {outlines.map((outline) => (
            <path d={outline} />
          ))}
        </g>
        <g>
          {offices
            .toSorted((a, b) => Number(a.id === marked) - Number(b.id === marked))
            .map((office) => {
              const [x, y] = place(office.longitude, office.latitude);
              return (
                <circle
                  class={office.id === marked ? 'map-office map-office--marked' : 'map-office'}
                  cx={x.toFixed(1)}
                  cy={y.toFixed(1)}
                  r={office.id === marked ? 11 : 6}
                >
                  <title>{office.name}</title>
                </circle>
              );
            })}
        </g>
      </svg>
      <figcaption>
        {description} <span class="quiet">{credit}</span>
      </figcaption>
    </figure>
  );
};
