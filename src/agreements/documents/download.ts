import type { Http } from '../../shell/http.ts';

/** A PDF as an answer that is saved and never shown as anything else, whatever is in it. */
export function downloadPdf(c: Http, file: { fileName: string; content: Uint8Array }): Response {
  const ascii = file.fileName
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(file.fileName).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  c.header('Content-Type', 'application/pdf');
  c.header('Content-Disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  c.header('X-Content-Type-Options', 'nosniff');
  return c.body(Uint8Array.from(file.content));
}
