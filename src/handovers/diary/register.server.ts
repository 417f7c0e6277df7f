import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { Id } from '../../kernel/id.schema.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { asAccount, readable, stepIn } from '../commands/take-step.server.ts';
import { lockHandOver } from '../store.server.ts';

const flag = z.preprocess((given) => given === true || given === 'true' || given === 'on', z.boolean());
const text = (most: number) => z.string().trim().max(most, 'too-long');

export const DiarySchema = z.object({
  authorityId: z.coerce.number().pipe(Id),
  /** Of a municipality's board: `KS`; empty for the authority itself. */
  board: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-ZÅÄÖ0-9]{0,10}$/, 'invalid-format')
    .default(''),
  name: text(120).min(1, 'required'),
  pattern: text(60),
});
export const EntrySchema = z.object({
  diaryId: z.coerce.number().pipe(Id),
  class: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-zÅÄÖåäö.]{0,20}$/, 'invalid-format')
    .default(''),
  direction: z.enum(['received', 'made'], { error: 'required' }),
  datedOn: PlainDateSchema,
  counterpart: text(200).default(''),
  subject: text(300).min(1, 'required'),
  counterpartWithheld: flag,
  subjectWithheld: flag,
});
export type Entry = z.output<typeof EntrySchema>;

export interface Registered {
  readonly id: string;
  readonly number: string;
}

/** From a program: what it does not say may be shown to everybody is withheld. */
export const EntryBody = EntrySchema.extend({
  counterpartWithheld: z.boolean().default(true),
  subjectWithheld: z.boolean().default(true),
});

/** Whether numbers can be written so: year and one serial, a board exactly where there is one, nothing unknown in braces. */
export function patternFits(pattern: string, board: string): boolean {
  const rest = pattern.replaceAll(/\{(year|board|class|serial(:[1-9])?)\}/g, '');
  return (
    /\{year\}/.test(pattern) &&
    pattern.match(/\{serial(:[1-9])?\}/g)?.length === 1 &&
    !/[{}]/.test(rest) &&
    (board === '') === !pattern.includes('{board}')
  );
}

/** What a number of the pattern looks like. */
export function exampleOf(pattern: string, board: string): string {
  return pattern
    .replaceAll('{year}', '2026')
    .replaceAll('{board}', board)
    .replaceAll('{class}', '1.8')
    .replaceAll(/\{serial(?::([1-9]))?\}/g, (_, width) => '61'.padStart(Number(width ?? 0), '0'));
}

interface Written {
  readonly pattern: string;
  readonly board: string;
}

/** Whether two diaries would write the same numbers: their patterns are the same when the board stands in them. */
export function writesTheSame(one: Written, other: Written): boolean {
  const whole = ({ pattern, board }: Written) =>
    pattern.replaceAll('{board}', board).replaceAll(/\{serial(:[1-9])?\}/g, '{serial}');
  return whole(one) === whole(other);
}

/** Opens a diary, or changes how its coming numbers are written; those that are given stay. For its coordinator. Throws Problem `invalid`. */
export async function setDiary(ctx: Context, asked: z.output<typeof DiarySchema>): Promise<number> {
  const { authorityId, board, name, pattern } = asked;
  if (!authoritiesOf(ctx.actor, 'coordinator').includes(authorityId)) throw new Problem('forbidden');
  if (!patternFits(pattern, board))
    throw new Problem('invalid', {}, [{ field: 'pattern', code: 'pattern-unusable' }]);
  return transaction(ctx, async (db) => {
    const others = await db.many<{ pattern: string; board: string }>(sql`
      select pattern, board from diary where authority_id = ${authorityId} and board <> ${board}`);
    if (others.some((other) => writesTheSame({ pattern, board }, other)))
      throw new Problem('invalid', {}, [{ field: 'pattern', code: 'pattern-collides' }]);
    const { id } = await db.one<{ id: number }>(sql`
      insert into diary (authority_id, board, name, pattern, changed_at, changed_by)
      values (${authorityId}, ${board}, ${name}, ${pattern}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (authority_id, board) do update set name = excluded.name, pattern = excluded.pattern,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by returning id`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'diary-set',
      subject: 'diary',
      subjectId: id,
      authorityId,
      details: { board, pattern },
    });
    return id;
  });
}

/** Registers a document and gives it its number, in one transaction. Throws Problem `not-found`, `invalid`. */
export async function register(ctx: Context, entry: Entry): Promise<Registered> {
  // A number is never taken back: what has not come in yet does not get one.
  if (entry.datedOn > swedishDay(ctx.clock()))
    throw new Problem('invalid', {}, [{ field: 'datedOn', code: 'day-to-come' }]);
  try {
    return await transaction(ctx, (db) => registerIn(ctx, db, entry, null));
  } catch (error) {
    throw told(error);
  }
}

/**
 * Registers a hand-over with the receiver, and writes the number in it: both or neither. Sent again with the same key, or
 * when it is in that diary already, it has the number that it has. Throws as `register` and `takeStep` do.
 */
export async function registerHandOver(
  ctx: Context,
  handOverId: string,
  asked: Pick<Entry, 'diaryId' | 'class' | 'counterpart'> & { readonly key?: string | undefined },
): Promise<Registered> {
  try {
    return await transaction(ctx, async (db) => {
      await lockHandOver(db, handOverId);
      const before = await db.maybe<Registered>(sql`
        select id, number from diary_entry where diary_id = ${asked.diaryId} and hand_over_id = ${handOverId}`);
      if (before !== undefined) return before;
      const about = await db.one<{
        subject: string;
        arrivedOn: PlainDate;
        office: string;
        authorityId: number;
      }>(sql`
        select t.name_sv as subject, h.arrived_on as "arrivedOn", f.name as office, h.principal_id as "authorityId"
        from hand_over h join task t on t.id = h.task_id join office f on f.id = h.office_id where h.id = ${handOverId}`);
      const made = await registerIn(
        ctx,
        db,
        {
          ...asked,
          direction: 'received',
          datedOn: about.arrivedOn,
          counterpart: asked.counterpart === '' ? about.office : asked.counterpart,
          subject: about.subject,
          // The office is no person; whoever else is named is withheld until somebody has looked.
          counterpartWithheld: asked.counterpart !== '',
          subjectWithheld: false,
        },
        { handOverId, authorityId: about.authorityId },
      );
      await stepIn(db, asAccount(ctx), handOverId, 'number', {
        kind: 'number-set',
        audience: 'both',
        key: asked.key,
        detail: made.number,
        receiverNumber: made.number,
      });
      return made;
    });
  } catch (error) {
    throw told(readable(error));
  }
}

async function registerIn(
  ctx: Context,
  db: Db,
  entry: Entry,
  of: { readonly handOverId: string; readonly authorityId: number } | null,
): Promise<Registered> {
  const mine = authoritiesOf(ctx.actor, 'receiver', 'coordinator');
  const diary = await db.maybe<{ authorityId: number }>(sql`
    select authority_id as "authorityId" from diary where id = ${entry.diaryId}`);
  if (diary === undefined || !mine.includes(diary.authorityId)) throw new Problem('not-found');
  if (of !== null && of.authorityId !== diary.authorityId) throw new Problem('not-found');
  const made = await db.one<Registered>(sql`
    insert into diary_entry (diary_id, authority_id, year, serial, number, class, direction, dated_on, counterpart, subject,
      counterpart_withheld, subject_withheld, hand_over_id, registered_at, registered_by)
    values (${entry.diaryId}, ${diary.authorityId}, 0, 1, '', ${entry.class}, ${entry.direction}, ${entry.datedOn},
      ${entry.counterpart}, ${entry.subject}, ${entry.counterpartWithheld}, ${entry.subjectWithheld},
      ${of?.handOverId ?? null}, ${ctx.clock()}, ${ctx.actor.userId}) returning id, number`);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'receiver',
    kind: 'diary-registered',
    subject: 'diary-entry',
    subjectId: made.id,
    authorityId: diary.authorityId,
    details: { number: made.number },
  });
  return made;
}

function told(error: unknown): unknown {
  const { constraint } = error as { constraint?: unknown };
  if (constraint === 'a_number_with_a_class_has_one')
    return new Problem('invalid', {}, [{ field: 'class', code: 'class-missing' }]);
  // Two patterns that write the same number: it is given once, and nothing of the second is stored.
  if (constraint === 'diary_entry_authority_id_number_key')
    return new Problem('invalid', {}, [{ field: 'diaryId', code: 'number-is-taken' }]);
  return error;
}

/** Says anew what of an entry may be shown to everybody (5 kap. 2 § second paragraph OSL). Throws Problem `not-found`. */
export async function setWithheld(
  ctx: Context,
  entryId: string,
  { counterpart, subject }: { readonly counterpart: boolean; readonly subject: boolean },
): Promise<void> {
  await transaction(ctx, async (db) => {
    const found = await db.maybe<{ authorityId: number }>(sql`
      update diary_entry set counterpart_withheld = ${counterpart}, subject_withheld = ${subject} where id = ${entryId}
      returning authority_id as "authorityId"`);
    if (found === undefined) throw new Problem('not-found');
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'receiver',
      kind: 'diary-withheld-set',
      subject: 'diary-entry',
      subjectId: entryId,
      authorityId: found.authorityId,
      details: { counterpart, subject },
    });
  });
}
