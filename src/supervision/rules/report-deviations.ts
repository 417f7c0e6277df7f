import type { PlainDate } from '../../kernel/plain-date.ts';
import type { LawContent } from '../../law/facts.ts';
import type { ReportContent } from '../../reports/content.ts';
import type { Suggestion } from '../suggestion.ts';
import { itemsOf } from './report-items.ts';

/** A report as it came in. */
export interface SentReport {
  readonly content: ReportContent;
  readonly sentOn: PlainDate;
}

/**
 * R7, R9: what in a report does not agree with 4 and 6 §§ lagen (2019:212) and 4 § förordningen (2019:214), or for older
 * agreements 9 § lagen (2004:543) and 5 § förordningen (2009:315). `received`: diary numbers of the agreements whose
 * copies the desk has.
 */
export function reportDeviations(
  { content, sentOn }: SentReport,
  law: LawContent,
  received: ReadonlySet<string>,
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const provision = content.duty.provisions[0] ?? reportProvision(content, law);
  for (const { item, fulfilled, optional } of itemsOf(content))
    if (!fulfilled && !optional) found.push({ code: 'item-missing', subject: item, provision, facts: {} });
  const { surplusAccess } = content.totals;
  const surplus = surplusAccess.corrected ?? surplusAccess.derived;
  if (surplus > 0)
    found.push({
      code: 'surplus-access',
      subject: '',
      provision: surplusProvision(content, law),
      facts: { count: surplus },
    });
  const { owed, due } = content.duty;
  if (owed && due !== null && sentOn > due)
    found.push({ code: 'report-late', subject: '', provision, facts: { due, sentOn } });
  for (const agreement of content.agreements) {
    const regime = law.regimes.get(agreement.regime);
    const copy = regime?.rules.provisions.copy;
    if (regime === undefined || regime.rules.copyTo === null || copy === null || copy === undefined) continue;
    if (agreement.governmentDirected && regime.rules.directedExempt) continue;
    if (received.has(agreement.diaryNumber)) continue;
    found.push({
      code: 'agreement-not-received',
      subject: agreement.diaryNumber,
      provision: copy.ref,
      facts: { name: agreement.name },
    });
  }
  return found;
}

/** Nobody has sent what is owed for the year: the day has passed. */
export function absentReport(year: number, due: PlainDate, provision: string): Suggestion {
  return { code: 'report-not-sent', subject: String(year), provision, facts: { due } };
}

function reportProvision(content: ReportContent, law: LawContent): string {
  for (const { regime } of content.agreements) {
    const provision = law.regimes.get(regime)?.rules.provisions.report;
    if (provision) return provision.ref;
  }
  return '4 § förordningen (2019:214) om viss gemensam offentlig service';
}

/** Need-to-know stands in 6 § of the law in force and in 9 § of the older one. */
function surplusProvision(content: ReportContent, law: LawContent): string {
  const refs = content.agreements.flatMap(({ regime }) => {
    const provision = law.regimes.get(regime)?.rules.provisions['mandate-access'];
    return provision === undefined ? [] : [provision.ref];
  });
  return [...new Set(refs)].join(', ') || '6 § lagen (2019:212) om viss gemensam offentlig service';
}
