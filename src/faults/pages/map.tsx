import type { FC } from 'hono/jsx';
import { namesOn, onMap, pathsOn, SIDE, scaleOf, type View } from '../map.server.ts';
import type { Point } from '../rules/place.ts';

export interface Mark extends Point {
  readonly kind: 'here' | 'open' | 'closed' | 'late';
  readonly title: string;
  readonly href?: string;
}

/** What is drawn on a map; colours as attributes, because a picture has no style sheet. */
const Drawing: FC<{ view: View; municipality: string; marks: readonly Mark[] }> = ({
  view,
  municipality,
  marks,
}) => {
  const scale = scaleOf(view);
  return (
    <>
      <rect width={SIDE} height={SIDE} fill="#dce9ec" />
      {pathsOn(view, municipality).map(({ own, d }) => (
        <path d={d} fill={own ? '#fbfaf3' : '#eeece2'} stroke="#8a9188" stroke-width={own ? 1.4 : 0.7} />
      ))}
      {namesOn(view, municipality).map(({ name, x, y }) => (
        <>
          <circle cx={x} cy={y} r={2.2} fill="#434e4b" />
          <text
            x={x + 5}
            y={y + 4}
            font-size="12"
            fill="#2c3634"
            stroke="#fbfaf3"
            stroke-width="3"
            paint-order="stroke"
          >
            {name}
          </text>
        </>
      ))}
      <path d={`M10 ${SIDE - 10}v4h${scale.units}v-4`} fill="none" stroke="#2c3634" stroke-width="1.5" />
      <text x={14 + scale.units} y={SIDE - 5} font-size="12" fill="#2c3634">
        {scale.text}
      </text>
      {marks.map((mark) => {
        const [x, y] = onMap(view, mark);
        const at = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
        const shape =
          mark.kind === 'here' ? (
            <path
              transform={at}
              d="M0 0C-3 -8 -9 -12 -9 -19a9 9 0 0 1 18 0C9 -12 3 -8 0 0z"
              fill="#0a4d4a"
              stroke="#fff"
              stroke-width="1.5"
            />
          ) : (
            <circle
              transform={at}
              r={mark.kind === 'closed' ? 4 : 6}
              fill={mark.kind === 'late' ? '#96160f' : mark.kind === 'open' ? '#0a4d4a' : '#fff'}
              stroke={mark.kind === 'closed' ? '#434e4b' : '#fff'}
              stroke-width="1.5"
            />
          );
        return mark.href === undefined ? (
          shape
        ) : (
          <a href={mark.href} tabindex={-1}>
            <title>{mark.title}</title>
            {shape}
          </a>
        );
      })}
    </>
  );
};

/** A map beside a list or a place in words that says the same: it keeps out of the way of keyboard and reader. */
export const FaultMap: FC<{ view: View; municipality: string; marks: readonly Mark[]; credit: string }> = ({
  credit,
  ...drawn
}) => (
  <figure class="map fault-map">
    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
      <Drawing {...drawn} />
    </svg>
    <figcaption class="quiet">{credit}</figcaption>
  </figure>
);

/** The same as a picture of its own, which one points at without script. */
export function mapPicture(view: View, municipality: string, marks: readonly Mark[]): string {
  const drawn = (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the button that it is the picture of says what it is
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      width={SIDE}
      height={SIDE}
      font-family="sans-serif"
    >
      <Drawing view={view} municipality={municipality} marks={marks} />
    </svg>
  );
  return String(drawn);
}
