import { transaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { agreementPage } from '../pages/agreement.tsx';
import { requirePartInAgreements } from '../queries/who-sees.server.ts';
import { downloadPdf } from './download.ts';
import { attachSignedCopy, signedCopyFile } from './signed-copies.server.ts';
import { documentTexts } from './texts.ts';
import { versionContent } from './version-content.server.ts';
import { renderVersion } from './version-pdf.server.ts';

/** GET /avtal/:id/versioner/:n/avtal.pdf */
export async function downloadVersionPdf(c: Http) {
  const ctx = contextOf(c);
  requirePartInAgreements(ctx.actor);
  const content = await transaction(ctx, (db) => versionContent(db, idParam(c), idParam(c, 'n')));
  return downloadPdf(c, await renderVersion(content, ctx.clock()));
}

/** GET /avtal/:id/undertecknat/:copy */
export async function downloadSignedCopy(c: Http) {
  return downloadPdf(c, await signedCopyFile(contextOf(c), idParam(c), idParam(c, 'copy')));
}

/** POST /avtal/:id/versioner/:n/undertecknat (multipart, `file`) */
export async function attachSignedCopyAction(c: Http) {
  const ctx = contextOf(c);
  const [id, version] = [idParam(c), idParam(c, 'n')];
  const body = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const { file } = body;
  const t = documentTexts[c.get('locale')].fieldError;
  // A browser sends a field without a choice as a file without a name.
  if (!(file instanceof File) || file.name === '')
    return agreementPage(c, version, { file: t['file-missing'] });
  try {
    const content = new Uint8Array(await file.arrayBuffer());
    await attachSignedCopy(ctx, id, version, { fileName: file.name, content });
  } catch (error) {
    const code = error instanceof Problem ? error.errors[0]?.code : undefined;
    if (code === undefined || !(code in t)) throw error;
    return agreementPage(c, version, { file: t[code as keyof typeof t] });
  }
  return c.redirect(`/avtal/${id}?version=${version}#undertecknade`, 303);
}
