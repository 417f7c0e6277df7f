import { loadLaw } from '../law/store.server.ts';
import { type AgreementRow, agreementRow } from './agreement-row.ts';
import { storeAgreements } from './agreement-store.server.ts';
import { checkVersion, type NewVersion } from './agreement-versions.ts';
import type { CheckFile } from './check.ts';
import { type KnownAgreement, knownAgreements } from './known-agreements.server.ts';
import { type Numbered, readRows } from './read-rows.ts';
import * as registers from './registers.server.ts';

export const checkAgreements: CheckFile = async (source, { db, problems, step }) => {
  const Row = agreementRow({
    authorities: await registers.authorities(db),
    offices: await registers.offices(db),
    systems: await registers.systems(db),
    tasks: await registers.tasks(db),
  });
  const rows = await readRows(Row, source, problems, step);
  const law = await loadLaw(db);
  const known = await knownAgreements(db);
  const versions: NewVersion[] = [];
  for (const group of inOrder(rows)) {
    const { diaryNumber } = group[0]!.row;
    const before = known.get(diaryNumber);
    const version = checkVersion(group, before, law, problems);
    if (version === null) continue;
    versions.push(version);
    known.set(diaryNumber, after(version, before));
  }
  return async () => storeAgreements(db, versions, known);
};

/** The rows of each version together, the versions of each agreement in their order. */
function inOrder(rows: readonly Numbered<AgreementRow>[]): Numbered<AgreementRow>[][] {
  const groups = Map.groupBy(rows, ({ row }) => JSON.stringify([row.diaryNumber, row.version]));
  return [...groups.values()].sort((a, b) => a[0]!.row.version - b[0]!.row.version);
}

/** The agreement as the next version in the same file finds it. */
function after(
  { first, regime, cuts, competence }: NewVersion,
  before: KnownAgreement | undefined,
): KnownAgreement {
  const earlier = before?.versions ?? [];
  return {
    id: before?.id ?? null,
    diaryNumber: first.diaryNumber,
    name: first.name,
    regimeId: regime.id,
    signedOn: first.signedOn,
    governmentDirected: first.governmentDirected,
    approvedOn: first.approvedOn,
    termEndsOn: first.termEndsOn,
    parties: [...new Set(first.parties.map((party) => party.id))].sort((a, b) => a - b),
    versions: [
      ...earlier.map((v) => (v.version === cuts?.version ? { ...v, valid: { ...v.valid, to: cuts.to } } : v)),
      { version: first.version, valid: { from: first.validFrom, to: first.validTo }, competence },
    ],
  };
}
