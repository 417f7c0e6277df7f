import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import type { Locale } from '../../ui/texts.ts';
import { categoryById } from '../categories.server.ts';
import { mailTexts } from '../mail-texts.ts';
import { closeKindText } from '../public-texts.ts';
import { asStaff, idsOf, roleFor } from '../staff.server.ts';
import { CLOSE_KINDS, type CloseKind } from '../states.ts';

export interface Loaded {
  readonly id: string;
  readonly reference: string;
  readonly bodyId: number;
  readonly state: 'received' | 'started' | 'closed';
  readonly language: Locale;
}

/**
 * Loads a report for update, decides, writes, and notes it in the report's history and in the audit. Throws Problem
 * `not-found` for another body's.
 */
async function handle(
  ctx: Context,
  reportId: string,
  kind: string,
  work: (db: Db, report: Loaded) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  await asStaff(ctx, async (db, bodies) => {
    const report = await db.maybe<Loaded>(sql`
      select id, reference, body_id as "bodyId", state, language from fault_report
      where id = ${reportId} and body_id = any (${idsOf(bodies)}) for update`);
    if (report === undefined) throw new Problem('not-found');
    const details = await work(db, report);
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: roleFor(ctx, report.bodyId), kind: `fault-${kind}` },
      ...{ subject: 'fault', subjectId: report.id, authorityId: report.bodyId, details },
    });
  });
}

const open = ({ state }: Loaded) => {
  if (state === 'closed') throw new Problem('not-possible', { reason: 'report-closed' });
};
const noWords = () => new Problem('invalid', {}, [{ field: 'ord', code: 'required' }]);

interface By {
  readonly clock: () => Temporal.Instant;
  readonly actor: { readonly userId: string };
}

async function note(
  ctx: By,
  db: Db,
  { id, bodyId }: Loaded,
  event: { kind: string; public: boolean; words?: string; details?: object },
): Promise<void> {
  await db.run(sql`
    insert into fault_event (report_id, body_id, at, kind, public, words, details, actor)
    values (${id}, ${bodyId}, ${ctx.clock()}, ${event.kind}, ${event.public}, ${event.words ?? ''},
      ${JSON.stringify(event.details ?? {})}, ${ctx.actor.userId})`);
}

/** Work has begun. `expectedOn`: when it is expected to be done, said to everybody; null: not said. */
export function startFault(ctx: Context, reportId: string, expectedOn: PlainDate | null): Promise<void> {
  return handle(ctx, reportId, 'started', async (db, report) => {
    open(report);
    const now = ctx.clock();
    await db.run(sql`
      update fault_report set state = 'started', expected_on = ${expectedOn}, updated_at = ${now} where id = ${report.id}`);
    const kind = report.state === 'started' ? 'expected' : 'started';
    await note(ctx, db, report, { kind, public: true, details: { expectedOn } });
    return { expectedOn };
  });
}

/** A note: `isPublic` for everybody, else for the body alone. */
export function noteOnFault(ctx: Context, reportId: string, words: string, isPublic: boolean): Promise<void> {
  return handle(ctx, reportId, isPublic ? 'told' : 'noted', async (db, report) => {
    if (words === '') throw noWords();
    await db.run(sql`update fault_report set updated_at = ${ctx.clock()} where id = ${report.id}`);
    await note(ctx, db, report, { kind: isPublic ? 'told' : 'noted', public: isPublic, words });
    return {};
  });
}

/** It belongs to another body, or to another kind of the same. The other body decides anew. */
export function moveFault(ctx: Context, reportId: string, categoryId: number, words: string): Promise<void> {
  return handle(ctx, reportId, 'moved', async (db, report) => {
    open(report);
    const category = await categoryById(db, categoryId);
    if (category === null) throw new Problem('invalid', {}, [{ field: 'typ', code: 'no-such-category' }]);
    if (category.bodyId === report.bodyId) {
      await db.run(
        sql`update fault_report set category_id = ${category.id}, updated_at = ${ctx.clock()} where id = ${report.id}`,
      );
      await note(ctx, db, report, {
        kind: 'noted',
        public: false,
        words: `→ ${category.name.sv}${words === '' ? '' : `: ${words}`}`,
      });
    } else {
      const { moved } = await db.one<{ moved: boolean }>(
        sql`select fault_move(${report.id}, ${category.id}, ${words}, ${ctx.clock()}) as moved`,
      );
      if (!moved) throw new Problem('stale');
    }
    return { categoryId, bodyId: category.bodyId };
  });
}

/** Closes it. `words` are said to everybody; `fixed` is the body's word, and who reported may deny it. */
export function closeFault(
  ctx: Context,
  origin: string,
  reportId: string,
  kind: Exclude<CloseKind, 'duplicate'>,
  words: string,
): Promise<void> {
  return handle(ctx, reportId, 'closed', async (db, report) => {
    open(report);
    if (!CLOSE_KINDS.includes(kind))
      throw new Problem('invalid', {}, [{ field: 'hur', code: 'invalid-value' }]);
    // Who is told no is told why.
    if (kind !== 'fixed' && words === '') throw noWords();
    await writeEnd(ctx, db, origin, report, kind, words, null);
    return { kind };
  });
}

/** The same as another one, named by its reference: that one is followed from now on. */
export function markDuplicate(ctx: Context, origin: string, reportId: string, of: string): Promise<void> {
  return handle(ctx, reportId, 'duplicate', async (db, report) => {
    open(report);
    const other = await db.maybe<{ id: string; duplicateOf: string | null; bodyId: number }>(sql`
      select id, duplicate_of as "duplicateOf", body_id as "bodyId" from fault_report where reference = ${of}`);
    if (other === undefined || other.bodyId !== report.bodyId)
      throw new Problem('invalid', {}, [{ field: 'referens', code: 'no-such-report' }]);
    if (other.id === report.id || other.duplicateOf !== null)
      throw new Problem('invalid', {}, [{ field: 'referens', code: 'itself-a-duplicate' }]);
    await writeEnd(ctx, db, origin, report, 'duplicate', '', other.id);
    return { of };
  });
}

/** Writes the end of a report and tells who wants to know. `by`: who closes it, and the clock. */
export async function writeEnd(
  ctx: By,
  db: Db,
  origin: string,
  report: Loaded,
  kind: CloseKind,
  words: string,
  duplicateOf: string | null,
): Promise<void> {
  const now = ctx.clock();
  await db.run(sql`
    update fault_report set state = 'closed', close_kind = ${kind}, closed_at = ${now}, updated_at = ${now}, said_by_reporter = null,
      duplicate_of = ${duplicateOf} where id = ${report.id}`);
  await note(ctx, db, report, { kind: 'closed', public: true, words, details: { kind } });
  const told = await db.many<{ email: string }>(sql`
    select email from fault_contact where report_id = ${report.id} and email is not null
    union select email from fault_follower where report_id = ${report.id} and email is not null`);
  // Closed again after it was opened again, it is told again.
  const { times } = await db.one<{ times: number }>(
    sql`select count(*) as times from fault_event where report_id = ${report.id} and kind = 'closed'`,
  );
  const t = mailTexts[report.language];
  for (const { email } of told)
    await queueMail(db, {
      key: `fault-closed:${report.id}:${times}:${email}`,
      ...{ about: 'fault', aboutId: report.id, authorityId: report.bodyId, to: [email] },
      subject: t.closedSubject(report.reference),
      text: t.closed(
        report.reference,
        closeKindText(kind, report.language),
        words,
        `${origin}/felanmalan/${report.reference}`,
      ),
    });
}

/** Whether everybody may read the description, and see a photo: the body looks first whether there is a person in it. */
export function showToPublic(
  ctx: Context,
  reportId: string,
  what:
    | { readonly description: boolean }
    | { readonly photo: string; readonly shown: boolean }
    /** The address of a photo that is not here. */
    | { readonly media: boolean },
): Promise<void> {
  return handle(ctx, reportId, 'shown', async (db, report) => {
    if ('description' in what) {
      await db.run(sql`update fault_report set withheld = ${!what.description} where id = ${report.id}`);
      return { ...what };
    }
    if ('media' in what) {
      await db.run(sql`
        update fault_report set media_shown_at = ${what.media ? ctx.clock() : null} where id = ${report.id} and media_url is not null`);
      await note(ctx, db, report, { kind: 'photo-shown', public: false, details: { ...what } });
      return { ...what };
    }
    const now = what.shown ? ctx.clock() : null;
    const done = await db.run(sql`
      update fault_photo set published_at = ${now}, published_by = ${what.shown ? ctx.actor.userId : null}
      where id = ${what.photo} and report_id = ${report.id}`);
    if (done === 0) throw new Problem('not-found');
    await note(ctx, db, report, { kind: 'photo-shown', public: false, details: { ...what } });
    return { ...what };
  });
}
