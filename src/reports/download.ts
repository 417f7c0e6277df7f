import type { Http } from '../shell/http.ts';
import type { KeptFile } from './versions.server.ts';

/** A kept file as an answer. Its ETag is the hash of its bytes: who has them need not fetch them again. */
export function download(c: Http, file: KeptFile): Response {
  const etag = `"${file.sha256}"`;
  c.header('ETag', etag);
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('Content-Type', file.type);
  c.header('Content-Disposition', `attachment; filename="${file.name}"`);
  return c.body(file.bytes);
}
