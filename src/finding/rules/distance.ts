/** A point of the earth, degrees (WGS 84). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in km (haversine; a sphere of 6,371 km). As the crow flies: the road is longer. */
export function distance(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number, y: number) => Math.sin(radians(y - x) / 2) ** 2;
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** `59.33,18.06`: where somebody is, as the button "near me" sends it. Null for what is no place in or near Sweden. */
export function readPoint(text: string): Point | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)$/.exec(text.trim());
  if (match === null) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return latitude >= 54 && latitude <= 71 && longitude >= 9 && longitude <= 26
    ? { latitude, longitude }
    : null;
}
