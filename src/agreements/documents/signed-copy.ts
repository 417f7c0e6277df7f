/** The largest file that may be attached, in bytes: 20 MB. */
export const LARGEST_COPY = 20 * 1024 * 1024;

/** What a reader should be told of a file. */
export const REMARKS = ['encrypted', 'javascript', 'embedded-files'] as const;
export type Remark = (typeof REMARKS)[number];

export type CopyFault = 'file-empty' | 'file-too-large' | 'file-not-pdf' | 'file-cut-off';

/** Why the bytes cannot be a signed copy; null when they can. By content alone: names and types are only claims. */
export function copyFault(content: Uint8Array): CopyFault | null {
  if (content.length === 0) return 'file-empty';
  if (content.length > LARGEST_COPY) return 'file-too-large';
  if (latin1(content.subarray(0, 5)) !== '%PDF-') return 'file-not-pdf';
  // ISO 32000-1, annex H: readers look for the mark in the last 1,024 bytes.
  return latin1(content.subarray(-1024)).includes('%%EOF') ? null : 'file-cut-off';
}

/**
 * What the objects of a PDF say that it carries. `text` is the file without the content of its streams, and with what its
 * object streams hold (signed-copy.server.ts): in the streams themselves the same letters come up by chance.
 */
export function remarksOf(text: string): Remark[] {
  // A name may be written with any of its letters as a number: /J#61vaScript (ISO 32000-1, 7.3.5).
  const plain = text.replaceAll(/#([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const names = (name: string) => new RegExp(`/(?:${name})(?=[\\s/<>\\[\\]()%]|$)`).test(plain);
  return [
    ...(names('Encrypt') ? ['encrypted' as const] : []),
    ...(names('JavaScript|JS') ? ['javascript' as const] : []),
    ...(names('EmbeddedFiles?') ? ['embedded-files' as const] : []),
  ];
}

/** A name that every system can show: no path, no signs that control a terminal or the direction of text. */
export function plainFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/[\p{C}"]/gu, '')
    .trim()
    .slice(0, 150);
  const name = plain.replace(/\.pdf$/i, '');
  return `${name === '' ? 'avtal' : name}.pdf`;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
