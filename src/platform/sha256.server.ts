import { createHash } from 'node:crypto';

/** As hexadecimal digits, of the UTF-8 bytes of a text or of the bytes given. */
export function sha256(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex');
}
