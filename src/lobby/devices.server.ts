import { getCookie, setCookie } from 'hono/cookie';
import { type Pool, type Scope, shortRead, shortUnscopedRead, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import type { Asker } from '../queue/line.server.ts';
import type { Http } from '../shell/http.ts';
import { type DeviceKind, type DeviceSettings, settingsOf } from './device.ts';

/** Who asks, when it is a device of an office. */
export interface Device {
  readonly id: number;
  readonly officeId: number;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly settings: DeviceSettings;
  /** SHA-256 of its secret. */
  readonly hash: string;
}

const COOKIE = 'samtjanst.enhet';
// The longest that browsers keep a cookie; each visit of the device's first page begins it anew.
const KEPT = 400 * 24 * 3600;

/** The device of the request's cookie, until it is withdrawn; null for anybody else. Says that it was seen. */
export async function deviceOf(c: Http): Promise<Device | null> {
  const secret = getCookie(c, COOKIE);
  if (secret === undefined || !/^[\w-]{20,100}$/.test(secret)) return null;
  const { database, clock } = c.get('services');
  const hash = sha256(secret);
  const device = await deviceOfHash(database.pool, hash);
  if (device !== null) await seen(database.pool, device, clock());
  return device;
}

/** Whether the request says that it is a device, one or none any more. */
export function claimsToBeADevice(c: Http): boolean {
  return getCookie(c, COOKIE) !== undefined;
}

async function deviceOfHash(pool: Pool, hash: string): Promise<Device | null> {
  const [row] = await shortUnscopedRead<
    Omit<Device, 'settings' | 'hash'> & { settings: Record<string, unknown> }
  >(pool, sql`select id, office_id as "officeId", kind, name, settings from device_of_token(${hash})`);
  return row === undefined ? null : { ...row, settings: settingsOf(row.settings), hash };
}

/** For a stream: whether the device is one still. */
export async function isStillADevice(pool: Pool, device: Device): Promise<boolean> {
  return (await deviceOfHash(pool, device.hash)) !== null;
}

/** What a device sees: the queue of its office. */
export function scopeOfDevice(device: Pick<Device, 'id' | 'officeId'>): Scope {
  return { actor: `device-${device.id}`, queueOffices: [device.officeId] };
}

/** A device as who takes a step in the queue. */
export function asDevice(c: Http, device: Device): Asker {
  const { database, clock } = c.get('services');
  return {
    pool: database.pool,
    clock,
    scope: scopeOfDevice(device),
    actor: `device-${device.id}`,
    role: 'device',
    officerId: null,
  };
}

/** Whoever holds a ticket's secret or a device's code: sees the queue of that office, as far as the page shows it. */
export function asVisitor(c: Http, officeId: number): Asker {
  const { database, clock } = c.get('services');
  return {
    pool: database.pool,
    clock,
    scope: { actor: 'visitor', queueOffices: [officeId] },
    actor: 'visitor',
    role: 'visitor',
    officerId: null,
  };
}

export function giveSecret(c: Http, secret: string): void {
  const { baseURL } = c.get('services').auth.options;
  setCookie(c, COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: baseURL?.startsWith('https:') ?? false,
    maxAge: KEPT,
  });
}

/** Begins the cookie's time anew. */
export function keepSecret(c: Http): void {
  const secret = getCookie(c, COOKIE);
  if (secret !== undefined) giveSecret(c, secret);
}

const written = new WeakMap<Pool, Map<number, number>>();

/** Notes that a device spoke, at most once a minute. */
async function seen(pool: Pool, device: Device, at: Temporal.Instant): Promise<void> {
  const last = written.get(pool) ?? new Map<number, number>();
  written.set(pool, last);
  if (Math.abs(at.epochMilliseconds - (last.get(device.id) ?? 0)) < 60_000) return;
  last.set(device.id, at.epochMilliseconds);
  await shortRead(
    pool,
    scopeOfDevice(device),
    sql`update device set seen_at = ${at} where id = ${device.id} and (seen_at is null or seen_at < ${at})`,
  );
}

/** Notes how much a device's clock is ahead of ours. */
export async function noteClock(c: Http, device: Device, its: number): Promise<void> {
  const { database, clock } = c.get('services');
  const off = Math.round(its - clock().epochMilliseconds);
  const most = 2_000_000_000;
  await shortRead(
    database.pool,
    scopeOfDevice(device),
    sql`update device set clock_off_ms = ${Math.max(-most, Math.min(most, off))} where id = ${device.id}`,
  );
}
