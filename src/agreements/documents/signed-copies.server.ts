import zlib from 'node:zlib';
import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { requirePartInAgreements } from '../queries/who-sees.server.ts';
import { copyFault, plainFileName, type Remark, remarksOf } from './signed-copy.ts';

export interface SignedCopy {
  readonly id: number;
  readonly version: number;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly remarks: readonly Remark[];
  readonly attachedAt: Temporal.Instant;
  /** Null when the account is gone. */
  readonly attachedBy: string | null;
}

/**
 * Attaches a signed copy to a version; what is attached stays. Only a coordinator of a party may. Throws Problem
 * `forbidden`, `not-found`, `invalid` with the field `file`: empty, too large, no PDF, cut off, attached already.
 */
export async function attachSignedCopy(
  ctx: Context,
  agreementId: number,
  version: number,
  { fileName, content }: { readonly fileName: string; readonly content: Uint8Array },
): Promise<SignedCopy> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const fault = copyFault(content);
  return transaction(ctx, async (db) => {
    const party = await db.maybe<{ id: number }>(sql`
      select ap.authority_id as id from agreement_party ap
        join agreement_version v on v.agreement_id = ap.agreement_id and v.version = ${version}
      where ap.agreement_id = ${agreementId} and ap.authority_id = any (${mine}) limit 1`);
    if (party === undefined) throw new Problem('not-found');
    if (fault !== null) throw new Problem('invalid', {}, [{ field: 'file', code: fault }]);
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const digest = sha256(bytes);
    const stored = await db.maybe<{ id: number }>(sql`
      insert into agreement_signed_copy (agreement_id, version, file_name, content, sha256, remarks, attached_by)
      values (${agreementId}, ${version}, ${plainFileName(fileName)}, ${bytes}, ${digest},
        ${remarksOf(structureOf(bytes))}, ${ctx.actor.userId})
      on conflict on constraint a_copy_is_attached_once do nothing returning id`);
    if (stored === undefined) throw new Problem('invalid', {}, [{ field: 'file', code: 'already-attached' }]);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'signed-copy-attached',
      subject: 'agreement',
      subjectId: agreementId,
      authorityId: party.id,
      details: { version, copyId: stored.id, sha256: digest },
    });
    const [copy] = await copiesOf(db, agreementId, null, stored.id);
    if (copy === undefined) throw new Error('a copy that was stored is not there');
    return copy;
  });
}

/** The signed copies of an agreement, newest first, as attached by then. Throws Problem `forbidden`, `not-found`. */
export function listSignedCopies(
  ctx: Context,
  agreementId: number,
  known: Temporal.Instant | null,
): Promise<SignedCopy[]> {
  requirePartInAgreements(ctx.actor);
  return transaction(ctx, async (db) => {
    if ((await db.maybe(sql`select from agreement where id = ${agreementId}`)) === undefined)
      throw new Problem('not-found');
    return copiesOf(db, agreementId, known, null);
  });
}

function copiesOf(db: Db, agreementId: number, known: Temporal.Instant | null, id: number | null) {
  return db.many<SignedCopy>(sql`
    select c.id, c.version, c.file_name as "fileName", length(c.content) as bytes, c.sha256, c.remarks,
      c.attached_at as "attachedAt", u.name as "attachedBy"
    from agreement_signed_copy c left join account_user u on u.id = c.attached_by
    where c.agreement_id = ${agreementId} and (${known}::timestamptz is null or c.attached_at <= ${known})
      and (${id}::int is null or c.id = ${id})
    order by c.attached_at desc, c.id desc`);
}

/** The bytes of a signed copy. Throws Problem `forbidden`, `not-found`. */
export function signedCopyFile(
  ctx: Context,
  agreementId: number,
  copyId: number,
): Promise<{ readonly fileName: string; readonly content: Buffer<ArrayBuffer>; readonly sha256: string }> {
  requirePartInAgreements(ctx.actor);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<{ fileName: string; content: Buffer<ArrayBuffer>; sha256: string }>(sql`
      select file_name as "fileName", content, sha256 from agreement_signed_copy
      where agreement_id = ${agreementId} and id = ${copyId}`);
    if (row === undefined) throw new Problem('not-found');
    return row;
  });
}

/** No more than this is unpacked of a file, however small it is packed. */
const UNPACKED = 32 * 1024 * 1024;

/** The objects of a PDF as text: the file without its streams, and what its object streams hold (ISO 32000-1, 7.5.7). */
function structureOf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  let left = UNPACKED;
  let text = '';
  let end = 0;
  for (const match of source.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = match.index + match[0].length;
    if (match.index < end) continue;
    const before = source.slice(end, match.index);
    text += before;
    const close = source.indexOf('endstream', start);
    end = close < 0 ? source.length : close;
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    if (!/\/ObjStm\b/.test(dictionary) || left <= 0) continue;
    try {
      const unpacked = zlib.inflateSync(pdf.subarray(start, end), {
        maxOutputLength: left,
        finishFlush: zlib.constants.Z_SYNC_FLUSH,
      });
      left -= unpacked.length;
      text += `\n${unpacked.toString('latin1')}\n`;
    } catch {
      // Packed in another way, or encrypted: what it holds is not known, and nothing is said of it.
    }
  }
  return text + source.slice(end);
}
