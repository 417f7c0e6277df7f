import type { FC } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { CLOSEST } from '../map.server.ts';
import { faultTexts } from '../public-texts.ts';
import { type Point, readPoint } from '../rules/place.ts';

/** What has been chosen so far; it stands in the address, so that nothing is lost on the way. */
export interface Chosen {
  readonly municipality: string;
  readonly point: Point | null;
  readonly place: string;
  readonly level: number;
  readonly code: string;
  readonly bodyId: number;
}

export function addressOf(chosen: Partial<Chosen>, more: Readonly<Record<string, string>> = {}): string {
  const fields = new URLSearchParams();
  if (chosen.municipality) fields.set('kommun', chosen.municipality);
  if (chosen.point) fields.set('nara', pointText(chosen.point));
  if (chosen.place) fields.set('plats', chosen.place);
  if (chosen.point) fields.set('vy', String(chosen.level ?? 0));
  if (chosen.code) fields.set('typ', chosen.code);
  if (chosen.bodyId) fields.set('mottagare', String(chosen.bodyId));
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  return `/felanmalan${fields.size === 0 ? '' : `?${fields}`}`;
}

export const pointText = ({ latitude, longitude }: Point) => `${latitude},${longitude}`;

/** What the address says; what it cannot mean is left out. */
export function chosenOf(c: Http): Chosen {
  const text = (name: string, longest: number) =>
    (c.req.query(name) ?? '')
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longest);
  const municipality = text('kommun', 4);
  const point = readPoint(text('nara', 60));
  // "I am there now" says no level: close enough to see whether it is right.
  const level = Number(text('vy', 2) || (point === null ? 0 : 2));
  const body = Number(text('mottagare', 10));
  return {
    municipality: /^\d{4}$/.test(municipality) ? municipality : '',
    point,
    place: text('plats', 300),
    level: Number.isInteger(level) ? Math.min(Math.max(level, 0), CLOSEST) : 0,
    code: text('typ', 40),
    bodyId: Number.isSafeInteger(body) && body > 0 && body < 2_147_483_648 ? body : 0,
  };
}

export const StepLine: FC<{ n: number; locale: Locale }> = ({ n, locale }) => (
  <p class="fault-step quiet">{faultTexts[locale].step(n)}</p>
);

/** Where it is, and the way back to change it. */
export const PlaceLine: FC<{ chosen: Chosen; locale: Locale }> = ({ chosen, locale }) => {
  const t = faultTexts[locale];
  const place = [chosen.place, chosen.point === null ? '' : pointText(chosen.point)]
    .filter(Boolean)
    .join(' · ');
  return (
    <p>
      {t.form.chosenPlace}: <strong>{place}</strong>{' '}
      <a href={addressOf({ ...chosen, code: '', bodyId: 0 })}>{t.kind.change}</a>
    </p>
  );
};
