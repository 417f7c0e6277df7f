import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import { type CopyFacts, copyParagraphs } from './mail-text.ts';

/** Kammarkollegiet's postal address (its own page, seed 000). */
const ADDRESS = ['Kammarkollegiet', 'Box 2218', '103 15 Stockholm'];

/** One page with the address where a window envelope shows it. Throws Problem `unavailable` where no PDF can be made. */
export function letterPdf(
  facts: CopyFacts & { readonly demonstration: boolean },
  at: Temporal.Instant,
): Promise<Uint8Array> {
  const content = {
    demonstration: facts.demonstration,
    sender: facts.sender,
    address: ADDRESS,
    subject: `Kopia av avtal ${facts.diaryNumber}, version ${facts.version}`,
    paragraphs: copyParagraphs(facts),
    enclosure: `Bilaga: ${facts.name}, version ${facts.version}`,
  };
  return renderPdf({ content, template: pdfTemplate('copies/pdf/letter.typ'), at, standard: 'ua-1' });
}
