import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, PartyKind, Sphere } from '../../law/facts.ts';
import { loadLaw, loadLawAsKnown } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import type { AsOf } from '../as-of.ts';
import {
  type AgreementFacts,
  type AgreementState,
  type Remark,
  remarksOn,
  type VersionFacts,
} from '../rules/agreement-state.ts';

export interface PartyView {
  readonly id: number;
  readonly kind: PartyKind;
  readonly name: string;
  readonly shortName: string;
  readonly orgNumber: string | null;
}
export type VersionRow = VersionFacts;
/** As stored, in the shape that the law reads. */
export interface AgreementRow extends AgreementFacts {
  readonly name: string;
  readonly source: string;
  readonly note: string;
  readonly parties: readonly PartyView[];
  readonly versions: readonly VersionRow[];
}

export interface TaskName {
  readonly code: string;
  readonly sphere: Sphere;
  readonly authorityId: number | null;
  readonly nameSv: string;
  readonly nameEn: string;
}
export type TaskNames = ReadonlyMap<number, TaskName>;

/** Agreements (alias `a`) that the transaction may see, with parties and versions, as known now or then. */
export function selectAgreements(known: AsOf['known'], where: Sql): Sql {
  const agreement = known === null ? sql`agreement` : sql`agreement_as_known(${known})`;
  const version = known === null ? sql`agreement_version` : sql`agreement_version_as_known(${known})`;
  return sql`
    select a.id, a.diary_number as "diaryNumber", a.name, a.regime_id as "regimeId", a.signed_on as "signedOn",
      a.government_directed as "governmentDirected", a.approved_on as "approvedOn",
      a.approval_revoked_on as "approvalRevokedOn", a.term_ends_on as "termEndsOn", a.source, a.note,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'name', p.name,
          'shortName', p.short_name, 'orgNumber', p.org_number) order by p.name collate "sv-x-icu"), '[]')
        from agreement_party ap join authority p on p.id = ap.authority_id where ap.agreement_id = a.id) as parties,
      (select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'valid', ${periodOf(sql`v.valid`)},
          'amendmentApprovedOn', ${approvalOfAmendment(known)}) order by lower(v.valid)), '[]') from ${version} v where v.agreement_id = a.id) as versions
    from ${agreement} a where ${where} order by a.name collate "sv-x-icu", a.diary_number`;
}

/** The day on which a version was approved by itself as an amendment, as known now or then. */
export function approvalOfAmendment(known: AsOf['known'], version: Sql = sql`v`): Sql {
  const asKnown = known === null ? sql`true` : sql`p.recorded_at <= ${known}`;
  return sql`(select p.approved_on from amendment_approval p
    where p.agreement_id = ${version}.agreement_id and p.version = ${version}.version and ${asKnown})`;
}

export function lawAsOf(db: Db, { known }: AsOf): Promise<LawContent> {
  return known === null ? loadLaw(db) : loadLawAsKnown(db, known);
}

export async function taskNames(db: Db): Promise<TaskNames> {
  const rows = await db.many<TaskName & { id: number }>(sql`
    select id, code, sphere, authority_id as "authorityId", name_sv as "nameSv", name_en as "nameEn" from task`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the law finds wrong with a version that still matters; nothing is asked of what has ended. */
export function remarksFor(
  agreement: AgreementRow,
  shown: VersionRow | null,
  state: AgreementState,
  tasks: readonly AgreementTask[],
  names: TaskNames,
  law: LawContent,
  day: PlainDate,
): Remark[] {
  if (shown === null || state === 'ended') return [];
  const at = shown.valid.from > day ? shown.valid.from : day;
  return remarksOn(agreement, shown, tasks, names, law, at);
}
