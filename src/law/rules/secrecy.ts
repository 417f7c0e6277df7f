import type { Provision } from '../../kernel/provision.ts';

/** Whose secrecy a record has. */
export interface SecrecyLabel {
  /** The authority whose rules apply. */
  readonly authorityId: number;
  readonly provision: Provision;
}

/**
 * R10: the label follows the principal. In directed activity by 40 kap. 7 c § OSL; otherwise because the officer acts in
 * the principal's activity under its mandate (2 kap. 1 § OSL).
 */
export function secrecyLabel(principalId: number, governmentDirected: boolean): SecrecyLabel {
  return {
    authorityId: principalId,
    provision: {
      ref: governmentDirected
        ? '40 kap. 7 c § offentlighets- och sekretesslagen (2009:400)'
        : '2 kap. 1 § offentlighets- och sekretesslagen (2009:400)',
    },
  };
}

/** For whom somebody acts: what they may read follows from it. */
export interface Reader {
  readonly authorities: readonly number[];
  readonly offices: readonly number[];
}

/**
 * R10: walls between principals (8 kap. 1–2 §§ OSL). A principal's people read what was done in its name; the office
 * reads what it has to serve the visitor with. Nobody reads by default. The database holds the same wall (migration 0006).
 */
export function mayRead(reader: Reader, record: SecrecyLabel & { readonly officeId: number }): boolean {
  return reader.authorities.includes(record.authorityId) || reader.offices.includes(record.officeId);
}
