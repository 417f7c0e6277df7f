import type { PlainDate } from '../../kernel/plain-date.ts';
import type { LawContent, Regime } from '../../law/facts.ts';
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
 * agreements 9 § lagen (2004:543) and 5 § förordningen (2009:315). The provisions are those of the law content for the
 * regimes of the report's agreements. `received`: diary numbers of the agreements whose copies the desk has.
 */
export function reportDeviations(
  { content, sentOn }: SentReport,
  law: LawContent,
  received: ReadonlySet<string>,
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const account = cited(content, law, 'report');
  // The items are Kammarkollegiet's list (7 § förordningen (2019:214)), and so is the day: no provision names them.
  for (const { item, fulfilled, optional } of itemsOf(content))
    if (!fulfilled && !optional)
      found.push({ code: 'item-missing', subject: item, ...account, reading: true, facts: {} });
  const { surplusAccess } = content.totals;
  const surplus = surplusAccess.corrected ?? surplusAccess.derived;
  if (surplus > 0)
    found.push({
      code: 'surplus-access',
      subject: '',
      ...cited(content, law, 'mandate-access'),
      facts: { count: surplus },
    });
  const { owed, due } = content.duty;
  if (owed && due !== null && sentOn > due)
    found.push({ code: 'report-late', subject: '', ...account, reading: true, facts: { due, sentOn } });
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
      reading: copy.reading === true,
      facts: { name: agreement.name },
    });
  }
  return found;
}

/** What a report lacks is cited by this: the provisions on the yearly account of its agreements' regimes. */
export function accountProvision(content: ReportContent, law: LawContent): string {
  return cited(content, law, 'report').provision;
}

/** Nobody has sent what is owed for the year: the day has passed. The day is Kammarkollegiet's, not the provision's. */
export function absentReport(year: number, due: PlainDate, provision: string): Suggestion {
  return { code: 'report-not-sent', subject: String(year), provision, reading: true, facts: { due } };
}

/** A provision of the regimes that the report's agreements owe an account under, each once. */
function cited(
  content: ReportContent,
  law: LawContent,
  which: 'report' | 'mandate-access',
): Pick<Suggestion, 'provision' | 'reading'> {
  const owing = content.agreements.flatMap(({ regime, governmentDirected }) => {
    const its = law.regimes.get(regime);
    return its === undefined || (governmentDirected && its.rules.directedExempt && which === 'report')
      ? []
      : [its];
  });
  const provisions = (owing.some(asks) ? owing.filter(asks) : [inForce(law)]).flatMap(
    (regime) => regime?.rules.provisions[which] ?? [],
  );
  return {
    provision: [...new Set(provisions.map(({ ref }) => ref))].join(', '),
    reading: provisions.some(({ reading }) => reading === true),
  };
}

const asks = ({ rules }: Regime) => rules.report.to === 'kammarkollegiet' && rules.provisions.report !== null;

/** Of a report that names no agreement: the newest law that wants an account. */
function inForce(law: LawContent): Regime | undefined {
  return [...law.regimes.values()]
    .filter(asks)
    .reduce<Regime | undefined>(
      (a, b) => (a === undefined || b.signed.from > a.signed.from ? b : a),
      undefined,
    );
}
