import type { Db } from '../platform/database.server.ts';
import { sql } from '../platform/database.server.ts';
import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import type { ReportContent } from './content.ts';
import { isDemonstration } from './report-of-author.server.ts';
import { recipientOf } from './workflow.ts';

/** Seed 000: where reports are sent. In a demonstration nothing may reach anybody real. */
const REGISTRAR = 'registratur@kammarkollegiet.se';
const DEMONSTRATION_REGISTRAR = 'registratur@example.se';

/** The registrar's address: what the administrator has set; a demonstration never mails outside of example.se. */
export async function registrarAddress(db: Db): Promise<string> {
  const set = await db.maybe<{ value: unknown }>(
    sql`select value from setting where name = 'registrar-address'`,
  );
  const given = typeof set?.value === 'string' ? set.value : null;
  if (!(await isDemonstration(db))) return given ?? REGISTRAR;
  return given?.endsWith('@example.se') ? given : DEMONSTRATION_REGISTRAR;
}

/** The list of agreements in force that goes with a frozen version, as PDF/UA-1; the same bytes each time. */
export function agreementListPdf(content: ReportContent, frozenAt: Temporal.Instant): Promise<Uint8Array> {
  return renderPdf({
    content,
    template: pdfTemplate('reports/pdf/agreement-list.typ'),
    at: frozenAt,
    standard: 'ua-1',
  });
}

/** The letter that a printed version is posted with, dated the day it is made. */
export function letterPdf(
  content: ReportContent,
  version: number,
  at: Temporal.Instant,
): Promise<Uint8Array> {
  const enclosures = [
    `Verksamhetsrapport ${content.year}, version ${version}`,
    `Förteckning över gällande avtal ${content.year}`,
  ];
  return renderPdf({
    content: { report: content, version, to: recipientOf(content), enclosures },
    template: pdfTemplate('reports/pdf/letter.typ'),
    at,
    standard: 'ua-1',
  });
}
