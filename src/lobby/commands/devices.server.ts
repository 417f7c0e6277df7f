import { randomBytes } from 'node:crypto';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { changing } from '../../hours/store.server.ts';
import { type Db, type Pool, sql, unscoped } from '../../platform/database.server.ts';
import { Problem, tooManyTries } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { CODE_HOURS, codeFrom, type DeviceKind, type DeviceSettings, readCode } from '../device.ts';

/** A code that is shown once: only its hash is kept. */
export interface GivenCode {
  readonly deviceId: number;
  readonly code: string;
}

/** Makes a device of an office, and the code by which it is enrolled. Throws Problem `forbidden`, `invalid` with `device-name-taken`. */
export function makeDevice(
  ctx: Context,
  officeId: number,
  { kind, name }: { readonly kind: DeviceKind; readonly name: string },
): Promise<GivenCode> {
  return changing(ctx, officeId, async (db) => {
    await db.run(sql`select pg_advisory_xact_lock(hashtext('device'), ${officeId})`);
    const office = await db.maybe(sql`select from office where id = ${officeId}`);
    if (office === undefined) throw new Problem('not-found');
    const taken = await db.maybe(
      sql`select from device where office_id = ${officeId} and name = ${name} and withdrawn_at is null`,
    );
    if (taken !== undefined) throw new Problem('invalid', {}, [{ field: 'name', code: 'device-name-taken' }]);
    const { id } = await db.one<{ id: number }>(sql`
      insert into device (office_id, kind, name, made_at, made_by)
      values (${officeId}, ${kind}, ${name}, ${ctx.clock()}, ${ctx.actor.userId}) returning id`);
    const code = await newCode(ctx, db, id);
    await audit(ctx, db, officeId, id, 'device-made', { kind, name });
    return { deviceId: id, code };
  });
}

/** A new code for a device: for one whose code has expired, or that has moved to another machine. */
export function renewCode(ctx: Context, officeId: number, deviceId: number): Promise<GivenCode> {
  return changing(ctx, officeId, async (db) => {
    await theDevice(db, officeId, deviceId);
    const code = await newCode(ctx, db, deviceId);
    await audit(ctx, db, officeId, deviceId, 'device-code-given', {});
    return { deviceId, code };
  });
}

/** Withdraws a device: from now on it is nobody. Its pages are told at once. */
export function withdrawDevice(ctx: Context, officeId: number, deviceId: number): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    await theDevice(db, officeId, deviceId);
    await db.run(sql`
      update device set withdrawn_at = ${ctx.clock()}, withdrawn_by = ${ctx.actor.userId}, code_hash = null, code_expires_at = null
      where id = ${deviceId}`);
    await db.run(sql`
      select queue_tell(office_id, 'device-withdrawn', ${ctx.clock()}, ${ctx.actor.userId}, 'office-manager', null, null, null, null,
        ${JSON.stringify({ device: deviceId })}::jsonb) from queue_office where office_id = ${officeId}`);
    await audit(ctx, db, officeId, deviceId, 'device-withdrawn', {});
  });
}

/** Sets where a device prints, or how it sounds; what is left out stays. */
export function setDeviceSettings(
  ctx: Context,
  officeId: number,
  deviceId: number,
  settings: Partial<DeviceSettings>,
): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    await theDevice(db, officeId, deviceId);
    await db.run(
      sql`update device set settings = settings || ${JSON.stringify(settings)}::jsonb where id = ${deviceId}`,
    );
    await audit(ctx, db, officeId, deviceId, 'device-set', { settings });
  });
}

// Codes are few and short-lived, and there are 78 thousand million: what is held back here is noise, not luck.
const WRONG_A_MINUTE = 20;
const wrong = new WeakMap<Pool, { readonly at: number; readonly from: string }[]>();

/**
 * Enrols whoever has typed a device's code: once, and before it expires. Returns the device and the secret that it is known by.
 * `from`: who asks; each may be wrong so often a minute. Throws Problem `invalid` with `wrong-code`, `too-many-tries`.
 */
export async function enrolDevice(
  { pool, clock }: Pick<Context, 'pool' | 'clock'>,
  typed: string,
  from: string,
): Promise<{ readonly device: { id: number; officeId: number; kind: DeviceKind }; readonly secret: string }> {
  const now = clock().epochMilliseconds;
  const tries = (wrong.get(pool) ?? []).filter(({ at }) => Math.abs(now - at) < 60_000);
  wrong.set(pool, tries);
  const last = tries.filter((each) => each.from === from).at(-WRONG_A_MINUTE);
  if (last !== undefined)
    throw tooManyTries(Temporal.Instant.fromEpochMilliseconds(last.at + 60_000), clock());
  const secret = randomBytes(32).toString('base64url');
  const device = await unscoped(pool).maybe<{ id: number; officeId: number; kind: DeviceKind }>(sql`
    select id, office_id as "officeId", kind from enrol_device(${sha256(readCode(typed))}, ${sha256(secret)}, ${clock()})`);
  if (device === undefined) {
    tries.push({ at: now, from });
    throw new Problem('invalid', {}, [{ field: 'kod', code: 'wrong-code' }]);
  }
  return { device, secret };
}

async function theDevice(db: Db, officeId: number, deviceId: number): Promise<void> {
  const device = await db.maybe<{ withdrawn: boolean }>(sql`
    select withdrawn_at is not null as withdrawn from device where id = ${deviceId} and office_id = ${officeId} for update`);
  if (device === undefined) throw new Problem('not-found');
  if (device.withdrawn) throw new Problem('not-possible', { reason: 'device-is-withdrawn' });
}

async function newCode(ctx: Context, db: Db, deviceId: number): Promise<string> {
  let code: string | null = null;
  while (code === null) code = codeFrom(randomBytes(16));
  await db.run(sql`
    update device set code_hash = ${sha256(code)}, code_expires_at = ${ctx.clock().add({ hours: CODE_HOURS })}
    where id = ${deviceId}`);
  return code;
}

function audit(
  ctx: Context,
  db: Db,
  officeId: number,
  deviceId: number,
  kind: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordEvent(db, {
    ...{ actor: ctx.actor.userId, role: 'office-manager', kind },
    ...{ subject: 'device', subjectId: deviceId, officeId, details },
  });
}
