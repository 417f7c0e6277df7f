import pg from 'pg';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { amendAgreement } from '../../agreements/commands/amend-agreement.server.ts';
import { storeAgreement, storeVersion } from '../../agreements/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { DraftContent } from '../draft.ts';
import { frameFor } from '../queries/drafts.server.ts';
import { loadRegisters } from '../queries/registers.server.ts';
import { asAgreed, isComplete, regimeFor, requirements } from '../rules/requirements.ts';
import { type LockedDraft, lockDraft } from './save-draft.server.ts';

export interface Concluded {
  readonly agreementId: number;
  readonly version: number;
}

/**
 * Makes a draft what it is a draft of: a new agreement, or the next version of one. What it says is read again under lock,
 * so that what is concluded is what was read. Throws what `lockDraft` throws, `stale` when it or the agreement has changed
 * since, `invalid` with the list of what is missing or not allowed (facts: `requirements`), or with the diary number
 * when it is another agreement's.
 */
export async function concludeDraft(
  ctx: Context,
  id: number,
  { revision }: { readonly revision: number },
): Promise<Concluded> {
  const draft = await transaction(ctx, (db) => ready(ctx, db, id, revision));
  if (draft.amends !== null) return amendment(ctx, draft, draft.amends);
  try {
    return await transaction(ctx, async (db) => newAgreement(ctx, db, await ready(ctx, db, id, revision)));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'agreement_diary_number_key')
      throw new Problem('invalid', {}, [{ field: 'diaryNumber', code: 'diary-number-taken' }]);
    throw error;
  }
}

/** The draft, locked, with nothing missing. */
async function ready(ctx: Context, db: Db, id: number, revision: number): Promise<LockedDraft> {
  const draft = await lockDraft(ctx, db, id);
  if (draft.revision !== revision) throw new Problem('stale', { revision: draft.revision });
  const frame = await frameFor(ctx, db, draft, await loadRegisters(db));
  const all = requirements(draft.content, frame);
  if (!isComplete(all)) {
    const open = all.filter(({ state, advice }) => state !== 'fulfilled' && !advice);
    throw new Problem(
      'invalid',
      { requirements: open },
      open.flatMap(({ code, task, reasons }) =>
        reasons.map((reason) => ({ field: task === null ? code : `tasks.${task}.${code}`, code: reason })),
      ),
    );
  }
  return draft;
}

/** What `isComplete` has found to be there. */
function there<T>(value: T | null): T {
  if (value === null) throw new Error('a complete draft lacks nothing');
  return value;
}

async function newAgreement(ctx: Context, db: Db, draft: LockedDraft): Promise<Concluded> {
  const { content } = draft;
  const frame = await frameFor(ctx, db, draft, await loadRegisters(db));
  const agreementId = await storeAgreement(db, {
    diaryNumber: content.diaryNumber,
    name: content.name,
    regimeId: there(regimeFor(content, frame)).id,
    signedOn: there(content.signedOn),
    governmentDirected: content.governmentDirected,
    approvedOn: content.approvedOn,
    termEndsOn: content.termEndsOn,
    source: `Samtjänst, utkast ${draft.id}`,
    note: '',
    parties: content.parties,
  });
  await storeVersion(db, agreementId, 1, {
    from: there(content.from),
    to: content.to,
    decidedOn: there(content.signedOn),
    summary: content.summary,
    offices: content.offices,
    tasks: content.tasks.map((task) => there(asAgreed(task))),
  });
  await storeTerms(db, agreementId, 1, content);
  await close(ctx, db, draft, agreementId);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind: 'agreement-concluded',
    subject: 'agreement',
    subjectId: agreementId,
    authorityId: draft.authorId,
    details: { draftId: draft.id, version: 1, from: content.from },
  });
  return { agreementId, version: 1 };
}

async function amendment(
  ctx: Context,
  draft: LockedDraft,
  amends: NonNullable<LockedDraft['amends']>,
): Promise<Concluded> {
  const { content } = draft;
  const { version } = await amendAgreement(
    ctx,
    amends.agreementId,
    {
      amends: amends.version,
      from: there(content.from),
      to: content.to,
      decidedOn: there(content.decidedOn),
      summary: content.summary,
      offices: content.offices,
      tasks: content.tasks.map((task) => there(asAgreed(task))),
    },
    async (db, version) => {
      const now = await lockDraft(ctx, db, draft.id);
      if (now.revision !== draft.revision) throw new Problem('stale', { revision: now.revision });
      await storeTerms(db, amends.agreementId, version, content);
      await close(ctx, db, draft, amends.agreementId);
      await db.run(sql`update agreement_step set state = 'done' where draft_id = ${draft.id}`);
    },
  );
  return { agreementId: amends.agreementId, version };
}

async function storeTerms(
  db: Db,
  agreementId: number,
  version: number,
  content: DraftContent,
): Promise<void> {
  await db.run(sql`
    insert into agreement_version_terms (agreement_id, version, first_answer_days, final_answer_days, notice_months)
    values (${agreementId}, ${version}, ${content.firstAnswerDays}, ${content.finalAnswerDays}, ${content.noticeMonths})`);
  await db.run(sql`
    insert into agreement_contact (agreement_id, version, authority_id, function, email, phone)
    select ${agreementId}::int, ${version}::int, x."authorityId", x.function, x.email, x.phone
    from jsonb_to_recordset(${JSON.stringify(content.contacts)}::jsonb)
      as x("authorityId" int, function text, email text, phone text)`);
}

async function close(ctx: Context, db: Db, draft: LockedDraft, agreementId: number): Promise<void> {
  await db.run(sql`
    update agreement_draft set state = 'concluded', agreement_id = ${agreementId}, changed_at = ${ctx.clock()},
      changed_by = ${ctx.actor.userId} where id = ${draft.id}`);
}
