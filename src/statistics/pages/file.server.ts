import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { FILE_FORMATS, fileOf } from '../exports/files.server.ts';
import { statisticsTexts } from '../texts.ts';
import { framed } from './frame.tsx';
import { periodName } from './names.server.ts';
import { readView, showView } from './view.tsx';

/** GET /statistik/fil.xlsx | .csv | .json: a view, with its definitions, as the reader may see it; what is wrong with it is told on its page. */
export async function downloadView(c: Http) {
  const format = FILE_FORMATS.find((one) => c.req.path.endsWith(`.${one}`));
  if (format === undefined) throw new Problem('not-found');
  const { query } = readView(c);
  if (query === null) return showView(c);
  try {
    return await framed(c, async ({ asker, names, locale }) => {
      const table = await asker.table(query);
      const title = statisticsTexts[locale].generic.title(
        table.columns[0]!.version.name[locale],
        names.scope(query),
      );
      const file = await fileOf(table, `${title}, ${periodName(query.period, locale)}`, format, locale);
      c.header('Content-Type', file.type);
      c.header('Content-Disposition', `attachment; filename="${file.name}"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(file.bytes as Uint8Array<ArrayBuffer>);
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return showView(c, Object.fromEntries(error.errors.map(({ field, code }) => [field, code])));
  }
}
