import type { Context } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Channel } from '../contact.ts';

interface AtVisit {
  readonly officerId: number;
  readonly officeId: number;
  readonly channel: Channel;
}

/**
 * The officer who asks, at the office of an open contact. The row is locked against a closing that happens meanwhile.
 * `evenClosed`: for what may be done after it was closed.
 * Throws Problem `forbidden` for who is no officer, `not-found` for another office's, `visit-closed`, `not-possible` (`contact-away`)
 * while another office answers it.
 */
export async function officerAtVisit(
  ctx: Context,
  db: Db,
  visitId: string,
  evenClosed = false,
): Promise<AtVisit> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const visit = await db.maybe<{
    officeId: number;
    channel: Channel;
    closed: boolean;
    awayTo: string | null;
  }>(sql`
    select office_id as "officeId", channel, closed_at is not null as closed,
      (select f.name from office f where f.id = away_to) as "awayTo"
    from visit where id = ${visitId} for share of visit`);
  if (visit === undefined) throw new Problem('not-found');
  if (visit.closed && !evenClosed) throw new Problem('visit-closed');
  if (visit.awayTo !== null)
    throw new Problem('not-possible', { reason: 'contact-away', office: visit.awayTo });
  return { officerId: officer.id, officeId: visit.officeId, channel: visit.channel };
}
