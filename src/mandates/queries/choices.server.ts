import { type Context, transaction } from '../../access/context.server.ts';
import { type Issuable, issuable } from '../../agreements/queries/issuable.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { officesOf } from '../works-at.server.ts';

export interface Place {
  readonly id: number;
  readonly name: string;
  readonly officers: number;
}
export interface Choices {
  readonly agreements: readonly Issuable[];
  readonly offices: readonly Place[];
  readonly areas: readonly Place[];
}

/** What an operation can be put together of. Throws Problem `forbidden` for who coordinates no authority. */
export async function choices(ctx: Context): Promise<Choices> {
  const today = swedishDay(ctx.clock());
  const agreements = await issuable(ctx, today);
  return transaction(ctx, async (db) => {
    const employed = sql`coalesce(upper(o.employed) > ${today}::date, true)`;
    const at = officesOf(sql`o.id`, sql`o.home_office_id`);
    const offices = await db.many<Place>(sql`
      select f.id, f.name, count(*) as officers from officer o cross join lateral ${at} w(id)
        join office f on f.id = w.id
      where ${employed}
      group by f.id order by f.name collate "sv-x-icu"`);
    const areas = await db.many<Place>(sql`
      select a.id, a.name, count(distinct o.id) as officers from officer o cross join lateral ${at} w(id)
        join office f on f.id = w.id join office_area a on a.id = f.area_id
      where ${employed}
      group by a.id order by a.name collate "sv-x-icu"`);
    return { agreements, offices, areas };
  });
}
