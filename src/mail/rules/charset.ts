import { endOfHead } from './same-mail.ts';

/** What is said where nobody thought of it, and what therefore often is UTF-8 or Windows' Western European all the same. */
const SAID_BY_HABIT = new Set(['', 'utf-8', 'utf8', 'us-ascii', 'ascii', 'ansi_x3.4-1968']);
const WESTERN = /^(iso-?8859-1|latin-?1|l1|windows-1252|cp-?1252)$/;

/**
 * The characters of a text part, as `TextDecoder` calls them. What says that it is UTF-8, or nothing, and is not, is read as Windows'
 * Western European; what says that it is Western European and is UTF-8 letter by letter, as UTF-8. `guessed`: it is not what was said.
 */
export function charsetOf(
  given: string,
  bytes: Uint8Array,
): { readonly charset: string; readonly guessed: boolean } {
  const said = given
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '');
  const marked = byMark(bytes);
  // UTF-16 does not say which of its two it is: the mark before the text does (RFC 2781 3.2).
  if (marked !== null) return { charset: marked, guessed: marked.slice(0, 6) !== said.slice(0, 6) };
  if (SAID_BY_HABIT.has(said)) {
    const utf8 = isUtf8(bytes);
    return { charset: utf8 ? 'utf-8' : 'windows-1252', guessed: !utf8 };
  }
  if (!isKnown(said)) return { charset: isUtf8(bytes) ? 'utf-8' : 'windows-1252', guessed: true };
  if (WESTERN.test(said) && bytes.some((byte) => byte > 127) && isUtf8(bytes))
    return { charset: 'utf-8', guessed: true };
  return { charset: said, guessed: false };
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // With two more zeroes it is UTF-32, which nobody decodes.
  if (bytes[0] === 0xff && bytes[1] === 0xfe && (bytes[2] !== 0 || bytes[3] !== 0)) return 'utf-16le';
  return null;
}

/** The mail with those lines of its head that are not UTF-8 read as Windows' Western European; itself when there is none. */
export function withReadableHead(raw: Uint8Array): Uint8Array {
  const end = endOfHead(raw);
  const head = raw.subarray(0, end);
  if (isUtf8(head)) return raw;
  const lines: Uint8Array[] = [];
  for (let from = 0; from < end; ) {
    const newline = head.indexOf(10, from);
    const to = newline === -1 ? end : newline + 1;
    const line = head.subarray(from, to);
    lines.push(isUtf8(line) ? line : new TextEncoder().encode(new TextDecoder('windows-1252').decode(line)));
    from = to;
  }
  return Buffer.concat([...lines, raw.subarray(end)]);
}

function isKnown(charset: string): boolean {
  try {
    new TextDecoder(charset);
    return true;
  } catch {
    return false;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
