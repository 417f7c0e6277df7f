import {
  cutVersion,
  storeAgreement,
  storeAmendmentApproval,
  storeVersion,
} from '../agreements/store.server.ts';
import type { Db } from '../platform/database.server.ts';
import type { NewVersion } from './agreement-versions.ts';
import type { KnownAgreement } from './known-agreements.server.ts';

/** Stores versions in their order; the ids of agreements made on the way are kept for their later versions. */
export async function storeAgreements(
  db: Db,
  versions: readonly NewVersion[],
  known: ReadonlyMap<string, KnownAgreement>,
): Promise<void> {
  const ids = new Map<string, number>();
  for (const version of versions) {
    const { first, regime, cuts } = version;
    const { diaryNumber } = first;
    const id =
      ids.get(diaryNumber) ??
      known.get(diaryNumber)?.id ??
      (await storeAgreement(db, {
        ...first,
        regimeId: regime.id,
        parties: first.parties.map((party) => party.id),
      }));
    ids.set(diaryNumber, id);
    if (cuts !== null) await cutVersion(db, id, cuts, cuts.to);
    await storeVersion(db, id, first.version, contentOf(version), first.copySentOn);
    if (first.amendmentApprovedOn !== null)
      await storeAmendmentApproval(db, id, {
        version: first.version,
        approvedOn: first.amendmentApprovedOn,
        decision: [...first.source].slice(0, 300).join(''),
      });
  }
}

function contentOf({ first, decidedOn, competence, tasks }: NewVersion): Parameters<typeof storeVersion>[3] {
  const { version, validFrom: from, validTo: to, offices, note, source } = first;
  return {
    from,
    to,
    decidedOn,
    // The note of the first version is the agreement's own; a later one tells what the amendment is about.
    summary: version === 1 ? '' : [note, `Källa: ${source}`].filter((part) => part !== '').join(' '),
    offices: offices === 'all' ? 'all' : offices.map((office) => office.id),
    competence,
    tasks: tasks.map(({ task, principal, performer, catalogueItem, access, taskOffices, ...row }) => ({
      taskId: task.id,
      principalId: principal.id,
      performerId: performer.id,
      exercisesAuthority: row.exercisesAuthority,
      requiresPersonalData: row.requiresPersonalData,
      listedSeparately: row.listedSeparately,
      performersNamed: row.performersNamed,
      catalogueCode: catalogueItem,
      access: access.map((system) => system.id),
      offices: taskOffices.length === 0 ? 'all' : taskOffices.map((office) => office.id),
    })),
  };
}
