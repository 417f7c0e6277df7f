import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';

/** A file's size as people read it. */
export function formatBytes(bytes: number, locale: Locale): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1000), locale)} kB`;
  return `${formatNumber(Math.round(bytes / 100_000) / 10, locale)} MB`;
}
