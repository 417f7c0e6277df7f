import { registersTransaction } from '../access/context.server.ts';
import type { ImportKind } from '../imports/columns.ts';
import { importFile } from '../imports/import-file.server.ts';
import { problemSentence } from '../imports/texts.ts';
import { type Db, type Pool, sql } from '../platform/database.server.ts';
import { isDemonstration, storeSetting } from '../platform/setting.server.ts';
import { DEMO_FILES } from './demo-files.server.ts';

/** `done` of `total` steps over all files; `kind` is the file being taken in. */
export type DemoProgress = (done: number, total: number, kind: ImportKind) => void;

/** The day after the last visit: the demonstration's figures do not depend on the day when it is loaded. */
const REFERENCE = Temporal.Instant.from('2026-11-21T00:00:00+01:00');

/**
 * Loads the demonstration through the product's own import, a transaction for each file; the mark that it is there is
 * written last. Ended in the middle and called again, it goes on with the files that are not there yet. Needs the law and
 * the reference data. Throws Error when a file is refused: it ships with the product, or the registers are not empty.
 */
export async function loadDemonstration(
  ctx: { readonly pool: Pool },
  progress: DemoProgress = () => {},
): Promise<void> {
  const as = { pool: ctx.pool, actor: { userId: 'system' }, role: 'system', clock: () => REFERENCE };
  if (await registersTransaction(as, isDemonstration)) return;
  const there = await registersTransaction(as, filesThere);
  const files = DEMO_FILES.map((file) => ({ ...file, rows: file.rows() }));
  const total = files.reduce((sum, { rows }) => sum + rows.length * 2, 0);
  let before = 0;
  for (const { kind, fileName, rows } of files) {
    if (!there.has(fileName)) {
      const content = JSON.stringify(rows);
      const from = before;
      const result = await importFile(as, { kind, fileName, format: 'json', content }, (done) =>
        progress(from + done, total, kind),
      );
      // Another process that starts on the same database may have been first.
      if (!result.ok && result.problems[0]?.code !== 'file-already-imported') {
        const told = result.problems
          .slice(0, 5)
          .map((p) => `${p.line} ${p.field}: ${problemSentence(p, 'en')}`);
        throw new Error(`${fileName} was refused:\n${told.join('\n')}`);
      }
    }
    before += rows.length * 2;
    progress(before, total, kind);
  }
  await registersTransaction(as, (db) => storeSetting(db, 'demonstration', true));
}

async function filesThere(db: Db): Promise<Set<string>> {
  const rows = await db.many<{ name: string }>(sql`
    select file_name as name from import_batch where imported_by = 'system'`);
  return new Set(rows.map(({ name }) => name));
}
