import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Provision } from '../../kernel/provision.ts';
import type { LawContent, Regime } from '../../law/facts.ts';
import { agreementHolds } from '../../law/rules/agreement-holds.ts';
import { copyDuty } from '../../law/rules/duties.ts';
import { catalogueItemFor, taskIsAgreed } from '../../law/rules/task-in-agreement.ts';
import type { Ground, Reason } from '../../law/verdict.ts';
import { asFact, type SentAgreement, type SentTask } from '../sent-agreement.ts';
import type { Suggestion } from '../suggestion.ts';

/**
 * "Så snart" (2 § fourth paragraph lagen (2019:212), 4 § 1 förordningen (2019:214)) has no number of days. A reading: a
 * copy that was sent within two weeks of the decision is no deviation to suggest.
 */
export const SOON_DAYS = 14;

/** What the desk cannot know from a copy, or what is no fault of the agreement. */
const NO_DEVIATION: readonly Reason[] = ['list-not-known', 'term-ended', 'no-longer-in-force'];
/** Grounds of the agreement as a whole: told once, whatever the task. */
const OF_THE_WHOLE: readonly Ground['code'][] = ['regime', 'approval', 'term', 'in-force'];

/**
 * R1–R5, R14: what in a copy does not agree with the law and the ordinance of its regime (5 § förordningen (2019:214)),
 * on the first day of the version. The same rules that decide at the desk of an office, asked of what was sent.
 */
export function copyDeviations(
  sent: SentAgreement,
  law: LawContent,
  sentOn: PlainDate | null,
): readonly Suggestion[] {
  const regime = law.regimes.get(sent.regimeId);
  if (regime === undefined) return [];
  const found: Suggestion[] = [];
  const tell = (suggestion: Suggestion) => {
    const same = ({ code, subject }: Suggestion) =>
      code === suggestion.code && subject === suggestion.subject;
    if (!found.some(same)) found.push(suggestion);
  };
  const p = regime.rules.provisions;
  if (sent.tasks.length === 0) tell({ code: 'no-tasks', subject: '', ...cited(p.agreement), facts: {} });
  for (const task of sent.tasks) taskDeviations(sent, task, regime, law, tell);
  const { from } = sent.valid;
  if (from < concludedOn(sent)) {
    const facts = { from, concludedOn: concludedOn(sent) };
    // No provision says it in so many words: nobody acts on what is not yet agreed.
    tell({
      code: 'begins-before-concluded',
      subject: '',
      provision: p['in-force'].ref,
      reading: true,
      facts,
    });
  }
  for (const late of lateCopy(sent, regime, sentOn)) tell(late);
  return found;
}

function taskDeviations(
  sent: SentAgreement,
  task: SentTask,
  regime: Regime,
  law: LawContent,
  tell: (suggestion: Suggestion) => void,
): void {
  const fact = asFact(sent, task);
  if (fact === null) {
    tell({ code: 'party-missing', subject: task.name, ...cited(regime.rules.provisions.parties), facts: {} });
    return;
  }
  const at = firstDay(sent);
  const grounds: Ground[] = [];
  agreementHolds(fact, regime, at, grounds);
  const level = task.exercisesAuthority
    ? 'authority'
    : task.requiresPersonalData
      ? 'personal-data'
      : 'guidance';
  const its = taskIsAgreed(fact, regime, task.task, level, grounds);
  // Whose task it is comes first: which list to ask follows from it.
  const elsewhere = !its && grounds.at(-1)?.reason === 'task-of-another-authority';
  if (task.exercisesAuthority && !elsewhere) catalogueItemFor(fact, regime, task.task, at, law, grounds);
  for (const ground of grounds) {
    if (ground.holds || ground.reason === 'ok' || NO_DEVIATION.includes(ground.reason)) continue;
    tell({
      code: ground.reason,
      subject: OF_THE_WHOLE.includes(ground.code) ? '' : task.name,
      // Whose task it is follows from what such an agreement is about, whatever paragraph lists the tasks.
      ...(ground.reason === 'task-of-another-authority'
        ? { ...cited(regime.rules.provisions.agreement), reading: true }
        : cited(ground.provision)),
      facts: ground.facts ?? {},
    });
  }
}

function lateCopy(sent: SentAgreement, regime: Regime, sentOn: PlainDate | null): readonly Suggestion[] {
  const duty = copyDuty(regime, { governmentDirected: sent.governmentDirected, parties: sent.parties });
  if (!duty.owed || sentOn === null) return [];
  const concluded = concludedOn(sent);
  const { days } = Temporal.PlainDate.from(concluded).until(sentOn, { largestUnit: 'day' });
  if (days <= SOON_DAYS) return [];
  const facts = { days, concludedOn: concluded, sentOn };
  return [{ code: 'copy-late', subject: '', provision: duty.provision.ref, reading: true, facts }];
}

function cited({ ref, reading }: Provision): Pick<Suggestion, 'provision' | 'reading'> {
  return { provision: ref, reading: reading === true };
}

function concludedOn({ signedOn, decidedOn }: SentAgreement): PlainDate {
  return decidedOn > signedOn ? decidedOn : signedOn;
}

/** The first day on which anything can rest on the version. */
function firstDay(sent: SentAgreement): PlainDate {
  const concluded = concludedOn(sent);
  return sent.valid.from > concluded ? sent.valid.from : concluded;
}
