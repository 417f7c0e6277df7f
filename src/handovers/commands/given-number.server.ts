import { type Db, sql } from '../../platform/database.server.ts';
import { lockHandOver } from '../store.server.ts';
import type { Asker } from './take-step.server.ts';

/**
 * Notes the diary number that something had when it was handed over: the front desk registered it in the authority's name. In the
 * transaction that hands it over.
 */
export async function numberGivenIn(db: Db, asker: Asker, id: string, number: string): Promise<void> {
  const { eventSeq, officeId, principalId, state } = await lockHandOver(db, id);
  await db.run(sql`
    insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state, detail)
    values (${id}, ${eventSeq + 1}, ${officeId}, ${principalId}, ${asker.clock()}, 'number-set', 'front-desk', 'both',
      ${asker.actor}, ${state}, ${number})`);
  await db.run(sql`
    update hand_over set event_seq = ${eventSeq + 1}, receiver_number = ${number} where id = ${id}`);
}
