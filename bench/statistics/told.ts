/** On a terminal one line that is written over; elsewhere a line each. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (text !== '') process.stderr.write(`${text}\n`);
}
export function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}
export function count(value: number): string {
  return Math.round(value).toLocaleString('sv-SE');
}
export function size(bytes: number): string {
  return bytes > 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
/** The nearest rank. */
export function rank(list: readonly number[], p: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? 0;
}

/** A line of the bench's answer, and whether it is within its limit. */
export interface Said {
  readonly text: string;
  readonly ok: boolean;
}
