/**
 * What is searched for, as PostgreSQL's `to_tsquery('swedish', …)` reads it: each word by its stem and what begins with it, all of
 * them. Null when there is no word in it.
 */
export function searchWords(given: string): string | null {
  const words =
    given
      .slice(0, 200)
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0
    ? null
    : words
        .slice(0, 8)
        .map((word) => `'${word}':*`)
        .join(' & ');
}
