import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { isDemonstration } from '../../platform/setting.server.ts';
import { type AgreementRow, selectAgreements } from '../queries/agreement-rows.server.ts';
import { itemsOf, versionViews } from '../queries/agreement-view.server.ts';
import { type VersionContent, versionContentOf } from './version-content.ts';
import { namesIn, versionSaid } from './version-said.server.ts';

/** What the document of a version says, from the registers. Throws Problem `not-found` for others' agreements and unknown versions. */
export async function versionContent(db: Db, agreementId: number, version: number): Promise<VersionContent> {
  const agreement = await db.maybe<AgreementRow>(selectAgreements(null, sql`a.id = ${agreementId}`));
  const versions = await versionViews(db, agreementId, null);
  const shown = versions.find((each) => each.version === version);
  if (agreement === undefined || shown === undefined) throw new Problem('not-found');
  const earlier = versions.findLast((each) => each.version < version) ?? null;
  const said = await versionSaid(db, agreementId, shown, null);
  const before = earlier === null ? null : await versionSaid(db, agreementId, earlier, null);
  const law = await loadLaw(db);
  const source = await db.maybe<{ source: string; verifiedOn: string }>(sql`
    select source, verified_on as "verifiedOn" from regime where id = ${agreement.regimeId}`);
  const { recordedAt } = await db.one<{ recordedAt: Temporal.Instant }>(sql`
    select recorded_at as "recordedAt" from agreement_version
    where agreement_id = ${agreementId} and version = ${version}`);
  return versionContentOf({
    agreement,
    version,
    said,
    before: before === null || earlier === null ? null : { version: earlier.version, said: before },
    regime: law.regimes.get(agreement.regimeId) ?? null,
    source: source ?? null,
    names: await namesIn(db, before === null ? [said] : [said, before]),
    items: await itemsOf(db, said.tasks, null),
    recordedAt,
    demonstration: await isDemonstration(db),
  });
}
