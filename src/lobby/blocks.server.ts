import { type Db, shortRead, sql } from '../platform/database.server.ts';
import { type Asker, inLine, type Line } from '../queue/line.server.ts';
import { nextNumbers } from '../queue/numbers.server.ts';
import { needsOf } from '../queue/store.server.ts';

/** Numbers of one need that only one device issues, today, while its line is down. */
export interface Block {
  readonly needId: number;
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  /** Those of them that are tickets. */
  readonly used: readonly number[];
}
export interface Blocks {
  /** The Swedish day that they are for. */
  readonly day: string;
  readonly blocks: readonly Block[];
}

/** How many numbers are set aside at a time, when fewer than `FEW` are left; and the most of a need on a day. */
const SIZE = 20;
const FEW = 10;
const MOST_A_DAY = 400;

interface Left {
  readonly needId: number;
  readonly reserved: number;
  readonly used: number;
}

/** The numbers that a device may issue without line: asked at each of its beats, set aside only when few are left. */
export async function reserveBlocks(asker: Asker, officeId: number, deviceId: number): Promise<Blocks> {
  const today = asker.clock().toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
  const [there] = await shortRead<{ left: Left[]; day: string }>(
    asker.pool,
    asker.scope,
    sql`select q.day, (${leftOf(officeId, deviceId)}) as left from queue_office q where q.office_id = ${officeId}`,
  );
  // An office without a queue gives no numbers.
  if (there === undefined) return { day: today, blocks: [] };
  if (there.day !== today || there.left.some(few))
    await inLine(asker, officeId, (db, line) => topUp(db, line, deviceId));
  const [row] = await shortRead<Blocks>(
    asker.pool,
    asker.scope,
    sql`
      select q.day, (select coalesce(jsonb_agg(jsonb_build_object('needId', b.need_id, 'prefix', b.prefix,
          'from', lower(b.numbers), 'to', upper(b.numbers) - 1,
          'used', (select coalesce(jsonb_agg(t.number), '[]') from ticket t where t.office_id = b.office_id and t.day = b.day
            and t.prefix = b.prefix and b.numbers @> t.number)) order by b.id), '[]')
        from queue_block b where b.office_id = q.office_id and b.device_id = ${deviceId} and b.day = q.day) as blocks
      from queue_office q where q.office_id = ${officeId}`,
  );
  return row ?? { day: today, blocks: [] };
}

const few = ({ reserved, used }: Left) => reserved - used < FEW && reserved < MOST_A_DAY;

/** Of each need that the office has: how many numbers the device has been given today, and how many of them are tickets. */
const leftOf = (officeId: number, deviceId: number) => sql`
  select coalesce(jsonb_agg(jsonb_build_object('needId', n.id,
    'reserved', (select coalesce(sum(upper(b.numbers) - lower(b.numbers)), 0) from queue_block b
      where b.office_id = n.office_id and b.device_id = ${deviceId} and b.need_id = n.id and b.day = q.day),
    'used', (select count(*) from ticket t where t.office_id = n.office_id and t.day = q.day and t.device_id = ${deviceId}
      and t.source = 'offline' and exists (select from queue_block b where b.office_id = n.office_id
        and b.device_id = ${deviceId} and b.need_id = n.id and b.day = q.day and b.prefix = t.prefix
        and b.numbers @> t.number)))), '[]')
  from queue_need n join queue_office q on q.office_id = n.office_id where n.office_id = ${officeId} and n.ended_at is null`;

async function topUp(db: Db, line: Line, deviceId: number): Promise<void> {
  const { officeId, day, now } = line;
  const { left } = await db.one<{ left: Left[] }>(sql`select (${leftOf(officeId, deviceId)}) as left`);
  for (const need of await needsOf(db, officeId)) {
    if (!left.some((each) => each.needId === need.id && few(each))) continue;
    const first = await nextNumbers(db, line, need, SIZE);
    await db.run(sql`
      insert into queue_block (office_id, device_id, need_id, day, prefix, numbers, reserved_at)
      values (${officeId}, ${deviceId}, ${need.id}, ${day}, ${need.prefix}, int4range(${first}, ${first + SIZE}), ${now})`);
  }
}
