// Endings of Swedish words in their forms, the longest first: definite, plural, genitive, and those of verbs.
const ENDINGS = [
  ...[
    'arnas',
    'ernas',
    'ornas',
    'andes',
    'arna',
    'erna',
    'orna',
    'ande',
    'ades',
    'ade',
    'ens',
    'ets',
    'ars',
    'ers',
  ],
  ...['en', 'et', 'ar', 'er', 'an', 'at', 'as', 'es', 'na', 'a', 'e', 'n', 't', 's'],
] as const;
/** What says nothing of the subject; asked for alone it is looked for all the same. */
const SMALL = new Set(
  'i och att det som en ett på är för av med till den har de om man hur vad när var kan ska jag ni vi du'.split(
    ' ',
  ),
);

/**
 * What is searched for, as PostgreSQL's `to_tsquery('simple', …)` reads it: all of the words, each by what its forms begin with, so
 * that "servicekontoret" finds "servicekontor" and the other way round. Null when there is no word in it.
 */
export function searchWords(given: string): string | null {
  const words =
    given
      .slice(0, 200)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !SMALL.has(word));
  const asked = telling.length === 0 ? words : telling;
  return asked.length === 0 ? null : asked.slice(0, 8).map(formsOf).join(' & ');
}

function formsOf(word: string): string {
  // Skolor is of skola, and kontor of nothing: both are looked for.
  if (/..or$/.test(word)) return `('${word}':* | '${word.slice(0, -2)}a')`;
  return `'${stem(word)}':*`;
}

/** What the forms of a word have in common. `word_stem()` in the database does the same (migration 0071). */
export function stem(word: string): string {
  const ending = ENDINGS.find((each) => {
    const left = word.length - each.length;
    // A short word is left whole, and so is one that ends in a doubled letter (skatt, pass).
    return (
      word.endsWith(each) && left >= (each.length > 1 ? 3 : 4) && (each.length > 1 || word.at(-2) !== each)
    );
  });
  return ending === undefined ? word : word.slice(0, word.length - ending.length);
}
