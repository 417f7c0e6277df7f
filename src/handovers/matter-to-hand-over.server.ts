import { type Context, transaction } from '../access/context.server.ts';
import type { Channel } from '../contacts/contact.ts';
import type { RepresentationView } from '../contacts/representation.ts';
import { representationsJson } from '../contacts/representations.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

export interface MatterToHandOver {
  readonly channel: Channel;
  readonly representations: readonly RepresentationView[];
  readonly matterId: string;
  readonly visitId: string;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly authority: string;
  readonly authorityShort: string;
  /** What the authority tells the front desk of the task; null: nothing. */
  readonly guidance: string | null;
  readonly handOver: { readonly id: string; readonly reference: string } | null;
  /** Hand-overs of the same visit that came back. */
  readonly cameBack: readonly {
    readonly id: string;
    readonly reference: string;
    readonly authority: string;
  }[];
}

/** The matter that is to be handed over. Throws Problem `not-found` for another office's. */
export async function matterToHandOver(ctx: Context, matterId: string): Promise<MatterToHandOver> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const found = await transaction(ctx, (db) =>
    db.maybe<MatterToHandOver>(sql`
      select m.id as "matterId", m.visit_id as "visitId", (select v.channel from visit v where v.id = m.visit_id) as channel,
        ${representationsJson(sql`m.id`)} as representations, t.name_sv as "taskSv", t.name_en as "taskEn", p.name as authority,
        p.short_name as "authorityShort",
        (select g.body from guidance_note g where g.task_id = t.id and g.principal_id = p.id order by g.version desc limit 1)
          as guidance,
        (select jsonb_build_object('id', h.id, 'reference', h.reference) from hand_over h
          where h.matter_id = m.id and h.state not in ('closed', 'rerouted')) as "handOver",
        (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'reference', h.reference, 'authority', q.name)), '[]')
          from hand_over h join authority q on q.id = h.principal_id
          where h.visit_id = m.visit_id and h.matter_id <> m.id and h.state in ('refused', 'returned')) as "cameBack"
      from matter m join task t on t.id = m.task_id join authority p on p.id = m.principal_id where m.id = ${matterId}`),
  );
  if (found === undefined) throw new Problem('not-found');
  return found;
}
