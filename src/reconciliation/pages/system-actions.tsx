import { z } from 'zod';
import { formatOf } from '../../imports/pages/import-result.tsx';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import { csvFile } from '../../ui/csv.ts';
import type { Locale } from '../../ui/texts.ts';
import { AccessChangeSchema, requestAccessChange } from '../commands/request-access-change.server.ts';
import { takeAccessList } from '../commands/take-access-list.server.ts';
import { isToDo, systemView } from '../queries.server.ts';
import { reconciliationErrorText, reconciliationTexts } from '../texts.ts';
import { workTexts } from '../work-texts.ts';
import { systemPage } from './system.tsx';

const ListForm = z.object({
  takenOn: PlainDateSchema,
  file: z.instanceof(File, { error: 'required' }).refine((file) => file.name !== '', { error: 'required' }),
});

/** POST /behorigheter/:id/lista (multipart): the whole list, or what is wrong with it. */
export async function takeListAction(c: Http) {
  const id = idParam(c);
  const form = await readForm(c, ListForm);
  if (!form.ok) return systemPage(c, { errors: sentences(form.errors, c.get('locale')), given: form.given });
  const { takenOn, file } = form.data;
  try {
    const taken = await takeAccessList(contextOf(c), id, {
      takenOn,
      fileName: file.name,
      format: formatOf(file.name),
      content: new Uint8Array(await file.arrayBuffer()),
    });
    if (!taken.ok) return systemPage(c, { errors: {}, refused: taken, given: { takenOn } });
    return c.redirect(`/behorigheter/${id}?nya=${taken.begun}&borta=${taken.ended}`, 303);
  } catch (error) {
    return told(c, error, { takenOn });
  }
}

/** POST /behorigheter/:id/begar: those that were chosen are marked as requested. */
export async function requestChangeAction(c: Http) {
  const id = idParam(c);
  const form = await readForm(c, AccessChangeSchema);
  if (!form.ok) return systemPage(c, { errors: sentences(form.errors, c.get('locale')), given: form.given });
  try {
    const count = await requestAccessChange(contextOf(c), id, form.data);
    return c.redirect(`/behorigheter/${id}?begart=${count}`, 303);
  } catch (error) {
    const { do: step, assignedTo, doneOn, note } = form.data;
    return told(c, error, { do: step, assignedTo, doneOn: doneOn ?? '', note });
  }
}

/** GET /behorigheter/:id/arbetslista.csv: what is to be closed and opened, for those who keep the system. */
export async function workListFile(c: Http) {
  const t = reconciliationTexts[c.get('locale')];
  const w = workTexts[c.get('locale')];
  const system = await systemView(contextOf(c), idParam(c));
  const rows = system.officers
    .filter(isToDo)
    .map((row) => [
      system.code,
      row.officerCode,
      row.officer ?? t.unknownOfficer,
      row.office ?? '',
      t.does[row.state],
      row.since ?? '',
      row.work === null ? '' : w.work[row.work.kind](row.work.on, row.work.to),
      row.work?.note ?? '',
    ]);
  const { system: name, officer, office, state, since } = t.columns;
  return c.body(csvFile([[name, 'officer', officer, office, state, since, w.column, w.note], ...rows]), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="arbetslista-${system.code.replaceAll(/[^\w-]/g, '_')}.csv"`,
  });
}

function told(c: Http, error: unknown, given: Readonly<Record<string, string>>) {
  if (!(error instanceof Problem)) throw error;
  const errors =
    error.code === 'already-recorded' ? [{ field: 'file', code: 'list-already-taken' }] : error.errors;
  if (errors.length === 0) throw error;
  return systemPage(c, { errors: sentences(errors, c.get('locale')), given });
}

function sentences(errors: Problem['errors'], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field.replace(/\.\d+$/, ''),
      reconciliationErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
