import { recordEvent } from '../../access/audit.server.ts';
import { looksLikeIdentityNumber } from '../../kernel/identity-number.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type Asker, inLine, type Line } from '../line.server.ts';
import { sessionsOf, tell } from '../store.server.ts';
import type { AtDesk } from './call.server.ts';

interface Alarm {
  readonly id: number;
  readonly deskId: number | null;
  readonly raisedBy: number;
  readonly acknowledged: boolean;
  /** Who came, where it is a person. */
  readonly acknowledgedBy: number | null;
  readonly ended: boolean;
  readonly incident: string | null;
}

/**
 * Calls colleagues for help, silently: who works at the office sees it, no board, kiosk or visitor does. One who has called
 * already has that call. Returns its id. Throws Problem `not-found`.
 */
export function raiseAlarm(asker: AtDesk, officeId: number): Promise<number> {
  return inLine(asker, officeId, async (db, line) => {
    const open = await db.maybe<{ id: number; officeId: number }>(sql`
      select id, office_id as "officeId" from desk_alarm where raised_by = ${asker.officerId} and ended_at is null`);
    if (open !== undefined && open.officeId === officeId) return open.id;
    // Somebody who calls from here has left what was open elsewhere.
    if (open !== undefined)
      await db.run(
        sql`update desk_alarm set ended_at = ${line.now}, ended_by = ${asker.actor} where id = ${open.id}`,
      );
    const session = (await sessionsOf(db, officeId)).find(({ officerId }) => officerId === asker.officerId);
    const { id } = await db.one<{ id: number }>(sql`
      insert into desk_alarm (office_id, desk_id, raised_by, raised_at)
      values (${officeId}, ${session?.deskId ?? null}, ${asker.officerId}, ${line.now}) returning id`);
    await happened(db, asker, line, 'alarm-raised', { id, deskId: session?.deskId ?? null });
    return id;
  });
}

/**
 * "I am coming": an officer, the manager, or a reception that is the device `deviceId`, whoever stands there. Who says so first
 * stands there. Throws Problem `not-found`, `not-possible` with `own-alarm`, `alarm-ended`.
 */
export function acknowledgeAlarm(
  asker: Asker,
  officeId: number,
  alarmId: number,
  deviceId: number | null = null,
): Promise<void> {
  return inLine(asker, officeId, async (db, line) => {
    const alarm = await alarmInLine(db, line, alarmId);
    if (alarm.ended) throw new Problem('not-possible', { reason: 'alarm-ended' });
    if (alarm.raisedBy === asker.officerId) throw new Problem('not-possible', { reason: 'own-alarm' });
    if (alarm.acknowledged) return;
    const user = deviceId === null && asker.officerId === null ? asker.actor : null;
    await db.run(sql`
      update desk_alarm set acknowledged_by = ${asker.officerId}, acknowledged_user = ${user},
        acknowledged_device = ${deviceId}, acknowledged_at = ${line.now} where id = ${alarmId}`);
    await happened(db, asker, line, 'alarm-acknowledged', alarm);
  });
}

/** The help is not needed any more: said by anybody who works at the office or manages it. Throws Problem `not-found`. */
export function endAlarm(asker: Asker, officeId: number, alarmId: number): Promise<void> {
  return inLine(asker, officeId, async (db, line) => {
    const alarm = await alarmInLine(db, line, alarmId);
    if (alarm.ended) return;
    await db.run(
      sql`update desk_alarm set ended_at = ${line.now}, ended_by = ${asker.actor} where id = ${alarmId}`,
    );
    await happened(db, asker, line, 'alarm-ended', alarm);
  });
}

/**
 * What happened, for who follows it up; nothing about the person. By who called, who came, or the office's manager, once. Throws
 * Problem `not-found`; `invalid` with `incident-identity-number`; `not-possible` with `alarm-goes-on`, `not-your-alarm`,
 * `incident-noted`.
 */
export function noteIncident(asker: Asker, officeId: number, alarmId: number, text: string): Promise<void> {
  if (looksLikeIdentityNumber(text))
    return Promise.reject(
      new Problem('invalid', {}, [{ field: 'incident', code: 'incident-identity-number' }]),
    );
  return inLine(asker, officeId, async (db, line) => {
    const alarm = await alarmInLine(db, line, alarmId);
    if (!alarm.ended) throw new Problem('not-possible', { reason: 'alarm-goes-on' });
    const wasThere =
      asker.officerId !== null && [alarm.raisedBy, alarm.acknowledgedBy].includes(asker.officerId);
    if (!wasThere && asker.role !== 'office-manager')
      throw new Problem('not-possible', { reason: 'not-your-alarm' });
    if (alarm.incident !== null) throw new Problem('not-possible', { reason: 'incident-noted' });
    await db.run(sql`
      update desk_alarm set incident = ${text}, incident_by = ${asker.officerId},
        incident_user = ${asker.officerId === null ? asker.actor : null}, incident_at = ${line.now}
      where id = ${alarmId}`);
    await happened(db, asker, line, 'incident-noted', alarm);
  });
}

async function alarmInLine(db: Db, line: Line, alarmId: number): Promise<Alarm> {
  const alarm = await db.maybe<Alarm>(sql`
    select a.id, a.desk_id as "deskId", a.raised_by as "raisedBy", a.acknowledged_by as "acknowledgedBy",
      a.acknowledged_at is not null as acknowledged, a.ended_at is not null as ended, a.incident
    from desk_alarm a
    where a.id = ${alarmId} and a.office_id = ${line.officeId}`);
  if (alarm === undefined) throw new Problem('not-found');
  return alarm;
}

/** An event of the office, so that every page there knows at once, and the audit. The text of a note is in neither. */
async function happened(
  db: Db,
  asker: Asker,
  line: Line,
  kind: string,
  { id, deskId }: Pick<Alarm, 'id' | 'deskId'>,
): Promise<void> {
  await tell(db, asker, line, {
    kind,
    ...(deskId === null ? {} : { deskId }),
    details: { alarm: id },
  });
  await recordEvent(db, {
    ...{ actor: asker.actor, role: asker.role, kind, subject: 'desk-alarm', subjectId: id },
    officeId: line.officeId,
  });
}
