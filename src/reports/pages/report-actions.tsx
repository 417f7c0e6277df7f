import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { errorTexts } from '../../shell/problems.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { FreezeSchema, freezeReport } from '../commands/freeze-report.server.ts';
import { submitReport, withdrawReport } from '../commands/review-report.server.ts';
import { saveReport } from '../commands/save-report.server.ts';
import { formValues, SaveFormSchema } from '../draft.ts';
import { missingTexts } from '../missing-texts.ts';
import { refusalText, reportTexts, wayTexts } from '../texts.ts';
import { reportPage } from './report.tsx';
import type { Told } from './report-fields.tsx';

/** POST /rapporter/:id: what cannot be saved is shown again as it was typed. */
export async function saveReportAction(c: Http) {
  const saved = await saveForm(c);
  if ('told' in saved) return reportPage(c, idParam(c), saved.told);
  return c.redirect(`/rapporter/${idParam(c)}?sparat=1`, 303);
}

/** POST /rapporter/:id/lamna: saves what stands in the fields, then hands it over for review. */
export async function submitReportAction(c: Http) {
  const saved = await saveForm(c);
  if ('told' in saved) return reportPage(c, idParam(c), saved.told);
  try {
    await submitReport(contextOf(c), idParam(c), saved.revision);
    return c.redirect(`/rapporter/${idParam(c)}?sparat=1`, 303);
  } catch (error) {
    return refused(c, error);
  }
}

/** POST /rapporter/:id/aterta: takes back what was handed over. */
export async function withdrawReportAction(c: Http) {
  try {
    await withdrawReport(contextOf(c), idParam(c));
    return c.redirect(`/rapporter/${idParam(c)}?atertagen=1`, 303);
  } catch (error) {
    return refused(c, error);
  }
}

/** POST /rapporter/:id/frys: freezes what is stored and reviewed. */
export async function freezeReportAction(c: Http) {
  const form = await readForm(c, FreezeSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const { revision, supplement } = form.data;
  try {
    const { version } = await freezeReport(contextOf(c), idParam(c), revision, supplement);
    return c.redirect(`/rapporter/${idParam(c)}/versioner/${version}`, 303);
  } catch (error) {
    return refused(c, error);
  }
}

/** The page again with why a step was refused; what is no refusal is thrown on. */
function refused(c: Http, error: unknown) {
  const locale = c.get('locale');
  if (!(error instanceof Problem)) throw error;
  const stored = { given: {}, errors: {}, stale: false } as const;
  if (error.code === 'stale') return reportPage(c, idParam(c), staleTold(error, {}, locale));
  if (error.code === 'unavailable' && error.facts.reason === 'no-pdf')
    return reportPage(c, idParam(c), { ...stored, status: 503, message: reportTexts[locale].report.noPdf });
  const reason = refusalText(error.facts.reason, locale);
  if (reason !== null)
    return reportPage(c, idParam(c), {
      ...stored,
      status: error.code === 'invalid' ? 422 : 409,
      message: reason,
    });
  if (error.code !== 'invalid') throw error;
  const errors = missingTexts(error.errors, locale);
  return reportPage(c, idParam(c), { ...stored, status: 422, message: wayTexts[locale].incomplete, errors });
}

async function saveForm(c: Http): Promise<{ readonly revision: number } | { readonly told: Told }> {
  const locale = c.get('locale');
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
