import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import type { DraftContent } from '../draft.ts';
import { type Requirement, type RequirementFrame, requirements } from '../rules/requirements.ts';
import { currentVersion } from './current-version.server.ts';
import { mandatesOutside, type OutsideMandate } from './mandates-outside.server.ts';
import { type Overtaken, overtakenBy } from './overtaken.server.ts';
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
  /** For an open amendment: the version that was concluded meanwhile, and what it changed. */
  readonly overtaken: Overtaken | null;
  /** For an open amendment: mandates of the actor's authorities that what is drafted would not bear. */
  readonly outside: readonly OutsideMandate[];
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
  return transaction(ctx, async (db) => {
    const draft = await draftHead(ctx, db, id);
    const registers = await loadRegisters(db);
    const frame = await frameFor(ctx, db, draft, registers);
    const content = instead === undefined ? draft.content : ownContent(draft, instead);
    const open = draft.state === 'open';
    return {
      ...draft,
      content,
      registers,
      requirements: requirements(content, frame),
      otherRegimes: [...frame.law.regimes.values()].filter(({ basis }) => basis !== 'service-agreement'),
      mine: authoritiesOf(ctx.actor, 'coordinator').includes(draft.authorId),
      overtaken: open ? await overtakenBy(db, draft) : null,
      outside: open && draft.amends !== null ? await mandatesOutside(ctx, db, draft.amends, content) : [],
    };
  });
}

/** The registers that drafts name things from. */
export function draftRegisters(ctx: Context): Promise<Registers> {
  return transaction(ctx, loadRegisters);
}

/** A draft that the actor may read, alone. Throws Problem `forbidden`, `not-found`. */
export async function draftHead(ctx: Context, db: Db, id: number): Promise<Draft> {
  const draft = await db.maybe<Draft>(selectDrafts(sql`d.id = ${id} and ${readable(ctx)}`));
  if (draft === undefined) throw new Problem('not-found');
  return draft;
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
