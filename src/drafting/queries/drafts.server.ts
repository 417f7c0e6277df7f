import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { asAmended } from '../../agreements/commands/amend-agreement.server.ts';
import { loadAgreementTasks } from '../../agreements/facts.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type Period, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { CompetenceDemand } from '../../law/facts.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import type { Contact, DraftContent } from '../draft.ts';
import { type Requirement, type RequirementFrame, requirements } from '../rules/requirements.ts';
import { loadRegisters, type Registers } from './registers.server.ts';

export type DraftState = 'open' | 'concluded' | 'discarded';

export interface Draft {
  readonly id: number;
  readonly authorId: number;
  readonly author: string;
  readonly amends: { readonly agreementId: number; readonly version: number } | null;
  readonly content: DraftContent;
  readonly revision: number;
  readonly state: DraftState;
  readonly agreementId: number | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string | null;
}

export interface DraftView extends Draft {
  readonly registers: Registers;
  readonly requirements: readonly Requirement[];
  /** Regimes that may be chosen for a co-operation under kommunallagen, by id with their names. */
  readonly otherRegimes: readonly { readonly id: string; readonly name: string }[];
  /** Whether the actor's authority wrote it: the other parties read. */
  readonly mine: boolean;
}

/** Drafts (alias `d`) that an authority which the actor coordinates wrote or is to be a party of. Throws `forbidden`. */
function readable(ctx: Context): Sql {
  const mine = coordinated(ctx.actor);
  return sql`(d.author_id = any (${mine}) or d.parties && ${mine}::int[])`;
}

function selectDrafts(where: Sql): Sql {
  return sql`
    select d.id, d.author_id as "authorId", p.name as author, d.content, d.revision, d.state, d.agreement_id as "agreementId",
      d.changed_at as "changedAt", (select u.name from account_user u where u.id = d.changed_by) as "changedBy",
      case when d.amends_agreement_id is null then null else jsonb_build_object('agreementId', d.amends_agreement_id,
        'version', d.amends_version) end as amends
    from agreement_draft d join authority p on p.id = d.author_id where ${where}`;
}

/** Open drafts, the last changed first. Throws Problem `forbidden` for who coordinates no authority. */
export async function listDrafts(ctx: Context, asked: number): Promise<PageOf<Draft>> {
  const where = sql`d.state = 'open' and ${readable(ctx)}`;
  return transaction(ctx, async (db) => {
    const { count } = await db.one<{ count: number }>(
      sql`select count(*) as count from agreement_draft d where ${where}`,
    );
    const { page, pages, offset } = pageAt(asked, count);
    const rows = await db.many<Draft>(
      sql`${selectDrafts(where)} order by d.changed_at desc, d.id limit ${PAGE_SIZE} offset ${offset}`,
    );
    return { rows, total: count, page, pages };
  });
}

/** A draft with what it lacks. Throws Problem `forbidden`, `not-found` for others'. */
export async function draftView(ctx: Context, id: number, instead?: DraftContent): Promise<DraftView> {
  const where = sql`d.id = ${id} and ${readable(ctx)}`;
  return transaction(ctx, async (db) => {
    const draft = await db.maybe<Draft>(selectDrafts(where));
    if (draft === undefined) throw new Problem('not-found');
    const registers = await loadRegisters(db);
    const frame = await frameFor(ctx, db, draft, registers);
    const content = instead === undefined ? draft.content : ownContent(draft, instead);
    return {
      ...draft,
      content,
      registers,
      requirements: requirements(content, frame),
      otherRegimes: [...frame.law.regimes.values()].filter(({ basis }) => basis !== 'service-agreement'),
      mine: authoritiesOf(ctx.actor, 'coordinator').includes(draft.authorId),
    };
  });
}

/** What a draft may say itself: an amendment leaves the agreement as it is, and the author stays a party. */
export function ownContent(
  draft: Pick<Draft, 'amends' | 'content' | 'authorId'>,
  given: DraftContent,
): DraftContent {
  if (draft.amends === null)
    return { ...given, parties: [...new Set([draft.authorId, ...given.parties])], decidedOn: null };
  const { name, diaryNumber, signedOn, regimeId, governmentDirected, approvedOn, termEndsOn, parties } =
    draft.content;
  return {
    ...given,
    name,
    diaryNumber,
    signedOn,
    regimeId,
    governmentDirected,
    approvedOn,
    termEndsOn,
    parties,
  };
}

export async function frameFor(
  ctx: Context,
  db: Db,
  { amends }: Pick<Draft, 'amends'>,
  named: Registers,
): Promise<RequirementFrame> {
  const law = await loadLaw(db);
  const today = swedishDay(ctx.clock());
  if (amends === null) return { today, law, named, amends: null };
  const current = await currentVersion(db, amends.agreementId);
  const regime = law.regimes.get(current.regimeId);
  if (regime === undefined) throw new Error(`no regime ${current.regimeId}`);
  return {
    today,
    law,
    named,
    amends: {
      version: amends.version,
      regime,
      mine: authoritiesOf(ctx.actor, 'coordinator'),
      current: {
        valid: current.valid,
        offices: current.content.offices,
        competence: current.content.competence,
        tasks: current.tasks,
      },
    },
  };
}

interface Agreement {
  readonly name: string;
  readonly diaryNumber: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  readonly parties: readonly number[];
  readonly version: number;
  readonly competence: CompetenceDemand;
  readonly valid: Period;
  readonly officeScope: 'all' | 'listed';
  readonly offices: readonly number[];
  readonly firstAnswerDays: number | null;
  readonly finalAnswerDays: number | null;
  readonly noticeMonths: number | null;
  readonly contacts: readonly Contact[];
}

/** An agreement's last version, and what an amendment of it starts from. Throws Problem `not-found`. */
export async function currentVersion(db: Db, agreementId: number) {
  const row = await db.maybe<Agreement>(sql`
    select a.name, a.diary_number as "diaryNumber", a.regime_id as "regimeId", a.signed_on as "signedOn",
      a.government_directed as "governmentDirected", a.approved_on as "approvedOn", a.term_ends_on as "termEndsOn",
      array(select authority_id from agreement_party where agreement_id = a.id order by 1) as parties,
      v.version, v.competence, ${periodOf(sql`v.valid`)} as valid, v.office_scope as "officeScope",
      array(select office_id from agreement_version_office x where x.agreement_id = a.id and x.version = v.version
        order by 1) as offices,
      t.first_answer_days as "firstAnswerDays", t.final_answer_days as "finalAnswerDays", t.notice_months as "noticeMonths",
      (select coalesce(jsonb_agg(jsonb_build_object('authorityId', c.authority_id, 'function', c.function, 'email', c.email,
        'phone', c.phone) order by c.id), '[]') from agreement_contact c
        where c.agreement_id = a.id and c.version = v.version) as contacts
    from agreement a join agreement_version v on v.agreement_id = a.id
      left join agreement_version_terms t on t.agreement_id = a.id and t.version = v.version
    where a.id = ${agreementId} order by v.version desc limit 1`);
  if (row === undefined) throw new Problem('not-found');
  const { version, valid, officeScope, offices, regimeId, ...rest } = row;
  const agreed = await loadAgreementTasks(
    db,
    sql`at.agreement_id = ${agreementId} and at.version = ${version}`,
  );
  const tasks = agreed.map(asAmended);
  const content: DraftContent = {
    ...rest,
    // The agreement's regime stands, whatever the draft says (R1).
    regimeId: null,
    parties: [...row.parties],
    contacts: [...row.contacts],
    decidedOn: null,
    from: null,
    to: valid.to,
    summary: '',
    offices: officeScope === 'all' ? 'all' : [...offices],
    tasks,
  };
  return { version, valid, regimeId, tasks, content };
}
