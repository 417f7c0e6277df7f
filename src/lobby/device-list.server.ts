import { managedOfficesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { changing } from '../hours/store.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type DeviceKind, type DeviceSettings, type NetworkPrinter, settingsOf } from './device.ts';
import type { PrintFailure } from './printing/print.server.ts';

/** A device as the manager's page shows it. */
export interface DeviceRow {
  readonly id: number;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly settings: DeviceSettings;
  readonly codeExpiresAt: Temporal.Instant | null;
  readonly enrolledAt: Temporal.Instant | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly seenAt: Temporal.Instant | null;
  readonly clockOffMs: number | null;
  /** Tickets of today that its printer did not take, and why the last of them. */
  readonly failedToday: number;
  readonly lastFailure: PrintFailure | null;
}

type Stored = Omit<DeviceRow, 'settings'> & { readonly settings: Record<string, unknown> };

function rows(db: Db, today: string, which: Sql): Promise<Stored[]> {
  return db.many<Stored>(sql`
    select d.id, d.kind, d.name, d.settings, d.code_expires_at as "codeExpiresAt", d.enrolled_at as "enrolledAt",
      d.withdrawn_at as "withdrawnAt", d.seen_at as "seenAt", d.clock_off_ms as "clockOffMs", p.count as "failedToday",
      p.last as "lastFailure"
    from device d, lateral (select count(*) as count, (array_agg(failed order by id desc))[1] as last from ticket_print
      where device_id = d.id and failed is not null
        and ordered_at >= ${today}::date::timestamp at time zone 'Europe/Stockholm') p
    where ${which} order by d.withdrawn_at is not null, d.kind, d.name, d.id limit 200`);
}

const read = (row: Stored): DeviceRow => ({ ...row, settings: settingsOf(row.settings) });

/** The devices of an office, those that were withdrawn last. Throws Problem `forbidden`, `not-found`. */
export function devicesOf(
  ctx: Context,
  officeId: number,
): Promise<{ readonly office: string; readonly devices: readonly DeviceRow[] }> {
  return changing(ctx, officeId, async (db) => {
    const office = await db.maybe<{ name: string }>(sql`select name from office where id = ${officeId}`);
    if (office === undefined) throw new Problem('not-found');
    const found = await rows(db, swedishDay(ctx.clock()), sql`d.office_id = ${officeId}`);
    return { office: office.name, devices: found.map(read) };
  });
}

/** One of them. Throws Problem `forbidden`, `not-found`. */
export function deviceForChange(
  ctx: Context,
  officeId: number,
  deviceId: number,
): Promise<DeviceRow & { readonly office: string }> {
  return changing(ctx, officeId, async (db) => {
    const office = await db.maybe<{ name: string }>(sql`select name from office where id = ${officeId}`);
    const [row] = await rows(
      db,
      swedishDay(ctx.clock()),
      sql`d.office_id = ${officeId} and d.id = ${deviceId}`,
    );
    if (office === undefined || row === undefined) throw new Problem('not-found');
    return { ...read(row), office: office.name };
  });
}

/** The offices that the actor manages, with how many devices are connected. Throws Problem `forbidden` without any. */
export function managedOfficesWithDevices(
  ctx: Context,
): Promise<{ readonly id: number; readonly name: string; readonly devices: number }[]> {
  const mine = managedOfficesOf(ctx.actor);
  if (mine.length === 0) throw new Problem('forbidden');
  return transaction(ctx, (db) =>
    db.many(sql`
      select f.id, f.name, (select count(*) from device d where d.office_id = f.id and d.enrolled_at is not null
        and d.withdrawn_at is null) as devices
      from office f where f.id = any (${mine}) order by f.name`),
  );
}

/** Where the reception of an office prints: on its own device's printer, else on that of another reception of the office. */
export async function receptionPrinter(
  db: Db,
  officeId: number,
  own: number | null,
): Promise<{ readonly deviceId: number; readonly printer: NetworkPrinter } | null> {
  const devices = await db.many<{ id: number; settings: Record<string, unknown> }>(sql`
    select id, settings from device where office_id = ${officeId} and withdrawn_at is null
      and (kind = 'reception' or id = ${own}) order by id = ${own} desc nulls last, id`);
  for (const { id, settings } of devices) {
    const { printer } = settingsOf(settings);
    if (printer !== null) return { deviceId: id, printer };
  }
  return null;
}
