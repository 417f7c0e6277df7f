import { Problem } from '../platform/problem.ts';
import type { Locale } from '../ui/texts.ts';
import { missingTexts } from './missing-texts.ts';
import { reportTexts } from './texts.ts';

/** Says in the answer's own words what is missing, or that there is no PDF to be had here. */
export function explained(error: unknown, locale: Locale): unknown {
  if (!(error instanceof Problem)) return error;
  if (error.code === 'unavailable') {
    return new Problem('unavailable', { ...error.facts, detail: reportTexts[locale].report.noPdf });
  }
  if (error.code !== 'invalid' || error.facts.reason !== 'incomplete') return error;
  const sentences = missingTexts(error.errors, locale);
  return new Problem('invalid', { ...error.facts, missing: Object.values(sentences) }, error.errors);
}
