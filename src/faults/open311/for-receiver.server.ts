import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SealingKey } from '../../platform/sealed.server.ts';

// GeoReport v2 takes a photo by its address alone, and the other system fetches it without signing in. Nobody guesses the address, and
// it opens the photos of that report for as long as the report is that body's.

export interface OfBody {
  readonly id: string;
  readonly bodyId: number;
}

function proofOf(key: SealingKey, { id, bodyId }: OfBody): string {
  return createHmac('sha256', key)
    .update(`photos for the receiver of ${id} ${bodyId}`)
    .digest('hex')
    .slice(0, 40);
}

/** Whether an address of the report was made by us, for the body that it is of now. */
export function isProof(key: SealingKey | null, report: OfBody, given: string): boolean {
  if (key === null || !/^[0-9a-f]{40}$/.test(given)) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(proofOf(key, report)));
}

/** `/felanmalan/K7QM-2XPA/mottagare/…/bild/…`; null without a key: then no photo is sent. */
export function photoForReceiver(
  key: SealingKey | null,
  report: OfBody & { readonly reference: string },
  photoId: string,
): string | null {
  return key === null
    ? null
    : `/felanmalan/${report.reference}/mottagare/${proofOf(key, report)}/bild/${photoId}`;
}
