/** One line of text as it can be stored and shown: whole characters, no control signs. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** The same over several lines, as a browser sends them. */
export function lines(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/[\u202a-\u202e]/g, '')
    .trim();
}
