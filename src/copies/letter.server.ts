import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import type { PostalAddress } from '../post/postal-address.server.ts';
import { type CopyFacts, copyParagraphs } from './mail-text.ts';

/**
 * One page with the address where a window envelope shows it; of an address that nobody knows, the name alone. Throws
 * Problem `unavailable` where no PDF can be made.
 */
export function letterPdf(
  facts: CopyFacts & { readonly demonstration: boolean },
  address: PostalAddress | null,
  at: Temporal.Instant,
): Promise<Uint8Array> {
  const content = {
    demonstration: facts.demonstration,
    sender: facts.sender,
    address: address?.lines ?? ['Kammarkollegiet'],
    subject: `Kopia av avtal ${facts.diaryNumber}, version ${facts.version}`,
    paragraphs: copyParagraphs(facts),
    enclosure: `Bilaga: ${facts.name}, version ${facts.version}`,
  };
  return renderPdf({ content, template: pdfTemplate('copies/pdf/letter.typ'), at, standard: 'ua-1' });
}
