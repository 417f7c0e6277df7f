import type { PlainDate } from '../kernel/plain-date.ts';
import type { Provision } from '../kernel/provision.ts';
import type { AgreementTask, CatalogueItem, Condition, GroundCode, Mandate } from './facts.ts';

/** Why a ground holds or does not; the sentence is looked up by it in the text catalogue. */
export type Reason =
  | 'ok'
  | 'no-agreement'
  | 'task-of-own-authority'
  | 'regime-unknown'
  | 'signed-under-another-regime'
  | 'begins-after-its-regime'
  | 'direction-not-allowed'
  | 'not-approved'
  | 'approved-later'
  | 'approval-revoked'
  | 'term-missing'
  | 'term-too-long'
  | 'term-ended'
  | 'not-yet-in-force'
  | 'no-longer-in-force'
  | 'removed-by-amendment'
  | 'officer-unknown'
  | 'officer-not-employed'
  | 'officer-of-another-employer'
  | 'office-unknown'
  | 'office-not-open'
  | 'office-of-another-operator'
  | 'office-not-in-agreement'
  | 'office-not-for-task'
  | 'task-unknown'
  | 'not-in-agreement'
  | 'task-of-another-authority'
  | 'not-listed-separately'
  | 'access-not-stated'
  | 'performers-not-named'
  | 'authority-never'
  | 'list-not-known'
  | 'no-catalogue-item'
  | 'item-of-another-list'
  | 'item-for-another-task'
  | 'item-not-valid'
  | 'no-mandate'
  | 'mandate-of-another-agreement'
  | 'mandate-withdrawn'
  | 'mandate-not-yet'
  | 'mandate-ended'
  | 'mandate-not-signed'
  | 'mandate-without-task'
  | 'kind-not-enough'
  | 'mandate-without-access'
  | 'delegation-order-not-stated'
  | 'competence-missing'
  | 'competence-not-yet'
  | 'competence-ended'
  | 'competence-withdrawn';

export interface Ground {
  readonly code: GroundCode;
  /** False stands in the way. A ground that holds with another reason than `ok` is a warning: see `warns()`. */
  readonly holds: boolean;
  readonly reason: Reason;
  readonly provision: Provision;
  /** The days and numbers that the sentence needs. */
  readonly facts?: Readonly<Record<string, string | number | PlainDate | null>>;
}

/** Stands in nobody's way, and is not as it should be: the act is permitted and the officer told. */
export function warns(ground: Ground): boolean {
  return ground.holds && ground.reason !== 'ok';
}

/** The records that a permitted act rests on: they are stored with it. */
export interface Basis {
  readonly agreement: AgreementTask;
  readonly mandate: Mandate | null;
  readonly item: CatalogueItem | null;
}

export type Verdict =
  | {
      readonly permitted: true;
      readonly grounds: readonly Ground[];
      readonly conditions: readonly Condition[];
      /** Null only for signposting. */
      readonly basis: Basis | null;
    }
  | {
      readonly permitted: false;
      readonly grounds: readonly Ground[];
      /** The agreement that came nearest, where there is one. */
      readonly nearest: AgreementTask | null;
    };
