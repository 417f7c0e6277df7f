import { z } from 'zod';
import { BASES, COMPETENCE_DEMANDS } from '../law/facts.ts';
import type { Cells } from './check.ts';
import {
  code,
  day,
  defaulting,
  Fault,
  field,
  integer,
  list,
  oneOf,
  optional,
  type Read,
  readList,
  reference,
  text,
  yesNo,
} from './fields.ts';
import type { Authorities, KnownOffice, KnownSystem, KnownTask } from './known.ts';

export interface AgreementRegisters {
  readonly authorities: Authorities;
  readonly offices: ReadonlyMap<string, KnownOffice>;
  readonly systems: ReadonlyMap<string, KnownSystem>;
  readonly tasks: ReadonlyMap<string, KnownTask>;
}

/** One task of one version of an agreement, or a version whose tasks are not known. */
export function agreementRow({ authorities, offices, systems, tasks }: AgreementRegisters) {
  const party = reference(authorities, 'unknown-authority');
  const office = reference(offices, 'unknown-office');
  const scope: Read<'all' | KnownOffice[]> = (cell) => {
    if (cell === 'all') return 'all';
    const listed = readList(cell, office);
    return listed instanceof Fault || listed.length > 0 ? listed : new Fault('required');
  };
  return z.object({
    diaryNumber: field(text(100)),
    version: field(integer(1, 10_000)),
    name: field(text(300)),
    signedOn: field(day),
    decidedOn: optional(day),
    validFrom: field(day),
    validTo: optional(day),
    governmentDirected: field(yesNo),
    basis: optional(oneOf(BASES)),
    approvedOn: optional(day),
    amendmentApprovedOn: optional(day),
    termEndsOn: optional(day),
    parties: list(party),
    offices: field(scope),
    competence: optional(oneOf(COMPETENCE_DEMANDS)),
    principal: optional(party),
    performer: optional(party),
    task: optional(reference(tasks, 'unknown-task')),
    exercisesAuthority: defaulting(yesNo, false),
    requiresPersonalData: defaulting(yesNo, false),
    listedSeparately: defaulting(yesNo, false),
    performersNamed: defaulting(yesNo, false),
    catalogueItem: optional(code()),
    access: list(reference(systems, 'unknown-system')),
    taskOffices: list(office),
    copySentOn: optional(day),
    source: field(text(500)),
    note: defaulting(text(2000), ''),
  } satisfies Cells<'agreements'>);
}

export type AgreementRow = z.output<ReturnType<typeof agreementRow>>;

/** What the rows of one version have to say alike. */
export const SHARED = [
  'name',
  'signedOn',
  'decidedOn',
  'validFrom',
  'validTo',
  'governmentDirected',
  'basis',
  'approvedOn',
  'amendmentApprovedOn',
  'termEndsOn',
  'parties',
  'offices',
  'competence',
  'copySentOn',
  'source',
  'note',
] as const satisfies readonly (keyof AgreementRow)[];
