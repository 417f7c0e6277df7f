import { familyOf } from './word-families.ts';

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
 * that "servicekontoret" finds "servicekontor" and the other way round, and "ansökningar" finds "ansökan". Null when there is no word in it.
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

/** Vowels that a plural changes: what the singular and the plural end in. */
const OTHER_VOWELS =
  'stad-städ bok-böck hand-händ land-länd tand-tänd natt-nätt son-sön fot-fött rot-rött mot-möt strand-stränd brand-bränd'
    .split(' ')
    .map((pair) => pair.split('-')) as [string, string][];
const SINGULAR = ['', 's', 'en', 'ens', 'et', 'ets'];
const PLURAL = ['er', 'ers', 'erna', 'ernas'];

/** A word's forms: what they begin with, and those that a beginning does not tell without telling of other words too. */
function formsOf(word: string): string {
  const root = stem(word);
  const begin = [root];
  const whole = [...familyOf(word)];
  const besides = (bare: string, endings: readonly string[]) =>
    whole.push(...endings.map((each) => bare + each));
  // Skolor is of skola, and kontor of nothing: both are looked for.
  if (/..or$/.test(word)) {
    begin[0] = word;
    besides(word.slice(0, -2), ['a', 'as', 'an', 'ans']);
  } else if (/...ans$/.test(word))
    besides(word.slice(0, -3), ['a', 'as', 'or', 'orna', 'ningar', 'ningarna']);
  if (root === word && /..a$/.test(word)) besides(word.slice(0, -1), ['or', 'ors', 'orna', 'ornas']);
  // Ansökningar are several of ansökan.
  if (/..ning$/.test(root)) besides(root.slice(0, -4), ['an', 'ans', 'a', 'er']);
  if (/...[kpstx]te$/.test(word)) begin.push(word.slice(0, -2));
  if (/...[et][ur]?um$/.test(word)) besides(word.slice(0, -2), ['et', 'ets', 'er', 'erna']);
  // A short e that comes and goes (nyckel, nycklar; personnummer, personnumret), and m and n that are doubled before a vowel.
  if (/[^aeiouyåäö]e[lrn]$/.test(root)) begin.push(root.slice(0, -2) + root.slice(-1));
  // Sommaren is of somrar.
  if (/mmar$/.test(root)) begin.push(`${root.slice(0, -3)}r`);
  if (/mm$/.test(root)) begin.push(`${root.slice(0, -1)}r`);
  if (/(mm|nn)$/.test(root)) besides(root.slice(0, -1), ['', 's']);
  if (root !== word && /([^aeiouyåäö])(?!\1)[lrn]$/.test(root)) {
    const [bare, last] = [root.slice(0, -1), root.slice(-1)];
    begin.push(`${bare}e${last}`);
    if (/[aeiouyåäö]m$/.test(bare)) begin.push(`${bare}me${last}`, `${bare}ma${last}`);
  }
  for (const [one, several] of OTHER_VOWELS) {
    // A stem has lost a t that is the word's own (ledamot).
    const bare = [root, `${root}t`].find((each) => each.endsWith(one) || each.endsWith(several)) ?? '';
    if (bare.endsWith(one)) besides(bare.slice(0, -one.length) + several, PLURAL);
    if (bare.endsWith(several)) besides(bare.slice(0, -several.length) + one, SINGULAR);
  }
  const found = [
    ...new Set(begin.map((each) => `'${each}':*`)),
    ...new Set(
      whole.filter((each) => !begin.some((start) => each.startsWith(start))).map((each) => `'${each}'`),
    ),
  ];
  return found.length === 1 ? found[0]! : `(${found.join(' | ')})`;
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
