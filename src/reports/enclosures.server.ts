import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import type { PostalAddress } from '../post/postal-address.server.ts';
import type { ReportContent } from './content.ts';
import { recipientOf } from './workflow.ts';

/** The list of agreements in force that goes with a frozen version, as PDF/UA-1; the same bytes each time. */
export function agreementListPdf(content: ReportContent, frozenAt: Temporal.Instant): Promise<Uint8Array> {
  return renderPdf({
    content,
    template: pdfTemplate('reports/pdf/agreement-list.typ'),
    at: frozenAt,
    standard: 'ua-1',
  });
}

/** 5 § förordningen (2019:214) names Finansdepartementet. */
const UNKNOWN = {
  kammarkollegiet: ['Kammarkollegiet'],
  government: ['Regeringen', 'Finansdepartementet'],
} as const;

/** The letter that a printed version is posted with, dated the day it is made; of an address that nobody knows, the name alone. */
export function letterPdf(
  content: ReportContent,
  version: number,
  address: PostalAddress | null,
  at: Temporal.Instant,
): Promise<Uint8Array> {
  const enclosures = [
    `Verksamhetsrapport ${content.year}, version ${version}`,
    `Förteckning över gällande avtal ${content.year}`,
  ];
  return renderPdf({
    content: {
      report: content,
      version,
      address: address?.lines ?? UNKNOWN[recipientOf(content)],
      enclosures,
    },
    template: pdfTemplate('reports/pdf/letter.typ'),
    at,
    standard: 'ua-1',
  });
}
