import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { CompetenceDemand, LawContent, Regime } from '../law/facts.ts';
import { mayActFor } from '../law/rules/directions.ts';
import { regimeOf } from '../law/rules/regime-of.ts';
import { type AgreementRow, SHARED } from './agreement-row.ts';
import { checkTask } from './agreement-tasks.ts';
import { endsInTime } from './check.ts';
import type { KnownAgreement } from './known-agreements.server.ts';
import type { ProblemCode, ProblemFacts, Problems } from './problems.ts';
import type { Numbered } from './read-rows.ts';

/** A row that has been checked to name a task, for whom and by whom. */
export type TaskRow = AgreementRow & {
  readonly [C in 'task' | 'principal' | 'performer']: NonNullable<AgreementRow[C]>;
};

/** A version to be stored, with what it cuts. */
export interface NewVersion {
  readonly first: AgreementRow;
  readonly regime: Regime;
  readonly decidedOn: PlainDate;
  /** As the row says, or else as the version before. */
  readonly competence: CompetenceDemand;
  readonly tasks: readonly TaskRow[];
  /** The version before it and its new last day; null for the first one and where that had ended already. */
  readonly cuts: (KnownAgreement['versions'][number] & { readonly to: PlainDate }) | null;
}

/** The rows of one version, against the version before. Null when something is wrong with it. */
export function checkVersion(
  rows: readonly Numbered<AgreementRow>[],
  before: KnownAgreement | undefined,
  law: LawContent,
  problems: Problems,
): NewVersion | null {
  const [head] = rows;
  if (head === undefined) return null;
  const { line, row: first } = head;
  const told = problems.count;
  agree(rows, problems);
  endsInTime(problems, line, 'validTo', first.validFrom, first.validTo);
  const decidedOn = days(head, problems);
  const regime =
    before === undefined
      ? regimeOf(first.signedOn, law.regimes.values(), first.basis ?? 'service-agreement')
      : law.regimes.get(before.regimeId);
  if (regime == null) problems.add(line, 'signedOn', 'no-regime');
  if (before === undefined) {
    if (first.version !== 1) problems.add(line, 'version', 'not-the-next-version', { expected: 1 });
  } else amends(head, before, problems);
  if (regime == null) return null;
  // An amendment keeps its regime, and so the kind of agreement that it is.
  if (first.basis !== null && first.basis !== regime.basis)
    problems.add(line, 'basis', 'changes-what-is-fixed', { value: regime.basis });
  parties(head, regime, problems);
  approvalOfAmendment(head, regime, decidedOn, problems);
  tasks(rows, regime, law, problems);
  if (problems.count > told) return null;
  const last = before?.versions.at(-1);
  const overlaps = last !== undefined && (last.valid.to === null || last.valid.to >= first.validFrom);
  return {
    first,
    regime,
    decidedOn,
    competence: first.competence ?? last?.competence ?? 'not-asked',
    tasks: rows.map(({ row }) => row).filter(namesTask),
    cuts: overlaps ? { ...last, to: addDays(first.validFrom, -1) } : null,
  };
}

function namesTask(row: AgreementRow): row is TaskRow {
  return row.task !== null && row.principal !== null && row.performer !== null;
}

function agree([head, ...others]: readonly Numbered<AgreementRow>[], problems: Problems): void {
  if (head === undefined) return;
  for (const { line, row } of others)
    for (const column of SHARED)
      if (JSON.stringify(row[column]) !== JSON.stringify(head.row[column]))
        problems.add(line, column, 'rows-disagree', { line: head.line });
}

function parties({ line, row }: Numbered<AgreementRow>, regime: Regime, problems: Problems): void {
  const count = new Set(row.parties).size;
  if (regime.basis === 'own-office') {
    if (count !== 1) problems.add(line, 'parties', 'one-party-alone');
  } else if (count < 2) problems.add(line, 'parties', 'too-few-parties');
  // A state authority is never a party to what rests on kommunallagen, whoever acts for whom.
  const kinds = new Set(regime.rules.directions.flat());
  if (regime.basis !== 'service-agreement' && row.parties.some((party) => !kinds.has(party.kind)))
    problems.add(line, 'parties', 'parties-not-allowed', { provision: regime.rules.provisions.parties.ref });
  // 1 § second paragraph lagen (2019:212) is about service for others alone.
  if (row.governmentDirected && regime.basis !== 'service-agreement')
    problems.add(line, 'governmentDirected', 'not-directed', {
      provision: regime.rules.provisions.agreement.ref,
    });
  if (row.offices === 'all') return;
  for (const office of row.offices)
    if (!row.parties.some((party) => party.id === office.operatorId))
      problems.add(line, 'offices', 'office-of-another-operator', { office: office.code });
}

/** Concluded, decided, approved and in force in that order; the first version is decided when the agreement is signed. */
function days({ line, row }: Numbered<AgreementRow>, problems: Problems): PlainDate {
  const { signedOn, validFrom, approvedOn, version } = row;
  if (version > 1 && row.decidedOn === null) problems.add(line, 'decidedOn', 'required');
  const decidedOn = row.decidedOn ?? signedOn;
  if (version === 1 && decidedOn !== signedOn)
    problems.add(line, 'decidedOn', 'decided-on-signing-day', { signedOn });
  else if (decidedOn < signedOn) problems.add(line, 'decidedOn', 'decided-before-signed', { signedOn });
  if (validFrom < decidedOn) problems.add(line, 'validFrom', 'valid-before-decided', { decidedOn });
  if (approvedOn !== null && approvedOn < signedOn)
    problems.add(line, 'approvedOn', 'approved-before-signed', { signedOn });
  if (row.copySentOn !== null && row.copySentOn < decidedOn)
    problems.add(line, 'copySentOn', 'copy-sent-before-decided', { decidedOn });
  return decidedOn;
}

/** R14: an amendment that is approved by itself (2 § lagen (1994:686)); as amendmentApprovalFaults, in the words of the file. */
function approvalOfAmendment(
  { line, row }: Numbered<AgreementRow>,
  { rules }: Regime,
  decidedOn: PlainDate,
  problems: Problems,
): void {
  if (row.amendmentApprovedOn === null) return;
  const tell = (code: ProblemCode, facts?: ProblemFacts) =>
    problems.add(line, 'amendmentApprovedOn', code, facts);
  if (row.version === 1) tell('amendment-approval-of-the-first');
  else if (!rules.amendmentsApproved) tell('amendment-approval-not-asked');
  else if (row.approvedOn === null) tell('amendment-of-what-is-not-approved');
  else if (row.amendmentApprovedOn < decidedOn) tell('amendment-approved-before-decided', { decidedOn });
}

/** R1: an amendment is a new version of the same agreement; what made it that agreement stays, and with it the regime. */
function amends({ line, row }: Numbered<AgreementRow>, before: KnownAgreement, problems: Problems): void {
  const last = before.versions.at(-1);
  const expected = (last?.version ?? 0) + 1;
  if (row.version < expected) {
    problems.add(line, row.version === 1 ? 'diaryNumber' : 'version', 'already-there', {
      value: row.diaryNumber,
    });
    return;
  }
  if (row.version > expected) problems.add(line, 'version', 'not-the-next-version', { expected });
  for (const column of ['name', 'signedOn', 'governmentDirected', 'approvedOn', 'termEndsOn'] as const)
    if (row[column] !== before[column])
      problems.add(line, column, 'changes-what-is-fixed', { value: String(before[column] ?? '') });
  const ids = [...new Set(row.parties.map((party) => party.id))].sort((a, b) => a - b);
  if (ids.join() !== before.parties.join())
    problems.add(line, 'parties', 'changes-what-is-fixed', { value: '' });
  if (last !== undefined && row.validFrom <= last.valid.from)
    problems.add(line, 'validFrom', 'version-before-the-last', { from: last.valid.from });
}

function tasks(
  rows: readonly Numbered<AgreementRow>[],
  regime: Regime,
  law: LawContent,
  problems: Problems,
): void {
  const seen = new Map<string, number>();
  for (const { line, row } of rows) {
    if (row.task === null) {
      withoutTask({ line, row }, rows.length, regime, problems);
      continue;
    }
    checkTask(row, regime, law, (field, code, facts) => problems.add(line, field, code, facts));
    const key = `${row.task.id} ${row.principal?.id}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, line);
    else problems.add(line, 'task', 'task-twice', { line: earlier });
  }
}

/** An agreement whose tasks are not known stands in the register, and permits nothing. */
function withoutTask(
  { line, row }: Numbered<AgreementRow>,
  rows: number,
  regime: Regime,
  problems: Problems,
): void {
  const says =
    row.principal ?? row.performer ?? row.catalogueItem ?? row.access[0] ?? row.taskOffices[0] ?? null;
  if (rows > 1 || says !== null) problems.add(line, 'task', 'without-task');
  const allowed = row.parties.some((principal) =>
    row.parties.some((performer) => mayActFor(regime, principal, performer)),
  );
  if (!allowed)
    problems.add(line, 'parties', 'parties-not-allowed', { provision: regime.rules.provisions.parties.ref });
}
