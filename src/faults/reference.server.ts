import { randomBytes, randomInt } from 'node:crypto';
import { sha256 } from '../platform/sha256.server.ts';

/** Letters and digits that are not taken for each other, by eye or on the telephone: no 0, 1, I, O. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A public reference, `K7QM-2XPA`: one of 2^40, so that nobody finds one by trying. */
export function newReference(): string {
  const signs = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** A reference as somebody typed it; null for what is none. */
export function readReference(text: string): string | null {
  const signs = text.trim().toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[2-9A-HJ-NP-Z]{8}$/.test(signs) ? `${signs.slice(0, 4)}-${signs.slice(4)}` : null;
}

/** The secret of who has reported: 128 bits, kept as a hash. */
export const newSecret = () => randomBytes(16).toString('base64url');
export const secretHash = (secret: string) => sha256(`fault ${secret}`);
export const isSecret = (text: string) => /^[\w-]{22}$/.test(text);
