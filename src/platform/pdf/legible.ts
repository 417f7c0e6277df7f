/**
 * Text that the fonts can show. PDF/A-2a and PDF/UA-1 forbid a character without a glyph, and a font of the machine must
 * not step in, so what the fonts lack stands as its code point, `[U+1F600]`: ugly, but nothing is lost and nothing fails.
 */
export function legible(text: string, covered: ReadonlySet<number>): string {
  const shown = (char: string) => {
    const point = char.codePointAt(0)!;
    return char === '\n' || (covered.has(point) && !NEVER.has(point));
  };
  let result = '';
  let codes: string[] = [];
  const flush = () => {
    if (codes.length > 0) result += `[${codes.join(' ')}]`;
    codes = [];
  };
  for (const char of text
    .normalize('NFC')
    .replace(NEW_PARAGRAPH, '\n\n')
    .replace(NEW_LINE, '\n')
    .replace(GAP, ' ')) {
    if (shown(char)) {
      flush();
      result += char;
    } else codes.push(`U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
  }
  flush();
  return result;
}

const NEW_PARAGRAPH = /\u2029/g;
const NEW_LINE = /\r\n?|[\u0085\u2028]/g;
const GAP = /[\t\v\f]/g;
/** The byte order mark has a glyph in the fonts, but a PDF/A may not map to it (ISO 19005-2, 6.2.11.7.2). */
const NEVER = new Set([0xfeff]);

/** `value` with each string in it, at any depth, changed. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
