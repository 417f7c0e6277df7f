import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { PartyKind, Sphere } from '../law/facts.ts';
import { organisationNumber } from '../offices/organisation-number.ts';

// Rows of the registers that files refer to.

export interface KnownAuthority {
  readonly id: number;
  readonly orgNumber: string | null;
  readonly name: string;
  readonly kind: PartyKind;
  readonly endedOn: PlainDate | null;
}
export interface KnownOffice {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly operatorId: number;
  readonly open: Period;
}
export interface KnownOfficer {
  readonly id: number;
  readonly code: string;
  readonly employerId: number;
  readonly employed: Period;
}
export interface KnownSystem {
  readonly id: number;
  readonly code: string;
  readonly authorityId: number;
}
export interface KnownTask {
  readonly id: number;
  readonly code: string;
  readonly sphere: Sphere;
  readonly authorityId: number | null;
}

/** Authorities by organisation number, in any of its ways of writing, or by exact name. */
export class Authorities {
  readonly all: readonly KnownAuthority[];
  readonly #by = new Map<string, KnownAuthority>();
  constructor(all: readonly KnownAuthority[]) {
    this.all = all;
    for (const authority of all) {
      this.#by.set(authority.name, authority);
      if (authority.orgNumber !== null) this.#by.set(authority.orgNumber, authority);
    }
  }
  get(text: string): KnownAuthority | undefined {
    const found = this.#by.get(text);
    if (found !== undefined) return found;
    const number = organisationNumber(text);
    return number === null ? undefined : this.#by.get(number);
  }
}
