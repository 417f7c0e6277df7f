import { type Context, transaction } from '../../access/context.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, PartyKind, Sphere } from '../../law/facts.ts';
import { copyDuty } from '../../law/rules/duties.ts';
import { loadLaw, loadLawAsKnown } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import type { AsOf } from '../as-of.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import {
  type AgreementFacts,
  type AgreementState,
  agreementState,
  type Remark,
  remarksOn,
  versionOn,
} from '../rules/agreement-state.ts';
import { PAGE_SIZE, type PageOf, pageAt, requirePartInAgreements, searchWords } from './who-sees.server.ts';

export interface PartyView {
  readonly id: number;
  readonly kind: PartyKind;
  readonly name: string;
  readonly shortName: string;
  readonly orgNumber: string | null;
}
export interface VersionRow {
  readonly version: number;
  readonly valid: Period;
}
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

export interface AgreementListed extends AgreementRow {
  readonly regime: string;
  readonly shown: VersionRow | null;
  readonly state: AgreementState;
  readonly taskCount: number;
  readonly remarks: readonly Remark[];
  readonly copyOwed: boolean;
}

interface Question extends AsOf {
  readonly search?: string | undefined;
  readonly state?: AgreementState | undefined;
  readonly page: number;
}

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
      (select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'valid', ${periodOf(sql`v.valid`)})
          order by lower(v.valid)), '[]') from ${version} v where v.agreement_id = a.id) as versions
    from ${agreement} a where ${where} order by a.name collate "sv-x-icu", a.diary_number`;
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

/** The register of agreements as of a day, as known at an instant. Throws Problem `forbidden`. */
export async function listAgreements(ctx: Context, question: Question): Promise<PageOf<AgreementListed>> {
  requirePartInAgreements(ctx.actor);
  const { day, known, state } = question;
  const word = searchWords(question.search);
  const found =
    word === ''
      ? sql`true`
      : sql`position(${word} in lower(concat_ws(' ', a.diary_number, a.name, (select string_agg(concat_ws(' ', p.name,
          p.short_name, p.org_number), ' ') from agreement_party ap join authority p on p.id = ap.authority_id
          where ap.agreement_id = a.id)))) > 0`;
  return transaction(ctx, async (db) => {
    const law = await lawAsOf(db, question);
    const all = (await db.many<AgreementRow>(selectAgreements(known, found)))
      .map((row) => {
        const shown = versionOn(row.versions, day);
        return { ...row, shown, state: agreementState(row, shown, law, day) };
      })
      .filter((row) => state === undefined || row.state === state);
    const { page, pages, offset } = pageAt(question.page, all.length);
    const here = all.slice(offset, offset + PAGE_SIZE);
    const facts = await loadAgreementTasks(
      db,
      sql`at.agreement_id = any (${here.map((row) => row.id)})`,
      known ?? undefined,
    );
    const tasks = Map.groupBy(facts, (fact) => `${fact.agreementId} ${fact.version}`);
    const names = await taskNames(db);
    const rows = here.map((row): AgreementListed => {
      const own = tasks.get(`${row.id} ${row.shown?.version}`) ?? [];
      const regime = law.regimes.get(row.regimeId);
      return {
        ...row,
        regime: regime?.name ?? row.regimeId,
        taskCount: own.length,
        remarks: remarksFor(row, row.shown, row.state, own, names, law, day),
        copyOwed: regime !== undefined && row.state !== 'ended' && copyDuty(regime, row).owed,
      };
    });
    return { rows, total: all.length, page, pages };
  });
}
