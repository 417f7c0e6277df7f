import type { PlainDate } from '../../src/kernel/plain-date.ts';
import { decide } from '../../src/law/decide.ts';
import type {
  AgreementTask,
  CatalogueItem,
  Competence,
  Condition,
  Level,
  Mandate,
  MandateKind,
  OfficeScope,
  Party,
  Regime,
  Task,
} from '../../src/law/facts.ts';
import { regimeOf } from '../../src/law/rules/regime-of.ts';
import {
  agreementTask,
  competenceIn,
  day,
  law,
  mandateUnder,
  office,
  officer,
  until,
} from '../../src/law/test-facts.ts';
import { type Reason, type Verdict, warns } from '../../src/law/verdict.ts';

// Scenarios of the law, to be read aloud: given an agreement, and an officer, when something is asked on a day, then.
// The law is the one that ships; each step gives a new scenario and leaves the one before as it was.

export { party, system, task } from '../../src/law/test-facts.ts';

type Parts = {
  readonly agreement: AgreementTask;
  readonly task: Task;
  readonly others: readonly AgreementTask[];
  readonly mandates: readonly Mandate[];
  readonly competences: readonly Competence[];
  readonly officeId: number;
  readonly employerId: number | null;
  readonly items: readonly CatalogueItem[];
};

class Given {
  readonly #parts: Parts;
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  #but(over: Partial<Parts>): Given {
    return new Given({ ...this.#parts, ...over });
  }
  #agreed(over: Partial<AgreementTask>): Given {
    const agreement = { ...this.#parts.agreement, ...over };
    return this.#but({ agreement });
  }

  // What was agreed.
  exercisingAuthorityUnder(catalogueCode: string) {
    return this.#agreed({ exercisesAuthority: true, catalogueCode });
  }
  exercisingAuthority() {
    return this.#agreed({ exercisesAuthority: true, catalogueCode: null });
  }
  needingPersonalDataIn(...access: number[]) {
    return this.#agreed({ requiresPersonalData: true, access });
  }
  listedSeparately(listedSeparately = true) {
    return this.#agreed({ listedSeparately });
  }
  namingThePerformers() {
    return this.#agreed({ performersNamed: true });
  }
  directedByTheGovernment() {
    return this.#agreed({ governmentDirected: true });
  }
  approvedOn(on: string) {
    return this.#agreed({ approvedOn: day(on) });
  }
  approvalRevokedOn(on: string) {
    return this.#agreed({ approvalRevokedOn: day(on) });
  }
  forATermUntil(last: string) {
    return this.#agreed({ termEndsOn: day(last) });
  }
  inForce(from: string, to: string | null = null) {
    return this.#agreed({ valid: until(from, to) });
  }
  atOffices(agreement: OfficeScope, ofTheTask: OfficeScope = 'all') {
    return this.#agreed({ offices: { agreement, task: ofTheTask } });
  }
  askingForCompetence(competence: AgreementTask['competence']) {
    return this.#agreed({ competence });
  }

  /**
   * A later version from a day, which the versions before make way for; `approved` is the day of its own approval, where the
   * law of the agreement wants one.
   */
  amendedFrom(from: string, over: Partial<AgreementTask> | 'without the task' = {}, approved?: string) {
    const { agreement, others } = this.#parts;
    const approvedFrom = approved === undefined ? null : day(approved > from ? approved : from);
    const version = agreement.version + 1;
    const last = day(Temporal.PlainDate.from(from).subtract({ days: 1 }).toString());
    const before = {
      ...agreement,
      valid: { ...agreement.valid, to: last },
      followed: { version, until: agreement.valid.to, approvedFrom },
    };
    // What an earlier amendment was followed by is asked of all that came after it.
    const earlier = others.map((each) => ({
      ...each,
      followed: each.followed && {
        ...{ ...each.followed, until: agreement.valid.to },
        approvedFrom: first(each.followed.approvedFrom, approvedFrom),
      },
    }));
    const amendmentApprovedOn = approved === undefined ? null : day(approved);
    if (over === 'without the task') return this.#but({ agreement: before });
    const valid = { from: day(from), to: agreement.valid.to };
    return this.#but({
      agreement: { ...agreement, version, valid, decidedOn: day(from), amendmentApprovedOn, ...over },
      others: [...earlier, before],
    });
  }

  // Who acts, and where.
  anOfficerWith(kind: MandateKind, over: Partial<Mandate> = {}) {
    const { agreement, others, mandates } = this.#parts;
    const whole = { ...agreement, valid: until((others[0] ?? agreement).valid.from) };
    return this.#but({ mandates: [...mandates, mandateUnder(whole, { kind, ...over })] });
  }
  withoutMandates() {
    return this.#but({ mandates: [] });
  }
  /** Another agreement of the same parties about the same task stands beside this one, with the mandates under it. */
  besides(other: Given, agreementId: number) {
    const also = other.#parts;
    return this.#but({
      others: [...this.#parts.others, { ...also.agreement, agreementId }],
      mandates: [...this.#parts.mandates, ...also.mandates.map((m) => ({ ...m, id: m.id + 1, agreementId }))],
    });
  }
  learntFrom(from: string, to: string | null = null) {
    const { agreement, competences } = this.#parts;
    return this.#but({ competences: [...competences, competenceIn(agreement, { valid: until(from, to) })] });
  }
  employedBy({ id }: Party) {
    return this.#but({ employerId: id });
  }
  atOffice(officeId: number) {
    return this.#but({ officeId });
  }
  withTheListAlso(item: CatalogueItem) {
    return this.#but({ items: [...this.#parts.items, item] });
  }

  // When somebody asks, then.
  ask(level: Level, on: string): Verdict {
    const { agreement, others, officeId, employerId, items, ...held } = this.#parts;
    return decide(
      {
        ...held,
        level,
        officer: { ...officer, employerId: employerId ?? agreement.performer.id },
        office: { ...office, id: officeId, operatorId: agreement.performer.id },
        agreements: [agreement, ...others],
        law: { ...law, items },
      },
      day(on),
    );
  }
  /** `permitted`, or all that stands in the way. */
  may(level: Level, on: string): 'permitted' | Reason[] {
    const verdict = this.ask(level, on);
    return verdict.permitted ? 'permitted' : verdict.grounds.filter((g) => !g.holds).map((g) => g.reason);
  }
  /** What a permitted act is told all the same. */
  warned(level: Level, on: string): Reason[] {
    return this.ask(level, on)
      .grounds.filter(warns)
      .map((ground) => ground.reason);
  }
  boundBy(level: Level, on: string): readonly Condition[] | 'refused' {
    const verdict = this.ask(level, on);
    return verdict.permitted ? verdict.conditions : 'refused';
  }
  versionThatBears(level: Level, on: string): number | null {
    const verdict = this.ask(level, on);
    return verdict.permitted ? (verdict.basis?.agreement.version ?? null) : null;
  }
  /** The provision of the ground with a reason. */
  provisionOf(reason: Reason, level: Level, on: string): string | undefined {
    return this.ask(level, on).grounds.find((ground) => ground.reason === reason)?.provision.ref;
  }
}

/** An agreement by which `performer` does `about` for `principal`, under the law of its signing day. */
export function anAgreement(
  performer: Party,
  principal: Party,
  about: Task,
  signedOn: string,
  basis: Regime['basis'] = 'service-agreement',
): Given {
  const regime = regimeOf(day(signedOn), law.regimes.values(), basis);
  if (regime === null) throw new Error(`no regime of ${basis} on ${signedOn}`);
  const agreement = agreementTask({
    regimeId: regime.id,
    signedOn: day(signedOn),
    decidedOn: day(signedOn),
    valid: until(signedOn),
    principal,
    performer,
    taskId: about.id,
    governmentDirected: false,
    exercisesAuthority: false,
    requiresPersonalData: false,
    listedSeparately: true,
    catalogueCode: null,
    access: [],
    offices: { agreement: 'all', task: 'all' },
  });
  const task = { ...about, authorityId: about.authorityId === null ? null : principal.id };
  return new Given({
    agreement,
    task,
    others: [],
    mandates: [],
    competences: [],
    officeId: office.id,
    employerId: null,
    items: law.items,
  });
}

/** Whether the law of the day knows agreements of a kind. */
export function regimeOn(signedOn: string, basis: Regime['basis'] = 'service-agreement'): string | null {
  return regimeOf(day(signedOn), law.regimes.values(), basis)?.id ?? null;
}
export const regime = (id: string): Regime => {
  const found = law.regimes.get(id);
  if (found === undefined) throw new Error(`no regime ${id}`);
  return found;
};

function first(a: PlainDate | null, b: PlainDate | null): PlainDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
