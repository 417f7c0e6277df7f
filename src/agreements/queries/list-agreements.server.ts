import { type Context, scopeOf, transaction } from '../../access/context.server.ts';
import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { LawContent } from '../../law/facts.ts';
import { copyDuty } from '../../law/rules/duties.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import type { AgreementFilter, AgreementSort } from '../agreement-filter.ts';
import type { AsOf } from '../as-of.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import {
  type AgreementFacts,
  type AgreementState,
  agreementState,
  appliedVersion,
  type Remark,
} from '../rules/agreement-state.ts';
import { whileRegistersStand } from '../while-registers-stand.server.ts';
import {
  type AgreementRow,
  approvalOfAmendment,
  lawAsOf,
  remarksFor,
  selectAgreements,
  taskNames,
  type VersionRow,
} from './agreement-rows.server.ts';
import { requirePartInAgreements, searchWords } from './who-sees.server.ts';

export interface AgreementListed extends AgreementRow {
  readonly regime: string;
  readonly shown: VersionRow | null;
  readonly state: AgreementState;
  /** The last day of its last version or of its term, whichever comes first; null while neither is known. */
  readonly lastDay: PlainDate | null;
  readonly taskCount: number;
  readonly remarks: readonly Remark[];
  readonly copyOwed: boolean;
  /** The copy of the shown version is owed and has not gone. */
  readonly copyWaits: boolean;
}

interface Question extends AsOf, AgreementFilter {
  readonly page: number;
}

/** Of every agreement as much as its state needs; the rest is read for those of the page alone. */
interface Found extends AgreementFacts {
  readonly version: number | null;
  readonly valid: Period | null;
  readonly amendmentApprovedOn: PlainDate | null;
  /** First day of its first version, last day of its last. */
  readonly began: PlainDate | null;
  readonly ends: PlainDate | null;
  readonly lastDay: PlainDate | null;
}

/** The register of agreements as of a day, as known at an instant. Throws Problem `forbidden`. */
export async function listAgreements(ctx: Context, question: Question): Promise<PageOf<AgreementListed>> {
  requirePartInAgreements(ctx.actor);
  return transaction(ctx, async (db) => {
    const law = await lawAsOf(db, question);
    // Where the agreements say themselves which they are and in what order, the day is asked of those of the page alone.
    const found = asksOfVersions(question) ? await stated(db, question, law) : null;
    const all = found ?? (await db.many<{ id: number }>(findAgreements(question)));
    const { page, pages, offset } = pageAt(question.page, all.length);
    const ids = all.slice(offset, offset + PAGE_SIZE).map(({ id }) => id);
    const here = found?.slice(offset, offset + PAGE_SIZE) ?? (await stated(db, question, law, ids));
    return { rows: await described(db, here, question, law), total: all.length, page, pages };
  });
}

function asksOfVersions({ state, officeId, taskId, endingWithin, sort }: Question): boolean {
  return sort === 'ends' || [state, officeId, taskId, endingWithin].some((asked) => asked !== undefined);
}

type Stated = Found & { readonly shown: VersionRow | null; readonly state: AgreementState };

/** The agreements that the filters leave with their state of the day; `ids`: of these alone. */
async function stated(
  db: Db,
  question: Question,
  law: LawContent,
  ids?: readonly number[],
): Promise<Stated[]> {
  const { day, state } = question;
  return (await db.many<Found>(find(question, ids)))
    .map((found) => {
      const { version, valid, amendmentApprovedOn, began, ends } = found;
      const shown = version === null || valid === null ? null : { version, valid, amendmentApprovedOn };
      const regime = law.regimes.get(found.regimeId);
      const applied =
        shown === null || began === null
          ? shown
          : appliedVersion(
              shown,
              { version: 1, valid: { from: began, to: ends }, amendmentApprovedOn: null },
              ends,
              regime,
            );
      return { ...found, shown, state: agreementState(found, applied, law, day) };
    })
    .filter((found) => state === undefined || found.state === state);
}

async function described(
  db: Db,
  here: readonly Stated[],
  { day, known }: Question,
  law: LawContent,
): Promise<AgreementListed[]> {
  const ids = here.map((found) => found.id);
  const rows = await db.many<AgreementRow>(selectAgreements(known, sql`a.id = any (${ids})`));
  const byId = new Map(rows.map((row) => [row.id, row]));
  // Each side is told which agreements it is about: what is known of the others need not be looked up.
  const facts = await loadAgreementTasks(
    db,
    sql`at.agreement_id = any (${ids}) and v.agreement_id = any (${ids}) and a.id = any (${ids})
      and (at.agreement_id, at.version) in (select * from unnest(${ids}::int[], ${here.map((f) => f.version)}::int[]))`,
    known ?? undefined,
  );
  const tasks = Map.groupBy(facts, (fact) => fact.agreementId);
  const names = await taskNames(db);
  const waiting = await copiesThatWait(db, here, known);
  return here.flatMap(({ id, shown, state, lastDay }) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const own = tasks.get(id) ?? [];
    const regime = law.regimes.get(row.regimeId);
    return {
      ...row,
      shown,
      state,
      lastDay,
      regime: regime?.name ?? row.regimeId,
      taskCount: own.length,
      remarks: remarksFor(row, shown, state, own, names, law, day),
      copyOwed: regime !== undefined && state !== 'ended' && copyDuty(regime, row).owed,
      copyWaits: waiting.has(id),
    };
  });
}

/** Agreements whose shown version has a copy that is owed and had not gone, as known now or then. */
async function copiesThatWait(
  db: Db,
  here: readonly Stated[],
  known: Question['known'],
): Promise<ReadonlySet<number>> {
  const rows = await db.many<{ id: number }>(sql`
    select x.id from unnest(${here.map(({ id }) => id)}::int[], ${here.map(({ version }) => version)}::int[]) as x(id, version)
      cross join lateral (select e.state from agreement_copy_event e
        where e.agreement_id = x.id and e.version = x.version and ${known === null ? sql`true` : sql`e.at <= ${known}`}
        order by e.at desc, e.id desc limit 1) last
    where last.state in ('due', 'queued', 'failed')`);
  return new Set(rows.map(({ id }) => id));
}

const ORDER: Readonly<Record<AgreementSort, Sql>> = {
  name: sql`a.name collate "sv-x-icu", a.diary_number`,
  signed: sql`a.signed_on desc, a.name collate "sv-x-icu", a.diary_number`,
  ends: sql`l.day nulls last, a.name collate "sv-x-icu", a.diary_number`,
};

function agreementsOf({ known }: Question): Sql {
  return known === null ? sql`agreement` : sql`agreement_as_known(${known})`;
}

/** What the filters ask of the agreements themselves. */
function ofAgreement({ search, partyId, regimeId }: Question): Sql[] {
  const word = searchWords(search);
  return [
    sql`true`,
    ...(word === ''
      ? []
      : [
          sql`(position(${word} in lower(a.diary_number || ' ' || a.name)) > 0 or a.id in (
            select ap.agreement_id from agreement_party ap join authority p on p.id = ap.authority_id
            where position(${word} in lower(concat_ws(' ', p.name, p.short_name, p.org_number))) > 0))`,
        ]),
    ...(regimeId === undefined ? [] : [sql`a.regime_id = ${regimeId}`]),
    ...(partyId === undefined
      ? []
      : [sql`a.id in (select agreement_id from agreement_party where authority_id = ${partyId})`]),
  ];
}

const all = (conditions: readonly Sql[]): Sql => conditions.reduce((so, each) => sql`${so} and ${each}`);

/** The ids of those that the filters leave when they ask nothing of versions, sorted. */
function findAgreements(question: Question): Sql {
  return sql`select a.id from ${agreementsOf(question)} a where ${all(ofAgreement(question))}
    order by ${ORDER[question.sort ?? 'name']}`;
}

/** The agreements that the filters leave, each with the version of the day (as `versionOn` chooses it), sorted. */
function find(question: Question, ids?: readonly number[]): Sql {
  const { day, known, officeId, taskId, endingWithin } = question;
  const version = known === null ? sql`agreement_version` : sql`agreement_version_as_known(${known})`;
  const these = (id: Sql) => (ids === undefined ? sql`true` : sql`${id} = any (${ids})`);
  const conditions = [
    ...ofAgreement(question),
    these(sql`a.id`),
    ...(taskId === undefined
      ? []
      : [
          sql`(a.id, s.version) in (select agreement_id, version from agreement_task where task_id = ${taskId})`,
        ]),
    ...(officeId === undefined ? [] : [atOffice(officeId)]),
    ...(endingWithin === undefined
      ? []
      : [sql`l.day between ${day}::date and ${addDays(day, endingWithin)}::date`]),
  ];
  return sql`
    with shown as (
      select distinct on (v.agreement_id) v.agreement_id, v.version, v.valid, v.office_scope,
        max(coalesce(upper(v.valid), 'infinity')) over (partition by v.agreement_id) as ends,
        min(lower(v.valid)) over (partition by v.agreement_id) as began
      from ${version} v where ${these(sql`v.agreement_id`)}
      order by v.agreement_id, case when v.valid @> ${day}::date then 0 when lower(v.valid) > ${day}::date then 1 else 2 end,
        abs(lower(v.valid) - ${day}::date)),
    party as (
      select ap.agreement_id, jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind)) as all
      from agreement_party ap join authority p on p.id = ap.authority_id
      where ${these(sql`ap.agreement_id`)} group by ap.agreement_id)
    select a.id, a.diary_number as "diaryNumber", a.regime_id as "regimeId", a.signed_on as "signedOn",
      a.government_directed as "governmentDirected", a.approved_on as "approvedOn",
      a.approval_revoked_on as "approvalRevokedOn", a.term_ends_on as "termEndsOn", coalesce(p.all, '[]') as parties,
      s.version, case when s.valid is not null then ${periodOf(sql`s.valid`)} end as valid, s.began,
      ${approvalOfAmendment(known, sql`s`)} as "amendmentApprovedOn",
      case when isfinite(s.ends) then s.ends - 1 end as ends, l.day as "lastDay"
    from ${agreementsOf(question)} a left join shown s on s.agreement_id = a.id left join party p on p.agreement_id = a.id
      cross join lateral (select least(case when isfinite(s.ends) then s.ends - 1 end, a.term_ends_on) as day) l
    where ${all(conditions)}
    order by ${ORDER[question.sort ?? 'name']}`;
}

/** The version applies at the office: it lists it, or covers all offices of a performer that runs it. */
function atOffice(officeId: number): Sql {
  return sql`((s.office_scope = 'listed' and (a.id, s.version) in (
      select agreement_id, version from agreement_version_office where office_id = ${officeId}))
    or (s.office_scope = 'all' and (a.id, s.version) in (
      select at.agreement_id, at.version from agreement_task at join office o on o.operator_id = at.performer_id
      where o.id = ${officeId})))`;
}

/** What the filters may choose among; parties and tasks are those of the agreements that the actor may see. */
export interface FilterChoices {
  readonly parties: readonly Choice[];
  readonly regimes: readonly { readonly id: string; readonly name: string }[];
  readonly offices: readonly Choice[];
  readonly tasks: readonly (Choice & { readonly nameEn: string })[];
}
interface Choice {
  readonly id: number;
  readonly name: string;
}

export function filterChoices(ctx: Context): Promise<FilterChoices> {
  requirePartInAgreements(ctx.actor);
  const rows = (select: Sql) => sql`(select coalesce(jsonb_agg(x), '[]') from (${select}) x)`;
  return transaction(ctx, async (db) => {
    const { revision } = await db.one<{ revision: number }>(sql`select revision from register_revision`);
    return whileRegistersStand({ scope: scopeOf(ctx.actor), revision, question: ['agreement filters'] }, () =>
      db.one<FilterChoices>(sql`
      select ${rows(sql`select p.id, p.name from authority p
          where p.id in (select authority_id from agreement_party) order by p.name collate "sv-x-icu"`)} as parties,
        ${rows(sql`select r.id, r.name || ', ' || r.id as name from regime r order by lower(r.signed)`)} as regimes,
        ${rows(sql`select o.id, o.name from office o order by o.name collate "sv-x-icu"`)} as offices,
        ${rows(sql`select t.id, t.name_sv as name, t.name_en as "nameEn" from task t
          where exists (select from agreement_task at where at.task_id = t.id)
          order by t.name_sv collate "sv-x-icu"`)} as tasks`),
    );
  });
}
