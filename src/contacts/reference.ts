const SHAPE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/**
 * A reference as it is stored (`K7QM-2XPA`) from how it was read aloud or typed: any case, with or without its hyphen, o for 0,
 * i and l for 1. Null: it is none.
 */
export function readReference(given: string): string | null {
  const code = given
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return SHAPE.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null;
}
