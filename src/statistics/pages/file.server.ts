import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { FILE_FORMATS, fileOf } from '../exports/files.server.ts';
import { statisticsTexts } from '../texts.ts';
import { framed } from './frame.tsx';
import { periodName } from './names.server.ts';
import { readView } from './view.tsx';

/** GET /statistik/fil.xlsx | .csv | .json: a view, with its definitions, as the reader may see it. */
export function downloadView(c: Http) {
  const format = FILE_FORMATS.find((one) => c.req.path.endsWith(`.${one}`));
  if (format === undefined) throw new Problem('not-found');
  return framed(c, async ({ asker, names, locale }) => {
    const { query, faults } = readView(c);
    if (query === null)
      throw new Problem(
        'invalid',
        {},
        Object.entries(faults).map(([field, code]) => ({ field, code })),
      );
    const table = await asker.table(query);
    const title = `${statisticsTexts[locale].generic.title(table.columns[0]!.version.name[locale], names.scope(query))}, ${periodName(query.period, locale)}`;
    const file = await fileOf(table, title, format, locale);
    c.header('Content-Type', file.type);
    c.header('Content-Disposition', `attachment; filename="${file.name}"`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(file.bytes as Uint8Array<ArrayBuffer>);
  });
}
