import { randomBytes } from 'node:crypto';
import { managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, type Pool, sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { colleaguesOf } from '../contact-view.server.ts';

export interface Call {
  readonly extension: string;
  /** Digits; null for a hidden number. */
  readonly caller: string | null;
  /** The telephone system's own id: told twice, it is one call. */
  readonly callKey: string;
}

/**
 * A telephone rings: told by the office's telephone system, known by its secret. Who may know of it is the officer whose extension
 * it is, and nobody is told whether there was one. False: the secret is none.
 */
export async function phoneRings(
  pool: Pool,
  secretHash: string,
  call: Call,
  now: Temporal.Instant,
): Promise<boolean> {
  const { known } = await unscoped(pool).one<{ known: boolean | null }>(sql`
    select phone_rings(${secretHash}, ${call.extension}, ${call.callKey}, ${call.caller}, ${now}) as known`);
  return known !== null;
}

/** The hash of an office's secret, for its manager who tries it. Throws Problem `forbidden`, `not-found`. */
export async function hookOf(ctx: Context, officeId: number): Promise<string> {
  manages(ctx, officeId);
  const hook = await transaction(ctx, (db) =>
    db.maybe<{ hash: string }>(
      sql`select secret_hash as hash from office_phone_hook where office_id = ${officeId}`,
    ),
  );
  if (hook === undefined) throw new Problem('not-found');
  return hook.hash;
}

/** Makes the secret that an office's telephone system says who it is with; an earlier one ends. It is told once. */
export async function makePhoneSecret(ctx: Context, officeId: number): Promise<string> {
  manages(ctx, officeId);
  const secret = randomBytes(32).toString('base64url');
  await transaction(ctx, async (db) => {
    await db.run(sql`
      insert into office_phone_hook (office_id, secret_hash, made_at, made_by)
      values (${officeId}, ${sha256(secret)}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (office_id) do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at, made_by = excluded.made_by`);
    await told(ctx, db, officeId, 'phone-secret-made');
  });
  return secret;
}

/** Ends it: the telephone system is nobody from now on. */
export async function endPhoneSecret(ctx: Context, officeId: number): Promise<void> {
  manages(ctx, officeId);
  await transaction(ctx, async (db) => {
    await db.run(sql`delete from office_phone_hook where office_id = ${officeId}`);
    await told(ctx, db, officeId, 'phone-secret-ended');
  });
}

/** Says whose an extension is; null: nobody's. One officer has one. Throws Problem `forbidden`, `invalid` for no officer of the office. */
export async function setExtension(
  ctx: Context,
  officeId: number,
  officerId: number,
  extension: string | null,
): Promise<void> {
  manages(ctx, officeId);
  await transaction(ctx, async (db) => {
    if (!(await colleaguesOf(db, officeId)).some(({ id }) => id === officerId))
      throw new Problem('invalid', {}, [{ field: 'officerId', code: 'not-at-this-office' }]);
    await db.run(sql`
      delete from office_extension where office_id = ${officeId} and (officer_id = ${officerId} or extension = ${extension})`);
    if (extension !== null)
      await db.run(sql`
        insert into office_extension (office_id, extension, officer_id) values (${officeId}, ${extension}, ${officerId})`);
    await told(ctx, db, officeId, 'extension-set', { officerId, extension });
  });
}

function manages(ctx: Context, officeId: number): void {
  if (!managedOfficesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
}

function told(
  ctx: Context,
  db: Db,
  officeId: number,
  kind: string,
  details: Readonly<Record<string, unknown>> = {},
) {
  const { userId } = ctx.actor;
  return recordEvent(db, {
    actor: userId,
    role: 'office-manager',
    kind,
    subject: 'office',
    subjectId: officeId,
    officeId,
    details,
  });
}
