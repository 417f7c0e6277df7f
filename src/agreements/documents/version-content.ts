import { type Period, swedishDay } from '../../kernel/plain-date.ts';
import type { AgreementTask, Regime } from '../../law/facts.ts';
import { formatPeriod } from '../../ui/format.ts';
import type { AgreementRow } from '../queries/agreement-rows.server.ts';
import type { ItemView } from '../queries/agreement-view.server.ts';
import { onlyDaysDiffer, type VersionSaid, versionDifference } from '../rules/version-difference.ts';
import {
  differenceTexts,
  type Names,
  nameIn,
  type Told,
  tellContact,
  tellScope,
  tellTaskChange,
  tellTerm,
} from './difference-texts.ts';

/** The document of a version, in Swedish: strings that stay strings (agreement-version.typ). */
export interface VersionContent {
  readonly demonstration: boolean;
  readonly diaryNumber: string;
  readonly name: string;
  readonly version: number;
  readonly valid: Period;
  readonly decidedOn: string;
  readonly signedOn: string;
  readonly summary: string;
  readonly parties: readonly { readonly name: string; readonly orgNumber: string | null }[];
  readonly regime: {
    readonly id: string;
    readonly name: string;
    readonly provision: string | null;
    readonly source: string | null;
    readonly verifiedOn: string | null;
  };
  readonly governmentDirected: boolean;
  /** Null where the regime asks for none. */
  readonly approval: {
    readonly on: string | null;
    readonly revokedOn: string | null;
    /** The amendment's own; null where the version is none, or the regime asks for none. */
    readonly amendment: { readonly on: string | null } | null;
    readonly provision: string;
  } | null;
  readonly term: {
    readonly endsOn: string | null;
    readonly required: boolean;
    readonly provision: string;
  } | null;
  /** Null: all offices of the performer. */
  readonly offices: readonly string[] | null;
  /** What 2 § lagen (2019:212) and 2 § lagen (2004:543) want listed separately. */
  readonly particular: readonly TaskContent[];
  readonly ordinary: readonly TaskContent[];
  /** What the parties promise each other, label and value; whom to turn to. */
  readonly service: readonly { readonly label: string; readonly value: string }[];
  readonly since: {
    readonly version: number;
    readonly nothing: boolean;
    readonly terms: readonly Told[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly { readonly task: string; readonly changes: readonly Told[] }[];
  } | null;
  readonly source: string;
  readonly note: string;
  readonly recordedOn: string;
}

export interface TaskContent {
  readonly task: string;
  readonly principal: string;
  readonly performer: string;
  readonly exercisesAuthority: boolean;
  readonly items: readonly {
    readonly code: string;
    readonly provision: string;
    readonly text: string;
    readonly valid: string;
  }[];
  readonly requiresPersonalData: boolean;
  readonly access: readonly string[];
  readonly listedSeparately: boolean;
  readonly performersNamed: boolean;
  /** Null: where the agreement applies. */
  readonly offices: readonly string[] | null;
}

interface Given {
  readonly agreement: AgreementRow;
  readonly version: number;
  readonly said: VersionSaid;
  readonly before: { readonly version: number; readonly said: VersionSaid } | null;
  readonly regime: Regime | null;
  readonly source: { readonly source: string; readonly verifiedOn: string } | null;
  readonly names: Names;
  readonly items: readonly ItemView[];
  readonly recordedAt: Temporal.Instant;
  readonly demonstration: boolean;
}

const sv = 'sv';

export function versionContentOf(given: Given): VersionContent {
  const { agreement, version, said, before, regime, source, names } = given;
  const rules = regime?.rules;
  const tasks = said.tasks
    .map((task) => ({ task, content: taskContent(task, given) }))
    .toSorted((a, b) => a.content.task.localeCompare(b.content.task, sv));
  const particular = (task: AgreementTask) => task.exercisesAuthority || task.requiresPersonalData;
  return {
    demonstration: given.demonstration,
    diaryNumber: agreement.diaryNumber,
    name: agreement.name,
    version,
    valid: { from: said.terms.from, to: said.terms.to },
    decidedOn: said.terms.decidedOn,
    signedOn: agreement.signedOn,
    summary: said.terms.summary,
    parties: agreement.parties.map(({ name, orgNumber }) => ({ name, orgNumber })),
    regime: {
      id: agreement.regimeId,
      name: regime?.name ?? agreement.regimeId,
      provision: rules?.provisions.regime.ref ?? null,
      source: source?.source ?? null,
      verifiedOn: source?.verifiedOn ?? null,
    },
    governmentDirected: agreement.governmentDirected,
    approval:
      rules === undefined || (rules.approvalBy === null && agreement.approvedOn === null)
        ? null
        : {
            on: agreement.approvedOn,
            revokedOn: agreement.approvalRevokedOn,
            amendment:
              rules.amendmentsApproved && version > 1
                ? {
                    on:
                      agreement.versions.find((each) => each.version === version)?.amendmentApprovedOn ??
                      null,
                  }
                : null,
            provision: rules.provisions.approval.ref,
          },
    term:
      rules === undefined || (!rules.termRequired && agreement.termEndsOn === null)
        ? null
        : {
            endsOn: agreement.termEndsOn,
            required: rules.termRequired,
            provision: rules.provisions.term.ref,
          },
    offices: said.offices === 'all' ? null : sorted(names.offices, said.offices),
    particular: tasks.filter(({ task }) => particular(task)).map(({ content }) => content),
    ordinary: tasks.filter(({ task }) => !particular(task)).map(({ content }) => content),
    service: [
      ...(['competence', 'firstAnswerDays', 'finalAnswerDays', 'noticeMonths'] as const).map((term) => ({
        label: differenceTexts[sv].term[term],
        value: tellTerm(term, said.terms[term], sv),
      })),
      ...said.contacts.map((contact) => {
        const { label, after } = tellContact({ ...contact, before: null, after: contact }, names, sv);
        return { label, value: after ?? '' };
      }),
    ],
    since: before === null ? null : since(before, said, names),
    source: agreement.source,
    note: agreement.note,
    recordedOn: swedishDay(given.recordedAt),
  };
}

function taskContent(task: AgreementTask, { names, items, said }: Given): TaskContent {
  const { from, to } = said.terms;
  return {
    task: nameIn(names.tasks, task.taskId, sv),
    principal: nameIn(names.authorities, task.principal.id, sv),
    performer: nameIn(names.authorities, task.performer.id, sv),
    exercisesAuthority: task.exercisesAuthority,
    // The wordings of some day of the version: which one counts depends on the day of the act.
    items: items
      .filter((item) => item.code === task.catalogueCode)
      .filter(({ valid }) => (to === null || valid.from <= to) && (valid.to === null || valid.to >= from))
      .map(({ code, provision, text, valid }) => ({ code, provision, text, valid: formatPeriod(valid, sv) })),
    requiresPersonalData: task.requiresPersonalData,
    access: sorted(names.systems, task.access),
    listedSeparately: task.listedSeparately,
    performersNamed: task.performersNamed,
    offices: task.offices.task === 'all' ? null : sorted(names.offices, task.offices.task),
  };
}

function since(
  before: NonNullable<Given['before']>,
  said: VersionSaid,
  names: Names,
): VersionContent['since'] {
  const t = differenceTexts[sv];
  const difference = versionDifference(before.said, said);
  const of = (task: AgreementTask) =>
    `${nameIn(names.tasks, task.taskId, sv)} (${nameIn(names.authorities, task.principal.id, sv)})`;
  const terms = difference.terms
    // The words about the version stand in the document as they are.
    .filter(({ term }) => term !== 'summary')
    .map(({ term, before: was, after: is }) => ({
      label: t.term[term],
      before: tellTerm(term, was, sv),
      after: tellTerm(term, is, sv),
    }));
  const offices =
    difference.offices === null
      ? []
      : [{ label: t.change.offices, ...tellScope(difference.offices, t.everywhere, names, sv) }];
  return {
    version: before.version,
    nothing: onlyDaysDiffer(difference),
    terms: [...terms, ...offices, ...difference.contacts.map((each) => tellContact(each, names, sv))],
    added: difference.added.map(of),
    removed: difference.removed.map(of),
    changed: difference.changed.map(({ after, changes }) => ({
      task: of(after),
      changes: changes.map((change) => tellTaskChange(change, names, sv)),
    })),
  };
}

function sorted(names: Names['offices'], ids: readonly number[]): string[] {
  return ids.map((id) => nameIn(names, id, sv)).toSorted((a, b) => a.localeCompare(b, sv));
}
