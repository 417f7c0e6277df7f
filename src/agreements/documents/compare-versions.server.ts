import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { AsOf } from '../as-of.ts';
import { type AgreementRow, selectAgreements } from '../queries/agreement-rows.server.ts';
import { type VersionView, versionViews } from '../queries/agreement-view.server.ts';
import { requirePartInAgreements } from '../queries/who-sees.server.ts';
import { type VersionDifference, type VersionSaid, versionDifference } from '../rules/version-difference.ts';
import type { Names } from './difference-texts.ts';
import { namesIn, versionSaid } from './version-said.server.ts';

export interface Comparison {
  readonly id: number;
  readonly name: string;
  readonly diaryNumber: string;
  readonly versions: readonly VersionView[];
  readonly before: VersionView;
  readonly after: VersionView;
  /** What is true of the agreement whatever the version. */
  readonly agreement: Pick<
    AgreementRow,
    'parties' | 'signedOn' | 'approvedOn' | 'approvalRevokedOn' | 'termEndsOn'
  >;
  /** What the second version says. */
  readonly said: VersionSaid;
  readonly difference: VersionDifference;
  readonly names: Names;
}

interface Question {
  /** The newest version when left out. */
  readonly to?: number | undefined;
  /** The version before `to` when left out. */
  readonly from?: number | undefined;
  readonly known: AsOf['known'];
}

/**
 * Two versions of an agreement, as known now or then. Throws Problem `forbidden`, `not-found` for others' agreements and
 * for versions that were not known.
 */
export async function compareVersions(ctx: Context, id: number, question: Question): Promise<Comparison> {
  requirePartInAgreements(ctx.actor);
  const { known } = question;
  return transaction(ctx, async (db) => {
    const row = await db.maybe<AgreementRow>(selectAgreements(known, sql`a.id = ${id}`));
    const versions = await versionViews(db, id, known);
    const numbered = (version: number | undefined) => versions.find((each) => each.version === version);
    const after = question.to === undefined ? versions.at(-1) : numbered(question.to);
    const before =
      question.from === undefined
        ? (versions.findLast((each) => after !== undefined && each.version < after.version) ?? after)
        : numbered(question.from);
    if (row === undefined || before === undefined || after === undefined) throw new Problem('not-found');
    const said = [await versionSaid(db, id, before, known), await versionSaid(db, id, after, known)] as const;
    return {
      id,
      name: row.name,
      diaryNumber: row.diaryNumber,
      versions,
      before,
      after,
      agreement: row,
      said: said[1],
      difference: versionDifference(...said),
      names: await namesIn(db, said),
    };
  });
}
