import { randomInt } from 'node:crypto';
import { sha256 } from '../platform/sha256.server.ts';

/** Letters and digits that are not mixed up when they are read aloud or written by hand: no 0 O, no 1 I, no lower case. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function signs(count: number): string {
  return Array.from({ length: count }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

/** `K7QM-2XPA`: 40 bits; what a person says on the telephone. It opens nothing by itself. */
export function newReference(): string {
  return `${signs(4)}-${signs(4)}`;
}

/** `7K4M9-Q2XPA`: 50 bits, the secret that goes with it. */
export function newCode(): string {
  return `${signs(5)}-${signs(5)}`;
}

/** What somebody typed, as it was given out: spaces, hyphens and case do not matter. Null: it can be none. */
export function readReference(typed: string): string | null {
  const plain = plainSigns(typed);
  return plain.length === 8 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null;
}
export function readCode(typed: string): string | null {
  const plain = plainSigns(typed);
  return plain.length === 10 ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}
function plainSigns(typed: string): string {
  const plain = typed.slice(0, 40).toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[2-9A-HJ-NP-Z]*$/.test(plain) ? plain : '';
}

/** As it is kept. The code has 50 random bits: no salt would make it harder to guess. */
export function codeHash(code: string): string {
  return sha256(`hand-over ${code}`);
}
