import { type Context, transaction } from '../../access/context.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, CompetenceDemand, Regime } from '../../law/facts.ts';
import { copyDuty, type Duty, reportDuty } from '../../law/rules/duties.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { AsOf } from '../as-of.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import {
  type AgreementState,
  agreementState,
  appliedVersion,
  type Remark,
  versionOn,
} from '../rules/agreement-state.ts';
import {
  type AgreementRow,
  approvalOfAmendment,
  lawAsOf,
  type PartyView,
  remarksFor,
  selectAgreements,
  type TaskNames,
  taskNames,
  type VersionRow,
} from './agreement-rows.server.ts';
import { readableMandates, readsOfOthers, requirePartInAgreements } from './who-sees.server.ts';

export interface VersionView extends VersionRow {
  readonly decidedOn: PlainDate;
  readonly officeScope: 'all' | 'listed';
  readonly offices: readonly Named[];
  readonly summary: string;
  readonly competence: CompetenceDemand;
}
export interface Named {
  readonly id: number;
  readonly name: string;
}
export interface ItemView {
  readonly code: string;
  readonly version: number;
  readonly provision: string;
  readonly text: string;
  readonly valid: Period;
  readonly source: string;
  readonly verifiedOn: PlainDate;
}
export interface AgreementView extends Omit<AgreementRow, 'versions'> {
  readonly versions: readonly VersionView[];
  readonly shown: VersionView | null;
  readonly state: AgreementState;
  readonly regime: (Regime & { readonly source: string; readonly verifiedOn: PlainDate }) | null;
  readonly tasks: readonly AgreementTask[];
  readonly names: TaskNames;
  /** Names of offices and systems by id. */
  readonly offices: ReadonlyMap<number, string>;
  readonly systems: ReadonlyMap<number, string>;
  /** The wordings of the list's items that the tasks rest on. */
  readonly items: readonly ItemView[];
  readonly remarks: readonly Remark[];
  readonly copy: Duty | null;
  /** Who accounts for the year to whom; `owed` when anybody does. */
  readonly report: {
    readonly duty: Duty;
    readonly due: PlainDate | null;
    readonly by: readonly PartyView[];
  } | null;
  /** Officers with a mandate in force that day; null for who may not read them. */
  readonly officers: number | null;
}

interface Question extends AsOf {
  /** The version to show; the one of the day when it is left out. */
  readonly version?: number | undefined;
}

/** An agreement with its versions. Throws Problem `forbidden`, `not-found` for others' agreements and unknown versions. */
export async function agreementView(ctx: Context, id: number, question: Question): Promise<AgreementView> {
  requirePartInAgreements(ctx.actor);
  const { day, known } = question;
  return transaction(ctx, async (db) => {
    const row = await db.maybe<AgreementRow>(selectAgreements(known, sql`a.id = ${id}`));
    if (row === undefined) throw new Problem('not-found');
    const versions = await versionViews(db, id, known);
    const shown =
      question.version === undefined
        ? versionOn(versions, day)
        : (versions.find((version) => version.version === question.version) ?? null);
    if (shown === null && question.version !== undefined) throw new Problem('not-found');
    const law = await lawAsOf(db, question);
    const ofVersion = sql`at.agreement_id = ${id} and at.version = ${shown?.version ?? 0}`;
    const tasks = await loadAgreementTasks(db, ofVersion, known ?? undefined);
    const names = await taskNames(db);
    const regime = law.regimes.get(row.regimeId) ?? null;
    // Which version is shown is the reader's choice; whether the agreement holds is asked of the one that is applied.
    const first = versions[0];
    const applied =
      shown === null || first === undefined || question.version !== undefined
        ? shown
        : appliedVersion<VersionRow>(shown, first, versions.at(-1)?.valid.to ?? null, regime ?? undefined);
    const state = agreementState(row, applied, law, day);
    const source = await db.maybe<{ source: string; verifiedOn: PlainDate }>(sql`
      select source, verified_on as "verifiedOn" from regime where id = ${row.regimeId}`);
    return {
      ...row,
      versions,
      shown,
      state,
      regime: regime === null || source === undefined ? null : { ...regime, ...source },
      tasks,
      names,
      offices: await named(
        db,
        'office',
        tasks.flatMap((t) => (t.offices.task === 'all' ? [] : t.offices.task)),
      ),
      systems: await named(
        db,
        'authority_system',
        tasks.flatMap((t) => t.access),
      ),
      items: await itemsOf(db, tasks, known),
      remarks: remarksFor(row, shown, state, tasks, names, law, day),
      copy: regime === null ? null : copyDuty(regime, row),
      report: regime === null ? null : reporting(regime, row, day),
      officers: await officersUnder(ctx, db, id, day),
    };
  });
}

/** Versions of an agreement by their first day, with their offices. */
export function versionViews(db: Db, id: number, known: AsOf['known']): Promise<VersionView[]> {
  const version = known === null ? sql`agreement_version` : sql`agreement_version_as_known(${known})`;
  return db.many<VersionView>(sql`
    select v.version, ${periodOf(sql`v.valid`)} as valid, v.decided_on as "decidedOn", v.office_scope as "officeScope",
      v.summary, v.competence, ${approvalOfAmendment(known)} as "amendmentApprovedOn", (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name collate "sv-x-icu"), '[]')
        from agreement_version_office x join office o on o.id = x.office_id
        where x.agreement_id = v.agreement_id and x.version = v.version) as offices
    from ${version} v where v.agreement_id = ${id} order by lower(v.valid)`);
}

async function named(
  db: Db,
  table: 'office' | 'authority_system',
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const from = table === 'office' ? sql`office` : sql`authority_system`;
  const rows = await db.many<Named>(sql`select id, name from ${from} where id = any (${[...new Set(ids)]})`);
  return new Map(rows.map((each) => [each.id, each.name]));
}

/** The wordings of the list's items that the tasks rest on, newest first. */
export async function itemsOf(
  db: Db,
  tasks: readonly AgreementTask[],
  known: AsOf['known'],
): Promise<ItemView[]> {
  const codes = [...new Set(tasks.map((task) => task.catalogueCode).filter((code) => code !== null))];
  const items = known === null ? sql`catalogue_item` : sql`catalogue_item_as_known(${known})`;
  return db.many<ItemView>(sql`
    select code, version, provision, text_sv as text, ${periodOf(sql`valid`)} as valid, source,
      verified_on as "verifiedOn" from ${items} i where code = any (${codes}) order by code, version desc`);
}

/** The account of the year of `day`: it falls due in the year after. */
function reporting(regime: Regime, agreement: AgreementRow, day: PlainDate): AgreementView['report'] {
  const duties = agreement.parties.map((party) => ({
    party,
    duty: reportDuty(regime, agreement, party, Number(day.slice(0, 4))),
  }));
  const told = duties.find(({ duty }) => duty.owed) ?? duties[0];
  if (told === undefined) return null;
  const by = duties.filter(({ duty }) => duty.owed).map(({ party }) => party);
  return { duty: told.duty, due: told.duty.due, by };
}

async function officersUnder(ctx: Context, db: Db, id: number, day: PlainDate): Promise<number | null> {
  if (!readsOfOthers(ctx.actor)) return null;
  const { count } = await db.one<{ count: number }>(sql`
    select count(distinct m.officer_id) as count from mandate m
    where m.agreement_id = ${id} and m.valid @> ${day}::date and (m.withdrawn_on is null or m.withdrawn_on > ${day}::date)
      and mandate_is_made(m.kind, m.signed_by_principal_on, m.signed_by_officer_on, ${day}::date)
      and ${readableMandates(ctx.actor)}`);
  return count;
}
