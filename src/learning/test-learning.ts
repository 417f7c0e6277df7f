import type { World } from '../../test/world.ts';
import { look } from '../contacts/test-contacts.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';

/** Closed contacts as they would have been: each with one matter in which the way was shown. */
export interface Past {
  readonly day: PlainDate | string;
  readonly count: number;
  readonly task: string;
  readonly authority: string;
  readonly office?: 'haninge' | 'visby';
  readonly channel?: 'visit' | 'phone';
  readonly subject?: string;
  readonly outcome?: 'solved' | 'partly' | 'referred';
  readonly minutes?: number;
}

/** Tells the past in one go; the ids of its contacts. Every contact is its office's own officer's. */
export async function tellPast(world: World, past: readonly Past[]): Promise<string[]> {
  const made: string[] = [];
  for (const each of past) {
    const { office = 'haninge', channel = 'visit', subject = null, outcome = 'solved', minutes = 8 } = each;
    const officer = world.ids.officers[office === 'haninge' ? 'H-1' : 'V-1'];
    const rows = await look(world, (db) =>
      db.many<{ id: string }>(sql`
        with contact as (
          insert into visit (office_id, channel, subject, opened_by, opened_at, opened_on, taken_by, taken_at)
          select ${world.ids.offices[office]}, ${channel}, ${subject}, ${officer}, ${`${each.day}T09:00:00Z`}::timestamptz, ${each.day},
            ${officer}, ${`${each.day}T09:00:00Z`}::timestamptz from generate_series(1, ${each.count}) returning id),
        wanted as (
          insert into matter (visit_id, office_id, task_id, principal_id, added_by)
          select id, ${world.ids.offices[office]}, ${world.ids.tasks[each.task]}, ${world.ids.authorities[each.authority]}, ${officer}
          from contact returning *),
        done as (
          insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, level, help_form, outcome, acted_at,
            acted_on, channel)
          select id, visit_id, task_id, principal_id, office_id, ${officer}, 'officer', 'signpost',
            case ${channel} when 'visit' then 'desk' else 'remote' end, ${outcome}, ${`${each.day}T09:05:00Z`}::timestamptz,
            ${each.day}, ${channel} from wanted)
        select id from contact`),
    );
    made.push(...rows.map(({ id }) => id));
    await look(world, (db) =>
      db.run(sql`
        update visit set closed_at = opened_at + make_interval(mins => ${minutes}), closed_by = ${officer}
        where id = any (${rows.map(({ id }) => id)}::uuid[])`),
    );
  }
  return made;
}
