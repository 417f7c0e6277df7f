import { swedishDay } from '../../kernel/plain-date.ts';
import type { Db } from '../../platform/database.server.ts';
import { pdfTemplate, renderPdf } from '../../platform/pdf/render.server.ts';
import { versionContent } from './version-content.server.ts';
import type { VersionContent } from './version-content.ts';

export interface VersionPdf {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/**
 * A version of an agreement as a document to read: PDF/UA-1, in Swedish, from the registers as they are now. `db` is a
 * transaction that may see the agreement. Throws Problem `not-found`, `unavailable` where no PDF can be made.
 */
export async function versionPdf(
  db: Db,
  agreementId: number,
  version: number,
  at: Temporal.Instant,
): Promise<VersionPdf> {
  return renderVersion(await versionContent(db, agreementId, version), at);
}

/** The document of what was read; needs no transaction. */
export async function renderVersion(content: VersionContent, at: Temporal.Instant): Promise<VersionPdf> {
  const template = pdfTemplate('agreements/documents/agreement-version.typ');
  const pdf = await renderPdf({ content, template, at, standard: 'ua-1' });
  return { fileName: fileName(content, at), content: pdf };
}

/** `avtal-2019-00519-1.8-version-2-2026-11-18.pdf`: letters that every system can keep. */
function fileName({ diaryNumber, version }: VersionContent, at: Temporal.Instant): string {
  const plain = diaryNumber
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60);
  return `avtal-${plain === '' ? 'utan-nummer' : plain}-version-${version}-${swedishDay(at)}.pdf`;
}
