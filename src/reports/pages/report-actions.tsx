import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { errorTexts } from '../../shell/problems.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { freezeReport } from '../commands/freeze-report.server.ts';
import { saveReport } from '../commands/save-report.server.ts';
import { formValues, RevisionSchema, SaveFormSchema } from '../draft.ts';
import { missingTexts } from '../missing-texts.ts';
import { reportTexts } from '../texts.ts';
import { reportPage } from './report.tsx';
import type { Told } from './report-fields.tsx';

/** POST /rapporter/:id: what cannot be saved is shown again as it was typed. */
export async function saveReportAction(c: Http) {
  const saved = await saveForm(c);
  if ('told' in saved) return reportPage(c, idParam(c), saved.told);
  return c.redirect(`/rapporter/${idParam(c)}?sparat=1`, 303);
}

/** POST /rapporter/:id/frys: saves what stands in the fields, then freezes. Without fields, freezes what is stored. */
export async function freezeReportAction(c: Http) {
  const reportId = idParam(c);
  const t = reportTexts[c.get('locale')];
  const saved = await saveForm(c);
  if ('told' in saved) return reportPage(c, reportId, saved.told);
  try {
    const { version } = await freezeReport(contextOf(c), reportId, saved.revision);
    return c.redirect(`/rapporter/${reportId}/versioner/${version}`, 303);
  } catch (error) {
    const stored = { given: {}, stale: false } as const;
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'stale') return reportPage(c, reportId, staleTold(error, {}, c.get('locale')));
    if (error.code === 'unavailable' && error.facts.reason === 'no-pdf')
      return reportPage(c, reportId, { ...stored, status: 503, message: t.report.noPdf, errors: {} });
    if (error.code !== 'invalid') throw error;
    const errors = missingTexts(error.errors, c.get('locale'));
    return reportPage(c, reportId, { ...stored, status: 422, message: t.report.incomplete, errors });
  }
}

async function saveForm(c: Http): Promise<{ readonly revision: number } | { readonly told: Told }> {
  const locale = c.get('locale');
  const bare = await readForm(c, RevisionSchema.loose());
  if (bare.ok && !('texts.activity' in bare.data)) return { revision: bare.data.revision };
  const form = await readForm(c, SaveFormSchema);
  if (!form.ok) {
    const message = reportTexts[locale].report.invalid;
    const { errors, given } = form;
    return { told: { status: 422, message, errors: errorTexts(errors, locale), given, stale: false } };
  }
  const { revision, ...draft } = form.data;
  try {
    return { revision: await saveReport(contextOf(c), idParam(c), { revision, draft }) };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale') throw error;
    return { told: staleTold(error, formValues(draft), locale) };
  }
}

function staleTold(problem: Problem, given: Told['given'], locale: Locale): Told {
  const t = reportTexts[locale].report;
  const { savedBy, savedAt } = problem.facts;
  const who = typeof savedBy === 'string' ? savedBy : t.someone;
  const when = typeof savedAt === 'string' ? formatMoment(Temporal.Instant.from(savedAt)) : '';
  return { status: 409, message: t.stale(who, when), errors: {}, given, stale: true };
}
