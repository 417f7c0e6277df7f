/** The most that is kept of a mail's text beside the mail itself, in characters. */
export const LONGEST_TEXT = 100_000;

// Signs that turn the direction of what follows, so that a name shows another ending than it has; isolates and marks, which
// Arabic needs, stay in a text.
const OVERRIDES = /[\u202a\u202b\u202d\u202e]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** A text that can be stored and shown: whole characters, line ends as \n, no control characters, no empty lines in heaps. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(CONTROL, '')
    .replace(OVERRIDES, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/** The same on one line, at most `longest` characters: a subject, a name. */
export function oneLine(text: string, longest: number): string {
  const line = cleanText(text).replace(/\s+/g, ' ');
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** A file's name as it can be saved anywhere: without a path, and without signs that hide its ending. */
export function fileName(name: string | null, otherwise: string): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = oneLine(last, 300)
    .replace(/[\u200b-\u200f\u2066-\u2069\ufeff<>:"|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean === '') return otherwise;
  if (clean.length <= 120) return clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return `${clean.slice(0, 119 - ending.length)}…${ending}`;
}
