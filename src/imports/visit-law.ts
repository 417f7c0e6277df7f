import { unconfirmed } from '../contacts/rules/unconfirmed.ts';
import { contains } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import type { AgreementTask, Competence, Condition, LawContent, Mandate } from '../law/facts.ts';
import { isTaskOf } from '../law/rules/task-of.ts';
import type { Basis, Ground } from '../law/verdict.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';
import type { VisitRow } from './visits.server.ts';

export interface ActBasis {
  /** Null for signposting. */
  readonly basis: Basis | null;
  readonly conditions: readonly Condition[];
}

type Tell = (field: keyof VisitRow, code: ProblemCode, facts?: ProblemFacts) => void;

/** The law's facts for a whole file, by task and authority and by officer: no question to the database for each row. */
export class VisitLaw {
  readonly #law: LawContent;
  readonly #agreements: Map<string, AgreementTask[]>;
  readonly #mandates: Map<number, Mandate[]>;
  readonly #competences: Map<number, Competence[]>;

  constructor(
    law: LawContent,
    agreements: readonly AgreementTask[],
    mandates: readonly Mandate[],
    competences: readonly Competence[],
  ) {
    this.#law = law;
    this.#agreements = Map.groupBy(agreements, (a) => `${a.taskId} ${a.principal.id}`);
    this.#mandates = Map.groupBy(mandates, (mandate) => mandate.officerId);
    this.#competences = Map.groupBy(competences, (competence) => competence.officerId);
  }

  /** What the act rests on, or null with all that stands in its way told. */
  basisOf(row: VisitRow, tell: Tell): ActBasis | null {
    const { task, authority, officer, office, level } = row;
    const { day } = row.actedAt ?? row.openedAt;
    if (!isTaskOf(task, authority)) {
      tell('authority', 'task-of-another-authority', { task: task.code });
      return null;
    }
    if (level === 'signpost') {
      // It rests on no agreement, so that the law does not ask where and by whom it was done.
      if (!contains(office.open, day)) tell('office', 'office-not-open', { day });
      if (!contains(officer.employed, day)) tell('officer', 'officer-not-employed', { day });
    }
    const verdict = decide(
      {
        level,
        task,
        officer,
        office,
        agreements: this.#agreements.get(`${task.id} ${authority.id}`) ?? [],
        mandates: this.#mandates.get(officer.id) ?? [],
        competences: this.#competences.get(officer.id) ?? [],
        law: this.#law,
      },
      day,
    );
    if (!verdict.permitted) {
      const ground = verdict.grounds.find(({ holds }) => !holds);
      if (ground !== undefined) tell('level', 'refused-by-law', { ...told(ground), day });
      return null;
    }
    for (const condition of unconfirmed(verdict.conditions, row.conditions))
      tell('conditions', 'condition-not-confirmed', { condition });
    return { basis: verdict.basis, conditions: verdict.conditions };
  }
}

/** The ground without the facts that are not there: the sentence is looked up by its reason (verdict-texts.ts). */
function told({ reason, provision, facts = {} }: Ground): ProblemFacts {
  const there = Object.entries(facts).filter((fact): fact is [string, string | number] => fact[1] !== null);
  return { ...Object.fromEntries(there), reason, provision: provision.ref };
}
