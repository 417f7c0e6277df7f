import { sha256 } from '../platform/sha256.server.ts';
import { whatMakesItOne } from './rules/same-mail.ts';

/** The same for a mail however often it is delivered. */
export function contentHash(raw: Uint8Array): string {
  return sha256(Buffer.concat(whatMakesItOne(raw)));
}
