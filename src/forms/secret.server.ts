import { randomInt } from 'node:crypto';
import { sha256 } from '../platform/sha256.server.ts';

/** Not mixed up when they are written by hand: no 0 O, no 1 I, no lower case. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** `7K4M-9Q2X-PA3T-WZ5C`: 80 bits. What goes on with a form begun, and later opens its receipt. */
export function newCode(): string {
  const signs = Array.from({ length: 16 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return signs.replaceAll(/.{4}(?=.)/g, '$&-');
}

/** What somebody typed, as it was given out: spaces, hyphens and case do not matter. Null: it can be none. */
export function readCode(typed: string): string | null {
  const plain = typed.slice(0, 60).toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[2-9A-HJ-NP-Z]{16}$/.test(plain) ? plain.replaceAll(/.{4}(?=.)/g, '$&-') : null;
}

/** As it is kept. The code has 80 random bits: no salt would make it harder to guess. */
export function codeHash(code: string): string {
  return sha256(`form ${code}`);
}
