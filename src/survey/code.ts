const SHAPE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** A code as it is stored (`K7QM-2XPA-9DE3-4FGH`) from how it was typed: any case, hyphens or not, o for 0, i and l for 1. */
export function readSurveyCode(given: string): string | null {
  const code = given
    .slice(0, 60)
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return SHAPE.test(code) ? (code.match(/.{4}/g) ?? []).join('-') : null;
}
