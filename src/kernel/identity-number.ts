/**
 * A personnummer or samordningsnummer, ten or twelve digits, with or without sign. The check digit is not asked for: a
 * number with a slip of the pen tells of a person too. Organisation numbers have a "month" of at least 20.
 */
const SHAPE =
  /(?<![\p{L}\d]|\d[.,])(?:1[89]|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+\u2013 ]?\d{4}(?![\p{L}\d])/u;

export function looksLikeIdentityNumber(text: string): boolean {
  return text.length >= 10 && SHAPE.test(text);
}
